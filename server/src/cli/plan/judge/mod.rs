//! A second opinion on a plan, whoever made it: followed step by step by the problem file alone.
//! Nothing of the planner is asked, so that its mistakes cannot hide here.

mod day;
mod plan;
mod ways;

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use self::day::Day;
pub use self::{
    plan::{Plan, read},
    ways::Source,
};
use super::input::{Input, Job, Vehicle};

/// A sentence about something that a plan breaks, or says and is not so. It names vehicle and job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding(String);

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a checked file asks for, by id.
struct Asked<'a> {
    input: &'a Input,
    jobs: HashMap<u64, &'a Job>,
    vehicles: HashMap<u64, &'a Vehicle>,
    /// Of the loads.
    dimensions: usize,
}

/// Everything that the plan breaks; empty for one that holds. The file has been checked.
pub fn judge(input: &Input, plan: &Plan, source: Source) -> Vec<Finding> {
    let asked = Asked {
        input,
        jobs: input.jobs.iter().map(|job| (job.id, job)).collect(),
        vehicles: input.vehicles.iter().map(|vehicle| (vehicle.id, vehicle)).collect(),
        dimensions: super::check::dimensions(input),
    };
    let mut found = Vec::new();
    if plan.code != 0 {
        let why = plan.error.as_deref().unwrap_or("it does not say why");
        found.push(Finding(format!("the plan has the code {}: {why}", plan.code)));
    }
    let (mut used, mut seen) = (HashSet::new(), HashSet::new());
    for route in &plan.routes {
        let id = route.vehicle;
        if !used.insert(id) {
            found.push(Finding(format!("vehicle {id} has two routes")));
        }
        match asked.vehicles.get(&id) {
            None => found.push(Finding(format!("vehicle {id} is not in the problem"))),
            Some(vehicle) => Day::new(&asked, vehicle, route, source).follow(&mut seen, &mut found),
        }
    }
    account_for_all(&asked, plan, &mut seen, &mut found);
    found
}

/// Every job is planned or left out, once.
fn account_for_all(
    asked: &Asked<'_>,
    plan: &Plan,
    seen: &mut HashSet<u64>,
    found: &mut Vec<Finding>,
) {
    for left_out in &plan.unassigned {
        let id = left_out.id;
        if !asked.jobs.contains_key(&id) {
            found.push(Finding(format!("unassigned: job {id} is not in the problem")));
        } else if !seen.insert(id) {
            found.push(Finding(format!("unassigned: job {id} is planned, or named twice")));
        }
    }
    let missing = asked.input.jobs.iter().filter(|job| !seen.contains(&job.id));
    found.extend(
        missing.map(|job| Finding(format!("job {} is neither planned nor unassigned", job.id))),
    );
}
