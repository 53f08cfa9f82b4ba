//! One run of one solver in a process of its own, judged.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use furgo_planner_bench::{Instance, judge};
use serde::Deserialize;

/// Between two looks at the process: its memory is only told while it runs.
const POLL: Duration = Duration::from_millis(4);

/// Beyond three times its budget, a process has this long to start and to build its model.
const PATIENCE: Duration = Duration::from_secs(90);

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// The judge's cost, where there were routes.
    pub cost: Option<i64>,
    /// Why the routes do not count, or why there are none.
    pub broken: Option<String>,
    pub ms: u64,
    pub memory_kb: u64,
}

/// What every solver prints last.
#[derive(Debug, Deserialize)]
struct Answer {
    routes: Option<Vec<Vec<usize>>>,
    ms: Option<u64>,
    error: Option<String>,
}

/// Runs the command and judges its routes. A solver that fails is no failure of the measurement.
///
/// # Errors
/// When the process cannot be started or watched.
pub fn run(
    command: &mut Command,
    instance: &Instance,
    budget: Duration,
    scratch: &Path,
) -> std::io::Result<Found> {
    let (said, complained) = (scratch.join("stdout"), scratch.join("stderr"));
    command.stdin(Stdio::null()).stdout(File::create(&said)?).stderr(File::create(&complained)?);
    let mut child = command.spawn()?;
    let (ended, memory_kb) = watch(&mut child, budget * 3 + PATIENCE)?;
    let found = match ended {
        Some(status) if status.success() => understand(&text(&said)?, instance),
        Some(status) => nothing(format!("{status}: {}", last_line(&text(&complained)?))),
        None => nothing("it did not end".to_owned()),
    };
    Ok(Found { memory_kb, ..found })
}

fn watch(
    child: &mut Child,
    limit: Duration,
) -> std::io::Result<(Option<std::process::ExitStatus>, u64)> {
    let (started, mut memory_kb) = (Instant::now(), 0);
    loop {
        memory_kb = memory_kb.max(peak_kb(child.id()));
        if let Some(status) = child.try_wait()? {
            return Ok((Some(status), memory_kb));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok((None, memory_kb));
        }
        sleep(POLL);
    }
}

/// The most memory that the process ever held; 0 where the system does not tell.
fn peak_kb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn understand(said: &str, instance: &Instance) -> Found {
    let Ok(answer) = serde_json::from_str::<Answer>(last_line(said)) else {
        return nothing("its answer is not JSON".to_owned());
    };
    let ms = answer.ms.unwrap_or(0);
    match answer.routes {
        Some(routes) => {
            let verdict = judge(instance, &routes);
            Found { cost: Some(verdict.cost), broken: verdict.broken, ms, memory_kb: 0 }
        }
        None => Found { ms, ..nothing(answer.error.unwrap_or("it found no plan".to_owned())) },
    }
}

fn nothing(why: String) -> Found {
    Found { broken: Some(why), ..Found::default() }
}

fn text(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn last_line(text: &str) -> &str {
    text.trim_end().lines().last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    fn instance() -> Instance {
        Instance {
            size: 3,
            matrix: vec![0, 1, 2, 1, 0, 4, 2, 4, 0],
            demand: vec![0; 3],
            open: vec![0; 3],
            close: vec![100; 3],
            service: vec![0; 3],
            vehicles: 2,
            ..Instance::default()
        }
    }

    fn after(script: &str) -> Found {
        let scratch = std::env::temp_dir().join(format!(
            "furgo-child-{}-{}",
            std::process::id(),
            script.len()
        ));
        fs::create_dir_all(&scratch).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        let found = run(&mut shell, &instance(), Duration::from_secs(1), &scratch).unwrap();
        fs::remove_dir_all(scratch).unwrap();
        found
    }

    #[test]
    fn the_judges_cost_counts_and_not_the_solvers() {
        let found = after(r#"echo noise; echo '{"routes":[[1,2]],"ms":12,"cost":1}'"#);
        assert_eq!((found.cost, found.broken, found.ms), (Some(7), None, 12));
    }

    #[test]
    fn what_is_left_out_crashed_or_unreadable_does_not_count() {
        let left_out = after(r#"echo '{"routes":[[1]],"ms":1}'"#);
        assert!(left_out.broken.unwrap().contains("place 2"));
        let crashed = after("echo why >&2; exit 3");
        assert!(crashed.cost.is_none() && crashed.broken.unwrap().contains("why"));
        assert!(after("echo hello").broken.is_some());
        let none = after(r#"echo '{"routes":null,"ms":900}'"#);
        assert!(none.cost.is_none() && none.broken.is_some() && none.ms == 900);
    }
}
