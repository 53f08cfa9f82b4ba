//! What the file is made of: storage's own spaces, and those of every kind of record.

use uuid::Uuid;

use super::{
    blobs::{self, Attached, references},
    clients,
    derivation::Derivation,
    engine::Space,
    error::Result,
    feed::Telling,
    index::IndexEntries,
    marked::DEMO,
    record::{self, Record},
    sight::Sight,
    summary::Summaries,
    touched::TOUCHED,
    trash::{self, TRASH},
};

/// What the file itself is: schema version, counters, epoch.
pub const FILE: Space = Space("file");
/// Table: counts
/// Key:   index ‖ NUL ‖ group   # rows in every group of every index: a list knows its total at once
/// Value: u64
pub const COUNTS: Space = Space("counts");
/// Table: summaries
/// Key:   subject ‖ 1 ‖ month or 2 ‖ day ‖ measure ‖ part
/// Value: i64
pub const SUMMARIES: Space = Space("summaries");
/// Table: changes
/// Key:   sequence   # in commit order
/// Value: a change, see [`super::change_log`]
pub const CHANGES: Space = Space("changes");
/// Table: outcomes
/// Key:   user ‖ Idempotency-Key
/// Value: an outcome, see [`super::outcome`]
pub const OUTCOMES: Space = Space("outcomes");
/// Table: outcomes.by_age
/// Key:   recorded_at ‖ user ‖ Idempotency-Key   # to forget the oldest
/// Value: ()
pub const OUTCOMES_BY_AGE: Space = Space("outcomes.by_age");

/// What follows from a record's bytes.
#[derive(Debug)]
pub struct Derived {
    pub id: Uuid,
    pub entries: IndexEntries,
    pub summaries: Summaries,
    /// Rows that say which files it names.
    pub references: Vec<Vec<u8>>,
}

impl Derived {
    /// Every row of the record's indexes, and of its files: space, key and value.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Space, &[u8], &[u8])> {
        let listed = self.entries.rows.keys().map(|(space, row)| (*space, row.as_slice(), &[][..]));
        let files = self.references.iter().map(|row| (blobs::REFERENCES, row.as_slice(), &[][..]));
        let unique = self.entries.unique.keys();
        listed.chain(files).chain(
            unique.map(|(space, key)| (*space, key.as_slice(), self.id.as_bytes().as_slice())),
        )
    }
}

/// The files that a record names, and who may see it.
#[derive(Debug)]
pub struct Named {
    pub files: Vec<Attached>,
    pub sight: Sight,
}

/// One kind of record, without its type, for whoever walks over the whole file.
#[derive(Clone, Copy, Debug)]
pub struct RecordKind {
    pub table: Space,
    pub indexes: &'static [Space],
    pub catalogue: Option<Space>,
    /// Recomputes indexes and summaries from the stored bytes.
    pub derive: fn(&[u8]) -> Result<Derived>,
    /// The files that a record names, and who may see it.
    pub files: fn(&[u8]) -> Result<Named>,
    /// The bytes, naming this as the record's last change.
    pub number: fn(&[u8], u64) -> Result<Vec<u8>>,
}

impl RecordKind {
    /// Of one type.
    pub fn of<R: Record>() -> Self {
        Self {
            table: R::TABLE,
            indexes: R::INDEXES,
            catalogue: R::CATALOGUE,
            derive: derive::<R>,
            files: files::<R>,
            number: number::<R>,
        }
    }
}

fn derive<R: Record>(bytes: &[u8]) -> Result<Derived> {
    let record: R = record::decode(bytes)?;
    let (entries, summaries) = trash::follows(&record);
    let file = |file: &Attached| references::row(file.sha256, record.id(), R::TABLE);
    let references = record.files().iter().map(file).collect();
    Ok(Derived { id: record.id(), entries, summaries, references })
}

fn files<R: Record>(bytes: &[u8]) -> Result<Named> {
    let record: R = record::decode(bytes)?;
    Ok(Named { files: record.files().to_vec(), sight: record.sight() })
}

fn number<R: Record>(bytes: &[u8], sequence: u64) -> Result<Vec<u8>> {
    let mut record: R = record::decode(bytes)?;
    record.meta_mut().sequence = Some(sequence);
    record::encode(&record)
}

/// Everything that the file holds.
#[derive(Clone, Debug)]
pub struct Schema {
    pub records: Vec<RecordKind>,
    /// By which rules some of them follow from others.
    pub derivations: Vec<Derivation>,
    /// Which of them are told of when they change.
    pub telling: Vec<Telling>,
    /// The tables of which a write wakes the workers, see [`super::Database::bell`].
    pub waking: Vec<Space>,
}

impl Schema {
    /// Of these kinds of records.
    pub fn new(records: Vec<RecordKind>) -> Self {
        Self { records, derivations: Vec::new(), telling: Vec::new(), waking: Vec::new() }
    }

    /// With this rule by which some of them follow from others.
    pub fn with(mut self, derivation: Derivation) -> Self {
        self.derivations.push(derivation);
        self
    }

    /// Waking workers by writes of these tables.
    pub fn waking(mut self, tables: Vec<Space>) -> Self {
        self.waking = tables;
        self
    }

    /// Telling of changes of these.
    pub fn telling(mut self, telling: Vec<Telling>) -> Self {
        self.telling = telling;
        self
    }

    /// Every space: storage's own, the tables, the indexes.
    pub fn spaces(&self) -> Vec<Space> {
        let own =
            [FILE, COUNTS, SUMMARIES, CHANGES, OUTCOMES, OUTCOMES_BY_AGE, TRASH, DEMO, TOUCHED];
        let kinds = self.records.iter().flat_map(|kind| {
            let tables = std::iter::once(kind.table).chain(kind.catalogue);
            tables.chain(kind.indexes.iter().copied())
        });
        own.into_iter().chain(blobs::SPACES).chain(clients::SPACES).chain(kinds).collect()
    }
}
