//! A backup is one moment's data, whatever is written meanwhile, and it comes back.

use std::{
    fs,
    io::Read as _,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use furgo::{
    clock::Clock,
    storage::{
        backup::{BackupError, backup_to, backup_to_stream, compact, restore},
        engine::{Engine as _, apply},
        file::{FILE_NAME, OpenOptions, open, open_engine},
        schema::COUNTS,
        stamp,
    },
};

use crate::{
    note::{Note, schema},
    support::{bytes_of, check_of, dump_of, fill, notes_in, now, put, write},
};

#[test]
fn a_restored_backup_is_the_data_of_its_moment_under_a_new_epoch() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let backup = dir.path().join("backup.redb");
    let db = open(&data, schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..50);
    let (expected, epoch) = (dump_of(&db), stamp::epoch(&*db.engine().view().unwrap()).unwrap());
    let made = backup_to(&db, &backup).unwrap();
    assert_eq!((made.last_change, made.report.records), (50, 50));
    assert_eq!(made.bytes, fs::metadata(&backup).unwrap().len());
    fill(&db, 100..110);
    let later = dump_of(&db);
    assert!(
        matches!(restore(&data, &backup, &schema()), Err(BackupError::File(_))),
        "it is in use"
    );
    drop(db);

    let old = restore(&data, &backup, &schema()).unwrap().unwrap();
    let db = open(&data, schema(), Clock::stopped_at(now())).unwrap();
    assert_ne!(stamp::epoch(&*db.engine().view().unwrap()).unwrap(), epoch);
    let mut restored = dump_of(&db);
    let epoch = ("file", b"epoch".to_vec());
    restored.insert(epoch.clone(), expected[&epoch].clone());
    assert!(restored == expected);
    drop(db);

    // What was replaced can be brought back in the same way.
    restore(&data, &old, &schema()).unwrap();
    let db = open(&data, schema(), Clock::stopped_at(now())).unwrap();
    assert_eq!(dump_of(&db).len(), later.len());
}

#[test]
fn a_backup_under_load_holds_everything_up_to_one_change_and_nothing_after_it() {
    let dir = tempfile::tempdir().unwrap();
    let db = Arc::new(open(&dir.path().join("data"), schema(), Clock::stopped_at(now())).unwrap());
    fill(&db, 0..100);
    let is_over = Arc::new(AtomicBool::new(false));
    let writer = std::thread::spawn({
        let (db, is_over) = (Arc::clone(&db), Arc::clone(&is_over));
        move || {
            let mut number = 100;
            while !is_over.load(Ordering::SeqCst) {
                put(&db, Note::new(number, now())).unwrap();
                number += 1;
            }
            number
        }
    });
    for round in 0..4 {
        let path = dir.path().join(format!("backup-{round}.redb"));
        let made = backup_to(&db, &path).unwrap();
        let restored = dir.path().join(format!("restored-{round}"));
        restore(&restored, &path, &schema()).unwrap();
        let copy = open_engine(&restored, &schema(), &OpenOptions::default()).unwrap();
        // Each note is one change, in the order of their numbers.
        let expected: Vec<u128> = (0..u128::from(made.last_change)).collect();
        assert_eq!(notes_in(&*copy.view().unwrap()), expected);
    }
    is_over.store(true, Ordering::SeqCst);
    assert!(writer.join().unwrap() > 104, "nothing was written meanwhile");
    assert!(check_of(&db).is_good());
}

#[test]
fn a_streamed_backup_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let db = open(&data, schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..20);
    let before = fs::read_dir(&data).unwrap().count();
    let (mut file, made) = backup_to_stream(&db, &data).unwrap();
    assert_eq!(fs::read_dir(&data).unwrap().count(), before);
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), made.bytes);
    let received = dir.path().join("received.redb");
    fs::write(&received, bytes).unwrap();
    restore(&dir.path().join("other"), &received, &schema()).unwrap();
}

#[test]
fn a_backup_that_cannot_be_written_leaves_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir.path().join("data"), schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..5);
    let path = dir.path().join("missing/backup.redb");
    assert!(matches!(backup_to(&db, &path), Err(BackupError::NotWritten { .. })));
}

