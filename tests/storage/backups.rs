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
        backup::{BackupError, backup_to, backup_to_stream, restore},
        engine::{Engine as _, apply},
        file::{FILE_NAME, OpenOptions, open, open_engine},
        schema::COUNTS,
        stamp,
    },
};

use crate::{
    note::{Note, schema},
    support::{bytes_of, check_of, dump_of, fill, notes_in, now, put},
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
    // A folder has the name: everything is made, but it cannot be put in place.
    let taken = dir.path().join("taken");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("file"), b"").unwrap();
    assert!(backup_to(&db, &taken).is_err());
    assert!(!dir.path().join("taken.new").exists());
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
    fs::write(dir.path().join(FILE_NAME), backup).unwrap();
    let engine = open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
    apply(&engine, |data| {
        data.put(COUNTS, b"notes.all\0".to_vec(), 7_u64.to_be_bytes().to_vec());
        Ok(())
    })
    .unwrap();
    engine.close().unwrap();
    bytes_of(&dir.path().join(FILE_NAME))
}
