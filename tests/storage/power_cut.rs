//! The power goes at a random operation, again and again over the same data, also while the data
//! are opened after the last cut: nothing acknowledged is lost, nothing is half there, and no
//! file stays shut.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use furgo::storage::{
    Reads as _, Record as _,
    check::check,
    engine::{CommitMode, Engine as _, RedbEngine, View, apply, redb::builder},
    error::Result,
    record::decode,
    trash,
};
use furgo_shared::problem::ErrorCode;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use crate::{
    note::{Note, schema},
    simulator::Disk,
    support::{Tx, notes_in, now, try_over},
};

/// What is known from outside, over all cuts.
#[derive(Debug, Default)]
struct Ledger {
    acknowledged: BTreeSet<u128>,
    /// Sent, and the power went before an answer: may be there or not, but never come or go later.
    unanswered: Option<u128>,
    next: u128,
    /// Of both kinds, that were acknowledged.
    writes: u64,
    /// Acknowledged steps of [`live`], and whether one more was sent.
    lived: u64,
    lives_on: bool,
    cuts: u64,
    cuts_while_opening: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum Flushes {
    Work,
    /// The control.
    Lie,
}

fn open(disk: &Disk, mode: CommitMode) -> Result<RedbEngine> {
    let database = builder().create_with_backend(disk.clone());
    let database =
        database.map_err(|error| furgo::storage::StorageError::Engine(error.to_string()))?;
    RedbEngine::configured(database, &schema().spaces(), mode, None)
}

/// Writes until the power goes.
fn write_until_cut(engine: RedbEngine, ledger: &mut Ledger) {
    let Ok(db) = try_over(engine) else {
        ledger.cuts_while_opening += 1;
        return;
    };
    // Beyond any cut; only a guard against a loop without end.
    for _ in 0..1_000 {
        let number = ledger.next;
        ledger.next += 1;
        ledger.unanswered = Some(number);
        let label = number.to_string();
        let written = crate::support::write(&db, move |tx| {
            tx.put(Note::labelled(number, now(), &label))?;
            tx.put(Note::new(number % 7 + (1 << 100), now())).map(|_| serde_json::Value::Null)
        });
        if written.is_err() {
            return;
        }
        ledger.acknowledged.insert(number);
        ledger.unanswered = None;
        let step = ledger.lived;
        ledger.lives_on = true;
        if crate::support::write(&db, move |tx| live(tx, step)).is_err() {
            return;
        }
        (ledger.lived, ledger.lives_on) = (step + 1, false);
        ledger.writes += 2;
    }
    unreachable!("the power never went");
}

/// One step in the life of three notes, again and again: they come, go into the trash, one of them
/// comes back, and the trash is emptied.
fn live(tx: Tx<'_, '_>, step: u64) -> furgo::error::Result<serde_json::Value> {
    for id in three(step) {
        let label = format!("life {id}");
        match step % 4 {
            0 => drop(tx.put(Note::labelled(id, now(), &label))?),
            1 => {
                let note: Note = tx.require(Uuid::from_u128(id))?;
                tx.trash(&note)?;
            }
            _ => {}
        }
    }
    match step % 4 {
        2 => {
            let first = three(step).next().unwrap();
            let note = require_deleted(tx, Uuid::from_u128(first))?;
            tx.restore(note)?;
        }
        3 => {
            for trashed in trash::older_than(tx, now() + TimeDelta::days(1), 10)? {
                let note = require_deleted(tx, trashed.id)?;
                tx.delete(&note)?;
            }
        }
        _ => {}
    }
    Ok(serde_json::Value::Null)
}

fn require_deleted(tx: Tx<'_, '_>, id: Uuid) -> furgo::error::Result<Note> {
    tx.find_deleted(id)?.ok_or(furgo::error::Error::Code(ErrorCode::NotFound))
}

/// The notes of a step.
fn three(step: u64) -> impl Iterator<Item = u128> {
    let first = (1 << 101) + u128::from(step / 4) * 3;
    first..first + 3
}

/// The notes that there are after so many steps, and whether they are in the trash.
fn lives_after(steps: u64) -> BTreeMap<u128, bool> {
    let mut lives = BTreeMap::new();
    for step in 0..steps {
        match step % 4 {
            0 => lives.extend(three(step).map(|id| (id, false))),
            1 => lives.extend(three(step).map(|id| (id, true))),
            2 => lives.extend(three(step).take(1).map(|id| (id, false))),
            _ => lives.retain(|_, is_trashed| !*is_trashed),
        }
    }
    lives
}

/// Every step of a life is there whole or not at all, and none that was acknowledged is lost.
fn verify_lives(view: &dyn View, ledger: &mut Ledger) -> std::result::Result<(), String> {
    let mut lives = BTreeMap::new();
    for id in notes_in(view).into_iter().filter(|note| *note >= 1 << 101) {
        let bytes = view.get(Note::TABLE, Uuid::from_u128(id).as_bytes());
        let note: Note = decode(&bytes.unwrap().unwrap()).unwrap();
        lives.insert(id, note.meta.deleted.is_some());
    }
    let steps = if ledger.lives_on { 0..=1 } else { 0..=0 };
    let found = steps.map(|more| ledger.lived + more).find(|steps| lives_after(*steps) == lives);
    ledger.lived = found.ok_or_else(|| format!("{} steps, but {lives:?}", ledger.lived))?;
    ledger.lives_on = false;
    Ok(())
}

/// What the data look like once everything is well again.
fn verify(
    content: &[u8],
    mode: CommitMode,
    ledger: &mut Ledger,
) -> std::result::Result<(), String> {
    let disk = Disk::holding(content.to_vec());
    let engine = open(&disk, mode).map_err(|error| format!("it stays shut: {error}"))?;
    let view = engine.view().map_err(|error| error.to_string())?;
    let there: BTreeSet<u128> =
        notes_in(&*view).into_iter().filter(|note| *note < 1 << 100).collect();
    let lost = ledger.acknowledged.difference(&there).count();
    if lost > 0 {
        return Err(format!("{lost} acknowledged writes are lost"));
    }
    let unknown: Vec<_> = there.difference(&ledger.acknowledged).copied().collect();
    if unknown.iter().any(|note| Some(*note) != ledger.unanswered) {
        return Err(format!("{unknown:?} came from nowhere"));
    }
    verify_lives(&*view, ledger)?;
    let report = check(&*view, &schema()).map_err(|error| error.to_string())?;
    if !report.is_good() {
        return Err(report.to_string());
    }
    // Whether the last one stands is settled now.
    ledger.acknowledged = there;
    Ok(())
}

/// redb can panic over pages that make no sense; that is no success either.
fn verified(
    content: &[u8],
    mode: CommitMode,
    ledger: &mut Ledger,
) -> std::result::Result<(), String> {
    let verify = std::panic::AssertUnwindSafe(|| verify(content, mode, ledger));
    std::panic::catch_unwind(verify).unwrap_or_else(|_panic| Err("it makes redb panic".to_owned()))
}

/// Cuts the power so many times; returns the first thing that went wrong.
fn cut(
    mode: CommitMode,
    flushes: Flushes,
    cuts: u64,
    seed: u64,
) -> std::result::Result<Ledger, String> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut ledger = Ledger::default();
    let mut content = fresh(mode);
    while ledger.cuts < cuts {
        if ledger.acknowledged.len() > 400 {
            content = fresh(mode);
            ledger.acknowledged.clear();
            (ledger.lived, ledger.lives_on) = (0, false);
        }
        let disk = Disk::holding(content);
        if flushes == Flushes::Lie {
            disk.lie();
        }
        // Opening takes about 30 operations, a commit about 15.
        disk.cut_after(random.random_range(1..400));
        match open(&disk, mode) {
            Ok(engine) => write_until_cut(engine, &mut ledger),
            Err(_) => ledger.cuts_while_opening += 1,
        }
        assert!(disk.is_dead());
        ledger.cuts += 1;
        content = disk.after_power_cut(random.random());
        verified(&content, mode, &mut ledger)
            .map_err(|wrong| format!("cut {}: {wrong}", ledger.cuts))?;
    }
    Ok(ledger)
}