#[test]
fn a_backup_takes_the_place_of_an_older_one_and_of_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(&dir.path().join("data"), schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..5);
    let in_place = |name: &str| dir.path().join(name);
    fs::write(in_place("letter"), b"Dear Ane").unwrap();
    fs::write(in_place("empty"), b"").unwrap();
    fs::create_dir(in_place("folder")).unwrap();
    drop(redb::Database::create(in_place("other.redb")).unwrap());
    let live = dir.path().join("data").join(FILE_NAME);
    let before = bytes_of(&in_place("other.redb"));
    for taken in ["letter", "empty", "folder", "other.redb"].map(in_place).iter().chain([&live]) {
        let refused = backup_to(&db, taken);
        assert!(matches!(&refused, Err(BackupError::NoBackup { .. })), "{refused:?}");
    }
    assert!(bytes_of(&in_place("letter")) == b"Dear Ane");
    assert!(bytes_of(&in_place("other.redb")) == before);

    // What is called like a file of ours that is not finished may be somebody's.
    let copy = in_place("copy.redb");
    fs::write(in_place("copy.redb.new"), b"mine").unwrap();
    backup_to(&db, &copy).unwrap();
    fill(&db, 5..9);
    assert_eq!(backup_to(&db, &copy).unwrap().report.records, 9);
    assert!(bytes_of(&in_place("copy.redb.new")) == b"mine");
    let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let expected =
        ["copy.redb", "copy.redb.new", "data", "empty", "folder", "letter", "other.redb"];
    assert_eq!(names, expected);
}

#[test]
fn a_compacted_file_is_smaller_and_holds_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let open = || open(dir.path(), schema(), Clock::stopped_at(now())).unwrap();
    let db = open();
    let long = "a note that takes some room ".repeat(200);
    write(&db, move |tx| {
        for number in 0..400 {
            tx.put(Note::labelled(number, now(), &format!("{long} {number}")))?;
        }
        Ok(serde_json::Value::Null)
    })
    .unwrap();
    write(&db, |tx| {
        for number in 20..400 {
            tx.delete(&Note::new(number, now()))?;
        }
        Ok(serde_json::Value::Null)
    })
    .unwrap();
    let before = dump_of(&db);
    assert!(matches!(compact(dir.path(), &schema()), Err(BackupError::File(_))), "it is in use");
    drop(db);

    let path = dir.path().join(FILE_NAME);
    let size = || fs::metadata(&path).unwrap().len();
    let size_before = size();
    let first = compact(dir.path(), &schema()).unwrap();
    assert_eq!((first.before_bytes, first.after_bytes), (size_before, size()));
    assert!(first.after_bytes < first.before_bytes / 2, "{first:?}");
    let again = compact(dir.path(), &schema()).unwrap();
    // Opening and closing a file may cost it a few pages.
    assert_eq!(again.after_bytes, size());
    assert!(again.after_bytes <= first.after_bytes, "{again:?}");
    // The epoch stays: nobody has to fetch anything again.
    assert!(dump_of(&open()) == before);
    let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["furgo.lock", FILE_NAME]);
}

#[test]
fn data_that_do_not_agree_are_not_compacted() {
    let dir = tempfile::tempdir().unwrap();
    let db = open(dir.path(), schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..30);
    let good = dir.path().join("good.redb");
    backup_to(&db, &good).unwrap();
    drop(db);
    let bad = inconsistent_copy(&bytes_of(&good));
    let path = dir.path().join(FILE_NAME);
    ::support::plant(&path, &bad);
    let refused = compact(dir.path(), &schema());
    assert!(matches!(refused, Err(BackupError::Inconsistent(_))), "{refused:?}");
    assert!(!dir.path().join("furgo.redb.new").exists());
}

#[test]
fn a_bad_backup_replaces_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let db = open(&data, schema(), Clock::stopped_at(now())).unwrap();
    fill(&db, 0..30);
    let good = dir.path().join("good.redb");
    backup_to(&db, &good).unwrap();
    drop(db);
    let before = bytes_of(&data.join(FILE_NAME));

    let bad = dir.path().join("bad.redb");
    let whole = bytes_of(&good);
    let inconsistent = inconsistent_copy(&whole);
    for content in [&b"no backup"[..], &b""[..], &whole[..whole.len() / 2], &inconsistent[..]] {
        fs::write(&bad, content).unwrap();
        let sentence = restore(&data, &bad, &schema()).unwrap_err().to_string();
        assert!(sentence.contains("bad.redb"), "{sentence}");
        assert!(bytes_of(&data.join(FILE_NAME)) == before);
        assert!(!data.join("furgo.redb.new").exists());
        assert!(bytes_of(&bad) == content, "the backup was touched");
    }
    assert!(restore(&data, &dir.path().join("missing.redb"), &schema()).is_err());
}

/// Sound pages, but a count that is wrong.
fn inconsistent_copy(backup: &[u8]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    ::support::plant(&dir.path().join(FILE_NAME), backup);
    let engine = open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
    apply(&engine, |data| {
        data.put(COUNTS, b"notes.all\0".to_vec(), 7_u64.to_be_bytes().to_vec());
        Ok(())
    })
    .unwrap();
    engine.close().unwrap();
    bytes_of(&dir.path().join(FILE_NAME))
}
