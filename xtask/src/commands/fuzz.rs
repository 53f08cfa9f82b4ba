//! Runs a fuzz target for some time.

use crate::program::{command, run};
use crate::{Failure, Outcome, project, say};

const USAGE: &str = "`fuzz TARGET [--seconds N] [--seed N]`";

/// `cargo xtask fuzz TARGET [--seconds N] [--seed N]`.
///
/// # Errors
/// When the build fails, or an input breaks the target; its file is named.
pub fn run_command(arguments: &[String]) -> Outcome<()> {
    let Wanted { target, seconds, seed } = read(arguments)?;
    say::step("building the fuzz targets");
    // The same set as the tests', so that nothing is compiled anew; overflows are found.
    let mut build = command("cargo");
    build.args(["build", "--workspace", "--exclude", "furgo-web*", "--bin", "fuzz"]);
    run(build.current_dir(project::root()))?;
    let mut fuzz = command(project::target().join("debug/fuzz"));
    run(fuzz.args([target, seconds, seed]).current_dir(project::root()))
}

#[derive(Debug, PartialEq, Eq)]
struct Wanted<'a> {
    target: &'a str,
    seconds: &'a str,
    seed: &'a str,
}

fn read(arguments: &[String]) -> Outcome<Wanted<'_>> {
    let Some((target, options)) = arguments.split_first() else {
        return Err(Failure::new(format!("name a target: {USAGE}; `fuzz list` lists them")));
    };
    let mut wanted = Wanted { target, seconds: "60", seed: "1" };
    for option in options.chunks(2) {
        match option {
            [name, value] if name == "--seconds" => wanted.seconds = value,
            [name, value] if name == "--seed" => wanted.seed = value,
            _ => return Err(Failure::new(format!("{option:?} is no option of {USAGE}"))),
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, read};

    #[test]
    fn options_come_in_any_order_and_no_others_pass() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let line = words("heads --seed 3 --seconds 9");
        let wanted = Wanted { target: "heads", seconds: "9", seed: "3" };
        assert_eq!(read(&line).expect("it is right"), wanted);
        assert!(read(&words("heads --minutes 3")).is_err());
        assert!(read(&words("heads --seed")).is_err());
        assert!(read(&[]).is_err());
    }
}
