//! The power goes at a random operation, again and again over the same data, also while the data
//! are opened after the last cut: nothing acknowledged is lost, nothing is half there, and no
//! file stays shut.

use std::collections::BTreeSet;

use furgo::storage::{
    Record as _,
    check::check,
    engine::{CommitMode, Engine as _, RedbEngine, apply, redb::builder},
    error::Result,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

use crate::{
    note::{Note, schema},
    simulator::Disk,
    support::{notes_in, now, over},
};

/// What is known from outside, over all cuts.
#[derive(Debug, Default)]
struct Ledger {
    acknowledged: BTreeSet<u128>,
    /// Sent, and the power went before an answer: may be there or not, but never come or go later.
    unanswered: Option<u128>,
    next: u128,
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
    let db = over(engine);
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
    }
    unreachable!("the power never went");
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
        }
        let disk = Disk::holding(content);
        if flushes == Flushes::Lie {
            disk.lie();
        }
        // Opening takes about 30 operations, a commit about 15.
        disk.cut_after(random.random_range(1..250));
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
    assert!(ledger.next > 3_000, "{ledger:?}");
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
