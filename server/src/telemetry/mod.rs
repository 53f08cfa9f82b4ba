//! The log, on stderr. No secrets, no personal data, nothing that a client made up: ids, codes,
//! patterns of paths.
//!
//! A log that cannot be written stops nothing: lines wait in a short queue for a thread of their
//! own, and what cannot be written is counted.

mod lines;

use std::{
    fs::File,
    io::{IsTerminal, stderr},
    os::fd::AsFd,
    panic::{self, PanicHookInfo},
    sync::OnceLock,
};

use tracing_subscriber::{EnvFilter, fmt};

use self::lines::Lines;
use crate::{
    config::{Config, LogFormat},
    failure::Failure,
};

static LINES: OnceLock<Lines> = OnceLock::new();

/// Starts logging. What is queued is written when the result is dropped.
pub fn start(config: &Config) -> Result<Log, Failure> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|error| Failure::of("the log filter is not understood", error))?;
    // Not through the standard library's lock, which a panicking thread wants too.
    let stderr_file = stderr().as_fd().try_clone_to_owned().map(File::from);
    let lines = stderr_file.and_then(Lines::to).map_err(|error| cannot_start(&error))?;
    let lines = LINES.get_or_init(|| lines).clone();
    let log = fmt()
        .with_env_filter(filter)
        .with_writer(move || lines.clone())
        // It would say on stderr that stderr cannot be written, and panic when it cannot.
        .log_internal_errors(false)
        .with_ansi(stderr().is_terminal());
    let started = match config.log_format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    started.map_err(|error| cannot_start(&error))?;
    panic::set_hook(Box::new(tell_of_panic));
    Ok(Log)
}

fn cannot_start(error: &dyn std::fmt::Display) -> Failure {
    Failure::of("logging cannot start", error)
}

/// How many lines of the log could not be written since the start.
pub fn lost_lines() -> u64 {
    LINES.get().map_or(0, Lines::lost)
}

/// The log, as long as it is written.
#[derive(Debug)]
pub struct Log;

impl Drop for Log {
    fn drop(&mut self) {
        if let Some(lines) = LINES.get() {
            lines.flush();
        }
    }
}

/// Where it happened. What it says only if the program's text says it: what was put together may
/// hold what a client sent.
fn tell_of_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let said = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or_default();
    tracing::error!(%place, said, "a fault of the program");
}
