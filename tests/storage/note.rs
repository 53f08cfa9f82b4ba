//! A kind of record that uses all that storage offers: lists, a unique key, sums, visibility.

use chrono::{DateTime, NaiveDate, Utc};
use furgo::storage::{
    Index, IndexEntries, Key, Measure, Meta, Record, Sight, Summaries, Unique,
    blobs::Attached,
    engine::Space,
    feed::Telling,
    schema::{RecordKind, Schema},
    summary::{FLEET, Month},
};
use furgo_shared::files::{FileDigest, FileType};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub const ALL: Index<Note> = Index::new("notes.all");
pub const BY_STATE: Index<Note> = Index::new("notes.by_state");
pub const BY_LABEL: Unique<Note> = Unique::new("notes.by_label", "label");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: Uuid,
    pub meta: Meta,
    pub state: u8,
    pub rank: i64,
    pub label: Option<String>,
    pub day: NaiveDate,
    pub metres: i64,
    /// Nobody may see it.
    #[serde(default)]
    pub hidden: bool,
    /// What the metres are: the part that is summed.
    #[serde(default)]
    pub part: u8,
    /// Another note: whoever sees that one sees this one.
    #[serde(default)]
    pub owner: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
}

impl Note {
    pub fn new(id: u128, now: DateTime<Utc>) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("the first of March exists");
        Self {
            id: Uuid::from_u128(id),
            meta: Meta::new(now),
            state: 0,
            rank: 0,
            label: None,
            day,
            metres: 1,
            hidden: false,
            part: 0,
            owner: None,
            files: Vec::new(),
        }
    }

    pub fn labelled(id: u128, now: DateTime<Utc>, label: &str) -> Self {
        Self { label: Some(label.to_owned()), ..Self::new(id, now) }
    }
}

impl Record for Note {
    const TABLE: Space = Space("notes");
    const INDEXES: &'static [Space] = &[ALL.space, BY_STATE.space, BY_LABEL.space];

    fn id(&self) -> Uuid {
        self.id
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        entries.add(ALL, self.id, Key::new(), Key::new());
        let sort = Key::new().signed(self.rank).day(self.day);
        entries.add(BY_STATE, self.id, Key::new().byte(self.state), sort);
        if let Some(label) = &self.label {
            entries.add_unique(BY_LABEL, Key::new().text(label));
        }
    }

    fn summarise(&self, summaries: &mut Summaries) {
        summaries.add(FLEET, self.day, Measure::DistanceM, self.metres);
        summaries.add(FLEET, self.day, Measure::FuelCost(self.part), self.metres);
        summaries.add(subject(self.state), self.day, Measure::Delivered, 1);
        summaries.add_month(FLEET, Month::of(self.day), Measure::SpreadExpenseAmount, self.rank);
    }

    fn files(&self) -> &[Attached] {
        &self.files
    }

    /// What is hidden belongs to a note that is not there.
    fn sight(&self) -> Sight {
        match (self.hidden, self.owner) {
            (true, _) => Sight::with::<Self>(Uuid::max()),
            (false, Some(owner)) => Sight::with::<Self>(owner),
            (false, None) => Sight::everybody(),
        }
    }
}

/// A file that a note names.
pub fn attached(sha256: FileDigest, now: DateTime<Utc>) -> Attached {
    let name = "receipt.jpg".to_owned();
    Attached {
        sha256,
        length: 1,
        kind: FileType::Jpeg,
        name,
        added_at: now,
        by: None,
        was_seen: true,
    }
}

/// A photo as far as anybody looks: its beginning is one's, and no two are equal.
pub fn photo(number: u64, length: usize) -> (FileDigest, Vec<u8>) {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes.truncate(length);
    (FileDigest(Sha256::digest(&bytes).into()), bytes)
}

/// What the notes of a state are summed under.
pub fn subject(state: u8) -> Uuid {
    Uuid::from_u128(1_000 + u128::from(state))
}

/// A file of notes.
pub fn schema() -> Schema {
    Schema::new(vec![RecordKind::of::<Note>()]).telling(vec![Telling::of::<Note>()])
}
