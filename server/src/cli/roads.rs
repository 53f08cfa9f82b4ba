//! `furgo roads …`: the roads of a map extract, in a file beside the data file.

use std::{
    fs,
    io::{IsTerminal, Write, stderr},
    path::PathBuf,
    time::Instant,
};

use chrono::{DateTime, NaiveTime, Timelike};
use clap::{Args, Subcommand, ValueEnum};
use furgo_roads::{Facts, Progress, Roads, Rules, Summary, VehicleKind, file_name, import};

use super::{Failure, installation, say};
use crate::config::Config;

/// What to do with roads.
#[derive(Debug, Subcommand)]
pub enum RoadsCommand {
    /// Read the roads of an OpenStreetMap extract; earlier ones are replaced. The server may run.
    Import(Import),
    /// Check the imported roads and show where they come from.
    Info,
}

/// What to read.
#[derive(Debug, Args)]
pub struct Import {
    /// The extract, in PBF format: a file that ends in .osm.pbf
    extract: PathBuf,
    /// Which vehicle the roads are for
    #[arg(long, value_enum, default_value_t = Vehicle::Van)]
    vehicle: Vehicle,
    /// Vans deliver in pedestrian streets until then, such as 11:00; without it only where a sign
    /// of the map lets them in, at any hour
    #[arg(long, value_name = "HH:MM")]
    pedestrian_until: Option<NaiveTime>,
}

/// Kinds of vehicles by their words on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Vehicle {
    Van,
    CargoBike,
}

impl From<Vehicle> for VehicleKind {
    fn from(vehicle: Vehicle) -> Self {
        match vehicle {
            Vehicle::Van => Self::Van,
            Vehicle::CargoBike => Self::CargoBike,
        }
    }
}

impl Import {
    fn rules(&self) -> Rules {
        let minutes = |time: NaiveTime| u16::try_from(time.num_seconds_from_midnight() / 60).ok();
        Rules {
            kind: self.vehicle.into(),
            pedestrian_until: self.pedestrian_until.and_then(minutes),
        }
    }
}

/// Does what the command says.
pub fn perform(command: &RoadsCommand, config: &Config) -> Result<(), Failure> {
    match command {
        RoadsCommand::Import(request) => import_roads(request, config),
        RoadsCommand::Info => info(config),
    }
}

fn import_roads(request: &Import, config: &Config) -> Result<(), Failure> {
    let started = Instant::now();
    let mut meter = Meter::new();
    let rules = request.rules();
    let imported = import(&request.extract, rules, &mut |progress| meter.show(progress));
    meter.end();
    let (roads, summary) = imported.map_err(|error| Failure::new(error.to_string()))?;
    installation::make_folder(config)?;
    let path = roads.save(&config.data).map_err(|error| Failure::new(error.to_string()))?;
    say(&told(&summary));
    let bytes = fs::metadata(&path).map_or(0, |metadata| metadata.len());
    let hundred_kb = bytes / 100_000;
    let mut line = format!(
        "{}: {}.{} MB, made in {:.1} s",
        path.display(),
        hundred_kb / 10,
        hundred_kb % 10,
        started.elapsed().as_secs_f64()
    );
    if let Some(peak_mb) = peak_memory_mb() {
        line.push_str(&format!(", peak memory {peak_mb} MB"));
    }
    say(&line);
    say("Map data © OpenStreetMap contributors, ODbL 1.0");
    Ok(())
}

fn told(summary: &Summary) -> String {
    let Summary { ways, junctions, edges, edges_cut_off, edges_ends_only, restrictions, .. } =
        summary;
    let applied = summary.restrictions_applied;
    format!(
        "{} km of road: {ways} ways, {junctions} junctions, {edges} pieces between them \
         ({edges_ends_only} for residents and deliveries, {edges_cut_off} without connection to \
         the rest), {applied} of {restrictions} turn restrictions applied",
        summary.length_m / 1000
    )
}

fn info(config: &Config) -> Result<(), Failure> {
    let present = VehicleKind::ALL.map(|kind| (kind, config.data.join(file_name(kind)).exists()));
    if present.iter().all(|(_, exists)| !exists) {
        return Err(Failure::new(format!(
            "no roads are imported in {}; import some with `furgo roads import EXTRACT.osm.pbf`, \
             or name another data folder with --data",
            config.data.display()
        )));
    }
    for (kind, _) in present.into_iter().filter(|(_, exists)| *exists) {
        let roads = Roads::load(&config.data, kind);
        let roads = roads.map_err(|error| Failure::new(error.to_string()))?;
        say(&described(&roads.facts()));
    }
    Ok(())
}

fn described(facts: &Facts) -> String {
    let Facts { kind, source, bounds, edges, streets, vertices, shortcuts, .. } = facts;
    let hours = facts.pedestrian_until.map_or_else(String::new, |until| {
        format!("; pedestrian streets open for delivery until {:02}:{:02}", until / 60, until % 60)
    });
    let taken = i64::try_from(source.taken_at_s).ok().filter(|seconds| *seconds > 0);
    let taken = taken.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let taken = taken.map_or_else(
        || "of unknown date".to_owned(),
        |taken| format!("of {}", taken.format("%Y-%m-%d")),
    );
    let area = bounds.map_or_else(String::new, |bounds| {
        let (low, high) = (bounds.south_west, bounds.north_east);
        format!(", from {:.4} {:.4} to {:.4} {:.4}", low.lat(), low.lon(), high.lat(), high.lon())
    });
    format!(
        "{}: {} {taken}{area}; {edges} pieces of road, {streets} street names, {vertices} \
         vertices, {shortcuts} shortcuts{hours}",
        file_name(*kind),
        source.extract
    )
}

/// The most memory that this process has had, in megabytes, where the kernel tells.
fn peak_memory_mb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes.div_ceil(1000))
}

/// Progress on stderr: a line that changes where somebody watches, else a line for each phase.
struct Meter {
    is_watched: bool,
    shown: Option<(&'static str, u64)>,
}

impl Meter {
    fn new() -> Self {
        Self { is_watched: stderr().is_terminal(), shown: None }
    }

    fn show(&mut self, progress: Progress) {
        let percent = |done: u64, of: u64| (done * 100).checked_div(of).unwrap_or(100);
        let now = match progress {
            Progress::Ways { done, of } => ("Reading roads", percent(done, of)),
            Progress::Nodes { done, of } => ("Reading places", percent(done, of)),
            Progress::Joining => ("Joining roads", 0),
            Progress::Ordering { done, of } => ("Ordering junctions", percent(done, of)),
        };
        let is_new_phase = self.shown.is_none_or(|(phase, _)| phase != now.0);
        if self.is_watched && self.shown != Some(now) {
            let line_end = if is_new_phase && self.shown.is_some() { "\n" } else { "" };
            self.print(&format!("{line_end}\r{}… {} %", now.0, now.1));
        } else if is_new_phase {
            self.print(&format!("{}…\n", now.0));
        }
        self.shown = Some(now);
    }

    fn end(&self) {
        if self.is_watched && self.shown.is_some() {
            self.print("\n");
        }
    }

    /// Whoever closed stderr has seen enough.
    fn print(&self, text: &str) {
        let mut stderr = stderr();
        stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()).unwrap_or(());
    }
}
