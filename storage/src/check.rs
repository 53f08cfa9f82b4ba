//! Compares what is stored with what follows from the records alone: every index row, every
//! count, every sum, and every record that follows from others. Also whether each record can be
//! read and lies under its own id.
//!
//! Holds nothing in memory but the history of one vehicle, unless counts or sums differ: then one
//! number for each of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::ControlFlow,
};

use chrono::{DateTime, Utc};
use furgo_ground::hex::encode as hex;

use super::{
    blobs, catalogue,
    cause::Cause,
    derivation,
    engine::{KeyRange, Order, Overlay, Space, View, WriteSet},
    error::{Result, StorageError},
    index::count_key,
    log_check,
    marked::DEMO,
    reads::number,
    schema::{COUNTS, Derived, OUTCOMES, OUTCOMES_BY_AGE, RecordKind, SUMMARIES, Schema},
    trash::TRASH,
};

/// Indexes that records of every kind stand in.
const SHARED: [Space; 2] = [TRASH, DEMO];

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records that were read.
    pub records: u64,
    /// Index rows that follow from them.
    pub rows: u64,
    /// What is wrong, by space: how many entries, and the first of them in words.
    pub findings: BTreeMap<&'static str, Finding>,
}

/// What is wrong in one space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// Entries that are missing, wrong or too many.
    pub entries: u64,
    /// The first one.
    pub first: String,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn find(&mut self, space: Space, first: impl FnOnce() -> String) {
        let finding =
            self.findings.entry(space.0).or_insert_with(|| Finding { entries: 0, first: first() });
        finding.entries += 1;
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} records and {} index rows were compared: ", self.records, self.rows)?;
        if self.is_good() {
            return write!(f, "everything agrees");
        }
        for (space, finding) in &self.findings {
            write!(f, "\n  {space}: {} wrong, the first: {}", finding.entries, finding.first)?;
        }
        Ok(())
    }
}

/// A report, and what to write so that the next one is good. Damaged records cannot be corrected.
#[derive(Debug, Default)]
pub struct Differences {
    pub report: Report,
    pub corrections: WriteSet,
}

/// Compares everything, as of one moment.
///
/// # Errors
/// When the data cannot be read. Data that are wrong are no error but a finding.
pub fn check(view: &dyn View, schema: &Schema) -> Result<Report> {
    let mut report = differences(view, schema)?.report;
    for kind in &schema.records {
        catalogue::agrees(view, kind, &mut report)?;
    }
    derivation::compare_all(view, schema, &mut report)?;
    check_outcomes(view, &mut report)?;
    blobs::check::agrees(view, &mut report)?;
    log_check::agrees(view, schema, &mut report)?;
    Ok(report)
}

/// Puts right whatever follows from the records; damaged records stay as they are.
///
/// # Errors
/// When the data cannot be read.
pub fn mend(
    data: &mut Overlay<'_>,
    schema: &Schema,
    cause: Cause,
    now: DateTime<Utc>,
) -> Result<()> {
    let corrections = differences(data, schema)?.corrections;
    data.absorb(corrections);
    blobs::check::mend(data, now)?;
    for kind in &schema.records {
        if let Some(space) = kind.catalogue
            && !catalogue::agrees(data, kind, &mut Report::default())?
        {
            catalogue::reset(data, space)?;
        }
    }
    derivation::renew_all(data, schema, cause, now)
}

/// Compares indexes, counts and sums with what follows from the records.
///
/// # Errors
/// When the data cannot be read.
pub fn differences(view: &dyn View, schema: &Schema) -> Result<Differences> {
    let mut check = Check {
        view,
        schema,
        differences: Differences::default(),
        numbers: Fingerprint::default(),
    };
    let mut shared = BTreeMap::new();
    for kind in &schema.records {
        check.kind(kind, &mut shared)?;
    }
    for index in SHARED {
        check.surplus(&schema.records, index, shared.get(&index).copied().unwrap_or(0))?;
    }
    check.numbers()?;
    blobs::check::surplus(view, schema, &mut check.differences)?;
    Ok(check.differences)
}

struct Check<'v> {
    view: &'v dyn View,
    schema: &'v Schema,
    differences: Differences,
    /// Of counts and sums as they should be.
    numbers: Fingerprint,
}

