//! `furgo check`, `furgo backup`, `furgo restore`.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, installation, say};
use crate::{
    clock::Clock,
    config::Config,
    features,
    storage::{
        backup, check,
        engine::Engine,
        file::{self, FILE_NAME, OpenOptions},
    },
};

/// Where to.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write; an older one of the same name is replaced
    file: PathBuf,
}

/// Where from.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

/// Verifies the data file.
pub fn check(config: &Config) -> Result<(), Failure> {
    require_data(config)?;
    let schema = features::schema();
    let options = OpenOptions { verified_bytes_max: u64::MAX, ..OpenOptions::default() };
    let engine = file::open_engine(&config.data, &schema, &options)
        .map_err(|error| Failure::new(error.to_string()))?;
    let report = engine
        .view()
        .and_then(|view| check::check(&*view, &schema))
        .map_err(|error| Failure::new(error.to_string()))?;
    match report.is_good() {
        true => {
            say(&report.to_string());
            Ok(())
        }
        false => Err(Failure::of(
            "the data do not agree; restore a backup, or ask for help with this",
            report,
        )),
    }
}

/// Writes a copy.
pub fn backup(config: &Config, to: &Backup) -> Result<(), Failure> {
    require_data(config)?;
    let db = file::open(&config.data, features::schema(), Clock::system())
        .map_err(|error| Failure::new(error.to_string()))?;
    let copied = backup::backup_to(&db, &to.file);
    drop(db.close());
    let copy = copied.map_err(|error| Failure::new(error.to_string()))?;
    say(&format!("{} bytes are in {}; {}", copy.bytes, to.file.display(), copy.report));
    Ok(())
}

/// Puts a copy back.
pub fn restore(config: &Config, from: &Restore) -> Result<(), Failure> {
    installation::make_folder(config)?;
    let old = backup::restore(&config.data, &from.file, &features::schema())
        .map_err(|error| Failure::new(error.to_string()))?;
    say(&format!("{} is restored", from.file.display()));
    if let Some(old) = old {
        say(&format!("What was there before is in {}", old.display()));
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
