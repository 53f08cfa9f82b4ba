//! A check finds whatever is not right with files, and a repair puts right what can be.

use std::sync::Arc;

use furgo::storage::{
    Cause, Database,
    blobs::{BLOBS, GARBAGE, GONE, PIECE_BYTES, PIECES, REFERENCES, STAGING, sweep::sweep},
    check::mend,
    engine::{KeyRange, Order, Overlay, Space, View as _, apply},
    schema::FILE,
};

use crate::{
    note::{Note, attached, photo, schema},
    support::{OWNER, block_on, check_of, in_memory, now, put, send_file},
};

/// Two files that notes name, one that is loose, and one on its way.
fn filled() -> Arc<Database> {
    let db = in_memory();
    for number in 1..=2 {
        let (sha256, bytes) = photo(number, 2 * PIECE_BYTES);
        let files = vec![attached(sha256, now())];
        put(&db, Note { files, ..Note::new(number.into(), now()) }).unwrap();
        block_on(send_file(&db, OWNER, sha256, &bytes, bytes.len())).unwrap();
    }
    for (number, sent) in [(3, 2 * PIECE_BYTES), (4, PIECE_BYTES)] {
        let (sha256, bytes) = photo(number, 2 * PIECE_BYTES);
        block_on(send_file(&db, OWNER, sha256, &bytes, sent)).unwrap();
    }
    assert!(check_of(&db).is_good());
    db
}

fn key(data: &Overlay<'_>, space: Space, number: usize) -> Vec<u8> {
    let mut keys = Vec::new();
    data.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, _| {
        keys.push(key.to_vec());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    keys.swap_remove(number)
}

fn file(number: u64) -> Vec<u8> {
    photo(number, 2 * PIECE_BYTES).0.0.to_vec()
}

/// The row of one's own upload.
fn upload(number: u64) -> Vec<u8> {
    [OWNER.0.as_bytes().as_slice(), &file(number)].concat()
}

type Spoil = Box<dyn FnOnce(&mut Overlay<'_>) + Send>;

#[test]
fn every_fault_of_files_is_found_and_put_right() {
    let cases: Vec<(Spoil, &[&str])> = vec![
        (
            Box::new(|data| {
                let key = key(data, PIECES, 1);
                let mut piece = data.get(PIECES, &key).unwrap().unwrap();
                piece[77] ^= 1;
                data.put(PIECES, key, piece);
            }),
            &["blobs"],
        ),
        (Box::new(|data| data.delete(PIECES, key(data, PIECES, 0))), &["blobs"]),
        (Box::new(|data| data.delete(PIECES, key(data, PIECES, 6))), &["blobs.staging"]),
        (
            Box::new(|data| data.put(PIECES, vec![0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 0, 0], vec![1])),
            &["blobs.pieces"],
        ),
        (Box::new(|data| data.delete(BLOBS, file(1))), &["blobs.pieces", "file"]),
        (
            Box::new(|data| data.put(BLOBS, file(1), b"nonsense".to_vec())),
            &["blobs", "blobs.pieces", "file"],
        ),
        (Box::new(|data| data.delete(STAGING, upload(3))), &["blobs"]),
        (Box::new(|data| data.delete(STAGING, upload(4))), &["blobs.pieces", "file"]),
        (
            Box::new(|data| {
                let row = data.get(STAGING, &upload(3)).unwrap().unwrap();
                data.put(STAGING, [vec![9; 16], file(3)].concat(), row);
            }),
            &["blobs.staging"],
        ),
        (
            Box::new(|data| data.delete(REFERENCES, key(data, REFERENCES, 0))),
            &["blobs", "blobs.references"],
        ),
        (
            Box::new(|data| {
                let row = [file(3).as_slice(), &[0; 16], b"notes"].concat();
                data.put(REFERENCES, row, Vec::new());
            }),
            &["blobs", "blobs.references"],
        ),
        (
            Box::new(|data| data.put(GARBAGE, 1_u64.to_be_bytes().to_vec(), Vec::new())),
            &["blobs.garbage"],
        ),
        (Box::new(|data| data.delete(FILE, b"blobs".to_vec())), &["file"]),
        (
            Box::new(|data| data.put(STAGING, upload(4), b"nonsense".to_vec())),
            &["blobs.pieces", "blobs.staging", "file"],
        ),
        (
            Box::new(|data| {
                // What a row that cannot be read hid: a file without a place, and whose it is.
                data.put(STAGING, upload(3), b"nonsense".to_vec());
                data.put(BLOBS, file(1), b"nonsense".to_vec());
                let row = data.get(BLOBS, &file(2)).unwrap().unwrap();
                data.put(BLOBS, file(9), row);
            }),
            &["blobs", "blobs.pieces", "blobs.staging"],
        ),
        (
            Box::new(|data| data.put(GONE, file(1), serde_json::to_vec(&now()).unwrap())),
            &["blobs.gone"],
        ),
        (
            Box::new(|data| data.put(GONE, file(9), serde_json::to_vec(&now()).unwrap())),
            &["blobs.gone"],
        ),
        (Box::new(|data| data.put(GONE, vec![1], b"nonsense".to_vec())), &["blobs.gone"]),
    ];
    for (number, (spoil, expected)) in cases.into_iter().enumerate() {
        let db = filled();
        apply(&**db.engine(), |data| {
            spoil(data);
            Ok(())
        })
        .unwrap();
        let report = check_of(&db);
        let found: Vec<_> = report.findings.keys().copied().collect();
        assert_eq!(found, expected, "case {number}: {report}");
        apply(&**db.engine(), |data| mend(data, &schema(), Cause::command("test"), now())).unwrap();
        let report = check_of(&db);
        assert!(report.is_good(), "case {number}: {report}");
        block_on(sweep(&db, None)).unwrap();
        let report = check_of(&db);
        assert!(report.is_good(), "case {number}, swept: {report}");
    }
}
