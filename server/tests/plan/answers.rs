//! Small problems with answers that can be told in advance.

use furgo::cli::plan::{Effort, answer};
use serde_json::{Value, json};

use crate::checker::assert_sound;

fn plan(problem: &Value) -> Value {
    let text = answer(&problem.to_string(), &Effort::default()).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Three places on a line, a minute and a kilometre apart, and a job at the second and third.
pub fn line() -> Value {
    json!({
        "vehicles": [{"id": 7, "start_index": 0, "end_index": 0}],
        "jobs": [{"id": 1, "location_index": 1}, {"id": 2, "location_index": 2}],
        "matrices": {"car": {
            "durations": [[0, 60, 120], [60, 0, 60], [120, 60, 0]],
            "distances": [[0, 1000, 2000], [1000, 0, 1000], [2000, 1000, 0]],
        }},
    })
}

fn order(plan: &Value) -> Vec<u64> {
    let steps = plan["routes"][0]["steps"].as_array().unwrap();
    steps
        .iter()
        .filter(|step| step["type"] == "job")
        .map(|step| step["id"].as_u64().unwrap())
        .collect()
}

#[test]
fn the_answer_has_every_part_of_the_format() {
    let mut problem = line();
    problem["vehicles"][0]["capacity"] = json!([5]);
    problem["vehicles"][0]["description"] = json!("van");
    problem["vehicles"][0]["time_window"] = json!([1000, 9000]);
    problem["vehicles"][0]["breaks"] =
        json!([{"id": 3, "description": "rest", "service": 30, "time_windows": [[1060, 1100]]}]);
    problem["jobs"][0]["time_windows"] = json!([[1500, 1600]]);
    problem["jobs"][0]["setup"] = json!(10);
    problem["jobs"][0]["service"] = json!(20);
    problem["jobs"][0]["delivery"] = json!([2]);
    problem["jobs"][0]["priority"] = json!(4);
    problem["jobs"][0]["location"] = json!([2.5, 1.5]);
    problem["jobs"][1] = json!({"id": 2, "location_index": 2, "pickup": [9], "description": "far"});
    let answer = plan(&problem);
    assert_sound(&problem, &answer);
    assert_eq!(
        answer["summary"],
        json!({
            "routes": 1, "unassigned": 1, "cost": 120, "delivery": [2], "pickup": [0], "setup": 10,
            "service": 50, "duration": 120, "waiting_time": answer["summary"]["waiting_time"],
            "priority": 4, "distance": 2000, "violations": [],
        })
    );
    assert_eq!(
        answer["unassigned"],
        json!([{"id": 2, "type": "job", "location_index": 2, "description": "far",
                "reason": "too_large"}])
    );
    assert_eq!(
        answer["routes"][0]["steps"][2],
        json!({
            "type": "job", "id": 1, "location": [2.5, 1.5], "location_index": 1, "setup": 10,
            "service": 20, "waiting_time": answer["routes"][0]["steps"][2]["waiting_time"],
            "load": [0], "arrival": answer["routes"][0]["steps"][2]["arrival"], "duration": 60,
            "distance": 1000, "violations": [],
        })
    );
}

#[test]
fn nobody_leaves_earlier_than_needed() {
    let mut problem = line();
    problem["jobs"][1]["time_windows"] = json!([[5000, 6000]]);
    problem["jobs"][0]["time_windows"] = json!([[0, 4940]]);
    let answer = plan(&problem);
    assert_eq!(answer["routes"][0]["steps"][0]["arrival"], 4880);
    assert_eq!(answer["summary"]["waiting_time"], 0);
}

#[test]
fn times_may_be_dates() {
    let noon = 1_790_000_000_u64;
    let mut problem = line();
    problem["jobs"][0]["time_windows"] = json!([[noon, noon + 60], [noon + 9_000, u32::MAX]]);
    let answer = plan(&problem);
    assert_eq!(assert_sound(&problem, &answer), (0, 240));
    assert!(answer["routes"][0]["steps"][0]["arrival"].as_u64().unwrap() > noon - 3_600);
    // Also for a vehicle that is there for ever.
    problem["vehicles"][0]["time_window"] = json!([0, u32::MAX]);
    assert_eq!(plan(&problem), answer);
}

#[test]
fn a_faster_vehicle_drives_faster() {
    let mut problem = line();
    problem["vehicles"][0]["speed_factor"] = json!(2.0);
    assert_eq!(plan(&problem)["summary"]["duration"], 120);
    problem["vehicles"][0]["speed_factor"] = json!(0.5);
    assert_eq!(plan(&problem)["summary"]["duration"], 480);
}

#[test]
fn a_matrix_of_costs_decides_and_metres_stay_metres() {
    let mut problem = line();
    // The short way is dear: by the second place and back by it costs more than straight.
    problem["matrices"]["car"]["costs"] = json!([[0, 5, 900], [900, 0, 5], [5, 900, 0]]);
    problem["vehicles"][0]["costs"] = json!({"fixed": 100});
    problem["vehicles"][0]["breaks"] = json!([{"id": 1, "service": 60, "time_windows": [[0, 0]]}]);
    let answer = plan(&problem);
    assert_eq!(order(&answer), [1, 2]);
    assert_eq!(answer["summary"]["cost"], 115);
    assert_eq!(answer["summary"]["distance"], 4000);
    problem["matrices"]["car"]["costs"] = json!([[0, 900, 5], [5, 0, 900], [900, 5, 0]]);
    assert_eq!(order(&plan(&problem)), [2, 1]);
}

#[test]
fn without_distances_none_are_told() {
    let mut problem = line();
    problem["matrices"]["car"].as_object_mut().unwrap().remove("distances");
    let answer = plan(&problem);
    assert!(answer["summary"]["distance"].is_null() && answer["routes"][0]["distance"].is_null());
    assert_eq!(answer["summary"]["cost"], 240);
}

#[test]
fn coordinates_alone_are_enough() {
    let problem = json!({
        "vehicles": [{"id": 1, "profile": "bike", "start": [-2.9350, 43.2630]}],
        "jobs": [
            {"id": 1, "location": [-1.9812, 43.3183], "setup": 60},
            {"id": 2, "location": [-2.9350, 43.2630], "setup": 60},
            {"id": 3, "location": [-1.9812, 43.3183], "setup": 60},
        ],
    });
    let answer = plan(&problem);
    let metres = answer["summary"]["distance"].as_u64().unwrap();
    assert!((95_000..106_000).contains(&metres), "{metres}");
    assert_eq!(order(&answer)[0], 2);
    // Set-up is due once at a door, and not where the vehicle stands already.
    assert_eq!(answer["summary"]["setup"], 60);
    assert_eq!(answer["routes"][0]["steps"][1]["location"], json!([-2.9350, 43.2630]));
}

#[test]
fn without_seconds_the_same_seed_gives_the_same_plan() {
    let problem = crate::generator::day(5).to_string();
    let effort = Effort { seconds: None, seed: 3 };
    assert_eq!(answer(&problem, &effort).unwrap(), answer(&problem, &effort).unwrap());
}

/// The job with the hard window lies far away and the other one takes an hour.
#[test]
fn a_window_is_kept_where_nobody_has_a_set_up() {
    let problem = json!({
        "vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 86_400]}],
        "jobs": [
            {"id": 1, "location_index": 1, "service": 3_600},
            {"id": 2, "location_index": 2, "time_windows": [[0, 700]]},
        ],
        "matrices": {"car": {"durations": [[0, 100, 600], [100, 0, 500], [600, 500, 0]]}},
    });
    let answer = plan(&problem);
    assert_eq!(arrivals(&answer, 0), [(2, 600), (1, 1_100)]);
    assert_eq!(answer["unassigned"], json!([]));
}

#[test]
fn windows_that_one_vehicle_cannot_keep_take_two() {
    let problem = json!({
        "vehicles": [
            {"id": 1, "start_index": 0, "end_index": 0},
            {"id": 2, "start_index": 0, "end_index": 0},
        ],
        "jobs": [
            {"id": 1, "location_index": 1, "time_windows": [[61, 192]]},
            {"id": 2, "location_index": 2, "time_windows": [[120, 200]]},
        ],
        "matrices": {"car": {"durations": [[0, 100, 81], [100, 0, 111], [81, 111, 0]]}},
    });
    let answer = plan(&problem);
    assert_sound(&problem, &answer);
    assert_eq!(answer["summary"]["routes"], 2);
    let both = [arrivals(&answer, 0), arrivals(&answer, 1)].concat();
    assert!(both.iter().any(|&(job, at)| job == 2 && at <= 200), "{both:?}");
}

fn arrivals(plan: &Value, route: usize) -> Vec<(u64, u64)> {
    let steps = plan["routes"][route]["steps"].as_array().unwrap();
    let jobs = steps.iter().filter(|step| step["type"] == "job");
    jobs.map(|step| (step["id"].as_u64().unwrap(), step["arrival"].as_u64().unwrap())).collect()
}

/// Whatever a day leaves out of the format, and whatever it has.
#[test]
fn plans_of_days_with_any_features_hold() {
    for number in 0..300 {
        let problem = crate::generator::any_day(number);
        let effort = Effort { seconds: Some(0.02), seed: number };
        let text = answer(&problem.to_string(), &effort).unwrap();
        assert_sound(&problem, &serde_json::from_str(&text).unwrap());
    }
}

#[test]
fn a_break_that_may_come_at_any_time_is_taken() {
    let mut problem = line();
    problem["vehicles"][0]["time_window"] = json!([100, 1_000]);
    for windows in [json!([]), json!([[100, 1_000]]), json!([[0, u32::MAX]])] {
        problem["vehicles"][0]["breaks"] =
            json!([{"id": 4, "service": 300, "time_windows": windows}]);
        let answer = plan(&problem);
        assert_sound(&problem, &answer);
        assert_eq!(answer["summary"]["service"], 300, "{windows}");
    }
    // Nobody drives without it where there is no time for it.
    problem["vehicles"][0]["breaks"] = json!([{"id": 4, "service": 700}]);
    assert_eq!(plan(&problem)["summary"]["unassigned"], 1);
    problem["vehicles"][0]["breaks"] = json!([{"id": 4, "service": 900}]);
    assert_eq!(plan(&problem)["summary"]["unassigned"], 2);
}

#[test]
fn a_byte_order_mark_and_options_are_read_over() {
    let mut problem = line();
    problem["jobs"] = json!([]);
    problem["options"] = json!({"g": true, "t": 4, "l": 1});
    let text = answer(&format!("\u{feff}{problem}"), &Effort::default()).unwrap();
    let answer = serde_json::from_str(&text).unwrap();
    assert_eq!(assert_sound(&problem, &answer), (0, 0));
}

/// As many as the limit says, and a depot beside them.
#[test]
fn two_thousand_jobs_are_planned() {
    let place = |at: u32| json!([f64::from(at % 50) * 0.01, f64::from(at / 50) * 0.01]);
    let jobs: Vec<Value> = (0..2_000).map(|at| json!({"id": at, "location": place(at)})).collect();
    let problem = json!({"vehicles": [{"id": 1, "start": [0.5, 0.5]}], "jobs": jobs});
    let effort = Effort { seconds: Some(0.0), seed: 0 };
    let text = answer(&problem.to_string(), &effort).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["summary"]["unassigned"], 0);
    assert_eq!(order(&answer).len(), 2_000);
}

#[test]
fn an_empty_day_is_a_plan() {
    let mut problem = line();
    problem["jobs"] = json!([]);
    assert_eq!(assert_sound(&problem, &plan(&problem)), (0, 0));
}
