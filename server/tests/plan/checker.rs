//! Follows a plan step by step, whoever made it, written against the format alone.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// What decides between two plans: how many stops are left out, then the cost.
pub type Worth = (u64, u64);

/// Fails unless the plan keeps every limit of the problem and every sum is right.
pub fn assert_sound(problem: &Value, plan: &Value) -> Worth {
    assert_eq!(plan["code"], 0, "{plan}");
    let jobs: HashMap<u64, &Value> = by_id(&problem["jobs"]);
    let vehicles: HashMap<u64, &Value> = by_id(&problem["vehicles"]);
    let (mut seen, mut used) = (HashSet::new(), HashSet::new());
    for route in list(&plan["routes"]) {
        let vehicle = number(&route["vehicle"]);
        assert!(used.insert(vehicle), "vehicle {vehicle} has two routes");
        Day::new(problem, vehicles[&vehicle], &jobs, route).follow(&mut seen);
    }
    for left_out in list(&plan["unassigned"]) {
        assert_eq!(left_out["type"], "job");
        assert!(seen.insert(number(&left_out["id"])), "{left_out} is planned, too");
    }
    assert_eq!(seen.len(), jobs.len(), "every stop is planned or not");
    let summary = &plan["summary"];
    assert_eq!(number(&summary["routes"]), list(&plan["routes"]).len() as u64);
    assert_eq!(number(&summary["unassigned"]), list(&plan["unassigned"]).len() as u64);
    for sum in ["cost", "setup", "service", "duration", "waiting_time", "priority", "distance"] {
        let of_routes: u64 = list(&plan["routes"]).iter().map(|route| number(&route[sum])).sum();
        // Parts of a second are counted by some.
        assert!(number(&summary[sum]).abs_diff(of_routes) <= 5, "{sum}: {summary}");
    }
    (number(&summary["unassigned"]), number(&summary["cost"]))
}

/// One route being followed.
struct Day<'a> {
    matrices: &'a Value,
    vehicle: &'a Value,
    jobs: &'a HashMap<u64, &'a Value>,
    route: &'a Value,
    place: Option<u64>,
    driven_s: u64,
    metres: u64,
    load: Vec<u64>,
    done: Vec<u64>,
    breaks: HashSet<u64>,
    spent: HashMap<&'static str, u64>,
}

impl<'a> Day<'a> {
    fn new(
        problem: &'a Value,
        vehicle: &'a Value,
        jobs: &'a HashMap<u64, &'a Value>,
        route: &'a Value,
    ) -> Self {
        let profile = vehicle["profile"].as_str().unwrap_or("car");
        let dimensions = list(&vehicle["capacity"]).len();
        let brought = |at: usize| -> u64 {
            let steps = list(&route["steps"]).iter().filter(|step| step["type"] == "job");
            steps.map(|step| amount(jobs[&number(&step["id"])], "delivery", at)).sum()
        };
        Self {
            matrices: &problem["matrices"][profile],
            vehicle,
            jobs,
            route,
            place: vehicle["start_index"].as_u64(),
            driven_s: 0,
            metres: 0,
            load: (0..dimensions).map(brought).collect(),
            done: Vec::new(),
            breaks: HashSet::new(),
            spent: HashMap::new(),
        }
    }

    fn follow(mut self, seen: &mut HashSet<u64>) {
        let steps = list(&self.route["steps"]);
        let mut now = number(&steps[0]["arrival"]);
        self.assert_ends(steps, now);
        for (at, step) in steps.iter().enumerate() {
            assert!(list(&step["violations"]).is_empty(), "{step}");
            let leg_s = number(&step["duration"]) - self.driven_s;
            self.driven_s += leg_s;
            assert_eq!(number(&step["arrival"]), now + leg_s, "{step}");
            self.step(step);
            now += leg_s;
            for part in ["setup", "waiting_time", "service"] {
                now += number(&step[part]);
                *self.spent.entry(part).or_default() += number(&step[part]);
            }
            self.assert_load(step);
            if let Some(job) = self.done.last().filter(|_| steps[at]["type"] == "job") {
                assert!(seen.insert(*job), "stop {job} is planned twice");
            }
        }
        if let Some(window) = self.vehicle["time_window"].as_array() {
            assert!(now <= number(&window[1]), "ends at {now}: {}", self.route);
        }
        self.assert_limits(now);
        self.assert_sums();
    }

    fn assert_ends(&self, steps: &[Value], departure: u64) {
        if let Some(window) = self.vehicle["time_window"].as_array() {
            assert!(departure >= number(&window[0]));
        }
        assert_eq!(steps[0]["type"], "start");
        assert_eq!(steps[steps.len() - 1]["type"], "end");
    }

    fn step(&mut self, step: &Value) {
        match step["type"].as_str().unwrap() {
            "start" => {
                let first = || self.route["steps"][1]["location_index"].as_u64();
                assert_eq!(step["location_index"].as_u64(), self.place.or_else(first));
            }
            "end" => {
                // An open route ends where it is.
                let place = self.vehicle["end_index"].as_u64().or(self.place);
                assert_eq!(step["location_index"].as_u64(), place);
                if self.vehicle["end_index"].is_null() {
                    return;
                }
                self.arrive(step["location_index"].as_u64().unwrap(), step);
            }
            "break" => self.pause(step),
            "job" => self.serve(step),
            other => panic!("a step of the kind {other}"),
        }
    }

