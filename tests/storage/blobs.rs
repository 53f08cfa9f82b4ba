//! How files come, stay and go.

use std::sync::Arc;

use chrono::TimeDelta;
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    error::Result,
    storage::{
        Database, Reads as _,
        blobs::{
            self, Blob, PIECE_BYTES, PIECES, Use, find,
            staging::{self, AWAITED_MAX, Standing, UPLOADS_MAX},
            sweep::{ABANDONED_AFTER, Swept, sweep},
        },
        engine::MemoryEngine,
    },
};
use furgo_shared::{
    files::{FILE_BYTES_MAX, FileDigest, FileType},
    id::UserId,
    problem::ErrorCode,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{Note, attached, photo, schema},
    support::{BYTES_MAX, OWNER, block_on, check_of, dump_of, now, on_both, put, send_file, write},
};

fn naming(number: u128, files: &[FileDigest]) -> Note {
    let files = files.iter().map(|sha256| attached(*sha256, now())).collect();
    Note { files, ..Note::new(number, now()) }
}

fn found(db: &Database, sha256: FileDigest) -> Option<Blob> {
    db.read(&Permit::<System>::for_job(), |tx| Ok(find(tx, sha256)?)).unwrap()
}

/// All bytes of a file that is here.
fn bytes_of(db: &Database, sha256: FileDigest) -> Vec<u8> {
    let (blob, view) = (found(db, sha256).unwrap(), db.engine().view().unwrap());
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < blob.length {
        bytes.extend(blobs::read(&*view, blob.content, bytes.len() as u64).unwrap());
    }
    bytes
}

fn send(db: &Database, (sha256, bytes): &(FileDigest, Vec<u8>)) {
    block_on(send_file(db, OWNER, *sha256, bytes, bytes.len())).unwrap();
}

fn delete(db: &Database, number: u128) {
    write(db, move |tx| {
        let note: Note = tx.require(Uuid::from_u128(number))?;
        tx.delete(&note).map(|()| Value::Null)
    })
    .unwrap();
}

fn used(db: &Database) -> (u64, u64, u64) {
    let Use { files, bytes, staged_bytes, .. } =
        blobs::used(&*db.engine().view().unwrap()).unwrap();
    (files, bytes, staged_bytes)
}

fn in_use(db: &Database) -> Use {
    blobs::used(&*db.engine().view().unwrap()).unwrap()
}

fn require_sound(db: &Arc<Database>) {
    let report = check_of(db);
    assert!(report.is_good(), "{report}");
}

/// Rows of files that are left.
fn left(db: &Arc<Database>) -> Vec<&'static str> {
    let spaces = dump_of(db).into_keys().map(|(space, _)| space);
    spaces.filter(|space| space.starts_with("blobs")).collect()
}

fn code<T>(outcome: Result<T>) -> Option<ErrorCode> {
    outcome.err().map(|error| error.code())
}

#[test]
fn a_file_comes_in_pieces_and_stays_as_long_as_a_record_names_it() {
    on_both(|db| {
        for length in [4, 100, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 5 * PIECE_BYTES] {
            let file = photo(length as u64, length);
            send(db, &file);
            assert_eq!(found(db, file.0).unwrap().loose, Some(OWNER), "nobody names it yet");
            put(db, naming(1, &[file.0])).unwrap();
            put(db, naming(2, &[file.0])).unwrap();
            let blob = found(db, file.0).unwrap();
            assert_eq!((blob.loose, blob.kind), (None, FileType::Jpeg));
            assert!(bytes_of(db, file.0) == file.1);
            require_sound(db);
            delete(db, 1);
            assert!(found(db, file.0).is_some(), "another note names it");
            put(db, naming(2, &[])).unwrap();
            assert_eq!(found(db, file.0), None, "the program itself let go of it");
            assert_eq!(used(db), (0, 0, 0));
            require_sound(db);
            block_on(sweep(db, None)).unwrap();
            assert_eq!(left(db), [""; 0]);
        }
    });
}

#[test]
fn a_record_may_name_a_file_before_it_comes() {
    on_both(|db| {
        let file = photo(1, 100_000);
        put(db, naming(1, &[file.0])).unwrap();
        require_sound(db);
        send(db, &file);
        assert_eq!(found(db, file.0).unwrap().loose, None);
        require_sound(db);
    });
}

