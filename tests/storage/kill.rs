//! A real process is killed in the middle of concurrent writes: what it acknowledged is there,
//! whole, and the next start needs nobody's help.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use furgo::storage::{
    Record as _,
    blobs::{BLOBS, PIECE_BYTES},
    check::check,
    engine::{Engine as _, View},
    file::{FILE_NAME, OpenOptions, open_engine},
    record::decode,
};
use uuid::Uuid;

use crate::{
    note::{Note, photo, schema},
    support::notes_in,
};

const PHOTOS: u128 = 1 << 65;
const SECOND: u128 = 1 << 64;
const LIFE: u128 = 1 << 70;

/// What a writer acknowledged: pairs, and the last phase of each note that goes through the trash.
#[derive(Default)]
struct Acknowledged {
    pairs: Vec<u128>,
    lives: BTreeMap<u128, u8>,
}

impl Acknowledged {
    fn hear(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["life", number, phase] => {
                self.lives.insert(number.parse().unwrap(), phase.parse().unwrap());
            }
            [number] => self.pairs.extend(number.parse::<u128>()),
            _ => {}
        }
    }
}

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
fn kill_after(mut child: Child, acknowledged_min: usize, acknowledged: &mut Acknowledged) {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let (mut line, mut killed) = (String::new(), false);
    let enough = acknowledged.pairs.len() + acknowledged_min;
    while lines.read_line(&mut line).unwrap() > 0 {
        acknowledged.hear(line.trim());
        line.clear();
        if acknowledged.pairs.len() >= enough && !killed {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the writer ended by itself: {:?}", error_of(&mut child));
}

fn error_of(child: &mut Child) -> String {
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    text
}

/// How many acknowledged writes are missing. Half-applied ones are a failure at once.
fn missing(view: &dyn View, acknowledged: &Acknowledged) -> usize {
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
    let lost_pairs = acknowledged.pairs.iter().filter(|number| !is_whole(**number)).count();
    lost_pairs + acknowledged.lives.iter().filter(|life| !is_kept(view, life)).count()
}

/// Whether a note is as it was when its phase was acknowledged, or one phase further.
fn is_kept(view: &dyn View, (number, phase): &(&u128, &u8)) -> bool {
    let bytes = view.get(Note::TABLE, Uuid::from_u128(LIFE + **number).as_bytes()).unwrap();
    let is_trashed = bytes.map(|bytes| decode::<Note>(&bytes).unwrap().meta.deleted.is_some());
    let after = |phase: u8| match phase {
        1 | 3 => Some(false),
        2 | 4 => Some(true),
        _ => None,
    };
    is_trashed == after(**phase) || is_trashed == after(**phase + 1)
}

/// Kills again and again over one file, and counts what is lost in all.
fn kills(mode: &str, times: usize) -> usize {
    let dir = tempfile::tempdir().unwrap();
    let (mut acknowledged, mut lost) = (Acknowledged::default(), 0);
    for kill in 0..times {
        // From a kill during the first commits to one amid many.
        kill_after(start(dir.path(), mode, 16), 1 + kill * 13, &mut acknowledged);
        let engine = open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
        let view = engine.view().unwrap();
        lost += missing(&*view, &acknowledged);
        let report = check(&*view, &schema()).unwrap();
        assert!(report.is_good(), "{report}");
    }
    assert!(acknowledged.pairs.len() > times * 10);
    assert!(acknowledged.lives.values().filter(|phase| **phase < 5).count() >= times / 5);
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
