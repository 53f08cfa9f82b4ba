//! A real process is killed in the middle of concurrent writes: what it acknowledged is there,
//! whole, and the next start needs nobody's help.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use furgo::storage::{
    blobs::{BLOBS, PIECE_BYTES},
    check::check,
    engine::{Engine as _, View},
    file::{FILE_NAME, OpenOptions, open_engine},
};

use crate::{
    note::{photo, schema},
    support::notes_in,
};

const SECOND: u128 = 1 << 64;
const PHOTOS: u128 = 1 << 65;

fn start(dir: &Path, mode: &str, writers: u32) -> Child {
    Command::new(env!("CARGO_BIN_EXE_storage-writer"))
        .args([dir.as_os_str(), mode.as_ref(), writers.to_string().as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lets a writer run until it has acknowledged this many writes and kills it. Returns all that it
/// acknowledged, also while it was being killed.
fn kill_after(mut child: Child, acknowledged_min: usize) -> Vec<u128> {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let (mut line, mut acknowledged) = (String::new(), Vec::new());
    let mut killed = false;
    while lines.read_line(&mut line).unwrap() > 0 {
        if let Ok(number) = line.trim().parse() {
            acknowledged.push(number);
        }
        line.clear();
        if acknowledged.len() >= acknowledged_min && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the writer ended by itself: {:?}", error_of(&mut child));
    acknowledged
}

fn error_of(child: &mut Child) -> String {
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    text
}

/// How many acknowledged writes are missing. Half-applied ones are a failure at once.
fn missing(view: &dyn View, acknowledged: &[u128]) -> usize {
    let notes: BTreeSet<u128> = notes_in(view).into_iter().collect();
    for note in notes.iter().filter(|note| **note < PHOTOS) {
        let other = if *note >= SECOND { note - SECOND } else { note + SECOND };
        assert!(notes.contains(&other), "half of a write is there");
    }
    let is_here = |number: u64| {
        let sha256 = photo(number, 2 * PIECE_BYTES + 17).0;
        view.get(BLOBS, &sha256.0).unwrap().is_some()
    };
    let is_whole = |number: u128| {
        notes.contains(&number)
            && (!number.is_multiple_of(4)
                || (notes.contains(&(number + PHOTOS)) && is_here(u64::try_from(number).unwrap())))
    };
    acknowledged.iter().filter(|number| !is_whole(**number)).count()
}

/// Kills again and again over one file, and counts what is lost in all.
fn kills(mode: &str, times: usize) -> usize {
    let dir = tempfile::tempdir().unwrap();
    let (mut acknowledged, mut lost) = (Vec::new(), 0);
    for kill in 0..times {
        // From a kill during the first commits to one amid many.
        acknowledged.extend(kill_after(start(dir.path(), mode, 16), 1 + kill * 13));
        let engine = open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
        let view = engine.view().unwrap();
        lost += missing(&*view, &acknowledged);
        let report = check(&*view, &schema()).unwrap();
        assert!(report.is_good(), "{report}");
    }
    assert!(acknowledged.len() > times * 10);
    lost
}

#[test]
fn nothing_acknowledged_is_lost_by_kill_9() {
    assert_eq!(kills("quick-repair", 20), 0);
}

#[test]
fn nothing_acknowledged_is_lost_by_kill_9_with_one_flush_a_commit() {
    assert_eq!(kills("one-phase", 20), 0);
}

/// The control: were nothing durable, the test above would notice.
#[test]
fn without_durability_kill_9_loses_acknowledged_writes() {
    assert!(kills("not-durable", 5) > 0);
}

#[test]
fn a_kill_during_the_first_start_leaves_no_file_or_a_good_one() {
    for delay in 0..25 {
        let dir = tempfile::tempdir().unwrap();
        let mut child = start(dir.path(), "quick-repair", 1);
        let deadline = Instant::now() + Duration::from_micros(delay * 400);
        while Instant::now() < deadline {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let was_there = dir.path().join(FILE_NAME).exists();
        let opened = open_engine(dir.path(), &schema(), &OpenOptions::default());
        assert!(opened.is_ok(), "after {delay}, file there: {was_there}: {:?}", opened.err());
    }
}

#[test]
fn a_second_furgo_is_sent_away_and_the_first_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut first = start(dir.path(), "quick-repair", 1);
    let id = first.id();
    let mut ready = String::new();
    let mut lines = BufReader::new(first.stdout.take().unwrap());
    lines.read_line(&mut ready).unwrap();
    assert_eq!(ready, "ready\n");

    let mut second = start(dir.path(), "quick-repair", 1);
    assert_eq!(second.wait().unwrap().code(), Some(1));
    let sentence = error_of(&mut second);
    assert!(
        sentence.contains(&format!("another furgo (process {id}) uses the data folder")),
        "{sentence}"
    );

    let mut acknowledged = 0;
    while acknowledged < 10 {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "the first one ended");
        acknowledged += 1;
    }
    first.kill().unwrap();
    first.wait().unwrap();
}