#[test]
fn what_breaks_off_goes_on_where_it_stopped() {
    on_both(|db| {
        let (sha256, bytes) = photo(1, 4 * PIECE_BYTES + 5);
        block_on(send_file(db, OWNER, sha256, &bytes, 2 * PIECE_BYTES)).unwrap();
        assert_eq!(used(db), (0, 0, 2 * PIECE_BYTES as u64), "what has come counts");
        require_sound(db);
        let view = || db.engine().view().unwrap();
        let Some(Standing::Received { bytes: received, length, .. }) =
            staging::standing(&*view(), OWNER, sha256).unwrap()
        else {
            panic!("it is on its way");
        };
        assert_eq!((received, length), (2 * PIECE_BYTES as u64, bytes.len() as u64));
        send(db, &(sha256, bytes.clone()));
        assert!(bytes_of(db, sha256) == bytes);
        let again = staging::standing(&*view(), OWNER, sha256).unwrap();
        assert_eq!(again, Some(Standing::Complete));
    });
}

#[test]
fn bytes_that_do_not_follow_are_refused_and_change_nothing() {
    on_both(|db| {
        let (sha256, bytes) = photo(1, 3 * PIECE_BYTES);
        block_on(send_file(db, OWNER, sha256, &bytes, PIECE_BYTES)).unwrap();
        let before = dump_of(db);
        let piece = PIECE_BYTES as u64;
        let append = |from, bytes: &[u8]| {
            code(block_on(staging::append(db, OWNER, sha256, from, bytes.to_vec(), BYTES_MAX)))
        };
        for (from, length) in [(0, PIECE_BYTES), (2 * piece, PIECE_BYTES), (piece, 17)] {
            assert_eq!(append(from, &bytes[..length]), Some(ErrorCode::UploadGap), "{from}");
        }
        let beyond = [&bytes[..], &bytes[..]].concat();
        assert_eq!(append(piece, &beyond[PIECE_BYTES..]), Some(ErrorCode::UploadGap));
        assert_eq!(dump_of(db), before);
    });
}

#[test]
fn what_is_not_what_its_name_says_is_dropped() {
    on_both(|db| {
        let ((sha256, _), (_, other)) = (photo(1, 50_000), photo(2, 50_000));
        let sent = block_on(send_file(db, OWNER, sha256, &other, other.len()));
        assert_eq!(code(sent), Some(ErrorCode::FileDiffers));
        let page = b"<html>".repeat(10_000);
        let sent = block_on(send_file(db, OWNER, sha256, &page, page.len()));
        assert_eq!(code(sent), Some(ErrorCode::FileNotAllowed));
        assert_eq!((found(db, sha256), used(db)), (None, (0, 0, 0)));
        require_sound(db);
        // What was refused takes no room until somebody sweeps.
        assert_eq!(left(db), [""; 0]);
        assert_eq!(in_use(db).taken(), 0);
    });
}

#[test]
fn nobody_spoils_what_another_sends_and_the_same_is_kept_once() {
    on_both(|db| {
        let (sha256, bytes) = photo(1, 2 * PIECE_BYTES);
        let (_, other) = photo(2, 2 * PIECE_BYTES);
        let eve = UserId(Uuid::from_u128(8));
        block_on(send_file(db, OWNER, sha256, &bytes, PIECE_BYTES)).unwrap();
        let spoiled = block_on(send_file(db, eve, sha256, &other, other.len()));
        assert_eq!(code(spoiled), Some(ErrorCode::FileDiffers));
        block_on(send_file(db, eve, sha256, &bytes, PIECE_BYTES)).unwrap();
        send(db, &(sha256, bytes.clone()));
        assert!(bytes_of(db, sha256) == bytes);
        let standing = |who| staging::standing(&*db.engine().view().unwrap(), who, sha256).unwrap();
        assert_eq!(standing(OWNER), Some(Standing::Complete));
        assert!(matches!(standing(eve), Some(Standing::Received { .. })), "she sends all of it");
        assert_eq!(standing(UserId(Uuid::from_u128(9))), None, "who sent nothing hears nothing");
        block_on(send_file(db, eve, sha256, &bytes, bytes.len())).unwrap();
        assert_eq!(standing(eve), Some(Standing::Complete));
        assert_eq!(found(db, sha256).unwrap().brought_by, [OWNER, eve]);
        assert_eq!((used(db).0, used(db).2), (1, 0));
        require_sound(db);
    });
}

