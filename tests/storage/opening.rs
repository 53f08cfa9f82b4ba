//! A folder that cannot be used, a file that is not ours, not whole, or too new: one sentence,
//! and the file is left as it was.

use std::{
    fs,
    path::{Path, PathBuf},
};

use furgo::{
    clock::Clock,
    storage::{
        engine::{CommitMode, Engine as _},
        file::{FILE_NAME, OpenError, OpenOptions, open, open_engine},
        migrations::{MIGRATIONS, Migration, version_after},
        stamp,
    },
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use tempfile::TempDir;

use crate::{
    note::{Note, schema},
    support::{Dump, bytes_of, dump, dump_of, fill, now, put},
};

/// A folder with a file of some notes, closed properly.
fn with_notes() -> (TempDir, PathBuf, Dump) {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path(), schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..200);
    let dump = dump_of(&db);
    drop(db);
    let path = dir.path().join(FILE_NAME);
    (dir, path, dump)
}

fn refusal(dir: &Path) -> String {
    let refused = open_engine(dir, &schema(), &OpenOptions::default());
    let sentence = refused.map(|_| ()).unwrap_err().to_string();
    assert!(!sentence.contains('\n'), "{sentence}");
    sentence
}

/// The refusal of a file with this content; the file stays as it is.
fn refusal_of(content: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    ::support::plant(&path, content);
    let sentence = refusal(dir.path());
    assert!(bytes_of(&path) == content, "the file was touched: {sentence}");
    assert!(sentence.contains("furgo restore FILE"), "{sentence}");
    sentence
}

#[test]
fn a_missing_folder_is_made_and_its_data_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let deep = dir.path().join("some/where");
    let db = open(&deep, schema(), Clock::stopped_at(now())).unwrap();
    put(&db, Note::new(1, now())).unwrap();
    let before = dump_of(&db);
    drop(db);
    let again = open(&deep, schema(), Clock::stopped_at(now())).unwrap();
    assert_eq!(dump_of(&again), before);
    assert!(stamp::epoch(&*again.engine().view().unwrap()).unwrap().is_some());
    assert!(!deep.join("furgo.redb.new").exists());
}

#[test]
fn what_a_crash_left_of_a_new_file_is_no_obstacle() {
    let dir = tempfile::tempdir().unwrap();
    let unfinished = [
        "furgo.redb.new",
        "furgo-backup-7.tmp",
        "furgo-before-v3.redb.new",
        "furgo-before-repair-1.redb.new",
        "secret.key.new",
        "roads-van.furgo.new",
    ];
    let left = ["notes.new", "furgo-notes.tmp"];
    ::support::close(dir.path());
    for name in unfinished.into_iter().chain(left) {
        fs::write(dir.path().join(name), b"half a file").unwrap();
    }
    // Somebody imports roads while the server starts.
    let importing = fs::File::create(dir.path().join("roads-cargo-bike.furgo.new")).unwrap();
    importing.lock().unwrap();
    open(dir.path(), schema(), Clock::system()).unwrap();
    let is_there = |name: &str| dir.path().join(name).exists();
    assert_eq!(unfinished.map(is_there), [false; 6]);
    assert!(left.into_iter().all(is_there) && is_there("roads-cargo-bike.furgo.new"));
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    // Not even root can make a folder there.
    let sentence = refusal(Path::new("/proc/furgo"));
    assert!(sentence.contains("cannot be written"), "{sentence}");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, b"a file").unwrap();
    assert!(refusal(&file).contains("is not a folder"));
}

#[test]
fn a_file_that_is_not_ours_is_refused() {
    assert!(refusal_of(b"SQLite format 3\0 and so on").contains("not a data file of furgo"));
    assert!(refusal_of(b"no").contains("not a data file of furgo"));
    assert!(refusal_of(&[0; 100_000]).contains("not a data file of furgo"));
    assert!(refusal_of(b"").contains("is empty"));
    let mut only_magic = b"redb\x1A\x0A\xA9\x0D\x0A".to_vec();
    only_magic.resize(50_000, 7);
    assert!(refusal_of(&only_magic).contains("is damaged"));
}

#[test]
fn another_programs_redb_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let other = dir.path().join("other.redb");
    drop(redb::Database::create(&other).unwrap());
    assert!(refusal_of(&bytes_of(&other)).contains("not a data file of furgo"));
}

#[test]
fn a_folder_in_the_files_place_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    ::support::close(dir.path());
    fs::create_dir(dir.path().join(FILE_NAME)).unwrap();
    assert!(refusal(dir.path()).contains("is not a file"));
}

