//! `furgo plan` as a process.

use std::fs;

use crate::process::{run, run_on};

const PROBLEM: &str = r#"{
    "vehicles": [{"id": 1, "start": [-2.935, 43.263]}],
    "jobs": [{"id": 5, "location": [-2.924, 43.257], "service": 60}]
}"#;

#[test]
fn a_file_or_stdin_is_planned_on_stdout() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("problem.json");
    fs::write(&file, PROBLEM).unwrap();
    let of_file = run(&["plan", file.to_str().unwrap(), "--seed", "3"]).done();
    assert!(of_file.out.starts_with(r#"{"code":0,"#) && of_file.err.is_empty(), "{of_file:?}");
    let data = folder.path().join("data");
    let of_stdin = run_on(&data, &["plan", "-", "--seconds", "0.1"], PROBLEM).done();
    assert_eq!(of_file.out, of_stdin.out);
    assert!(!data.exists(), "planning a file needs no data folder");
}

#[test]
fn a_failure_names_file_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("problem.json");
    let path = file.to_str().unwrap();
    run(&["plan", path]).failed_saying(&["problem.json", "stdin"]);
    for (text, words) in [
        (PROBLEM.replace("60", "-60"), &["problem.json", "jobs[0].service"]),
        (PROBLEM.replace("service", "servise"), &["problem.json", "servise"]),
        (PROBLEM.replace("\"jobs\"", "\"shipments\""), &["problem.json", "shipments"]),
    ] {
        fs::write(&file, text).unwrap();
        let ended = run(&["plan", path]).failed_saying(words);
        assert!(ended.out.is_empty(), "{ended:?}");
    }
    fs::write(&file, [0xff, 0xfe]).unwrap();
    run(&["plan", path]).failed_saying(&["problem.json", "UTF-8"]);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &["plan"][..],
        &["plan", "-", "--seconds", "-1"],
        &["plan", "-", "--seconds", "NaN"],
        &["plan", "-", "--seconds", "4000"],
        &["plan", "-", "--seed", "x"],
    ] {
        assert_eq!(run(arguments).code, Some(2), "{arguments:?}");
    }
}