/// A new file as it gets its name: closed and flushed.
fn fresh(mode: CommitMode) -> Vec<u8> {
    let disk = Disk::holding(Vec::new());
    let engine = open(&disk, mode).unwrap();
    engine.close().unwrap();
    disk.after_power_cut(0)
}

fn nothing_is_lost(mode: CommitMode, seed: u64) {
    let ledger = cut(mode, Flushes::Work, 1_500, seed).unwrap();
    assert!(ledger.next > 3_000 && ledger.writes > 4_000, "{ledger:?}");
    assert!(ledger.cuts_while_opening > 20, "{ledger:?}");
}

#[test]
fn nothing_is_lost_by_power_cuts_with_quick_repair() {
    nothing_is_lost(CommitMode::QuickRepair, 1);
}

#[test]
fn nothing_is_lost_by_power_cuts_with_two_flushes() {
    nothing_is_lost(CommitMode::TwoPhase, 2);
}

#[test]
fn nothing_is_lost_by_power_cuts_with_one_flush() {
    nothing_is_lost(CommitMode::OnePhase, 3);
}

/// The control: the simulator would notice.
#[test]
fn a_disk_that_lies_about_flushes_loses_acknowledged_writes() {
    for mode in [CommitMode::QuickRepair, CommitMode::OnePhase] {
        assert!(cut(mode, Flushes::Lie, 20, 4).is_err());
    }
}

/// A file gets its name only when it is closed, so a cut while it is made leaves none. Whatever
/// the cut left under the other name is overwritten by the next start.
#[test]
fn a_power_cut_during_the_first_creation_never_spoils_the_next() {
    let mut random = StdRng::seed_from_u64(5);
    for operations in 1..400 {
        let disk = Disk::holding(Vec::new());
        disk.cut_after(operations);
        let made = open(&disk, CommitMode::default()).and_then(|engine| {
            apply(&engine, |data| {
                data.put(Note::TABLE, vec![1; 16], Vec::new());
                Ok(())
            })?;
            engine.close()
        });
        let content = disk.after_power_cut(random.random());
        if made.is_ok() {
            let engine = open(&Disk::holding(content), CommitMode::default()).unwrap();
            assert_eq!(notes_in(&*engine.view().unwrap()).len(), 1);
        }
    }
}
