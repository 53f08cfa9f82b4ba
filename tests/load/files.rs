//! What files cost those who write something else, and what they cost in room and memory.
//! `cargo xtask bench files` runs it.
//!
//! `bench-files [FOLDER [MEGABYTES]]`: the disk of that folder is measured (else that of the
//! temporary folder), with so many megabytes of photos (else 2,000). Ends with 1 when a promised
//! limit is missed.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(dead_code, reason = "it shares the record with the tests")]

#[path = "../storage/note.rs"]
mod note;

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use furgo::{
    auth::{Permit, System},
    clock::Clock,
    storage::{
        Database,
        backup::backup_to,
        blobs::{
            self, PIECE_BYTES,
            staging::{self, Standing},
        },
        file::{FILE_NAME, OpenOptions, open_engine},
        outcome::Once,
    },
};
use furgo_shared::id::UserId;
use serde_json::Value;
use uuid::Uuid;

use crate::note::{Note, attached, photo, schema};

const PHOTO_BYTES: usize = 400 << 10;
/// As an upload over HTTP does it.
const BATCH_BYTES: usize = 4 * PIECE_BYTES;
const WRITERS: u64 = 8;
const UPLOADERS: u64 = 20;
const MEASURED: Duration = Duration::from_secs(10);
/// What other writers may wait.
const P99_MS_MAX: f64 = 100.0;
/// What the file may take, as a multiple of the photos' bytes.
const GROWTH_MAX: f64 = 1.3;
/// What a backup may take beyond what the program takes anyway.
const MEMORY_MB_MAX: f64 = 64.0;

static NEXT: AtomicU64 = AtomicU64::new(0);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let megabytes = arguments.next().map_or(2_000, |text| text.parse().unwrap());
    let dir = tempfile::tempdir_in(&folder).unwrap();
    let engine = open_engine(dir.path(), &schema(), &OpenOptions::default()).unwrap();
    let db = Arc::new(Database::new(Arc::new(engine), schema(), Clock::system()).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    println!("{PHOTO_BYTES} bytes a photo, {WRITERS} small writers, on {}.\n", folder.display());

    let alone = runtime.block_on(measure(&db, 0, MEASURED));
    let beside = runtime.block_on(measure(&db, UPLOADERS, MEASURED));
    println!("| Uploaders | Photos' MB/s | Small writes/s | p50 ms | p99 ms | longest ms |");
    println!("|---|---|---|---|---|---|");
    for (uploaders, figures) in [(0, &alone), (UPLOADERS, &beside)] {
        let Figures { mb_s, writes_s, p50_ms, p99_ms, longest_ms } = figures;
        println!(
            "| {uploaders} | {mb_s:.1} | {writes_s:.0} | {p50_ms:.1} | {p99_ms:.1} | {longest_ms:.1} |"
        );
    }

    runtime.block_on(fill(&db, megabytes * 1_000_000));
    let used = blobs::used(&*db.engine().view().unwrap()).unwrap();
    let file = fs::metadata(dir.path().join(FILE_NAME)).unwrap();
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let held = file.blocks() * 512;
    let growth = held as f64 / used.bytes as f64;
    println!(
        "\n{} photos of {:.0} MB: the file has {:.0} MB, of which the disk gave {:.0}: {growth:.2} times the photos.",
        used.files,
        mb(used.bytes),
        mb(file.len()),
        mb(held)
    );

    let (before, peak) = (resident_mb(), Arc::new(AtomicU64::new(0)));
    let is_over = Arc::new(AtomicBool::new(false));
    let watch = std::thread::spawn({
        let (is_over, peak) = (Arc::clone(&is_over), Arc::clone(&peak));
        move || {
            while !is_over.load(Ordering::Relaxed) {
                peak.fetch_max(resident_mb() as u64, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    });
    let started = Instant::now();
    let copying = std::thread::spawn({
        let (db, is_over) = (Arc::clone(&db), Arc::clone(&is_over));
        let to = dir.path().join("copy.redb");
        move || {
            let copy = backup_to(&db, &to).unwrap();
            is_over.store(true, Ordering::Relaxed);
            copy
        }
    });
    let waits = runtime.block_on(write_until(&db, || is_over.load(Ordering::Relaxed)));
    let took = started.elapsed();
    let copy = copying.join().unwrap();
    watch.join().unwrap();
    let meanwhile = figures(waits, 0, took);
    let memory = peak.load(Ordering::Relaxed) as f64 - before;
    println!(
        "Backup: {:.0} s, {:.0} MB, memory {before:.0} MB before and {memory:.0} MB more at most; \
         small writes meanwhile p99 {:.1} ms, longest {:.1} ms.",
        took.as_secs_f64(),
        mb(copy.bytes),
        meanwhile.p99_ms,
        meanwhile.longest_ms
    );
    println!(
        "The copy, compacted, takes {:.2} times the photos.",
        copy.bytes as f64 / used.bytes as f64
    );

    let limits = [
        ("p99 beside uploads, ms", beside.p99_ms, P99_MS_MAX),
        ("growth", growth, GROWTH_MAX),
        ("memory of a backup, MB", memory, MEMORY_MB_MAX),
    ];
    let missed: Vec<_> = limits.iter().filter(|(_, is, max)| is > max).collect();
    missed.iter().for_each(|(what, is, max)| println!("MISSED: {what}: {is:.2}, {max} promised"));
    if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Debug)]
struct Figures {
    mb_s: f64,
    writes_s: f64,
    p50_ms: f64,
    p99_ms: f64,
    longest_ms: f64,
}

fn figures(mut waits: Vec<Duration>, bytes: u64, took: Duration) -> Figures {
    waits.sort_unstable();
    let ms = |share: f64| {
        let at = ((waits.len() as f64 * share) as usize).min(waits.len().saturating_sub(1));
        waits.get(at).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    Figures {
        mb_s: bytes as f64 / 1e6 / took.as_secs_f64(),
        writes_s: waits.len() as f64 / took.as_secs_f64(),
        p50_ms: ms(0.5),
        p99_ms: ms(0.99),
        longest_ms: ms(1.0),
    }
}

async fn measure(db: &Arc<Database>, uploaders: u64, time: Duration) -> Figures {
    let started = Instant::now();
    let uploads: Vec<_> = (0..uploaders)
        .map(|owner| {
            let db = Arc::clone(db);
            tokio::spawn(async move {
                let mut bytes = 0;
                while started.elapsed() < time {
                    bytes += upload(&db, owner).await;
                }
                bytes
            })
        })
        .collect();
    let waits = write_until(db, || started.elapsed() >= time).await;
    let took = started.elapsed();
    let mut bytes = 0;
    for upload in uploads {
        bytes += upload.await.unwrap();
    }
    figures(waits, bytes, took)
}

/// Each writer writes one small note after the other.
async fn write_until(db: &Arc<Database>, is_over: impl Fn() -> bool) -> Vec<Duration> {
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (db, stop) = (Arc::clone(db), Arc::clone(&stop));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let started = Instant::now();
                    let note = Note::new(u128::from(writer), db.clock().now());
                    put(&db, note).await;
                    waits.push(started.elapsed());
                }
                waits
            })
        })
        .collect();
    while !is_over() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    for writer in writers {
        waits.extend(writer.await.unwrap());
    }
    waits
}

