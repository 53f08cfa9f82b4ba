//! A process that writes and says what was acknowledged, to be killed: `DIR MODE WRITERS`.
//!
//! Every write is a pair of notes, so that a half-applied one would show.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "it shares the record with the tests")]

mod note;

use std::{
    env,
    io::Write as _,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use furgo::{
    auth::{Permit, System},
    clock::Clock,
    storage::{
        Database, Reads as _,
        blobs::{
            PIECE_BYTES,
            staging::{self, Standing},
        },
        engine::CommitMode,
        file::{OpenOptions, open_engine},
        outcome::Once,
    },
};
use furgo_shared::id::UserId;
use serde_json::Value;
use uuid::Uuid;

use crate::note::{Note, attached, photo, schema};

/// Numbers of the second notes of pairs.
const SECOND: u128 = 1 << 64;
/// Numbers of the notes that go through the trash.
const LIFE: u128 = 1 << 70;
/// Numbers of notes with photos.
const PHOTOS: u128 = 1 << 65;

fn main() {
    let mut arguments = env::args().skip(1);
    let dir = PathBuf::from(arguments.next().unwrap());
    let commit = match arguments.next().unwrap().as_str() {
        "quick-repair" => CommitMode::QuickRepair,
        "one-phase" => CommitMode::OnePhase,
        "not-durable" => CommitMode::NotDurable,
        other => unreachable!("unknown mode {other}"),
    };
    let writers: u64 = arguments.next().unwrap().parse().unwrap();
    let engine =
        match open_engine(&dir, &schema(), &OpenOptions { commit, ..OpenOptions::default() }) {
            Ok(engine) => engine,
            Err(error) => {
                eprintln!("{error}");
                std::process::exit(1);
            }
        };
    let db = Arc::new(Database::new(Arc::new(engine), schema(), Clock::system()).unwrap());
    say("ready");
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(write_for_ever(db, writers));
}

async fn write_for_ever(db: Arc<Database>, writers: u64) {
    // The parent remembers what earlier processes wrote; numbers must not come again.
    let first = u64::from(std::process::id()) << 32;
    let next = Arc::new(AtomicU64::new(first));
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let (db, next) = (Arc::clone(&db), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    write_pair(&db, u128::from(number)).await;
                    if number.is_multiple_of(4) {
                        send_photo(&db, number).await;
                    }
                    say(&number.to_string());
                    if number.is_multiple_of(4) {
                        live(&db, u128::from(number)).await;
                    }
                }
            })
        })
        .collect();
    // None ends unless its write failed; then the process does.
    if let Some(failed) = tasks.into_iter().next() {
        failed.await.unwrap();
    }
}

async fn write_pair(db: &Database, number: u128) {
    let now = db.clock().now();
    db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
        tx.put(Note::labelled(number, now, &number.to_string()))?;
        tx.put(Note::labelled(number + SECOND, now, &format!("second {number}")))?;
        Ok(Value::Null)
    })
    .await
    .unwrap();
}

/// A note comes, goes into the trash, comes back, goes there again and is gone for good. Each phase
/// is said when it was acknowledged.
async fn live(db: &Database, number: u128) {
    let (now, id) = (db.clock().now(), Uuid::from_u128(LIFE + number));
    for phase in 1..=5 {
        db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
            match phase {
                1 => drop(tx.put(Note::labelled(LIFE + number, now, &format!("life {number}")))?),
                2 | 4 => {
                    let note: Note = tx.require(id)?;
                    tx.trash(&note)?;
                }
                3 => drop(tx.restore::<Note>(tx.find_deleted(id)?.unwrap())?),
                _ => {
                    let note: Note = tx.find_deleted(id)?.unwrap();
                    tx.delete(&note)?;
                }
            }
            Ok(Value::Null)
        })
        .await
        .unwrap();
        say(&format!("life {number} {phase}"));
    }
}

/// Brings a photo that a note of its number waits for.
async fn send_photo(db: &Database, number: u64) {
    let (sha256, bytes) = photo(number, 2 * PIECE_BYTES + 17);
    let now = db.clock().now();
    db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
        let files = vec![attached(sha256, now)];
        tx.put(Note { files, ..Note::new(u128::from(number) + PHOTOS, now) })?;
        Ok(Value::Null)
    })
    .await
    .unwrap();
    let (owner, length) = (UserId(uuid::Uuid::from_u128(7)), bytes.len() as u64);
    let begun = staging::begin(db, owner, sha256, length, u64::MAX).await.unwrap();
    let Standing::Received { content, .. } = begun else { unreachable!("each is sent once") };
    let mut received = 0;
    for piece in bytes.chunks(PIECE_BYTES) {
        received =
            staging::append(db, owner, sha256, received, piece.to_vec(), u64::MAX).await.unwrap();
    }
    staging::seal(db, owner, sha256, content).await.unwrap();
}

/// A line at once: what is said was acknowledged before the process could be killed.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}
