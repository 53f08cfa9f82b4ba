//! Problems in VROOM's format, as `furgo plan` reads them.

use std::time::{Duration, Instant};

use furgo::cli::plan::{Effort, answer};
use serde_json::json;

use crate::Target;

pub const TARGET: Target = Target {
    name: "plan_file",
    seeds,
    words: &[
        "\"jobs\"",
        "\"vehicles\"",
        "\"matrices\"",
        "\"durations\"",
        "\"distances\"",
        "\"costs\"",
        "\"location\"",
        "\"location_index\"",
        "\"start_index\"",
        "\"end_index\"",
        "\"time_windows\"",
        "\"time_window\"",
        "\"breaks\"",
        "\"capacity\"",
        "\"delivery\"",
        "\"pickup\"",
        "\"skills\"",
        "\"priority\"",
        "\"setup\"",
        "\"service\"",
        "\"speed_factor\"",
        "\"max_tasks\"",
        "\"max_travel_time\"",
        "\"profile\"",
        "\"car\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "0",
        "1",
        "1e3",
        "4294967295",
        "4294967296",
        "0.5",
        "1e308",
        "-0.0",
    ],
    run,
    inputs: 10_000,
};

const TIME_MAX: Duration = Duration::from_secs(30);

/// A plan that holds before the independent judge, or one sentence that says what to do.
fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let started = Instant::now();
    let effort = Effort { seconds: Some(0.0), seed: 0 };
    if let Err(failure) = answer(text, &effort) {
        let sentence = failure.to_string();
        assert!(!sentence.contains("fault of Furgo"), "{sentence}");
        assert!(!sentence.is_empty() && !sentence.contains(char::is_control), "{sentence:?}");
    }
    assert!(started.elapsed() < TIME_MAX, "it took {:?}", started.elapsed());
}

fn seeds() -> Vec<Vec<u8>> {
    let places = json!({
        "vehicles": [{
            "id": 1, "start": [-2.93, 43.26], "end": [-2.93, 43.26], "capacity": [4],
            "time_window": [28800, 43200], "speed_factor": 0.8, "max_tasks": 3, "skills": [1],
            "breaks": [{ "id": 1, "time_windows": [[36000, 39600]], "service": 900 }],
        }],
        "jobs": [
            { "id": 1, "location": [-2.94, 43.27], "delivery": [1], "service": 300, "skills": [1] },
            { "id": 2, "location": [-2.92, 43.25], "pickup": [2], "priority": 10,
              "time_windows": [[30000, 34000], [36000, 40000]], "setup": 60 },
            { "id": 3, "location": [-2.95, 43.26], "delivery": [2], "description": "the yard" },
        ],
    });
    let matrices = json!({
        "vehicles": [{ "id": 7, "start_index": 0, "costs": { "fixed": 100, "per_hour": 3600 } }],
        "jobs": [{ "id": 1, "location_index": 1 }, { "id": 2, "location_index": 2 }],
        "matrices": { "car": {
            "durations": [[0, 100, 200], [100, 0, 50], [200, 50, 0]],
            "distances": [[0, 900, 1900], [900, 0, 400], [1900, 400, 0]],
        } },
    });
    [places, matrices].into_iter().map(|problem| problem.to_string().into_bytes()).collect()
}