#[test]
fn one_person_and_the_fleet_have_limits() {
    on_both(|db| {
        let begin = |number, length, max| {
            let sha256 = FileDigest([number; 32]);
            code(block_on(staging::begin(db, OWNER, sha256, length, max)))
        };
        assert_eq!(begin(0, 1_000, 999), Some(ErrorCode::FilesFull));
        for number in 0..4 {
            assert_eq!(begin(number, FILE_BYTES_MAX, BYTES_MAX), None);
        }
        assert_eq!(begin(4, 1, BYTES_MAX), Some(ErrorCode::TooManyUploads), "too many bytes");
        assert_eq!(begin(3, FILE_BYTES_MAX, BYTES_MAX), None, "it goes on");
        for number in 0..4 {
            assert_eq!(begin(number, 1, BYTES_MAX), None, "begun anew with another length");
        }
        for number in 4..u8::try_from(UPLOADS_MAX).unwrap() {
            assert_eq!(begin(number, 1, BYTES_MAX), None);
        }
        assert_eq!(begin(99, 1, BYTES_MAX), Some(ErrorCode::TooManyUploads), "too many");
        require_sound(db);
    });
}

#[test]
fn only_bytes_that_came_take_the_fleets_room() {
    on_both(|db| {
        let (eve, room) = (UserId(Uuid::from_u128(8)), 2 * PIECE_BYTES as u64);
        let begin =
            |who, sha256, length| code(block_on(staging::begin(db, who, sha256, length, room)));
        let append = |who, sha256, from, bytes: &[u8]| {
            code(block_on(staging::append(db, who, sha256, from, bytes.to_vec(), room)))
        };
        let ((first, bytes), (second, others)) =
            (photo(1, 2 * PIECE_BYTES), photo(2, 2 * PIECE_BYTES));
        assert_eq!(begin(eve, first, room), None);
        assert_eq!(begin(OWNER, second, room), None, "an announcement takes nothing");
        assert_eq!(append(eve, first, 0, &bytes[..PIECE_BYTES]), None);
        assert_eq!(append(OWNER, second, 0, &others), Some(ErrorCode::FilesFull));
        assert_eq!(append(OWNER, second, 0, &others[..PIECE_BYTES]), None);
        let third = FileDigest([3; 32]);
        assert_eq!(begin(OWNER, third, 1), Some(ErrorCode::FilesFull), "what is on its way counts");
        // Begun anew: what had come is to be deleted, and takes room until it is.
        assert_eq!(begin(eve, first, 4), Some(ErrorCode::FilesFull));
        assert_eq!(in_use(db).taken(), room);
        block_on(sweep(db, None)).unwrap();
        assert_eq!(begin(eve, first, 4), None);
        require_sound(db);
    });
}

#[test]
fn nobody_fills_the_room_with_files_that_records_wait_for() {
    on_both(|db| {
        let sha256 = |number: u8| FileDigest([number; 32]);
        let begin = |number: u8, length| {
            code(block_on(staging::begin(db, OWNER, sha256(number), length, u64::MAX)))
        };
        for note in 0..22_u8 {
            let files: Vec<_> = (note * 5..note * 5 + 5).map(sha256).collect();
            put(db, naming(note.into(), &files)).unwrap();
        }
        for number in 0..20 {
            assert_eq!(begin(number, FILE_BYTES_MAX), None);
        }
        assert_eq!(begin(20, 1), Some(ErrorCode::TooManyUploads), "too many bytes");
        for number in 0..u8::try_from(AWAITED_MAX).unwrap() {
            assert_eq!(begin(number, 1), None);
        }
        assert_eq!(begin(101, 1), Some(ErrorCode::TooManyUploads), "too many");
        require_sound(db);
    });
}

#[test]
fn what_was_said_to_be_here_does_not_go_a_moment_later() {
    let (db, clock) = with_clock();
    let (sha256, bytes) = photo(1, 2 * PIECE_BYTES);
    let length = bytes.len() as u64;
    send(&db, &(sha256, bytes.clone()));
    clock.advance(ABANDONED_AFTER);
    let again = block_on(staging::begin(&db, OWNER, sha256, length, BYTES_MAX)).unwrap();
    assert_eq!(again, Standing::Complete);
    clock.advance(ABANDONED_AFTER);
    block_on(sweep(&db, None)).unwrap();
    assert!(found(&db, sha256).is_some());

    clock.advance(TimeDelta::seconds(1));
    block_on(sweep(&db, None)).unwrap();
    assert_eq!(found(&db, sha256), None);
    let begun = block_on(staging::begin(&db, OWNER, sha256, length, BYTES_MAX)).unwrap();
    let Standing::Received { content, .. } = begun else { panic!("it is begun anew") };
    block_on(staging::append(&db, OWNER, sha256, 0, bytes, BYTES_MAX)).unwrap();
    clock.advance(ABANDONED_AFTER + TimeDelta::seconds(1));
    block_on(sweep(&db, None)).unwrap();
    let sealed = block_on(staging::seal(&db, OWNER, sha256, content));
    assert_eq!(code(sealed), Some(ErrorCode::UploadGap), "it was swept before it was kept");
    require_sound(&db);
}

