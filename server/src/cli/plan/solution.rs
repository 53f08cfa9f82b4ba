//! A plan in VROOM's solution format. Every sum is counted from the steps, and what is broken is
//! said where it is.

#![expect(
    clippy::indexing_slicing,
    reason = "of a checked file: every number is one of its rows or lists"
)]

use std::collections::HashMap;

use furgo_planner::{COST_SCALE, Reason, Solution, StepKind};
use serde::Serialize;

use super::{
    check::dimensions,
    input::{Coordinates, Input, Job, Vehicle},
    legs::Legs,
    problem::break_order,
    violations::{Broken, Violations},
};

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct Output<'a> {
    /// Zero: it was planned.
    code: u8,
    summary: Summary,
    unassigned: Vec<Unassigned<'a>>,
    routes: Vec<Route<'a>>,
}

#[derive(Debug, Serialize)]
struct Summary {
    routes: usize,
    unassigned: usize,
    #[serde(flatten)]
    totals: Totals,
    violations: Vec<Broken>,
}

/// What is counted for a route and for the plan.
#[derive(Clone, Debug, Default, Serialize)]
struct Totals {
    cost: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    delivery: Vec<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pickup: Vec<u64>,
    setup: u64,
    /// Breaks too.
    service: u64,
    /// Driving alone.
    duration: u64,
    waiting_time: u64,
    priority: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Unassigned<'a> {
    id: u64,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// Furgo's own: why.
    reason: Reason,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Coordinates>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_index: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Route<'a> {
    vehicle: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(flatten)]
    totals: Totals,
    steps: Vec<Step<'a>>,
    violations: Vec<Broken>,
}

#[derive(Debug, Serialize)]
struct Step<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(flatten)]
    place: Place,
    setup: u32,
    service: u32,
    waiting_time: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    load: Vec<u64>,
    arrival: i64,
    /// Driving so far.
    duration: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u64>,
    violations: Vec<Broken>,
}

/// Writes a plan, whatever it breaks.
pub fn write<'a>(input: &'a Input, legs: &Legs, solution: &Solution) -> Output<'a> {
    let writer = Writer::new(input, legs, Violations::of(solution));
    let routes: Vec<Route> = solution.routes.iter().map(|route| writer.route(route)).collect();
    let mut totals = writer.no_totals(true);
    routes.iter().for_each(|route| totals.add(&route.totals));
    let unassigned: Vec<Unassigned> = solution
        .unplanned
        .iter()
        .map(|left_out| {
            let job = &input.jobs[writer.jobs[&left_out.job]];
            Unassigned {
                id: job.id,
                kind: "job",
                place: place_of(job),
                description: job.description.as_deref(),
                reason: left_out.reason,
            }
        })
        .collect();
    let summary = Summary {
        routes: routes.len(),
        unassigned: unassigned.len(),
        totals,
        violations: routes.iter().flat_map(|route| route.violations.clone()).collect(),
    };
    Output { code: 0, summary, unassigned, routes }
}

impl Totals {
    fn add(&mut self, other: &Self) {
        let sum = |mine: &mut Vec<u64>, theirs: &[u64]| {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        };
        self.cost += other.cost;
        sum(&mut self.delivery, &other.delivery);
        sum(&mut self.pickup, &other.pickup);
        self.setup += other.setup;
        self.service += other.service;
        self.duration += other.duration;
        self.waiting_time += other.waiting_time;
        self.priority += other.priority;
        self.distance = self.distance.zip(other.distance).map(|(mine, theirs)| mine + theirs);
    }
}

struct Writer<'a, 'l> {
    input: &'a Input,
    legs: &'l Legs,
    /// Positions in the file's lists by id.
    jobs: HashMap<u64, usize>,
    vehicles: HashMap<u64, usize>,
    dimensions: usize,
    violations: Violations,
}

impl<'a, 'l> Writer<'a, 'l> {
    fn new(input: &'a Input, legs: &'l Legs, violations: Violations) -> Self {
        let jobs = input.jobs.iter().enumerate().map(|(at, job)| (job.id, at)).collect();
        let vehicles = input.vehicles.iter().enumerate();
        let vehicles = vehicles.map(|(at, vehicle)| (vehicle.id, at)).collect();
        Self { input, legs, jobs, vehicles, dimensions: dimensions(input), violations }
    }

    fn no_totals(&self, has_distance: bool) -> Totals {
        Totals {
            delivery: vec![0; self.dimensions],
            pickup: vec![0; self.dimensions],
            distance: has_distance.then_some(0),
            ..Totals::default()
        }
    }

    fn route(&self, route: &furgo_planner::Route) -> Route<'a> {
        let at = self.vehicles[&route.vehicle];
        let vehicle = &self.input.vehicles[at];
        let mut walk = Walk::new(self, at);
        let mut totals = self.no_totals(walk.distances.is_some());
        let mut steps = Vec::with_capacity(route.steps.len());
        for (at, step) in route.steps.iter().enumerate() {
            if let Some(job) = step.job() {
                totals.count(&self.input.jobs[self.jobs[&job]]);
            }
            // A break is taken where the vehicle stands: after the leg if that has been driven.
            let next = || route.steps[at..].iter().find_map(|step| step.location);
            walk.drive(step, next);
            let step = walk.step(step);
            totals.setup += u64::from(step.setup);
            totals.service += u64::from(step.service);
            totals.waiting_time += u64::from(step.waiting_time);
            totals.duration = step.duration;
            totals.distance = step.distance;
            steps.push(step);
        }
        add_ends(&mut steps, route);
        totals.cost = (route.cost.total() + COST_SCALE / 2).div_euclid(COST_SCALE);
        let description = vehicle.description.as_deref();
        let of_steps = steps.iter().flat_map(|step| &step.violations);
        let violations = of_steps.chain(self.violations.of_route(vehicle.id)).copied().collect();
        Route { vehicle: vehicle.id, description, totals, steps, violations }
    }
}

