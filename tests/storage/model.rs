//! What storage should do, in the plainest words, and random things to ask of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use chrono::NaiveDate;
use furgo::{
    error::{Error, Result},
    storage::{
        Reads as _, Record as _, blobs::PIECE_BYTES, change_log::ChangeKind, trash::Deleted,
    },
};
use furgo_shared::{files::FileDigest, problem::ErrorCode};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    note::{Note, attached, photo},
    support::{Tx, now},
};

/// One thing that a command does.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Put {
        slot: u8,
        state: u8,
        rank: i64,
        label: Option<u8>,
        month: u32,
        day: u32,
        metres: i64,
        file: Option<u8>,
    },
    Delete {
        slot: u8,
    },
    Trash {
        slot: u8,
    },
    Restore {
        slot: u8,
    },
    /// Deletes for good what lies in the trash.
    Purge {
        slot: u8,
    },
    /// A rule says no, behind whatever was written before.
    Refuse,
    /// A fault of the program.
    Panic,
}

/// Several steps, all or nothing, perhaps repeatable.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub steps: Vec<Step>,
    pub key: Option<u8>,
}

fn steps() -> impl Strategy<Value = Step> {
    let day = (1..4_u32, 6..12_u32);
    let file = option::of(0..FILES);
    let put = (0..10_u8, 0..3_u8, -3..3_i64, option::of(0..5_u8), day, -2..50_i64, file);
    let put = put.prop_map(|(slot, state, rank, label, (month, day), metres, file)| Step::Put {
        slot,
        state,
        rank,
        label,
        month,
        day,
        metres,
        file,
    });
    prop_oneof![
        12 => put,
        2 => (0..10_u8).prop_map(|slot| Step::Delete { slot }),
        5 => (0..10_u8).prop_map(|slot| Step::Trash { slot }),
        4 => (0..10_u8).prop_map(|slot| Step::Restore { slot }),
        2 => (0..10_u8).prop_map(|slot| Step::Purge { slot }),
        1 => Just(Step::Refuse),
        1 => Just(Step::Panic),
    ]
}

/// Any request.
pub fn requests() -> impl Strategy<Value = Request> {
    (vec(steps(), 1..5), option::weighted(0.2, 0..3_u8))
        .prop_map(|(steps, key)| Request { steps, key })
}

/// Carries a request out.
pub fn run(tx: Tx<'_, '_>, request: &Request) -> Result<Value> {
    let mut versions = Vec::new();
    for step in &request.steps {
        match step {
            Step::Put { slot, .. } => {
                let old: Option<Note> = tx.find(Uuid::from_u128(u128::from(*slot)))?;
                let note = old.unwrap_or_else(|| Note::new(u128::from(*slot), now()));
                versions.push(tx.put(changed(note, step))?.meta.version);
            }
            Step::Delete { slot } => {
                if let Some(old) = tx.find::<Note>(Uuid::from_u128(u128::from(*slot)))? {
                    tx.delete(&old)?;
                }
            }
            Step::Trash { slot } => {
                if let Some(old) = tx.find::<Note>(Uuid::from_u128(u128::from(*slot)))? {
                    tx.trash(&old)?;
                }
            }
            Step::Restore { slot } => {
                let id = Uuid::from_u128(u128::from(*slot));
                let trashed = tx.find_deleted::<Note>(id)?;
                let trashed = trashed.ok_or(Error::Code(ErrorCode::NotFound))?;
                versions.push(tx.restore(trashed)?.meta.version);
            }
            Step::Purge { slot } => {
                if let Some(old) = tx.find_deleted::<Note>(Uuid::from_u128(u128::from(*slot)))? {
                    tx.delete(&old)?;
                }
            }
            Step::Refuse => return Err(Error::Code(ErrorCode::Forbidden)),
            Step::Panic => std::panic::resume_unwind(Box::new("a fault of the program")),
        }
    }
    Ok(json!(versions))
}

fn changed(mut note: Note, step: &Step) -> Note {
    if let Step::Put { state, rank, label, month, day, metres, file, .. } = step {
        note.files = file.iter().map(|file| attached(photo_of(*file).0, now())).collect();
        note.state = *state;
        note.rank = *rank;
        note.label = label.map(|label| label.to_string());
        note.day = NaiveDate::from_ymd_opt(2026, *month, *day).expect("a day of every month");
        note.metres = *metres;
    }
    note
}

/// Different files.
pub const FILES: u8 = 4;

/// What is done with files, beside the notes that name them.
#[derive(Clone, Debug, PartialEq)]
pub enum FileStep {
    /// All of a file, or its first piece.
    Send {
        file: u8,
        all: bool,
    },
    Sweep,
}

/// Any such step.
pub fn file_steps() -> impl Strategy<Value = FileStep> {
    prop_oneof![
        3 => (0..FILES, any::<bool>()).prop_map(|(file, all)| FileStep::Send { file, all }),
        1 => Just(FileStep::Sweep),
    ]
}

