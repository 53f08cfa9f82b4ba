//! What cannot be planned: a sentence that names the field.

use furgo::cli::plan::{Effort, answer};
use serde_json::{Value, json};

use crate::answers::line;

#[track_caller]
fn refused(text: &str, words: &[&str]) {
    let sentence = answer(text, &Effort::default()).unwrap_err().to_string();
    assert!(!sentence.contains('\n'), "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

/// The line with something else at a JSON pointer, where the last part may be new.
#[track_caller]
fn refused_with(pointer: &str, value: Value, words: &[&str]) {
    let mut problem = line();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    problem.pointer_mut(parent).unwrap()[key] = value;
    refused(&problem.to_string(), words);
}

#[test]
fn what_is_not_json() {
    for text in
        ["", "{", "[1,]", "{\"vehicles\": NaN}", "\u{feff}\u{feff}{}", "{\"jobs\": [1e999]}"]
    {
        refused(text, &["line 1"]);
    }
    refused(&"[".repeat(100_000), &["line 1"]);
    refused(&format!("{} {}", line(), line()), &["follows"]);
}

#[test]
fn types_and_ranges() {
    refused("[]", &["expected struct Input"]);
    refused("{}", &["vehicles"]);
    refused_with("/jobs", json!({}), &["jobs"]);
    let mut problem = line();
    for value in [json!(-1), json!(1.5), json!("1"), json!(u64::MAX), json!([])] {
        problem["jobs"][1]["service"] = value;
        refused(&problem.to_string(), &["jobs[1].service", "whole number"]);
    }
    refused_with("/vehicles/0/speed_factor", json!("fast"), &["vehicles[0].speed_factor"]);
    problem = line();
    problem["jobs"][1]["time_windows"] = json!([[0, 1], [2]]);
    refused(&problem.to_string(), &["jobs[1].time_windows[1]"]);
    problem["jobs"][1] = json!({"id": 2, "location_index": 2, "priority": 101});
    refused(&problem.to_string(), &["jobs[1].priority", "100"]);
}

#[test]
fn names_that_are_not_of_the_format() {
    refused_with("/trucks", json!([]), &["trucks"]);
    let mut problem = line();
    problem["jobs"][0]["servise"] = json!(1);
    refused(&problem.to_string(), &["jobs[0]", "servise"]);
}

#[test]
fn a_name_cannot_break_the_sentence() {
    for name in ["two\nlines", "\u{1b}[2J"] {
        refused_with(&format!("/{name}"), json!(1), &["unknown field"]);
    }
    let sentence = answer(&json!({"x".repeat(9_000): 1}).to_string(), &Effort::default());
    assert!(sentence.unwrap_err().to_string().chars().count() < 1_000);
}

#[test]
fn what_the_format_has_and_furgo_has_not() {
    let shipment = json!([{"pickup": {"id": 1}, "delivery": {"id": 2}}]);
    refused_with("/shipments", shipment, &["shipments", "not supported", "as jobs"]);
    refused_with("/matrix", json!([[0]]), &["matrix", "not supported", "matrices.car.durations"]);
    refused_with("/options", json!({"c": true}), &["options.c", "not supported", "--check"]);
    refused_with("/options", json!({"z": 1}), &["options", "`z`"]);
    refused_with("/jobs/0/amount", json!([1]), &["jobs[0].amount", "not supported", "delivery"]);
    for field in ["setup_per_type", "service_per_type"] {
        let mut problem = line();
        problem["jobs"][0][field] = json!({"van": 60});
        refused(&problem.to_string(), &["jobs[0]", field, "not supported"]);
    }
    let mut problem = line();
    problem["vehicles"][0]["steps"] = json!([{"type": "start"}]);
    refused(&problem.to_string(), &["vehicles[0].steps", "not supported", "--check"]);
    problem = line();
    problem["vehicles"][0]["breaks"] = json!([{"id": 1, "max_load": [3]}]);
    refused(&problem.to_string(), &["vehicles[0].breaks[0].max_load", "not supported"]);
    problem["vehicles"][0]["breaks"] = json!([{"id": 1, "time_windows": [[0, 1], [2, 3]]}]);
    refused(&problem.to_string(), &["vehicles[0].breaks[0].time_windows", "not supported"]);
    problem = line();
    problem["vehicles"][0]["costs"] = json!({"per_task_hour": 5});
    refused(&problem.to_string(), &["vehicles[0].costs.per_task_hour"]);
}

#[test]
fn what_says_nothing_is_let_through() {
    let mut problem = line();
    problem["shipments"] = json!([]);
    problem["options"] = json!({"g": true, "t": 4, "l": 1, "x": 5, "c": false});
    problem["vehicles"][0]["type"] = json!("van");
    problem["vehicles"][0]["steps"] = json!([]);
    problem["vehicles"][0]["costs"] = json!({"per_task_hour": 0});
    problem["jobs"][0]["setup_per_type"] = json!({});
    problem["jobs"][0]["description"] = json!(null);
    answer(&problem.to_string(), &Effort::default()).unwrap();
}

#[test]
fn matrices() {
    let durations = "/matrices/car/durations";
    refused_with(durations, json!([[0, 1], [1, 0, 2]]), &["matrices.car.durations[1]", "square"]);
    refused_with(durations, json!([[0, 1], [1, 0]]), &["matrices.car.distances", "number"]);
    refused_with(durations, json!([[0, -1], [1, 0]]), &["matrices.car.durations[0][1]"]);
    refused_with(
        durations,
        json!([[0, 60_000_000]]),
        &["matrices.car.durations[0][1]", "50000000"],
    );
    refused_with(durations, json!(null), &["matrices.car.durations"]);
    let mut problem = line();
    problem["vehicles"][0]["profile"] = json!("bike");
    refused(&problem.to_string(), &["vehicles[0].profile", "matrices.bike"]);
    problem = line();
    problem["matrices"]["car"].as_object_mut().unwrap().remove("distances");
    problem["vehicles"][0]["max_distance"] = json!(5);
    refused(&problem.to_string(), &["vehicles[0].max_distance", "matrices.car.distances"]);
    problem = line();
    problem["matrices"]["car"]["costs"] = problem["matrices"]["car"]["durations"].clone();
    problem["vehicles"][0]["max_distance"] = json!(5);
    refused(&problem.to_string(), &["vehicles[0].max_distance", "matrices.car.costs"]);
    problem["vehicles"][0]["costs"] = json!({"per_km": 5});
    refused(&problem.to_string(), &["vehicles[0].costs", "matrices.car.costs"]);
}

#[test]
fn places() {
    let mut problem = line();
    problem["jobs"][1]["location_index"] = json!(3);
    refused(&problem.to_string(), &["jobs[1].location_index", "3 rows"]);
    problem["jobs"][1] = json!({"id": 2});
    refused(&problem.to_string(), &["jobs[1] needs a location_index"]);
    problem["jobs"][1] = json!({"id": 2, "location": [0, 0]});
    refused(&problem.to_string(), &["jobs[1].location_index is missing"]);
    problem = line();
    problem["vehicles"][0] = json!({"id": 1});
    refused(&problem.to_string(), &["vehicles[0] needs a start_index"]);
    problem["vehicles"][0] = json!({"id": 1, "start": [0, 0]});
    problem.as_object_mut().unwrap().remove("matrices");
    refused(&problem.to_string(), &["jobs[0].location_index", "there are none"]);
    problem["jobs"] = json!([{"id": 1, "location": [43.3, 143.3]}]);
    refused(&problem.to_string(), &["jobs[0].location", "longitude"]);
    problem["jobs"] = json!([{"id": 1}]);
    refused(&problem.to_string(), &["jobs[0] needs a location"]);
}

#[test]
fn values_that_contradict_each_other() {
    let mut problem = line();
    problem["jobs"][0]["time_windows"] = json!([[0, 5], [9, 8]]);
    refused(&problem.to_string(), &["jobs[0].time_windows[1] ends at 8 before it starts at 9"]);
    problem = line();
    problem["vehicles"][0]["time_window"] = json!([9, 8]);
    refused(&problem.to_string(), &["vehicles[0].time_window"]);
    problem = line();
    problem["jobs"][1]["id"] = json!(1);
    refused(&problem.to_string(), &["jobs[1].id", "jobs[0]"]);
    problem = line();
    problem["jobs"][0]["delivery"] = json!([1, 2]);
    problem["vehicles"][0]["capacity"] = json!([1]);
    refused(&problem.to_string(), &["jobs[0].delivery", "2 amounts"]);
    problem["vehicles"][0]["capacity"] = json!([1, 2, 3, 4, 5]);
    refused(&problem.to_string(), &["capacity", "4"]);
    problem = line();
    for factor in [0.0, -1.0, 5.1] {
        problem["vehicles"][0]["speed_factor"] = json!(factor);
        refused(&problem.to_string(), &["vehicles[0].speed_factor"]);
    }
    problem["vehicles"][0]["speed_factor"] = json!(1e-9);
    refused(&problem.to_string(), &["vehicles[0].speed_factor", "leg"]);
    problem = line();
    problem["jobs"][0]["time_windows"] = json!([[0, 5]]);
    problem["jobs"][1]["time_windows"] = json!([[9_000_000, 9_000_001]]);
    refused(&problem.to_string(), &["vehicles[0].time_window"]);
}

#[test]
fn more_than_a_day_has() {
    let mut problem = line();
    let job = |id: u64| json!({"id": id, "location_index": 1});
    problem["jobs"] = (0..5_000).map(job).collect();
    refused(&problem.to_string(), &["jobs", "5000 stops", "2000"]);
    problem = line();
    problem["vehicles"] = (0..501).map(|id| json!({"id": id, "start_index": 0})).collect();
    refused(&problem.to_string(), &["vehicles", "501", "500"]);
    problem["vehicles"] = json!([]);
    refused(&problem.to_string(), &["vehicles", "empty"]);
    problem = line();
    problem["jobs"][0]["skills"] = (0..101).collect();
    refused(&problem.to_string(), &["jobs[0].skills", "101"]);
    problem = line();
    problem["vehicles"][0]["breaks"] =
        (0..4).map(|id| json!({"id": id, "time_windows": [[0, 9]]})).collect();
    refused(&problem.to_string(), &["vehicles[0].breaks", "4 breaks"]);
    problem = line();
    problem["matrices"]["car"]["durations"] = vec![json!([]); 3_001].into();
    refused(&problem.to_string(), &["matrices.car.durations", "3001 places"]);
}
