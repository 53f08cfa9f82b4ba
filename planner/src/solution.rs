//! The answer: routes with times, what they cost, what was left out and why, what is broken.

use serde::{Deserialize, Serialize};

/// Costs inside a [`Solution`] are exact integers in this fraction of a hundredth of the currency:
/// the least common multiple of 1 000 m and 3 600 s, so that no rounding ever happens.
pub const COST_SCALE: i64 = 18_000;

/// The order of stops of one vehicle, by ids: the input of [`evaluate`](crate::evaluate).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteOrder {
    pub vehicle: u64,
    pub jobs: Vec<u64>,
    /// Where the vehicle reloads: before the jobs at these indexes of `jobs`.
    #[serde(default)]
    pub reloads: Vec<usize>,
}

impl RouteOrder {
    /// Without reloads.
    pub fn new(vehicle: u64, jobs: Vec<u64>) -> Self {
        Self { vehicle, jobs, reloads: Vec::new() }
    }
}

/// Routes, and everything that follows from their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// One for each used vehicle, by vehicle id.
    pub routes: Vec<Route>,
    /// Every job that is on no route, by job id.
    pub unplanned: Vec<Unplanned>,
    pub cost: Cost,
    /// Empty for everything that the solver ordered freely.
    pub violations: Vec<Violation>,
}

impl Solution {
    /// The order alone, to store or to evaluate again.
    pub fn order(&self) -> Vec<RouteOrder> {
        self.routes.iter().map(Route::order).collect()
    }

    /// Whether every constraint is kept (stops may still be unplanned).
    pub fn is_feasible(&self) -> bool {
        self.violations.is_empty()
    }
}

/// The journey of one vehicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    pub vehicle: u64,
    /// Start, stops, reloads and breaks in the order of the day, end. A route without a given start or end
    /// begins or ends with its first or last stop.
    pub steps: Vec<Step>,
    pub departure_s: i64,
    pub end_s: i64,
    pub distance_m: u64,
    pub travel_s: u64,
    /// Set-up, service and reloading.
    pub service_s: u64,
    pub waiting_s: u64,
    /// What was loaded at the start, or is on board of a vehicle under way, per dimension.
    pub load: Vec<u64>,
    pub cost: Cost,
}

impl Route {
    fn order(&self) -> RouteOrder {
        let mut order = RouteOrder { vehicle: self.vehicle, ..RouteOrder::default() };
        for step in &self.steps {
            match step.kind {
                StepKind::Job { id } => order.jobs.push(id),
                StepKind::Reload => order.reloads.push(order.jobs.len()),
                StepKind::Start | StepKind::Break { .. } | StepKind::End => {}
            }
        }
        order
    }
}

/// Something that happens on a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub kind: StepKind,
    /// Index of the place; none for a break, which is taken where the vehicle stands.
    pub location: Option<usize>,
    pub arrival_s: i64,
    /// Set-up paid here, between arrival and service.
    pub setup_s: u32,
    /// Idle time before the service: the window was not open yet.
    pub waiting_s: u32,
    /// When the service, or the break, begins.
    pub service_start_s: i64,
    pub departure_s: i64,
    /// On board after this step, per dimension.
    pub load: Vec<u64>,
    /// Driven since the start of the route, in metres and seconds.
    pub distance_m: u64,
    pub travel_s: u64,
}

impl Step {
    /// The job that is done here, if this is a stop.
    pub fn job(&self) -> Option<u64> {
        match self.kind {
            StepKind::Job { id } => Some(id),
            StepKind::Start | StepKind::Reload | StepKind::Break { .. } | StepKind::End => None,
        }
    }
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StepKind {
    Start,
    Job {
        id: u64,
    },
    /// Everything is unloaded, and what the stops up to the next reload need is loaded.
    Reload,
    /// The break's index in its vehicle's list.
    Break {
        index: usize,
    },
    End,
}

/// Costs by origin, each in [`COST_SCALE`]ths of a hundredth of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub distance: i64,
    pub time: i64,
    /// What driving time costs on top.
    pub driving: i64,
    pub fixed: i64,
    pub soft_windows: i64,
    pub balance: i64,
}

impl Cost {
    /// The sum, in [`COST_SCALE`]ths.
    pub fn total(&self) -> i64 {
        self.distance + self.time + self.driving + self.fixed + self.soft_windows + self.balance
    }

    /// The sum in hundredths of the currency, rounded to the nearest.
    pub fn total_hundredths(&self) -> i64 {
        (self.total() + COST_SCALE / 2).div_euclid(COST_SCALE)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.distance += other.distance;
        self.time += other.time;
        self.driving += other.driving;
        self.fixed += other.fixed;
        self.soft_windows += other.soft_windows;
        self.balance += other.balance;
    }
}

/// A job that is on no route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplanned {
    pub job: u64,
    pub reason: Reason,
}

/// Why a job is on no route: the first that applies to every vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There are no vehicles.
    NoVehicle,
    /// No vehicle has its skills, or may do it.
    NotAllowed,
    /// It is larger than any permitted vehicle.
    TooLarge,
    /// The permitted vehicles are under way without it, and do not reload.
    NotOnBoard,
    /// There is no road to it and on.
    Unreachable,
    /// Even alone on a route it cannot be served within its windows, the shift and the limits.
    TooFar,
    /// A job that must come before it is unplanned, or on a vehicle that cannot take it.
    Predecessor,
    /// The permitted vehicles are full.
    Capacity,
    /// The permitted vehicles have room for its load, but not within time and limits.
    Time,
    /// It would fit: the order that was given, or that was reached in the time allowed, leaves it out.
    LeftOut,
}

/// A constraint that an order breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Violation {
    /// The service begins after the last window that it could have begun in.
    Late {
        job: u64,
        late_s: i64,
    },
    /// The route ends after the shift.
    ShiftExceeded {
        vehicle: u64,
        late_s: i64,
    },
    /// A break begins too late, or the route ends so late without it.
    BreakLate {
        vehicle: u64,
        index: usize,
        late_s: i64,
    },
    Overloaded {
        vehicle: u64,
        dimension: usize,
        excess: u64,
    },
    /// The vehicle lacks a skill, or may not do the job.
    NotAllowed {
        vehicle: u64,
        job: u64,
    },
    TooManyStops {
        vehicle: u64,
        excess: u32,
    },
    TooManyReloads {
        vehicle: u64,
        excess: u32,
    },
    /// A reload begins after the last window that it could have begun in.
    ReloadLate {
        vehicle: u64,
        late_s: i64,
    },
    /// The vehicle is under way without it, and does not reload before.
    NotOnBoard {
        vehicle: u64,
        job: u64,
    },
    TravelTooLong {
        vehicle: u64,
        excess_s: u64,
    },
    TooFar {
        vehicle: u64,
        excess_m: u64,
    },
    /// There is no road between two places of the route; the leg counts as nothing.
    Unreachable {
        vehicle: u64,
        from: usize,
        to: usize,
    },
    /// A job that must come earlier on the same route does not.
    OutOfOrder {
        job: u64,
        predecessor: u64,
    },
    /// The vehicle does not begin with its fixed first stops.
    FirstJobs {
        vehicle: u64,
    },
    /// The order names something that is not in the problem, or names it twice; it is passed over.
    UnknownVehicle {
        vehicle: u64,
    },
    UnknownJob {
        job: u64,
    },
    DuplicateVehicle {
        vehicle: u64,
    },
    DuplicateJob {
        job: u64,
    },
}
