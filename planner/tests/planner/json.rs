//! Problems and solutions as JSON, for files and for the browser.

use std::ops::ControlFlow;

use furgo_planner::{Budget, Problem, Solution, solve};

use crate::generator::{Features, problem};

#[test]
fn a_problem_needs_only_what_matters() {
    let text = r#"{
        "matrices": [{"size": 2, "durations_s": [0, 60, 60, 0], "distances_m": [0, 500, 500, 0]}],
        "jobs": [{"id": 7, "location": 1, "windows": [{"start_s": 100, "end_s": 200}]}],
        "vehicles": [{"id": 1, "start": 0, "departure": "just_in_time"}]
    }"#;
    let problem: Problem = serde_json::from_str(text).unwrap();
    let budget = Budget::iterations(10, 1);
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    let json = serde_json::to_value(&solution).unwrap();
    assert_eq!(json["routes"][0]["departure_s"], 40);
    assert_eq!(json["routes"][0]["steps"][1]["kind"], serde_json::json!({"type": "job", "id": 7}));
}

#[test]
fn a_misspelt_field_is_refused() {
    let error = serde_json::from_str::<Problem>(r#"{"jobs": [{"id": 1, "servise_s": 5}]}"#);
    assert!(error.unwrap_err().to_string().contains("servise_s"));
}

#[test]
fn everything_survives_the_way_through_json() {
    for seed in 0..50 {
        let problem = problem(seed, 12, 3, Features::All);
        let text = serde_json::to_string(&problem).unwrap();
        assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
        let budget = Budget::iterations(20, seed);
        let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
        let text = serde_json::to_string(&solution).unwrap();
        assert_eq!(serde_json::from_str::<Solution>(&text).unwrap(), solution);
    }
}
