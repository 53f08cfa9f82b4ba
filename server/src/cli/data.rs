//! `furgo check`, `furgo backup`, `furgo restore`, `furgo compact`.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, installation, say};
use crate::{
    clock::Clock,
    config::Config,
    features,
    storage::{
        Cause, backup,
        check::{self, Report},
        engine::{Engine, apply},
        file::{self, FILE_NAME, OpenOptions},
        schema::Schema,
    },
};

/// What to do with what is found.
#[derive(Debug, Args)]
pub struct Check {
    /// Repair what is derived from the records: indexes, sums and derived records
    #[arg(long)]
    repair: bool,
}

/// Where to.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; an older backup of the same name is replaced, anything else is left alone
    file: PathBuf,
}

/// Where from.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

/// Verifies the data file.
pub fn check(config: &Config, check: &Check) -> Result<(), Failure> {
    require_data(config)?;
    let schema = features::schema();
    let options = OpenOptions { verified_bytes_max: u64::MAX, ..OpenOptions::default() };
    let engine = file::open_engine(&config.data, &schema, &options)?;
    let report = compare(&engine, &schema)?;
    if report.is_good() {
        say(&report.to_string());
        return Ok(());
    }
    if !check.repair {
        return Err(Failure::of(
            "the data is inconsistent; run `furgo check --repair`, and if that does not help \
             restore a backup, or ask for help and quote this",
            report,
        ));
    }
    let copy = repair(config, &engine, &schema)?;
    say(&report.to_string());
    match compare(&engine, &schema)? {
        report if report.is_good() => {
            say(&format!("Repaired. The previous file is kept as {}", copy.display()));
            Ok(())
        }
        report => Err(Failure::of(
            "something cannot be repaired; restore a backup, or ask for help",
            report,
        )),
    }
}

fn compare(engine: &dyn Engine, schema: &Schema) -> Result<Report, Failure> {
    let report = engine.view().and_then(|view| check::check(&*view, schema));
    report.map_err(|error| Failure::new(error.to_string()))
}

/// Keeps a copy and puts right what follows from the records, in one commit.
fn repair(config: &Config, engine: &dyn Engine, schema: &Schema) -> Result<PathBuf, Failure> {
    let copy = file::free_name(&config.data, "furgo-before-repair");
    file::durable_copy(&config.data.join(FILE_NAME), &copy).map_err(|error| {
        Failure::of(
            &format!("{} cannot be written, so nothing was repaired", copy.display()),
            error,
        )
    })?;
    let (schema, now) = (schema.clone(), Clock::system().now());
    apply(engine, move |data| check::mend(data, &schema, Cause::command("check --repair"), now))
        .map_err(|error| Failure::new(error.to_string()))?;
    Ok(copy)
}

/// Writes a copy.
pub fn backup(config: &Config, to: &Backup) -> Result<(), Failure> {
    require_data(config)?;
    let db = file::open(&config.data, features::schema(), Clock::system())?;
    let copied = backup::backup_to(&db, &to.file);
    drop(db.close());
    let copy = copied?;
    say(&format!("Wrote {} bytes to {}; {}", copy.bytes, to.file.display(), copy.report));
    Ok(())
}

/// Gives back the room that the data no longer need.
pub fn compact(config: &Config) -> Result<(), Failure> {
    require_data(config)?;
    let done = backup::compact(&config.data, &features::schema())?;
    let (before, after) = (done.before_bytes, done.after_bytes);
    match before - after {
        0 => say(&format!("{FILE_NAME} has {before} bytes; there was nothing to gain")),
        gained => say(&format!(
            "{FILE_NAME} had {before} bytes and has {after} now; {gained} were gained"
        )),
    }
    Ok(())
}

/// Puts a copy back.
pub fn restore(config: &Config, from: &Restore) -> Result<(), Failure> {
    installation::make_folder(config)?;
    let old = backup::restore(&config.data, &from.file, &features::schema())?;
    say(&format!("Restored {}", from.file.display()));
    if let Some(old) = old {
        say(&format!("The previous file is kept as {}", old.display()));
    }
    Ok(())
}

/// A mistyped folder must not become an empty installation that is found to be in order.
fn require_data(config: &Config) -> Result<(), Failure> {
    match config.data.join(FILE_NAME).exists() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "there is no {FILE_NAME} in {}; name the data folder with --data",
            config.data.display()
        ))),
    }
}
