//! Papers to some of the bills: pages that look like a bill, written as PDF by hand.

use std::fmt::Write as _;

use furgo_shared::{
    expenses::ExpenseCategory,
    files::{AddFile, FileDigest, FileType},
    id::UserId,
    time::Day,
};
use sha2::{Digest as _, Sha256};

use super::garage::Note;
use crate::{
    error::{Error, Result},
    storage::{
        Database,
        blobs::{
            PIECE_BYTES,
            staging::{self, Standing},
        },
    },
};

/// A paper on its way.
#[derive(Debug)]
pub struct Paper {
    sha256: FileDigest,
    bytes: Vec<u8>,
}

/// Gives a note the paper that belongs to it, if it is one that comes with a paper.
pub fn attach(note: &mut Note) -> Option<Paper> {
    let (files, title, day, amount) = match note {
        Note::Expense(bill) if bill.category == ExpenseCategory::Insurance => {
            (&mut bill.files, &bill.description, bill.date, bill.amount)
        }
        Note::Work(work) => (&mut work.files, &work.description, work.date, work.cost),
        Note::Expense(_)
        | Note::Refuel(_)
        | Note::Payment(..)
        | Note::Reading(_)
        | Note::Trip(_) => return None,
    };
    let bytes = page(title, day, &amount.to_string());
    let sha256 = FileDigest(Sha256::digest(&bytes).into());
    let length = u64::try_from(bytes.len()).ok()?;
    let name = format!("{day}.pdf");
    files.push(AddFile { sha256, length, kind: FileType::Pdf, name });
    Some(Paper { sha256, bytes })
}

/// Brings a paper as the app does.
///
/// # Errors
/// When storage fails.
pub async fn bring(db: &Database, owner: UserId, paper: Paper) -> Result<()> {
    let length = u64::try_from(paper.bytes.len()).unwrap_or(u64::MAX);
    let begun = staging::begin(db, owner, paper.sha256, length, u64::MAX).await?;
    let Standing::Received { content, mut bytes, .. } = begun else { return Ok(()) };
    for piece in paper.bytes.chunks(PIECE_BYTES) {
        bytes = staging::append(db, owner, paper.sha256, bytes, piece.to_vec(), u64::MAX).await?;
    }
    if bytes != length {
        return Err(Error::Internal("a paper of the demo is not whole".to_owned()));
    }
    staging::seal(db, owner, paper.sha256, content).await
}

/// One page with three lines, in the plainest form of PDF 1.4.
fn page(title: &str, day: Day, amount: &str) -> Vec<u8> {
    let plain = |text: &str| text.replace(|c: char| !c.is_ascii() || "()\\".contains(c), "_");
    let lines = [plain(title), day.to_string(), plain(amount)];
    let mut drawn = "BT /F1 20 Tf 72 720 Td 30 TL".to_owned();
    for line in lines {
        // Writing into a text does not fail.
        write!(drawn, " ({line}) Tj T*").unwrap_or(());
    }
    drawn.push_str(" ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (number, part) in (1..).zip(&parts) {
        places.push(file.len());
        write!(file, "{number} 0 obj\n{part}\nendobj\n").unwrap_or(());
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", parts.len() + 1).unwrap_or(());
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap_or(());
    }
    write!(
        file,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        parts.len() + 1
    )
    .unwrap_or(());
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_paper_and_its_table_says_where_everything_is() {
        let day = Day::from_ymd_opt(2026, 3, 2).unwrap_or_default();
        let page = page("Aceite (5W-30)", day, "180");
        assert_eq!(FileType::of_bytes(&page), Some(FileType::Pdf));
        let text = String::from_utf8(page).unwrap_or_default();
        assert!(text.contains("(Aceite _5W-30_) Tj"), "{text}");
        let table: usize = text
            .split("startxref\n")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.parse().ok())
            .unwrap_or_default();
        assert!(text[table..].starts_with("xref\n0 6\n"));
        let places = text[table..].lines().skip(3).take(5);
        for (number, place) in (1..).zip(places) {
            let place: usize = place[..10].parse().unwrap_or_default();
            assert!(text[place..].starts_with(&format!("{number} 0 obj\n")), "{number}");
        }
    }
}
