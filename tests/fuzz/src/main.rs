//! `fuzz TARGET [SECONDS [SEED]]`: runs a target for some time. `cargo xtask fuzz` builds and calls
//! it.

use std::{
    io::{Write as _, stderr},
    process::ExitCode,
    time::{Duration, Instant},
};

use furgo_fuzz::{TARGETS, runner};

const SECONDS: u64 = 60;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).map(|text| text.parse::<u64>());
    let target =
        TARGETS.iter().find(|target| Some(target.name) == arguments.first().map(String::as_str));
    let (Some(target), Ok(seconds), Ok(seed)) =
        (target, number(1).unwrap_or(Ok(SECONDS)), number(2).unwrap_or(Ok(1)))
    else {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        return say(
            &format!("name a target, seconds and a seed; targets: {}", names.join(", ")),
            2,
        );
    };
    let started = Instant::now();
    let goes_on = |_| started.elapsed() < Duration::from_secs(seconds);
    match runner::run(target, seed, goes_on) {
        Ok(tried) => say(&format!("{}: {tried} inputs, nothing found", target.name), 0),
        Err(found) => say(&format!("{} breaks: {}", target.name, found.path.display()), 1),
    }
}

fn say(sentence: &str, code: u8) -> ExitCode {
    drop(writeln!(stderr(), "{sentence}"));
    code.into()
}