/// With a clock that can be set forward.
fn with_clock() -> (Arc<Database>, Clock) {
    let (schema, clock) = (schema(), Clock::stopped_at(now()));
    let engine = Arc::new(MemoryEngine::default());
    (Arc::new(Database::new(engine, schema, clock.clone()).unwrap()), clock)
}

#[test]
fn only_what_nobody_names_for_a_day_is_swept() {
    let (db, clock) = with_clock();
    let [awaited, begun, loose, kept] = [1, 2, 3, 4].map(|number| photo(number, 100_000));
    put(&db, naming(1, &[awaited.0, kept.0])).unwrap();
    for file in [&awaited, &begun] {
        block_on(send_file(&db, OWNER, file.0, &file.1, PIECE_BYTES)).unwrap();
    }
    send(&db, &loose);
    send(&db, &kept);
    clock.advance(ABANDONED_AFTER);
    assert_eq!(block_on(sweep(&db, None)).unwrap(), Swept::default());
    clock.advance(TimeDelta::seconds(1));
    let swept = block_on(sweep(&db, None)).unwrap();
    assert_eq!(swept, Swept { abandoned: 2, forgotten: 0, pieces: 5 });
    assert_eq!((found(&db, loose.0), found(&db, kept.0).is_some()), (None, true));
    let standing =
        |sha256| staging::standing(&*db.engine().view().unwrap(), OWNER, sha256).unwrap();
    assert!(standing(awaited.0).is_some() && standing(begun.0).is_none());
    require_sound(&db);
    clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    assert_eq!(block_on(sweep(&db, None)).unwrap().abandoned, 0);
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(block_on(sweep(&db, None)).unwrap().abandoned, 1, "it is missing now");
    require_sound(&db);

    send(&db, &awaited);
    assert!(bytes_of(&db, awaited.0) == awaited.1, "it may come after any time");
}

#[test]
fn files_are_forgotten_when_they_are_old_though_their_records_stay() {
    let (db, clock) = with_clock();
    let (old, new) = (photo(1, 100_000), photo(2, 100_000));
    put(&db, naming(1, &[old.0, new.0])).unwrap();
    send(&db, &old);
    clock.advance(TimeDelta::days(10));
    send(&db, &new);
    let since = Some(clock.now() - TimeDelta::days(10));
    assert_eq!(block_on(sweep(&db, since)).unwrap().forgotten, 0);
    clock.advance(TimeDelta::days(1));
    let since = Some(clock.now() - TimeDelta::days(10));
    assert_eq!(block_on(sweep(&db, since)).unwrap().forgotten, 1);
    assert_eq!((found(&db, old.0), found(&db, new.0).is_some()), (None, true));
    let gone_at = |sha256| {
        db.read(&Permit::<System>::for_job(), |tx| Ok(blobs::gone_at(tx, sha256)?)).unwrap()
    };
    assert_eq!((gone_at(old.0), gone_at(new.0)), (Some(clock.now()), None));
    require_sound(&db);
    // A record that comes to name it keeps it as long as one that comes now.
    clock.advance(TimeDelta::days(9));
    put(&db, naming(2, &[new.0])).unwrap();
    clock.advance(TimeDelta::days(9));
    let since = Some(clock.now() - TimeDelta::days(10));
    assert_eq!(block_on(sweep(&db, since)).unwrap().forgotten, 0);
    send(&db, &old);
    assert_eq!(gone_at(old.0), None, "it came again");
    require_sound(&db);
    delete(&db, 2);
    delete(&db, 1);
    block_on(sweep(&db, None)).unwrap();
    assert_eq!(left(&db), [""; 0]);
}

#[test]
fn many_pieces_are_deleted_a_few_at_a_time() {
    let (db, _) = with_clock();
    let large = photo(1, 250 * PIECE_BYTES);
    put(&db, naming(1, &[large.0])).unwrap();
    send(&db, &large);
    delete(&db, 1);
    require_sound(&db);
    assert_eq!(block_on(sweep(&db, None)).unwrap().pieces, 250);
    assert!(!left(&db).contains(&PIECES.0));
}

#[test]
fn an_erased_record_takes_along_what_anybody_has_sent_of_its_file() {
    on_both(|db| {
        let (sha256, bytes) = photo(1, 3 * PIECE_BYTES);
        put(db, naming(1, &[sha256])).unwrap();
        for who in [OWNER, UserId(Uuid::from_u128(8))] {
            block_on(send_file(db, who, sha256, &bytes, PIECE_BYTES)).unwrap();
        }
        delete(db, 1);
        require_sound(db);
        block_on(sweep(db, None)).unwrap();
        assert_eq!(left(db), [""; 0]);
    });
}
