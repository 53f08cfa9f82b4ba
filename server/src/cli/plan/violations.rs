//! What the planner says a plan breaks, in the words of VROOM's solution format.

use furgo_planner::{Solution, StepKind, Violation};
use serde::Serialize;

/// Something that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub cause: &'static str,
    /// By how many seconds, where it is about time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<i64>,
}

/// Where something is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Wherever the stop is.
    Job(u64),
    Step(u64, StepKind),
    Route(u64),
}

/// Everything that a plan breaks.
#[derive(Debug)]
pub struct Violations(Vec<(Place, Broken)>);

impl Violations {
    pub fn of(solution: &Solution) -> Self {
        let broken = |violation| placed(solution, violation);
        Self(solution.violations.iter().map(broken).collect())
    }

    pub fn of_step(&self, vehicle: u64, kind: StepKind) -> Vec<Broken> {
        let is_here = |place: &Place| match *place {
            Place::Job(job) => kind == StepKind::Job { id: job },
            Place::Step(of, step) => of == vehicle && step == kind,
            Place::Route(_) => false,
        };
        self.0.iter().filter(|(place, _)| is_here(place)).map(|(_, broken)| *broken).collect()
    }

    /// What is broken by the whole route and not at one of its steps.
    pub fn of_route(&self, vehicle: u64) -> impl Iterator<Item = &Broken> {
        let of = Place::Route(vehicle);
        self.0.iter().filter(move |(place, _)| *place == of).map(|(_, broken)| broken)
    }
}

fn placed(solution: &Solution, violation: &Violation) -> (Place, Broken) {
    let broken = |cause| Broken { cause, duration: None };
    let delay = |late_s| Broken { cause: "delay", duration: Some(late_s) };
    match *violation {
        Violation::Late { job, late_s } => (Place::Job(job), delay(late_s)),
        Violation::ShiftExceeded { vehicle, late_s } => (Place::Route(vehicle), delay(late_s)),
        Violation::BreakLate { vehicle, index, late_s } => {
            let taken = StepKind::Break { index };
            let mut routes = solution.routes.iter().filter(|route| route.vehicle == vehicle);
            let is_taken =
                |route: &furgo_planner::Route| route.steps.iter().any(|step| step.kind == taken);
            match routes.any(is_taken) {
                true => (Place::Step(vehicle, taken), delay(late_s)),
                false => (Place::Route(vehicle), broken("missing_break")),
            }
        }
        Violation::Overloaded { vehicle, .. } | Violation::NotOnBoard { vehicle, .. } => {
            (Place::Route(vehicle), broken("load"))
        }
        Violation::NotAllowed { job, .. } => (Place::Job(job), broken("skills")),
        Violation::TooManyStops { vehicle, .. } => (Place::Route(vehicle), broken("max_tasks")),
        Violation::TravelTooLong { vehicle, excess_s } => {
            let duration = i64::try_from(excess_s).ok();
            (Place::Route(vehicle), Broken { duration, ..broken("max_travel_time") })
        }
        Violation::TooFar { vehicle, .. } => (Place::Route(vehicle), broken("max_distance")),
        Violation::OutOfOrder { job, .. }
        | Violation::UnknownJob { job }
        | Violation::DuplicateJob { job } => (Place::Job(job), broken("precedence")),
        // Not in this format, so in no plan of its problems.
        Violation::TooManyReloads { vehicle, .. }
        | Violation::ReloadLate { vehicle, .. }
        | Violation::Unreachable { vehicle, .. }
        | Violation::FirstJobs { vehicle }
        | Violation::UnknownVehicle { vehicle }
        | Violation::DuplicateVehicle { vehicle } => (Place::Route(vehicle), broken("precedence")),
    }
}
