//! What durable writes cost: shared commits beside one commit a write, the commit modes beside
//! each other, and reads while all that goes on. `cargo xtask bench storage` runs it.
//!
//! `bench-storage [FOLDER]`: the disk of that folder is measured (else that of the temporary
//! folder). Ends with 1 when 64 callers gain less than ten times by sharing commits.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]
#![allow(clippy::print_stdout, reason = "it prints a table")]
#![allow(dead_code, reason = "it shares the record with the tests")]

#[path = "../storage/note.rs"]
mod note;

use std::{
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
        Database, Key, Reads as _,
        engine::{CommitMode, Order},
        file::{OpenOptions, open_engine},
        outcome::Once,
        writer::WriterLimits,
    },
};
use furgo_shared::page::PageRequest;
use serde_json::Value;
use uuid::Uuid;

use crate::note::{ALL, Note, schema};

const ROUNDS: usize = 3;
const MEASURED: Duration = Duration::from_secs(2);
/// Notes that are there already, each with three index rows and two sums.
const NOTES: u128 = 20_000;
/// By how much sharing commits has to pay with 64 callers.
const GAIN_MIN: f64 = 10.0;

/// One way of writing.
#[derive(Clone, Copy)]
struct Setting {
    commit: CommitMode,
    batch_max: usize,
    callers: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    writes_per_s: f64,
    p50_ms: f64,
    p99_ms: f64,
    reads_per_s: f64,
    read_p99_ms: f64,
}

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    println!("Durable writes, one note each, {NOTES} notes there, on {}.", folder.display());
    println!(
        "Median of {ROUNDS} interleaved rounds of {} s; lowest and highest in brackets.\n",
        MEASURED.as_secs()
    );
    let settings = settings();
    let mut figures = vec![Vec::new(); settings.len()];
    for _ in 0..ROUNDS {
        for (setting, figures) in settings.iter().zip(&mut figures) {
            figures.push(measure(&folder, *setting));
        }
    }
    println!(
        "| Commit | Writes a commit | Callers | Writes/s | p50 ms | p99 ms | Reads/s meanwhile | Read p99 ms |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let medians: Vec<Figures> = settings
        .iter()
        .zip(figures)
        .map(|(setting, figures)| print_row(*setting, figures))
        .collect();
    let of = |batch_max: usize| {
        let at = |setting: &Setting| {
            setting.callers == 64
                && setting.batch_max == batch_max
                && setting.commit == CommitMode::default()
        };
        settings
            .iter()
            .position(at)
            .and_then(|place| medians.get(place))
            .map_or(0.0, |figures| figures.writes_per_s)
    };
    let gain = of(256) / of(1);
    println!(
        "\nSharing commits gains {gain:.1} times with 64 callers; at least {GAIN_MIN} are demanded."
    );
    if gain >= GAIN_MIN { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn settings() -> Vec<Setting> {
    let of = |commit, batch_max| [1, 8, 64].map(|callers| Setting { commit, batch_max, callers });
    [
        of(CommitMode::default(), 256),
        of(CommitMode::default(), 1),
        of(CommitMode::OnePhase, 256),
        of(CommitMode::TwoPhase, 256),
    ]
    .concat()
}

fn measure(folder: &Path, setting: Setting) -> Figures {
    let dir = tempfile::tempdir_in(folder).unwrap();
    let options = OpenOptions { commit: setting.commit, ..OpenOptions::default() };
    let engine = open_engine(dir.path(), &schema(), &options).unwrap();
    let limits = WriterLimits { batch_max: setting.batch_max, ..WriterLimits::default() };
    let db = Database::with_limits(Arc::new(engine), schema(), Clock::system(), limits).unwrap();
    let db = Arc::new(db);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(fill(&db));
    let is_over = Arc::new(AtomicBool::new(false));
    let reader = std::thread::spawn({
        let (db, is_over) = (Arc::clone(&db), Arc::clone(&is_over));
        move || read_until(&db, &is_over)
    });
    let started = Instant::now();
    let writes = runtime.block_on(write_until(&db, setting.callers, started + MEASURED));
    let elapsed = started.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    let reads = reader.join().unwrap();
    Figures {
        writes_per_s: count(&writes) / elapsed,
        p50_ms: percentile(writes.clone(), 0.5),
        p99_ms: percentile(writes, 0.99),
        // Between two reads the reader rests a millisecond, as a client would.
        reads_per_s: count(&reads) / elapsed,
        read_p99_ms: percentile(reads, 0.99),
    }
}

async fn fill(db: &Database) {
    for first in (0..NOTES).step_by(1_000) {
        let now = db.clock().now();
        db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
            for number in first..first + 1_000 {
                tx.put(Note::labelled(number, now, &number.to_string()))?;
            }
            Ok(Value::Null)
        })
        .await
        .unwrap();
    }
}

/// Latencies of the writes of all callers.
async fn write_until(db: &Arc<Database>, callers: u64, end: Instant) -> Vec<Duration> {
    let next = Arc::new(AtomicU64::new(1 << 40));
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (db, next) = (Arc::clone(db), Arc::clone(&next));
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while Instant::now() < end {
                    let number = u128::from(next.fetch_add(1, Ordering::Relaxed));
                    let (now, started) = (db.clock().now(), Instant::now());
                    let write =
                        db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
                            tx.put(Note::labelled(number, now, &number.to_string()))
                                .map(|_| Value::Null)
                        });
                    write.await.unwrap();
                    latencies.push(started.elapsed());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    latencies
}

/// Latencies of reads: one record, and one page of thirty.
fn read_until(db: &Database, is_over: &AtomicBool) -> Vec<Duration> {
    let mut latencies = Vec::new();
    let page = PageRequest { page: 1, limit: 30 };
    while !is_over.load(Ordering::Relaxed) {
        let started = Instant::now();
        db.read(&Permit::<System>::for_job(), |tx| {
            tx.require::<Note>(Uuid::from_u128(7))?;
            tx.list(ALL, &Key::new(), Order::Descending, page)
        })
        .unwrap();
        latencies.push(started.elapsed());
        std::thread::sleep(Duration::from_millis(1));
    }
    latencies
}

fn count(latencies: &[Duration]) -> f64 {
    f64::from(u32::try_from(latencies.len()).unwrap())
}

fn percentile(mut latencies: Vec<Duration>, part: f64) -> f64 {
    latencies.sort();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let place = (count(&latencies) * part) as usize;
    latencies
        .get(place.min(latencies.len().saturating_sub(1)))
        .map_or(0.0, |latency| latency.as_secs_f64() * 1_000.0)
}

fn print_row(setting: Setting, mut rounds: Vec<Figures>) -> Figures {
    rounds.sort_by(|a, b| a.writes_per_s.total_cmp(&b.writes_per_s));
    let median = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
    let lowest = rounds.first().copied().unwrap_or_default();
    let highest = rounds.last().copied().unwrap_or_default();
    let shared = if setting.batch_max == 1 { "one" } else { "all that wait" };
    println!(
        "| {:?} | {shared} | {} | {:.0} ({:.0}–{:.0}) | {:.2} | {:.2} | {:.0} | {:.2} |",
        setting.commit,
        setting.callers,
        median.writes_per_s,
        lowest.writes_per_s,
        highest.writes_per_s,
        median.p50_ms,
        median.p99_ms,
        median.reads_per_s,
        median.read_p99_ms,
    );
    median
}