/// One of the files.
pub fn photo_of(file: u8) -> &'static (FileDigest, Vec<u8>) {
    static PHOTOS: LazyLock<Vec<(FileDigest, Vec<u8>)>> =
        LazyLock::new(|| (0..FILES).map(|file| photo(file.into(), PIECE_BYTES + 10)).collect());
    &PHOTOS[usize::from(file)]
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    Done(Vec<u64>),
    Refused(ErrorCode),
}

/// Everything, in plain maps.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub notes: BTreeMap<u128, Note>,
    pub trash: BTreeMap<u128, Note>,
    pub changes: Vec<(u128, u64, ChangeKind)>,
    /// Files that are here.
    pub files: BTreeSet<u8>,
    outcomes: BTreeMap<u8, (Vec<Step>, Ending)>,
}

impl Model {
    /// Does what a request asks, or nothing.
    pub fn run(&mut self, request: &Request) -> Ending {
        if let Some((steps, ending)) = request.key.and_then(|key| self.outcomes.get(&key)) {
            let is_same = *steps == request.steps;
            return if is_same { ending.clone() } else { Ending::Refused(ErrorCode::KeyReused) };
        }
        let mut after = self.clone();
        match after.run_steps(&request.steps) {
            Err(code) => Ending::Refused(code),
            Ok(versions) => {
                let ending = Ending::Done(versions);
                if let Some(key) = request.key {
                    after.outcomes.insert(key, (request.steps.clone(), ending.clone()));
                }
                *self = after;
                ending
            }
        }
    }

    /// The files that notes name.
    pub fn named(&self) -> BTreeSet<u8> {
        let is_named = |file: &u8| {
            let sha256 = photo_of(*file).0;
            self.notes
                .values()
                .chain(self.trash.values())
                .any(|note| note.files.iter().any(|file| file.sha256 == sha256))
        };
        (0..FILES).filter(is_named).collect()
    }

    /// Does what is done with files.
    pub fn do_with_files(&mut self, step: &FileStep) {
        if let FileStep::Send { file, all: true } = step {
            self.files.insert(*file);
        }
    }

    fn run_steps(&mut self, steps: &[Step]) -> std::result::Result<Vec<u64>, ErrorCode> {
        let mut versions = Vec::new();
        for step in steps {
            let named = self.named();
            match step {
                Step::Put { slot, .. } => versions.push(self.put(u128::from(*slot), step)?),
                Step::Delete { slot } => {
                    if let Some(old) = self.notes.remove(&u128::from(*slot)) {
                        self.log(old, ChangeKind::Delete);
                    }
                }
                Step::Trash { slot } => {
                    if let Some(old) = self.notes.remove(&u128::from(*slot)) {
                        let mut note = self.log(old, ChangeKind::Delete);
                        note.meta.deleted = Some(Deleted { at: now(), by: None });
                        self.trash.insert(u128::from(*slot), note);
                    }
                }
                Step::Restore { slot } => versions.push(self.restore(u128::from(*slot))?),
                Step::Purge { slot } => {
                    if let Some(old) = self.trash.remove(&u128::from(*slot)) {
                        self.log(old, ChangeKind::Delete);
                    }
                }
                Step::Refuse => return Err(ErrorCode::Forbidden),
                Step::Panic => return Err(ErrorCode::Internal),
            }
            // What the program erases takes with it what nobody else names.
            let after = self.named();
            self.files.retain(|file| after.contains(file) || !named.contains(file));
        }
        Ok(versions)
    }

    fn put(&mut self, slot: u128, step: &Step) -> std::result::Result<u64, ErrorCode> {
        if self.trash.contains_key(&slot) {
            return Err(ErrorCode::IdReused);
        }
        let old = self.notes.get(&slot).cloned().unwrap_or_else(|| Note::new(slot, now()));
        self.insert(changed(old, step))
    }

    fn restore(&mut self, slot: u128) -> std::result::Result<u64, ErrorCode> {
        let mut note = self.trash.remove(&slot).ok_or(ErrorCode::NotFound)?;
        note.meta.deleted = None;
        self.insert(note)
    }

    fn insert(&mut self, note: Note) -> std::result::Result<u64, ErrorCode> {
        let is_taken = self.notes.values().any(|other| {
            other.id() != note.id() && note.label.is_some() && other.label == note.label
        });
        if is_taken {
            return Err(ErrorCode::Taken);
        }
        let note = self.log(note, ChangeKind::Put);
        let version = note.meta.version;
        self.notes.insert(note.id().as_u128(), note);
        Ok(version)
    }

    /// The note behind a change of it.
    fn log(&mut self, mut note: Note, kind: ChangeKind) -> Note {
        note.meta.version += 1;
        note.meta.updated_at = now();
        self.changes.push((note.id().as_u128(), note.meta.version, kind));
        note.meta.sequence = u64::try_from(self.changes.len()).ok();
        note
    }
}
