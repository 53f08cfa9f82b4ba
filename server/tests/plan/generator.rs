//! Days of a small fleet as problem files: the same for the same number.

use serde_json::{Value, json};

/// SplitMix64: enough for test data.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// Uniform in `from..=to`.
    pub fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.next() % (to - from + 1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

/// A file of the kind that its number says, with every part of the format in some of them.
pub fn day(number: u64) -> Value {
    let mut dice = Dice(number);
    let stops = dice.within(20, 45);
    let (durations, distances) = streets(&mut dice, stops + 2);
    let mut vehicles: Vec<Value> = (1..=dice.within(3, 5)).map(|id| van(number, id)).collect();
    let jobs: Vec<Value> = (1..=stops).map(|id| job(&mut dice, number, id)).collect();
    if number % 4 == 3 {
        vehicles[0]["skills"] = json!([1, 2]);
    }
    let mut matrices = json!({"car": {"durations": durations, "distances": distances}});
    if number % 6 == 5 {
        let slower = |row: &Vec<u64>| row.iter().map(|leg| leg * 5 / 4).collect::<Vec<u64>>();
        let durations: Vec<Vec<u64>> = durations.iter().map(slower).collect();
        matrices["bike"] = json!({"durations": durations, "distances": distances});
        vehicles[1]["profile"] = json!("bike");
    }
    json!({"vehicles": vehicles, "jobs": jobs, "matrices": matrices})
}

/// The same, but each feature is off half of the time, so that none hides what happens without it.
pub fn any_day(number: u64) -> Value {
    let mut problem = day(number);
    let mut dice = Dice(number ^ 0x0ff5);
    let (of_jobs, of_vans) = (
        ["setup", "service", "delivery", "pickup", "priority", "time_windows", "skills"],
        ["breaks", "max_travel_time", "max_tasks", "max_distance", "end_index", "skills", "costs"],
    );
    for (list, names) in [("jobs", of_jobs), ("vehicles", of_vans)] {
        for name in names.into_iter().filter(|_| dice.chance(50)) {
            let all = problem[list].as_array_mut().unwrap();
            all.iter_mut().for_each(|one| drop(one.as_object_mut().unwrap().remove(name)));
        }
    }
    let vans = problem["vehicles"].as_array_mut().unwrap();
    if dice.chance(50) {
        vans.truncate(2);
    }
    if dice.chance(25) {
        for pause in
            vans.iter_mut().filter_map(|van| van.get_mut("breaks")?.as_array_mut()).flatten()
        {
            drop(pause.as_object_mut().unwrap().remove("time_windows"));
        }
    }
    problem
}

/// Points of a town with one-way streets: seconds and metres.
fn streets(dice: &mut Dice, places: u64) -> (Vec<Vec<u64>>, Vec<Vec<u64>>) {
    let points: Vec<(u64, u64)> =
        (0..places).map(|_| (dice.within(0, 6_000), dice.within(0, 6_000))).collect();
    let mut leg = |from: &(u64, u64), to: &(u64, u64)| {
        let crow = from.0.abs_diff(to.0) + from.1.abs_diff(to.1);
        crow + crow * dice.within(0, 25) / 100
    };
    let metres: Vec<Vec<u64>> =
        points.iter().map(|from| points.iter().map(|to| leg(from, to)).collect()).collect();
    let seconds = metres.iter().map(|row| row.iter().map(|leg| leg / 8).collect()).collect();
    (seconds, metres)
}

fn van(number: u64, id: u64) -> Value {
    let mut van = json!({
        "id": 100 + id,
        "start_index": 0,
        "end_index": 0,
        "capacity": [60, 250],
        "skills": [1],
        "time_window": [28_800, 64_800],
        "description": format!("van {id}"),
    });
    match number % 6 {
        0 => {
            van["breaks"] = json!([{"id": 1, "time_windows": [[43_200, 50_400]], "service": 1_800}])
        }
        1 => van["max_travel_time"] = json!(9_000),
        2 => van["costs"] = json!({"fixed": 900, "per_hour": 3_600, "per_km": 100}),
        3 => drop(van.as_object_mut().unwrap().remove("end_index")),
        4 => (van["max_tasks"], van["max_distance"]) = (json!(14), json!(90_000)),
        _ => van["end_index"] = json!(1),
    }
    van
}

fn job(dice: &mut Dice, number: u64, id: u64) -> Value {
    // Every now and then two at the same door.
    let place = if id > 1 && dice.chance(15) { id } else { id + 1 };
    let mut job = json!({
        "id": id,
        "location_index": place,
        "setup": dice.within(0, 3) * 60,
        "service": dice.within(1, 6) * 60,
        "delivery": [dice.within(1, 5), dice.within(1, 20)],
        "priority": dice.within(0, 5),
        "description": format!("stop {id}"),
    });
    if dice.chance(40) {
        let opens = dice.within(28_800, 50_000);
        job["time_windows"] = json!([[opens, opens + dice.within(5_400, 14_400)]]);
        if dice.chance(30) {
            job["time_windows"].as_array_mut().unwrap().push(json!([66_000, 70_000]));
        }
    }
    if number % 2 == 1 && dice.chance(40) {
        job["pickup"] = json!([dice.within(1, 5), dice.within(1, 20)]);
    }
    if dice.chance(25) {
        job["skills"] = json!([1]);
    }
    if number % 4 == 3 && dice.chance(8) {
        job["skills"] = json!([1, 2]);
    }
    job
}
