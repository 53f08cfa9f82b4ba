//! How much a browser downloads, and how much that may be.
//!
//! A limit stands a little above today's value: what adds ten kilobytes by accident fails here, and
//! whoever adds them on purpose raises it in the same commit. An aim is what we want to come to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Failure, Outcome, project, say};

/// A figure that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub name: &'static str,
    /// What may not be exceeded.
    pub limit: u64,
    /// What is wanted, where that is less.
    pub aim: Option<u64>,
}

/// Bytes of Brotli until a phone shows its first screen.
const FIRST_SCREEN: Budget =
    Budget { name: "first screen, Brotli", limit: 530_000, aim: Some(400_000) };
/// Bytes of Brotli that every device fetches behind the first screen: the rest of a driver's screens,
/// the planner's thread (84 kB), and the worker that keeps it all.
const DRIVER: Budget =
    Budget { name: "a driver's rest, Brotli", limit: 568_000, aim: Some(450_000) };
/// Bytes of Brotli that an office's desk fetches in addition.
const OFFICE: Budget = Budget { name: "the office's, Brotli", limit: 217_000, aim: None };

/// One figure beside its budget.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    pub value: u64,
    pub budget: Budget,
    /// What a thousand of it are called.
    pub unit: &'static str,
}

impl Figure {
    /// A size.
    pub fn bytes(value: u64, budget: Budget) -> Self {
        Self { value, budget, unit: "kB" }
    }

    fn line(&self) -> String {
        let Budget { name, limit, aim } = self.budget;
        let verdict = if self.value <= limit { "ok" } else { "TOO MUCH" };
        let (value, limit, unit) = (self.value.div_ceil(1000), limit / 1000, self.unit);
        let aim = aim.map(|aim| format!(", wanted {} {unit}", aim / 1000)).unwrap_or_default();
        format!("{name:<24}{value:>8} {unit}  limit {limit:>6} {unit}  {verdict}{aim}")
    }
}

/// Prints the figures.
///
/// # Errors
/// When one is beyond its limit.
pub fn judge(figures: &[Figure]) -> Outcome<()> {
    figures.iter().for_each(|figure| say::result(&figure.line()));
    let beyond = figures.iter().filter(|figure| figure.value > figure.budget.limit);
    let names: Vec<_> = beyond.map(|figure| figure.budget.name).collect();
    match names.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "too much: {}; make it less, or raise its limit where it stands, for a reason that the \
             commit gives",
            names.join(", ")
        ))),
    }
}

/// What a browser downloads of the built app.
///
/// # Errors
/// When the app cannot be read.
pub fn of_app() -> Outcome<Vec<Figure>> {
    let dist = project::web_dist();
    let parts = [(Part::FirstScreen, FIRST_SCREEN), (Part::Driver, DRIVER), (Part::Office, OFFICE)];
    let figure = |(part, budget)| -> Outcome<Figure> {
        Ok(Figure::bytes(sent_bytes(&dist, &|name| Part::of(name) == part)?, budget))
    };
    parts.into_iter().map(figure).collect()
}

/// When a file is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    FirstScreen,
    Driver,
    Office,
    /// The same as one that is counted with the first screen.
    OtherLanguage,
}

impl Part {
    /// By the names that wasm-split gives: `split_office`, and `chunk_` for what two parts share.
    fn of(name: &str) -> Self {
        match name {
            _ if name.starts_with("split_office") => Self::Office,
            // The longest words.
            _ if name.starts_with("split_texts_eu") => Self::FirstScreen,
            _ if name.starts_with("split_texts_") => Self::OtherLanguage,
            // A thread of its own, which comes with the driver's part.
            _ if name.contains("planner") => Self::Driver,
            _ if name.starts_with("split_") || name.starts_with("chunk_") => Self::Driver,
            "sw.js" => Self::Driver,
            _ => Self::FirstScreen,
        }
    }
}

/// Bytes of the chosen files, each in its smallest form. The home screen's pictures are not part of
/// a visit.
fn sent_bytes(folder: &Path, is_chosen: &dyn Fn(&str) -> bool) -> Outcome<u64> {
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_left_out = [".br", ".gz", ".png"].iter().any(|ending| name.ends_with(ending));
        if path.is_dir() {
            total += sent_bytes(&path, is_chosen)?;
        } else if !is_left_out && is_chosen(&name) {
            let copy = PathBuf::from(format!("{}.br", path.display()));
            let sent = if copy.exists() { copy } else { path };
            total += fs::metadata(sent)?.len();
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    #[test]
    fn each_file_counts_once_in_its_smallest_form() {
        let folder = std::env::temp_dir().join(format!("furgo-first-load-{}", std::process::id()));
        fs::create_dir_all(folder.join("sub")).unwrap();
        fs::write(folder.join("a.js"), [0; 1000]).unwrap();
        fs::write(folder.join("a.js.br"), [0; 100]).unwrap();
        fs::write(folder.join("a.js.gz"), [0; 200]).unwrap();
        fs::write(folder.join("sub/b.svg"), [0; 30]).unwrap();
        fs::write(folder.join("icon.png"), [0; 500]).unwrap();
        fs::write(folder.join("sub/split_driver.wasm"), [0; 3000]).unwrap();
        fs::write(folder.join("sub/chunk_3.wasm"), [0; 300]).unwrap();
        fs::write(folder.join("sub/split_office.wasm"), [0; 5000]).unwrap();
        fs::write(folder.join("sub/split_texts_en.wasm"), [0; 10]).unwrap();
        fs::write(folder.join("sub/split_texts_eu.wasm"), [0; 20]).unwrap();
        let sent = |part| sent_bytes(&folder, &|name| Part::of(name) == part).unwrap();
        assert_eq!(sent(Part::FirstScreen), 150);
        assert_eq!((sent(Part::Driver), sent(Part::Office)), (3300, 5000));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn one_byte_beyond_the_limit_fails_and_an_aim_does_not() {
        let budget = Budget { name: "this", limit: 100, aim: Some(50) };
        assert!(judge(&[Figure::bytes(100, budget)]).is_ok());
        let failure = judge(&[Figure::bytes(101, budget)]).unwrap_err();
        assert!(failure.to_string().contains("too much: this"), "{failure}");
    }
}
