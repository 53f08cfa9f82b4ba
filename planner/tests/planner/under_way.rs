//! Days that are planned, driven in part, and planned again from where the vans are.

use std::ops::ControlFlow;

use furgo_planner::{
    Budget, Departure, Problem, Route, RouteOrder, Solution, Step, StepKind, UnderWay, Vehicle,
    evaluate, solve,
};
use proptest::prelude::*;

use crate::checker::assert_sound;
use crate::generator::{Dice, Features, problem};
use crate::oracle::value;

fn plan(problem: &Problem, budget: &Budget) -> Solution {
    solve(problem, budget, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// A plan of which each van has done so many steps: what is left to plan, and how it would go on.
struct Driven {
    rest: Problem,
    order: Vec<RouteOrder>,
    /// The steps still to come, by vehicle.
    to_come: Vec<(u64, Vec<Step>)>,
}

impl Driven {
    fn new(problem: &Problem, plan: &Solution, dice: &mut Dice) -> Self {
        let mut driven = Self { rest: problem.clone(), order: Vec::new(), to_come: Vec::new() };
        for route in &plan.routes {
            // Never on the road: a break between two stops may be at either.
            let is_visit = |step: &&Step| step.location.is_some() && step.kind != StepKind::End;
            let visits = route.steps.iter().filter(is_visit).count();
            let last = dice.within(0, visits as i64 - 1) as usize;
            let is_last = |step: &Step| route.steps.iter().filter(is_visit).nth(last) == Some(step);
            let done = route.steps.iter().position(is_last).unwrap() + 1;
            driven.drive(problem, route, done);
        }
        driven
    }

    fn drive(&mut self, problem: &Problem, route: &Route, done: usize) {
        let (past, to_come) = route.steps.split_at(done);
        let before = problem.vehicles.iter().find(|vehicle| vehicle.id == route.vehicle).unwrap();
        let jobs_done: Vec<u64> = past.iter().filter_map(Step::job).collect();
        self.rest.jobs.retain(|job| !jobs_done.contains(&job.id));
        for job in &mut self.rest.jobs {
            job.after.retain(|id| !jobs_done.contains(id));
        }
        let of = |vehicle: &&mut Vehicle| vehicle.id == route.vehicle;
        *self.rest.vehicles.iter_mut().find(of).unwrap() = later(problem, before, past, to_come);
        let mut order = RouteOrder::new(route.vehicle, Vec::new());
        for step in to_come {
            match step.kind {
                StepKind::Job { id } => order.jobs.push(id),
                StepKind::Reload => order.reloads.push(order.jobs.len()),
                StepKind::Start | StepKind::Break { .. } | StepKind::End => {}
            }
        }
        self.order.push(order);
        self.to_come.push((route.vehicle, to_come.to_vec()));
    }
}

/// The vehicle as it stands after its last step.
fn later(problem: &Problem, before: &Vehicle, past: &[Step], to_come: &[Step]) -> Vehicle {
    let (mut van, last) = (before.clone(), past.last().unwrap());
    (van.start, van.shift.start_s) = (last.location, last.departure_s);
    van.departure = Departure::ShiftStart;
    let count = |kind: fn(&Step) -> bool| past.iter().filter(|step| kind(step)).count() as u32;
    let breaks = count(|step| matches!(step.kind, StepKind::Break { .. }));
    van.breaks.drain(..breaks as usize);
    van.required_breaks = van.required_breaks.saturating_sub(breaks);
    let stops = count(|step| step.job().is_some());
    van.max_stops = van.max_stops.map(|limit| limit - stops);
    van.max_travel_s = van.max_travel_s.map(|limit| limit - last.travel_s as u32);
    van.max_distance_m = van.max_distance_m.map(|limit| limit - last.distance_m as u32);
    van.first_jobs.retain(|&id| past.iter().all(|step| step.job() != Some(id)));
    if let Some(reload) = &mut van.reload {
        let reloads = count(|step| step.kind == StepKind::Reload);
        reload.max_reloads = reload.max_reloads.map(|most| most - reloads);
        reload.location = reload.location.or(before.start);
    }
    van.under_way = Some(on_board(problem, before, past, to_come));
    van
}

fn on_board(problem: &Problem, before: &Vehicle, past: &[Step], to_come: &[Step]) -> UnderWay {
    let loaded = past.iter().rposition(|step| step.kind == StepKind::Reload);
    let trip = &past[loaded.unwrap_or(0)..];
    let mut way = match (&before.under_way, loaded) {
        (Some(way), None) => way.clone(),
        _ => UnderWay::default(),
    };
    if loaded.is_some() || before.under_way.is_none() {
        let rest = to_come.iter().take_while(|step| step.kind != StepKind::Reload);
        way.on_board = rest.filter_map(Step::job).collect();
    }
    way.on_board.retain(|&id| past.iter().all(|step| step.job() != Some(id)));
    way.stops_done += past.iter().filter(|step| step.job().is_some()).count() as u32;
    way.worked_s += (past.last().unwrap().departure_s - past[0].arrival_s) as u32;
    for id in trip.iter().filter_map(Step::job) {
        let pickup = &problem.jobs.iter().find(|job| job.id == id).unwrap().pickup;
        way.picked_up.resize(way.picked_up.len().max(pickup.len()), 0);
        way.picked_up.iter_mut().zip(pickup).for_each(|(sum, more)| *sum += more);
    }
    way
}

/// A random day whose plan keeps everything, half driven.
fn half_driven(seed: u64, jobs: usize, vehicles: usize, features: Features) -> Option<Driven> {
    let problem = problem(seed, jobs, vehicles, features);
    let plan = plan(&problem, &Budget::iterations(100, seed));
    plan.is_feasible().then(|| Driven::new(&problem, &plan, &mut Dice(seed)))
}

fn features() -> impl Strategy<Value = Features> {
    prop_oneof![Just(Features::Core), Just(Features::Trips), Just(Features::All)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    /// The rest of a plan is possible from where the vans are, at the times that were said.
    #[test]
    fn going_on_is_what_was_planned(
        seed: u64, jobs in 1_usize..15, vehicles in 1_usize..4, features in features(),
    ) {
        let Some(driven) = half_driven(seed, jobs, vehicles, features) else { return Ok(()) };
        let rest = evaluate(&driven.rest, &driven.order).unwrap();
        prop_assert!(rest.is_feasible(), "{:?}", rest.violations);
        assert_sound(&driven.rest, &rest);
        for (vehicle, to_come) in &driven.to_come {
            let of = |route: &&Route| route.vehicle == *vehicle;
            let Some(route) = rest.routes.iter().find(of) else {
                prop_assert!(to_come.iter().all(|step| step.job().is_none()));
                continue;
            };
            prop_assert_eq!(route.end_s, to_come.last().unwrap().departure_s);
            if driven.rest.vehicles.iter().all(|vehicle| vehicle.breaks.is_empty()) {
                let said = |steps: &[Step]| -> Vec<(StepKind, i64, i64, Vec<u64>)> {
                    let of = |step: &Step| {
                        (step.kind, step.arrival_s, step.departure_s, step.load.clone())
                    };
                    steps.iter().filter(|step| step.kind != StepKind::Start).map(of).collect()
                };
                prop_assert_eq!(said(&route.steps), said(to_come));
            }
        }
    }

    /// Planning again from there keeps everything and never ends worse than going on.
    #[test]
    fn planning_again_is_never_worse_than_going_on(
        seed: u64, jobs in 1_usize..15, vehicles in 1_usize..4, features in features(),
    ) {
        let Some(driven) = half_driven(seed, jobs, vehicles, features) else { return Ok(()) };
        let goes_on = evaluate(&driven.rest, &driven.order).unwrap();
        let budget = Budget { start: Some(&driven.order), ..Budget::iterations(100, 1) };
        let again = plan(&driven.rest, &budget);
        prop_assert!(again.is_feasible(), "{:?}", again.violations);
        assert_sound(&driven.rest, &again);
        prop_assert!(value(&driven.rest, &again) <= value(&driven.rest, &goes_on));
    }
}
