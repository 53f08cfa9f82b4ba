//! What the person at the terminal sees: one line before everything that takes time.
//!
//! Progress goes to standard error, results to standard output, so that a result can be piped.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::Outcome;

/// Silence for longer than this looks like a hang.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// Announces a step before it starts.
pub fn step(text: &str) {
    line(&mut io::stderr(), &format!("==> {text}"));
}

/// Adds a detail to the step that is running.
pub fn note(text: &str) {
    line(&mut io::stderr(), &format!("    {text}"));
}

/// Asks a question, whose answer follows on the same line.
pub fn ask(question: &str) {
    // Whoever cannot see the question answers nothing, which is a no.
    drop(write!(io::stderr(), "    {question} ").and_then(|()| io::stderr().flush()));
}

/// Prints a result.
pub fn result(text: &str) {
    line(&mut io::stdout(), text);
}

/// Announces a step, runs it and says how long it took, with a sign of life in between.
pub fn timed<T>(text: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    step(text);
    let started = Instant::now();
    let (done, waiting) = mpsc::channel::<()>();
    let value = thread::scope(|scope| {
        scope.spawn(move || {
            while waiting.recv_timeout(SIGN_OF_LIFE) == Err(RecvTimeoutError::Timeout) {
                note(&format!("still at it after {}", duration(started.elapsed().as_secs())));
            }
        });
        let value = work();
        drop(done);
        value
    })?;
    note(&format!("done in {}", duration(started.elapsed().as_secs())));
    Ok(value)
}

/// Seconds as people say them: `8 s`, `2 min 5 s`.
pub fn duration(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest} s"),
        (minutes, rest) => format!("{minutes} min {rest} s"),
    }
}

fn line(out: &mut impl Write, text: &str) {
    // A closed pipe (`| head`) is the reader's choice and no reason to stop the work.
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn a_duration_reads_like_a_sentence() {
        assert_eq!(duration(8), "8 s");
        assert_eq!(duration(125), "2 min 5 s");
    }
}
