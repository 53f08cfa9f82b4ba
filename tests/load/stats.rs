//! Whether figures cost months and not records: one vehicle with 1,000 records beside one with
//! 1,000,000 over the same ten years, in one file on the disk. `cargo xtask bench stats` runs it.
//!
//! Then lists and searches over as many packages, see [`parcels`].
//!
//! `bench-stats [RECORDS [FOLDER [figures|lists]]]`: so many records for the larger one, on the
//! disk of that folder; one half only. Ends with 1 when an answer of the larger one takes more than
//! twice as long, or a list too long.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]
#![allow(clippy::print_stdout, reason = "it prints a table")]

mod history;
mod parcels;

use std::{
    hint::black_box,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use furgo::{
    auth::{Permit, System},
    clock::Clock,
    error::Result,
    features::{self, dashboard, economy, expenses, figures},
    storage::{Database, ReadTx, file},
};
use furgo_shared::{
    stats::{AskAnalytics, Period, PeriodOf},
    time::Day,
    vehicles::ListVehicles,
};
use serde::Serialize;

use crate::history::{History, last_day};

/// Each answer is measured so often, by turns.
const ROUNDS: usize = 41;
/// By how much an answer may take longer with a thousand times the records.
const RATIO_MAX: f64 = 2.0;

/// A question: its name, whether the limit holds for it, and how it is answered.
struct Question {
    name: &'static str,
    is_limited: bool,
    answer: fn(&ReadTx<'_, System>, &str) -> Result<Vec<u8>>,
}

#[rustfmt::skip] // Read it as a table.
const QUESTIONS: &[Question] = &[
    Question { name: "stats, all time", is_limited: true, answer: |tx, van| {
        bytes(&figures::stats::of_vehicle(tx, van, Period::default())?)
    }},
    Question { name: "stats, 17 days of a month to 12 of another", is_limited: true, answer: |tx, van| {
        let period = Period { from: day("2019-03-15"), to: day("2024-08-12") };
        bytes(&figures::stats::of_vehicle(tx, van, period)?)
    }},
    Question { name: "analytics, 36 months", is_limited: true, answer: |tx, van| {
        let ask = AskAnalytics { months: Some(36), to: Some(last_day()), ..AskAnalytics::default() };
        bytes(&figures::analytics::of_vehicle(tx, van, &ask)?)
    }},
    Question { name: "expense summary, all time", is_limited: true, answer: |tx, van| {
        bytes(&expenses::operations::reading::summary(tx, &of(van, None, None))?)
    }},
    Question { name: "report, 36 months", is_limited: true, answer: |tx, van| {
        bytes(&figures::report::of_fleet(tx, &of(van, day("2023-01-01"), Some(last_day())))?)
    }},
    Question { name: "fuel economy, 12 months", is_limited: false, answer: |tx, van| {
        let period = Period { from: day("2025-01-01"), to: Some(last_day()) };
        bytes(&economy::efficiency::efficiency(tx, van, period)?)
    }},
    Question { name: "garage", is_limited: true, answer: |tx, van| {
        let query = ListVehicles { q: Some(van.to_owned()), ..ListVehicles::default() };
        bytes(&figures::garage::of_fleet(tx, &query)?)
    }},
    Question { name: "dashboard", is_limited: true, answer: |tx, _| {
        bytes(&dashboard::operations::today(tx)?)
    }},
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let many = arguments.next().map_or(1_000_000, |count| count.parse().unwrap());
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let half = arguments.next();
    let is_asked = |name: &str| half.as_deref().is_none_or(|half| half == name);
    let figures = !is_asked("figures") || figures_are_good(&folder, many);
    let lists = !is_asked("lists") || parcels::measure(&folder, many.into());
    if figures && lists { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn figures_are_good(folder: &Path, many: u32) -> bool {
    println!("Refuels, maintenance and expenses over ten years, on {}.", folder.display());
    println!("Median of {ROUNDS} rounds by turns, in process, JSON included.\n");
    let (few, many) = (given(folder, 1_000), given(folder, many));
    println!("| Answer | {} records, µs | {} records, µs | Ratio |", few.records, many.records);
    println!("|---|---:|---:|---:|");
    let is_good = QUESTIONS.iter().map(|question| measure(question, &few, &many)).min();
    println!(
        "\nAn answer of the larger one may take {RATIO_MAX} times as long; fuel economy is exempt, as it lists up to 500 intervals."
    );
    is_good == Some(true)
}

/// A file with one vehicle.
struct Fleet {
    db: Database,
    records: u32,
    _folder: tempfile::TempDir,
}

fn given(folder: &Path, records: u32) -> Fleet {
    let (started, dir) = (Instant::now(), tempfile::tempdir_in(folder).unwrap());
    let clock = Clock::stopped_at(last_day().and_hms_opt(12, 0, 0).unwrap().and_utc());
    let db = file::open(dir.path(), features::schema(), clock).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(History::new(records).write(&db));
    println!("{records} records were written in {:.0} s.", started.elapsed().as_secs_f64());
    Fleet { db, records, _folder: dir }
}

fn measure(question: &Question, few: &Fleet, many: &Fleet) -> bool {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (fleet, times) in [few, many].into_iter().zip(&mut times) {
            let started = Instant::now();
            let read = |tx: &ReadTx<'_, System>| (question.answer)(tx, history::ALIAS);
            black_box(fleet.db.read(&Permit::<System>::for_job(), read).unwrap());
            times.push(started.elapsed());
        }
    }
    let [few, many] = times.map(median_us);
    let ratio = many / few;
    println!("| {} | {few:.0} | {many:.0} | {ratio:.2} |", question.name);
    !question.is_limited || ratio < RATIO_MAX
}

fn median_us(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn bytes(view: &impl Serialize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(view).unwrap())
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().unwrap())
}

fn of(vehicle: &str, from: Option<Day>, to: Option<Day>) -> PeriodOf {
    PeriodOf { vehicle: Some(vehicle.to_owned()), from, to }
}
