//! The same seed and rounds give the same plan, byte for byte, on a server and in a browser.
//!
//! `cargo xtask test` builds the module.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use portable::plans;

#[test]
fn a_browser_plans_what_a_server_plans() {
    let here = plans::lines();
    let there = in_wasm(&module());
    assert_eq!(there.lines().count(), here.len(), "not as many plans");
    for (number, (there, here)) in there.lines().zip(&here).enumerate() {
        assert!(there == here, "plan {number}\nin WASM {there}\nnatively {here}");
    }
}

fn in_wasm(module: &Path) -> String {
    let output = Command::new("node").arg(module).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The built module; one that is older than the planner would compare two planners.
fn module() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let module = root.join("target/web/portable/portable-plans.js");
    assert!(module.exists(), "{} is missing; `cargo xtask test` builds it", module.display());
    let built = fs::metadata(&module).unwrap().modified().unwrap();
    let sources = ["planner/src", "planner/tests/planner", "tests/portable/src"];
    let newest = sources.iter().map(|folder| newest_in(&root.join(folder))).max().unwrap();
    assert!(built >= newest, "the module is older than the planner; `cargo xtask test` builds it");
    module
}

fn newest_in(folder: &Path) -> SystemTime {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let time = |entry: fs::DirEntry| match entry.file_type().unwrap().is_dir() {
        true => newest_in(&entry.path()),
        false => entry.metadata().unwrap().modified().unwrap(),
    };
    entries.map(time).max().unwrap()
}
