//! The planner beside other planners on the same instances, budgets and core. The measurement
//! itself is `planner/bench/compare`; `docs/planning.md` holds the last one with `--write`.

use std::path::PathBuf;

use crate::program::{command, run};
use crate::setup::rivals;
use crate::{Outcome, project};

/// Sets the peers up, unless none is wanted, and measures.
///
/// # Errors
/// When a peer cannot be had, or the measurement cannot go on; never because a goal is missed.
pub fn measure(arguments: &[String]) -> Outcome<()> {
    let python =
        if wants_peers(arguments) { rivals::planners()? } else { PathBuf::from("python3") };
    let mut cargo = command("cargo");
    cargo.args(["build", "--release", "--package", "furgo-planner-bench", "--bins"]);
    run(cargo.current_dir(project::root()))?;
    let mut compare = command(project::target().join("release/planner-compare"));
    compare.arg("--python").arg(python).args(arguments);
    run(compare.current_dir(project::root()))
}

/// `--help` and `--peers none` start no peer.
fn wants_peers(arguments: &[String]) -> bool {
    let is_alone = |pair: &[String]| pair[0] == "--peers" && pair[1] == "none";
    !arguments.windows(2).any(is_alone)
        && !arguments.iter().any(|word| matches!(word.as_str(), "--peers=none" | "--help" | "-h"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_are_set_up_unless_furgo_runs_alone() {
        let wanted = |line: &str| {
            wants_peers(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        };
        assert!(wanted("folder --peers pyvrp") && wanted(""));
        assert!(!wanted("folder --peers none --memory") && !wanted("--peers=none"));
        assert!(!wanted("--help"));
    }
}
