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
    fs::write(&file, [0xff, 0x00, 0xfe]).unwrap();
    run(&["plan", path]).failed_saying(&["problem.json", "UTF-8"]);
    let units: Vec<u16> = PROBLEM.encode_utf16().collect();
    for (mark, bytes) in [
        (&[0xff, 0xfe][..], units.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>()),
        (&[0xfe, 0xff], units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        (&[], units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
    ] {
        fs::write(&file, [mark, &bytes].concat()).unwrap();
        run(&["plan", path]).failed_saying(&["problem.json", "UTF-16", "UTF-8"]);
    }
    fs::write(&file, format!("\u{feff}{PROBLEM}")).unwrap();
    run(&["plan", path]).done();
}

#[test]
fn a_plan_of_anybody_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let problem = r#"{
        "vehicles": [{"id": 9, "start_index": 0, "capacity": [1], "breaks": [{"id": 3}]}],
        "jobs": [{"id": 5, "location_index": 1, "delivery": [1], "time_windows": [[0, 100]]}],
        "matrices": {"car": {"durations": [[0, 60], [60, 0]]}}
    }"#;
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let asked = file("problem.json", problem);
    let planned = run(&["plan", &asked]).done().out;
    let sound = file("sound.json", &format!("\u{feff}{planned}"));
    let ended = run(&["plan", "--check", &asked, &sound]).done();
    assert!(ended.out.contains("the plan holds: routes 1, jobs 1, left out 0"), "{ended:?}");

    // Somebody comes an hour late, to the wrong vehicle, and without the break.
    let late = r#"{"code": 0, "routes": [{"vehicle": 9, "duration": 7, "steps": [
        {"type": "start", "arrival": 3000}, {"type": "job", "id": 5, "arrival": 3010},
        {"type": "job", "id": 5, "arrival": 3010}, {"type": "job", "id": 6, "arrival": 3010}]}],
        "unassigned": [{"id": 7}]}"#;
    let ended = run(&["plan", "--check", &asked, &file("late.json", late)]);
    for words in [
        "vehicle 9: job 5 begins at 3010, outside of [0, 100]",
        "vehicle 9: job 5 is reached at 3010, 50 s earlier than the way there takes",
        "vehicle 9: job 5 is planned twice",
        "vehicle 9: job 6 is not in the problem",
        "vehicle 9: carries 2 from the start on, its capacity is 1",
        "vehicle 9: break 3 is missing",
        "vehicle 9: says duration 7, its steps make 60",
        "unassigned: job 7 is not in the problem",
    ] {
        assert!(ended.out.lines().any(|line| line == words), "{words}: {ended:?}");
    }
    ended.failed_saying(&["late.json", "does not hold"]);
    run(&["plan", "--check", &asked, &asked]).failed_saying(&["problem.json", "does not hold"]);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &["plan"][..],
        &["plan", "-", "--seconds", "-1"],
        &["plan", "-", "--seconds", "NaN"],
        &["plan", "-", "--seconds", "4000"],
        &["plan", "-", "--seed", "x"],
        &["plan", "--check", "-"],
        &["plan", "-", "--check", "-", "-"],
    ] {
        assert_eq!(run(arguments).code, Some(2), "{arguments:?}");
    }
}
