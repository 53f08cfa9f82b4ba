//! Starting other programs: every call says what failed, and none waits for input.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::{Failure, Outcome, say};

/// Waits between two looks at a program that has a time limit.
const POLL: Duration = Duration::from_millis(100);

/// A command that reads nothing from the terminal.
pub fn command(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null());
    command
}

/// Runs to the end and fails unless the exit status is zero.
pub fn run(command: &mut Command) -> Outcome<()> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("{} ended with {status}", describe(command)))),
    }
}

/// Runs quietly; what it said is shown only when it fails.
pub fn run_quietly(command: &mut Command) -> Outcome<()> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "{} ended with {}\n{}{}",
            describe(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        ))),
    }
}

/// Runs to the end, passing every line on to the terminal and to `see`.
///
/// Both outputs are read by one reader, because runners divide their reports between them.
pub fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome<ExitStatus> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    // The command keeps its ends of the pipe open, and the reading below would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        say::result(&line);
        see(&line);
    }
    Ok(child.wait()?)
}

/// What a program prints to standard output, or nothing when it is missing or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// True when the program ends well within the limit; it is stopped when it does not.
pub fn succeeds_within(limit: Duration, command: &mut Command) -> bool {
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return false;
    };
    let started = Instant::now();
    while started.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(POLL),
            Err(_) => return false,
        }
    }
    // It may have ended in this very moment; then there is nothing left to stop.
    drop(child.kill().and_then(|()| child.wait()));
    false
}

/// The first program of this name on `PATH`.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_executable(file))
}

fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn describe(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    let words = std::iter::once(command.get_program().to_string_lossy()).chain(arguments);
    format!("`{}`", words.collect::<Vec<_>>().join(" "))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start {}: {error}", describe(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_stopped_at_its_limit() {
        let started = Instant::now();
        assert!(!succeeds_within(Duration::from_millis(300), command("sleep").arg("30")));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_failure_names_the_command_and_shows_what_it_said() {
        let failure = run_quietly(command("sh").args(["-c", "echo why >&2; exit 3"]))
            .expect_err("exit status 3 is a failure");
        assert!(failure.to_string().contains("`sh -c"));
        assert!(failure.to_string().contains("why"));
    }

    #[test]
    fn a_watched_program_is_read_on_both_outputs_and_told_by_its_status() {
        let mut lines = Vec::new();
        let status = watch(command("sh").args(["-c", "echo a; echo b >&2; exit 4"]), |line| {
            lines.push(line.to_owned());
        })
        .expect("sh is on every machine");
        assert_eq!(lines, ["a", "b"]);
        assert_eq!(status.code(), Some(4));
    }

    #[test]
    fn a_missing_program_has_no_answer_and_no_place() {
        assert_eq!(answer(&mut command("no-such-program-here")), None);
        assert_eq!(find("no-such-program-here"), None);
        assert!(find("sh").is_some());
    }
}
