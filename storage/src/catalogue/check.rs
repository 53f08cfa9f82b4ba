//! Whether a catalogue says of every record what follows from it, and nothing else.

use uuid::Uuid;

use super::{
    BLOCK, BLOCKS, Entry, NUMBER, SEGMENT, WAITING, WORDS, key, number_of,
    postings::{self, Rows},
    sheet,
    state::State,
};
use crate::{
    check::Report, check::scan_range, engine::KeyRange, engine::Overlay, engine::Space,
    engine::View, error::Result, schema::RecordKind,
};

/// Reports every record that is not in the catalogue as it should be, and every row that belongs
/// to none. Returns whether all agrees.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn agrees(view: &dyn View, kind: &RecordKind, report: &mut Report) -> Result<bool> {
    let Some(space) = kind.catalogue else { return Ok(true) };
    let before = report.findings.get(space.0).map_or(0, |finding| finding.entries);
    let mut check = Check { view, kind, space, report, rows: Rows::new(), segment: 0, words: 0 };
    check.records()?;
    check.blocks()?;
    check.waiting()?;
    let after = report.findings.get(space.0).map_or(0, |finding| finding.entries);
    Ok(before == after)
}

/// Empties a catalogue; all records are catalogued anew behind the next start.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn reset(data: &mut Overlay<'_>, space: Space) -> Result<()> {
    let mut keys = Vec::new();
    scan_range(data, space, &KeyRange::all(), |key, _| {
        keys.push(key.to_vec());
        Ok(())
    })?;
    keys.into_iter().for_each(|key| data.delete(space, key));
    State::new(Some(Uuid::max())).write(data, space);
    Ok(())
}

struct Check<'c> {
    view: &'c dyn View,
    kind: &'c RecordKind,
    space: Space,
    report: &'c mut Report,
    /// Of the segment that is being read.
    rows: Rows,
    segment: u32,
    /// Rows of words that should be there.
    words: u64,
}

impl Check<'_> {
    fn find(&mut self, what: impl FnOnce() -> String) {
        self.report.find(self.space, what);
    }

    fn entry(&self, id: Uuid) -> Result<Option<Entry>> {
        let bytes = self.view.get(self.kind.table, id.as_bytes())?;
        let derived = bytes.and_then(|bytes| (self.kind.derive)(&bytes).ok());
        Ok(derived.and_then(|derived| derived.entries.catalogue).map(|(_, entry)| entry))
    }

    /// Every record has a number, or waits, or is older than what is catalogued.
    fn records(&mut self) -> Result<()> {
        let (view, space) = (self.view, self.space);
        let older_than = State::read(view, space)?.older_than;
        scan_range(view, self.kind.table, &KeyRange::all(), |id, bytes| {
            let Ok(id) = Uuid::from_slice(id) else { return Ok(()) };
            let has_number = number_of(view, space, id)?.is_some();
            let waits = view.get(space, &key(WAITING, id.as_bytes()))?.is_some();
            let is_older = older_than.is_some_and(|older_than| id < older_than);
            // One that cannot be read is reported as that, and never catalogued; nor is one in the
            // trash.
            let belongs =
                (self.kind.derive)(bytes).is_ok_and(|derived| derived.entries.catalogue.is_some());
            if !(has_number || waits || is_older) && belongs {
                self.find(|| format!("{id} is not catalogued"));
            }
            if has_number && waits {
                self.find(|| format!("{id} is catalogued and waits"));
            }
            Ok(())
        })
    }

    /// Every slot is a record's own, and so is every word of every segment.
    fn blocks(&mut self) -> Result<()> {
        let (view, space) = (self.view, self.space);
        let mut slots = 0;
        scan_range(view, space, &KeyRange::prefix(&[BLOCKS]), |row, bytes| {
            let block = sheet::block_of(space, row)?;
            self.enter(block / (SEGMENT / BLOCK))?;
            for (number, id, facts) in sheet::slots(block, bytes) {
                slots += 1;
                let entry = self.entry(id)?;
                let is_own = number_of(view, space, id)? == Some(number);
                let title = sheet::title_of(view, space, number)?;
                let agrees = |entry: &Entry| {
                    is_own && entry.facts == facts && title.as_ref() == Some(&entry.title)
                };
                match entry.filter(agrees) {
                    Some(entry) => {
                        entry.words.iter().for_each(|word| {
                            postings::add(&mut self.rows, word, number);
                        });
                    }
                    None => self.find(|| format!("{number} is not what {id} is")),
                }
            }
            Ok(())
        })?;
        self.enter(u32::MAX)?;
        let (numbers, words) = (self.count(NUMBER)?, self.count(WORDS)?);
        if numbers != slots {
            self.find(|| format!("{numbers} numbers, but {slots} slots"));
        }
        if words != self.words {
            let expected = self.words;
            self.find(|| format!("{words} rows of words instead of {expected}"));
        }
        Ok(())
    }

    /// Compares the words of the segment before when another one begins.
    fn enter(&mut self, segment: u32) -> Result<()> {
        if segment == self.segment {
            return Ok(());
        }
        for (head, lists) in std::mem::take(&mut self.rows) {
            self.words += 1;
            self.report.rows += 1;
            let stored = self.view.get(self.space, &postings::row_key(&head, self.segment))?;
            if stored.as_deref() != Some(postings::encode(&lists).as_slice()) {
                self.find(|| format!("words of {head:?} are missing or wrong"));
            }
        }
        self.segment = segment;
        Ok(())
    }

    fn waiting(&mut self) -> Result<()> {
        let (view, space) = (self.view, self.space);
        scan_range(view, space, &KeyRange::prefix(&[WAITING]), |row, _| {
            let id = row.get(1..).and_then(|id| Uuid::from_slice(id).ok()).unwrap_or_default();
            let bytes = view.get(self.kind.table, id.as_bytes())?;
            let is_record = match bytes.map(|bytes| (self.kind.derive)(&bytes)) {
                Some(Ok(derived)) => derived.entries.catalogue.is_some(),
                // Reported as unreadable.
                Some(Err(_damaged)) => true,
                None => false,
            };
            if !is_record {
                self.find(|| format!("{id} waits and is no record"));
            }
            Ok(())
        })
    }

    fn count(&self, part: u8) -> Result<u64> {
        let mut rows = 0;
        scan_range(self.view, self.space, &KeyRange::prefix(&[part]), |_, _| {
            rows += 1;
            Ok(())
        })?;
        Ok(rows)
    }
}
