//! VROOM itself on the same files: both answer, both plans hold, and ours is not the dearer one.
//!
//! `cargo xtask test` installs VROOM into `target/tools`; the variable `VROOM` names another.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use furgo::cli::plan::{Effort, answer};
use serde_json::Value;

use crate::{checker::assert_sound, generator::day};

/// VROOM's limit for each file. Ours takes its usual number of rounds, about a third of it, so that
/// a busy machine changes nothing.
const SECONDS: u32 = 1;
const DAYS: u64 = 13;

#[test]
fn furgo_plans_the_same_files_no_dearer() {
    let vroom = vroom();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..DAYS {
        let problem = day(number);
        let file = folder.path().join(format!("{number}.json"));
        std::fs::write(&file, problem.to_string()).unwrap();

        let theirs = plan_of(&vroom, &file);
        let ours = answer(&problem.to_string(), &Effort::default()).unwrap();
        let ours: Value = serde_json::from_str(&ours).unwrap();

        let their_worth = assert_sound(&problem, &theirs);
        let our_worth = assert_sound(&problem, &ours);
        assert!(our_worth <= their_worth, "file {number}: {our_worth:?} after {their_worth:?}");
    }
}

fn vroom() -> PathBuf {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/vroom/bin/vroom");
    #[expect(clippy::disallowed_methods, reason = "a test's setting, not the program's")]
    let vroom = std::env::var("VROOM").map_or(usual, PathBuf::from);
    assert!(vroom.exists(), "{} is missing; `cargo xtask test` installs it", vroom.display());
    vroom
}

fn plan_of(vroom: &Path, file: &Path) -> Value {
    let mut command = Command::new(vroom);
    command.args(["--threads", "1", "--limit", &SECONDS.to_string(), "--input"]).arg(file);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}