async fn put(db: &Database, note: Note) {
    let put = move |tx: &mut furgo::storage::WriteTx<'_, System>| tx.put(note).map(|_| Value::Null);
    db.write(Permit::<System>::for_job(), Once::by_job("bench"), put).await.unwrap();
}

/// A note with its photo, as a phone brings them.
async fn upload(db: &Database, owner: u64) -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let (sha256, bytes) = photo(number, PHOTO_BYTES);
    let now = db.clock().now();
    let files = vec![attached(sha256, now)];
    put(db, Note { files, ..Note::new(u128::from(number) + 1_000, now) }).await;
    let owner = UserId(Uuid::from_u128(u128::from(owner) + 1));
    let length = bytes.len() as u64;
    let begun = staging::begin(db, owner, sha256, length, u64::MAX).await.unwrap();
    let Standing::Received { content, bytes: mut received, .. } = begun else { unreachable!() };
    for batch in bytes.chunks(BATCH_BYTES) {
        received =
            staging::append(db, owner, sha256, received, batch.to_vec(), u64::MAX).await.unwrap();
    }
    staging::seal(db, owner, sha256, content).await.unwrap();
    length
}

/// Until the photos have so many bytes.
async fn fill(db: &Arc<Database>, bytes: u64) {
    let tasks: Vec<_> = (0..4)
        .map(|owner| {
            let db = Arc::clone(db);
            tokio::spawn(async move {
                while NEXT.load(Ordering::Relaxed) * (PHOTO_BYTES as u64) < bytes {
                    upload(&db, owner).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// What the process has in memory, in megabytes.
fn resident_mb() -> f64 {
    let status = fs::read_to_string(Path::new("/proc/self/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