/// The counts and sums that a record adds to, and how much.
fn numbers_of(derived: &Derived) -> impl Iterator<Item = (Space, Vec<u8>, i64)> {
    let groups = derived.entries.rows.iter();
    let counts = groups.map(|((space, _), group)| (COUNTS, count_key(*space, group), 1));
    counts.chain(derived.summaries.iter().map(|(key, amount)| (SUMMARIES, key.clone(), amount)))
}

/// Sums by key, as one number: equal sums have equal ones in whatever order they are added, and
/// others differ but for one case in 2^64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fingerprint(u64);

impl Fingerprint {
    fn add(&mut self, space: Space, key: &[u8], amount: i64) {
        let mut hasher = DefaultHasher::new();
        (space, key).hash(&mut hasher);
        // An odd factor loses nothing of the amount.
        let share = (hasher.finish() | 1).wrapping_mul(amount.cast_unsigned());
        self.0 = self.0.wrapping_add(share);
    }
}

impl Check<'_> {
    /// Adds up the rows that it has in indexes which all kinds share.
    fn kind(&mut self, kind: &RecordKind, shared: &mut BTreeMap<Space, u64>) -> Result<()> {
        let mut rows = BTreeMap::new();
        scan(self.view, kind.table, |key, value| match (kind.derive)(value) {
            Ok(derived) if derived.id.as_bytes() == key => self.record(&derived, &mut rows),
            Ok(derived) => {
                self.report(kind.table, || format!("{} under another id", derived.id));
                Ok(())
            }
            Err(error) => {
                self.report(kind.table, || format!("{}: {error}", hex(key)));
                Ok(())
            }
        })?;
        for index in kind.indexes {
            let expected = rows.get(index).copied().unwrap_or(0);
            self.surplus(std::slice::from_ref(kind), *index, expected)?;
        }
        for index in SHARED {
            *shared.entry(index).or_default() += rows.get(&index).copied().unwrap_or(0);
        }
        Ok(())
    }

    /// Looks up each row that follows from a record.
    fn record(&mut self, derived: &Derived, rows: &mut BTreeMap<Space, u64>) -> Result<()> {
        self.differences.report.records += 1;
        for (space, row, value) in derived.rows() {
            *rows.entry(space).or_default() += 1;
            self.differences.report.rows += 1;
            let stored = self.view.get(space, row)?;
            if stored.as_deref() != Some(value) {
                self.report(space, || format!("{} is missing or wrong", hex(row)));
                self.differences.corrections.put(space, row.to_vec(), value.to_vec());
            }
        }
        for (space, key, amount) in numbers_of(derived) {
            self.numbers.add(space, &key, amount);
        }
        Ok(())
    }

    /// Looks for rows that follow from no record. Every expected row was looked up, so there are
    /// some only if there are more rows than expected, or expected ones were missing.
    fn surplus(&mut self, kinds: &[RecordKind], index: Space, expected: u64) -> Result<()> {
        if count(self.view, index)? == expected
            && !self.differences.report.findings.contains_key(index.0)
        {
            return Ok(());
        }
        let mut rows = BTreeSet::new();
        for kind in kinds {
            scan(self.view, kind.table, |_, value| {
                if let Ok(derived) = (kind.derive)(value) {
                    let own = derived.rows().filter(|(space, ..)| *space == index);
                    rows.extend(own.map(|(_, row, _)| row.to_vec()));
                }
                Ok(())
            })?;
        }
        scan(self.view, index, |row, _| {
            if !rows.contains(row) {
                self.report(index, || format!("{} belongs to no record", hex(row)));
                self.differences.corrections.delete(index, row.to_vec());
            }
            Ok(())
        })
    }

    /// Compares counts and sums: first by their fingerprint, which takes no memory, and one by one
    /// only when something differs.
    fn numbers(&mut self) -> Result<()> {
        let mut stored = Fingerprint::default();
        let mut has_zeros = false;
        let mut last: Vec<u8> = Vec::new();
        for space in [COUNTS, SUMMARIES] {
            scan(self.view, space, |key, value| {
                let amount = number(space, value)?.cast_signed();
                stored.add(space, key, amount);
                has_zeros |= amount == 0;
                // A group that begins like another would be listed with it: a fault of the program.
                if space == COUNTS && !last.is_empty() && key.starts_with(&last) {
                    self.report(COUNTS, || format!("{} lies within {}", hex(key), hex(&last)));
                }
                last = key.to_vec();
                Ok(())
            })?;
        }
        match stored == self.numbers && !has_zeros {
            true => Ok(()),
            false => self.numbers_one_by_one(),
        }
    }

    fn numbers_one_by_one(&mut self) -> Result<()> {
        let expected = self.expected_numbers()?;
        let groups = || expected.keys().filter(|(space, _)| *space == COUNTS);
        for ((_, group), (_, next)) in groups().zip(groups().skip(1)) {
            if next.starts_with(group) {
                self.report(COUNTS, || format!("{} lies within {}", hex(next), hex(group)));
            }
        }
        for ((space, key), number) in expected.iter().filter(|(_, number)| **number != 0) {
            let stored = self.view.get(*space, key)?;
            if stored.as_deref() != Some(number.to_be_bytes().as_slice()) {
                self.report(*space, || format!("{} should be {number}", hex(key)));
                self.differences.corrections.put(
                    *space,
                    key.clone(),
                    number.to_be_bytes().to_vec(),
                );
            }
        }
        for space in [COUNTS, SUMMARIES] {
            scan(self.view, space, |key, _| {
                if expected.get(&(space, key.to_vec())).is_none_or(|number| *number == 0) {
                    self.report(space, || format!("{} should not be there", hex(key)));
                    self.differences.corrections.delete(space, key.to_vec());
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn expected_numbers(&self) -> Result<BTreeMap<(Space, Vec<u8>), i64>> {
        let mut expected: BTreeMap<_, i64> = BTreeMap::new();
        for kind in &self.schema.records {
            scan(self.view, kind.table, |id, value| {
                let derived = (kind.derive)(value).ok();
                let numbers = derived.iter().filter(|derived| derived.id.as_bytes() == id);
                for (space, key, amount) in numbers.flat_map(numbers_of) {
                    let sum = expected.entry((space, key)).or_default();
                    *sum = sum.saturating_add(amount);
                }
                Ok(())
            })?;
        }
        Ok(expected)
    }

    fn report(&mut self, space: Space, first: impl FnOnce() -> String) {
        self.differences.report.find(space, first);
    }
}

/// Every outcome can be forgotten in time, and nothing else is waiting to be.
fn check_outcomes(view: &dyn View, report: &mut Report) -> Result<()> {
    let (outcomes, mut ages) = (count(view, OUTCOMES)?, 0_u64);
    scan(view, OUTCOMES_BY_AGE, |row, _| {
        ages += 1;
        // The age, a number, stands before the outcome's own key.
        let key = row.get(size_of::<u64>()..).unwrap_or_default();
        if view.get(OUTCOMES, key)?.is_none() {
            report.find(OUTCOMES_BY_AGE, || format!("{} belongs to no outcome", hex(row)));
        }
        Ok(())
    })?;
    if outcomes != ages {
        report.find(OUTCOMES, || format!("{outcomes} outcomes, but {ages} entries by age"));
    }
    Ok(())
}

fn count(view: &dyn View, space: Space) -> Result<u64> {
    let mut entries = 0;
    view.scan(space, &KeyRange::all(), Order::Ascending, &mut |_, _| {
        entries += 1;
        ControlFlow::Continue(())
    })?;
    Ok(entries)
}

/// Visits a whole space with a visitor that may fail.
pub(super) fn scan(
    view: &dyn View,
    space: Space,
    visit: impl FnMut(&[u8], &[u8]) -> Result<()>,
) -> Result<()> {
    scan_range(view, space, &KeyRange::all(), visit)
}

/// Visits some of a space with a visitor that may fail.
pub(super) fn scan_range(
    view: &dyn View,
    space: Space,
    range: &KeyRange,
    mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>,
) -> Result<()> {
    let mut failure: Option<StorageError> = None;
    view.scan(space, range, Order::Ascending, &mut |key, value| match visit(key, value) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(()), Err)
}