/// The format's routes always start and end: at their first and last place if nowhere else.
fn add_ends(steps: &mut Vec<Step>, route: &furgo_planner::Route) {
    let place = |step: &Step| step.kind != "break";
    if let Some(first) = steps.iter().find(|step| place(step)).filter(|step| step.kind != "start") {
        let load = (0..first.load.len()).map(|at| route.load.get(at).copied().unwrap_or(0));
        let start = Step {
            load: load.collect(),
            arrival: route.departure_s,
            duration: 0,
            distance: first.distance.map(|_| 0),
            ..first.standing("start")
        };
        steps.insert(0, start);
    }
    if let Some(last) = steps.iter().rfind(|step| place(step)).filter(|step| step.kind != "end") {
        let end = Step { arrival: route.end_s, ..last.standing("end") };
        steps.push(end);
    }
}

impl Step<'_> {
    /// Being where this step is, with the same load and the same way behind.
    fn standing<'a>(&self, kind: &'static str) -> Step<'a> {
        Step {
            kind,
            id: None,
            description: None,
            place: self.place,
            setup: 0,
            service: 0,
            waiting_time: 0,
            load: self.load.clone(),
            arrival: self.arrival,
            duration: self.duration,
            distance: self.distance,
            violations: Vec::new(),
        }
    }
}

impl Totals {
    fn count(&mut self, job: &Job) {
        self.priority += u64::from(job.priority.0);
        for (sums, amounts) in
            [(&mut self.delivery, &job.delivery), (&mut self.pickup, &job.pickup)]
        {
            let amounts = amounts.iter().flatten();
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += u64::from(amount.0));
        }
    }
}

/// Follows one vehicle through its day.
struct Walk<'w, 'a, 'l> {
    writer: &'w Writer<'a, 'l>,
    vehicle: &'a Vehicle,
    breaks: Vec<usize>,
    start: Place,
    end: Place,
    distances: Option<&'l [u32]>,
    here: Option<usize>,
    /// What the planner counted up to here, to see whether a break comes after a leg.
    driven: (u64, u64),
    distance: u64,
}

impl<'w, 'a, 'l> Walk<'w, 'a, 'l> {
    fn new(writer: &'w Writer<'a, 'l>, at: usize) -> Self {
        let vehicle = &writer.input.vehicles[at];
        let place = |location, index: Option<super::input::Count>| Place {
            location,
            location_index: index.map(|index| index.0),
        };
        Self {
            writer,
            vehicle,
            breaks: break_order(vehicle),
            start: place(vehicle.start, vehicle.start_index),
            end: place(vehicle.end, vehicle.end_index),
            distances: writer.legs.profile(&vehicle.profile).distances.as_deref(),
            here: writer.legs.starts[at],
            driven: (0, 0),
            distance: 0,
        }
    }

    fn step(&mut self, step: &furgo_planner::Step) -> Step<'a> {
        let (input, jobs) = (self.writer.input, &self.writer.jobs);
        let mut written = Step {
            kind: "",
            id: None,
            description: None,
            place: Place::default(),
            setup: step.setup_s,
            service: 0,
            waiting_time: step.waiting_s,
            load: (0..self.writer.dimensions)
                .map(|at| step.load.get(at).copied().unwrap_or(0))
                .collect(),
            arrival: step.arrival_s,
            duration: step.travel_s,
            distance: None,
            violations: self.writer.violations.of_step(self.vehicle.id, step.kind),
        };
        match step.kind {
            StepKind::Start => (written.kind, written.place) = ("start", self.start),
            StepKind::End => (written.kind, written.place) = ("end", self.end),
            StepKind::Break { index } => {
                let pause = &self.vehicle.breaks[self.breaks[index]];
                (written.kind, written.id) = ("break", Some(pause.id));
                written.description = pause.description.as_deref();
                written.service = pause.service.0;
            }
            StepKind::Reload => {} // Not in this format, so in no plan of its problems.
            StepKind::Job { id } => {
                let job = &input.jobs[jobs[&id]];
                (written.kind, written.id, written.place) = ("job", Some(id), place_of(job));
                written.description = job.description.as_deref();
                written.service = job.service.0;
            }
        }
        written.distance = self.distances.map(|_| self.distance);
        written
    }

    /// Counts the leg that leads to a step, which says less where the planner's metres are costs.
    /// None leads to the start, or to a break where the vehicle stands: a matrix may have metres from
    /// a place to itself, which are for two jobs at one place.
    fn drive(&mut self, step: &furgo_planner::Step, next: impl Fn() -> Option<usize>) {
        if step.kind == StepKind::Start {
            return;
        }
        let driven = (step.travel_s, step.distance_m);
        let to = step.location.or_else(|| if driven > self.driven { next() } else { None });
        self.driven = driven;
        if let (Some(distances), Some(from), Some(to)) = (self.distances, self.here, to) {
            self.distance += u64::from(distances[from * self.writer.legs.size + to]);
        }
        self.here = to.or(self.here);
    }
}

fn place_of(job: &Job) -> Place {
    Place { location: job.location, location_index: job.location_index.map(|index| index.0) }
}