#[test]
fn what_others_can_read_is_refused_with_the_command_that_mends_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, path, _) = with_notes();
    let copy = dir.path().join("furgo-before-v2.redb");
    ::support::plant_copy(&path, &copy);
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for (exposed, mode, closed) in [(&path, 0o604, "600"), (&copy, 0o660, "600")] {
        allow(exposed, mode);
        let sentence = refusal(dir.path());
        let command = format!("run `chmod {closed} {}`", exposed.display());
        assert!(sentence.contains(&command), "{sentence}");
        allow(exposed, 0o600);
    }
    allow(dir.path(), 0o750);
    let sentence = refusal(dir.path());
    assert!(sentence.contains(&format!("run `chmod 700 {}`", dir.path().display())), "{sentence}");
    allow(dir.path(), 0o700);
    open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
}

#[test]
fn a_newer_file_is_refused() {
    const NOTHING: Migration = Migration { name: "nothing", run: |_| Ok(()) };
    let (dir, path, _) = with_notes();
    let options = OpenOptions { migrations: &[NOTHING; 98], ..OpenOptions::default() };
    open_engine(dir.path(), &schema(), &options).unwrap().close().unwrap();
    let sentence = refusal_of(&bytes_of(&path));
    let today = version_after(MIGRATIONS);
    let expected = format!("newer furgo (schema 99, this one knows up to {today})");
    assert!(sentence.contains(&expected), "{sentence}");
}

#[test]
fn a_data_file_that_disappeared_is_not_replaced_by_an_empty_one() {
    let (dir, path, _) = with_notes();
    fs::rename(&path, dir.path().join("furgo-before-v2.redb")).unwrap();
    let sentence = refusal(dir.path());
    assert!(sentence.contains("is missing") && sentence.contains("furgo restore"), "{sentence}");
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_taken_away_from_a_running_furgo_is_noticed() {
    let (dir, path, _) = with_notes();
    let db = open(dir.path(), schema(), Clock::stopped_at(now())).unwrap();
    put(&db, Note::new(1_000, now())).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(put(&db, Note::new(1_001, now())).is_err());
    let reason = crate::support::block_on(db.lost());
    assert!(reason.contains("moved or deleted"), "{reason}");
}

#[test]
fn a_truncated_file_is_refused_at_every_page() {
    let (_dir, path, _) = with_notes();
    let whole = bytes_of(&path);
    for len in (4_096..whole.len()).step_by(4_096) {
        let sentence = refusal_of(&whole[..len]);
        assert!(sentence.contains("is damaged"), "{len} bytes: {sentence}");
    }
}

#[test]
fn a_flipped_bit_is_refused_or_does_no_harm() {
    let (_dir, path, expected) = with_notes();
    let whole = bytes_of(&path);
    let mut random = StdRng::seed_from_u64(9);
    let (mut refused, mut harmless) = (0, 0);
    for flip in 0..300 {
        // Every third one in the header, where each bit matters.
        let end = if flip % 3 == 0 { 320 } else { whole.len() };
        let (byte, bit) = (random.random_range(0..end), random.random_range(0..8));
        let mut content = whole.clone();
        content[byte] ^= 1 << bit;
        let dir = tempfile::tempdir().unwrap();
        let copy = dir.path().join(FILE_NAME);
        ::support::plant(&copy, &content);
        match open_engine(dir.path(), &schema(), &OpenOptions::default()) {
            Ok(engine) => {
                let found = dump(&*engine.view().unwrap());
                assert!(found == expected, "bit {bit} of byte {byte} changed what is read");
                harmless += 1;
            }
            Err(error) => {
                assert!(!matches!(error, OpenError::Io { .. }), "{error}");
                assert!(bytes_of(&copy) == content, "the refused file was touched");
                refused += 1;
            }
        }
    }
    assert!(refused > 20 && harmless > 20, "refused {refused}, harmless {harmless}");
}

#[test]
fn a_crashed_file_opens_without_help_in_every_mode() {
    for commit in [CommitMode::QuickRepair, CommitMode::TwoPhase, CommitMode::OnePhase] {
        let (dir, path, _) = with_notes();
        let options = OpenOptions { commit, ..OpenOptions::default() };
        let engine = open_engine(dir.path(), &schema(), &options).unwrap();
        let db = crate::support::over(engine);
        put(&db, Note::new(1_000, now())).unwrap();
        let expected = dump_of(&db);
        // The file as a crash leaves it: never closed.
        let crashed = tempfile::tempdir().unwrap();
        ::support::plant_copy(&path, &crashed.path().join(FILE_NAME));
        let engine = open_engine(crashed.path(), &schema(), &OpenOptions::default()).unwrap();
        assert!(dump(&*engine.view().unwrap()) == expected, "{commit:?}");
    }
}
