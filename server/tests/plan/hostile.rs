//! Whatever the file holds, the answer is a sound plan or one sentence.

use furgo::cli::plan::{Effort, answer};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generator::{Dice, any_day};

/// No time to search: what is tested is the way there and back.
const AT_ONCE: Effort = Effort { seconds: Some(0.0), seed: 0 };

/// So many cases, or more where `PROPTEST_CASES` asks for them.
fn at_least(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.max(cases), ..asked }
}

fn assert_answered(text: &str) {
    match answer(text, &AT_ONCE) {
        Ok(plan) => {
            let plan: Value = serde_json::from_str(&plan).unwrap();
            assert_eq!(plan["code"], 0);
            let (summary, unassigned) = (&plan["summary"], &plan["unassigned"]);
            assert_eq!(summary["unassigned"], unassigned.as_array().unwrap().len());
        }
        Err(failure) => {
            let sentence = failure.to_string();
            assert!(!sentence.is_empty() && sentence.lines().count() == 1, "{sentence}");
        }
    }
}

fn odd_value(dice: &mut Dice) -> Value {
    let odd = [
        json!(null),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(-0.0),
        json!(1e308),
        json!(u32::MAX),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(50_000_000),
        json!(3_200_000_000_u64),
        json!(1e-300),
        json!(""),
        json!("car"),
        json!(true),
        json!([]),
        json!({}),
        json!([0, u32::MAX]),
        json!([[0, u32::MAX]]),
        json!([u32::MAX, 0]),
        json!([180, 90]),
        json!([vec![u32::MAX; 4]]),
    ];
    odd[dice.within(0, odd.len() as u64 - 1) as usize].clone()
}

/// Changes something at a random depth: another value, a twin, nothing at all.
fn mutate(value: &mut Value, dice: &mut Dice) {
    let deeper = !dice.chance(15);
    match value {
        Value::Array(list) if deeper && !list.is_empty() => {
            let at = dice.within(0, list.len() as u64 - 1) as usize;
            match dice.within(0, 19) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                _ => mutate(&mut list[at], dice),
            }
        }
        Value::Object(map) if deeper && !map.is_empty() => {
            let at = dice.within(0, map.len() as u64 - 1) as usize;
            let key = map.keys().nth(at).unwrap().clone();
            match dice.within(0, 19) {
                0 => drop(map.remove(&key)),
                1 => {
                    let twin = map[&key].clone();
                    map.insert(odd_name(dice), twin);
                }
                _ => mutate(&mut map[&key], dice),
            }
        }
        _ => *value = odd_value(dice),
    }
}

fn odd_name(dice: &mut Dice) -> String {
    let names = [
        "location",
        "start",
        "end",
        "speed_factor",
        "costs",
        "max_distance",
        "pickup",
        "capacity",
        "breaks",
        "time_windows",
        "time_window",
        "profile",
        "shipments",
        "\u{0}",
        "",
    ];
    names[dice.within(0, names.len() as u64 - 1) as usize].to_owned()
}

proptest! {
    #![proptest_config(at_least(400))]

    #[test]
    fn a_file_with_odd_parts_is_planned_or_refused(number in 0_u64..48, seed: u64, changes in 1_usize..6) {
        let mut problem = any_day(number);
        let mut dice = Dice(seed);
        (0..changes).for_each(|_| mutate(&mut problem, &mut dice));
        assert_answered(&problem.to_string());
    }

    #[test]
    fn a_file_that_was_cut_or_scratched_is_planned_or_refused(number in 0_u64..48, at: prop::sample::Index, byte: char, cut: bool) {
        let text = any_day(number).to_string();
        let at = at.index(text.len());
        let scratched = match cut {
            true => text[..at].to_owned(),
            false => format!("{}{byte}{}", &text[..at], &text[at + 1..]),
        };
        assert_answered(&scratched);
    }

    #[test]
    fn any_text_is_refused(text in "\\PC{0,200}") {
        prop_assert!(answer(&text, &AT_ONCE).is_err());
    }
}

#[test]
fn the_largest_values_everywhere_are_planned_or_refused() {
    for (setup, service, amount) in [(u32::MAX, u32::MAX, u32::MAX), (0, u32::MAX, 0)] {
        let job = |id: u64| {
            json!({
                "id": u64::MAX - id, "location_index": id % 2, "setup": setup, "service": service,
                "delivery": [amount, amount], "pickup": [amount, amount], "priority": 100,
                "skills": [u32::MAX], "time_windows": [[0, u32::MAX]],
            })
        };
        let van = |id: u64| {
            json!({
                "id": u64::MAX - id, "start_index": 0, "end_index": 1, "skills": [u32::MAX],
                "capacity": [u32::MAX, u32::MAX], "time_window": [0, u32::MAX],
                "max_tasks": u32::MAX, "max_travel_time": u32::MAX, "max_distance": u32::MAX,
                "costs": {"fixed": 1_000_000, "per_hour": 1_000_000, "per_km": 1_000_000},
                "breaks": [{"id": 1, "service": u32::MAX, "time_windows": [[0, u32::MAX]]}],
            })
        };
        let legs = vec![vec![50_000_000; 2]; 2];
        let problem = json!({
            "vehicles": (0..20).map(van).collect::<Vec<_>>(),
            "jobs": (0..60).map(job).collect::<Vec<_>>(),
            "matrices": {"car": {"durations": legs, "distances": legs}},
        });
        assert_answered(&problem.to_string());
    }
}
