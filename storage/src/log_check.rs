//! Compares the change log with the records: it has no gaps, ends where the file says, and its last
//! word about each record is that record's version.

use std::collections::BTreeMap;

use furgo_ground::hex::encode as hex;

use super::{
    change_log::{Change, ChangeKind},
    check::{Report, scan},
    engine::View,
    error::Result,
    reads::number,
    record::{Meta, meta_of},
    schema::{CHANGES, RecordKind, Schema},
    stamp,
};

/// Reports what does not agree.
///
/// # Errors
/// When the data cannot be read. Data that are wrong are no error but a finding.
pub(super) fn agrees(view: &dyn View, schema: &Schema, report: &mut Report) -> Result<()> {
    let mut log = Log {
        view,
        kinds: schema.records.iter().map(|kind| (kind.table.0, kind)).collect(),
        oldest: stamp::oldest_change(view)?,
        next: stamp::oldest_change(view)?,
        report,
        unnumbered: 0,
    };
    for kind in &schema.records {
        scan(view, kind.table, |id, bytes| match meta_of(bytes) {
            Ok(meta) => log.record(kind, id, &meta),
            // A finding of the table already.
            Err(_damaged) => Ok(()),
        })?;
    }
    scan(view, CHANGES, |key, row| log.row(number(CHANGES, key)?, row))?;
    let (unnumbered, ends) = (log.unnumbered, log.next - 1);
    if unnumbered > 0 {
        report.find(CHANGES, || format!("{unnumbered} records without a last change"));
    }
    let last = stamp::last_change(view)?;
    if ends != last {
        report.find(CHANGES, || format!("it ends at {ends}, the file says {last}"));
    }
    Ok(())
}

struct Log<'c> {
    view: &'c dyn View,
    kinds: BTreeMap<&'static str, &'c RecordKind>,
    oldest: u64,
    /// The row that has to come.
    next: u64,
    report: &'c mut Report,
    /// Records from before schema 4 whose last change was not seen yet.
    unnumbered: i64,
}

impl Log<'_> {
    /// A record's last change is where it says.
    fn record(&mut self, kind: &RecordKind, id: &[u8], meta: &Meta) -> Result<()> {
        let Some(sequence) = meta.sequence else {
            self.unnumbered += 1;
            return Ok(());
        };
        let kind_of_last = match meta.deleted {
            Some(_) => ChangeKind::Delete,
            None => ChangeKind::Put,
        };
        let row = self.view.get(CHANGES, &sequence.to_be_bytes())?;
        let change = row.and_then(|row| Change::from_bytes(&row).ok());
        let is_it = change.is_some_and(|change| {
            change.table == kind.table.0
                && change.id.as_bytes() == id
                && (change.version, change.kind) == (meta.version, kind_of_last)
        });
        if !is_it {
            let record = hex(id);
            let table = kind.table.0;
            self.find(format!("{sequence} is not the last change of {record} in {table}"));
        }
        Ok(())
    }

    fn row(&mut self, sequence: u64, row: &[u8]) -> Result<()> {
        if sequence >= self.oldest {
            if sequence != self.next {
                self.find(format!("{sequence} instead of {}", self.next));
            }
            self.next = sequence + 1;
        }
        let Ok(change) = Change::from_bytes(row) else {
            self.find(format!("{sequence} cannot be read"));
            return Ok(());
        };
        let meta = self.meta_of(&change)?;
        let is_last = match &meta {
            Some(Meta { sequence: Some(last), .. }) => {
                if sequence > *last {
                    self.find(format!("{sequence} is later than what its record says"));
                }
                sequence == *last
            }
            Some(Meta { version, .. }) if change.kind == ChangeKind::Put => {
                if change.version == *version {
                    self.unnumbered -= 1;
                }
                false
            }
            _ => false,
        };
        if sequence < self.oldest && !is_last {
            self.find(format!("{sequence} is old, and not the last change of a record"));
        }
        Ok(())
    }

    fn meta_of(&self, change: &Change) -> Result<Option<Meta>> {
        let Some(kind) = self.kinds.get(change.table.as_str()) else { return Ok(None) };
        let record = self.view.get(kind.table, change.id.as_bytes())?;
        Ok(record.and_then(|record| meta_of(&record).ok()))
    }

    fn find(&mut self, first: String) {
        self.report.find(CHANGES, || first);
    }
}