    /// Breaks may divide a leg; where the next place is reached all of it must have been driven.
    fn arrive(&mut self, to: u64, step: &Value) {
        if let Some(from) = self.place {
            let leg = |matrix: &str| number(&self.matrices[matrix][from as usize][to as usize]);
            self.metres += leg("distances");
            *self.spent.entry("legs").or_default() += leg("durations");
        }
        assert_eq!(self.spent.get("legs").copied().unwrap_or(0), self.driven_s, "{step}");
        self.place = Some(to);
    }

    fn serve(&mut self, step: &Value) {
        let id = number(&step["id"]);
        let job = self.jobs[&id];
        let place = number(&job["location_index"]);
        let setup = if self.place == Some(place) { 0 } else { number(&job["setup"]) };
        self.arrive(place, step);
        let spent = (number(&step["setup"]), number(&step["service"]));
        assert_eq!(spent, (setup, number(&job["service"])), "{step}");
        assert_within(&job["time_windows"], step);
        let skills: HashSet<u64> = list(&self.vehicle["skills"]).iter().map(number).collect();
        assert!(list(&job["skills"]).iter().all(|skill| skills.contains(&number(skill))));
        for (at, load) in self.load.iter_mut().enumerate() {
            *load = *load + amount(job, "pickup", at) - amount(job, "delivery", at);
        }
        self.done.push(id);
    }

    fn pause(&mut self, step: &Value) {
        let id = number(&step["id"]);
        let breaks = by_id(&self.vehicle["breaks"]);
        assert!(self.breaks.insert(id), "break {id} is taken twice");
        assert_eq!(step["service"], breaks[&id]["service"]);
        assert_within(&breaks[&id]["time_windows"], step);
    }

    fn assert_load(&self, step: &Value) {
        let loads: Vec<u64> = list(&step["load"]).iter().map(number).collect();
        assert_eq!(loads, self.load, "{step}");
        let capacity = list(&self.vehicle["capacity"]).iter().map(number);
        assert!(self.load.iter().zip(capacity).all(|(load, room)| *load <= room), "{step}");
    }

    fn assert_limits(&self, end: u64) {
        let within = |limit: &str, value: u64| {
            let limit = self.vehicle[limit].as_u64();
            assert!(limit.is_none_or(|limit| value <= limit), "{}", self.route);
        };
        within("max_tasks", self.done.len() as u64);
        within("max_travel_time", self.driven_s);
        within("max_distance", self.metres);
        for pause in list(&self.vehicle["breaks"]) {
            let windows = list(&pause["time_windows"]);
            // Without a window it could always come later, so it belongs to every route.
            let last = windows.iter().map(|window| number(&window[1])).max();
            let taken = self.breaks.contains(&number(&pause["id"]));
            let may_miss = last.is_some_and(|last| end <= last);
            assert!(taken || may_miss, "a break is missing: {}", self.route);
        }
    }

    fn assert_sums(&self) {
        let costs = &self.vehicle["costs"];
        let per_hour = costs["per_hour"].as_u64().unwrap_or(3_600);
        let cost = number(&costs["fixed"]) * 18_000_000
            + per_hour * self.driven_s * 5_000
            + number(&costs["per_km"]) * self.metres * 18_000;
        assert!(number(&self.route["cost"]).abs_diff(cost / 18_000_000) <= 1, "{}", self.route);
        let spent = |part: &str| self.spent.get(part).copied().unwrap_or(0);
        let priority: u64 = self.done.iter().map(|id| number(&self.jobs[id]["priority"])).sum();
        for (name, sum) in [
            ("setup", spent("setup")),
            ("service", spent("service")),
            ("waiting_time", spent("waiting_time")),
            ("duration", self.driven_s),
            ("distance", self.metres),
            ("priority", priority),
        ] {
            assert_eq!(number(&self.route[name]), sum, "{name}: {}", self.route);
        }
    }
}

fn assert_within(windows: &Value, step: &Value) {
    let begin = number(&step["arrival"]) + number(&step["waiting_time"]);
    let contains = |window: &Value| (number(&window[0])..=number(&window[1])).contains(&begin);
    assert!(list(windows).is_empty() || list(windows).iter().any(contains), "{windows}: {step}");
}

/// A missing number is zero.
fn number(value: &Value) -> u64 {
    if value.is_null() { 0 } else { value.as_u64().unwrap_or_else(|| panic!("{value}")) }
}

/// A missing list is empty.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn by_id(values: &Value) -> HashMap<u64, &Value> {
    list(values).iter().map(|value| (number(&value["id"]), value)).collect()
}

fn amount(job: &Value, name: &str, at: usize) -> u64 {
    job[name].get(at).map_or(0, number)
}
