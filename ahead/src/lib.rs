//! What is ahead of a van as a problem for the planner: the stops that are to be driven to, from where
//! it is now. Pure, so that a phone without a network plans as the server does.
//!
//! The axis of the planner's times is seconds since the van sets off for the open stops. A
//! recipient's time window is kept as far as it can be: too early waits, too late is allowed at a
//! price that no detour reaches, so that every stop stays on the route.

#![forbid(unsafe_code)]

pub mod packed;
pub mod replan;

use furgo_planner::{Job, Matrix, Problem, SoftWindow, Vehicle, Window};
use furgo_shared::{
    packages::TimeWindow,
    routes::live::{self, LiveRoute, LiveStop},
    time::Timestamp,
};

/// Hundredths of the currency for each minute too late: 1,000 a minute, against 20 an hour.
const LATE_PER_MINUTE: u32 = 100_000;
/// Longer than anybody drives; what must end on its day is checked where it is planned.
pub const SHIFT_S: i64 = 5 * 24 * 3600;
/// The only vehicle of every problem.
pub const VAN: u64 = 0;
/// Places of every problem: where the van is, the depot, and from here on the stops ahead.
pub const START: usize = 0;
const DEPOT: usize = 1;
pub const STOPS: usize = 2;

/// Where a van may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Depot,
    /// By its place among the route's stops.
    Stop(usize),
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Zero of the planner's axis.
    pub sets_off_at: Timestamp,
    /// Where it sets off, the depot, and the stops that are to be driven to in the order they stand in.
    pub places: Vec<Place>,
    jobs: Vec<Job>,
    returns: bool,
}

impl Ahead {
    /// Of a planned route from the depot at its departure; of a running one from where it is now.
    pub fn of(route: LiveRoute, stops: &[LiveStop], returns: bool, now: Timestamp) -> Self {
        let (from, sets_off_at) = live::drives_on(route, stops, now);
        let from = from.map_or(Place::Depot, Place::Stop);
        let stands = live::standing(stops);
        let ahead: Vec<usize> = (0..)
            .zip(stops)
            .filter(|(at, stop)| !stop.is_done && Some(*at) != stands)
            .map(|(at, _)| at)
            .collect();
        let stops_ahead = ahead.iter().filter_map(|at| stops.get(*at));
        let jobs = stops_ahead
            .enumerate()
            .map(|(number, stop)| job(number, STOPS + number, stop, sets_off_at))
            .collect();
        let places =
            [from, Place::Depot].into_iter().chain(ahead.into_iter().map(Place::Stop)).collect();
        Self { sets_off_at, places, jobs, returns }
    }

    /// How many stops are to be driven to.
    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Whether there is nothing to plan.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// The problem, given what it takes to drive between its places.
    pub fn problem(&self, matrix: Matrix) -> Problem {
        problem(self.jobs.clone(), self.returns, matrix)
    }
}

fn problem(jobs: Vec<Job>, returns: bool, matrix: Matrix) -> Problem {
    let van = Vehicle {
        id: VAN,
        start: Some(START),
        end: returns.then_some(DEPOT),
        shift: Window::new(0, SHIFT_S),
        ..Vehicle::default()
    };
    Problem { matrices: vec![matrix], jobs, vehicles: vec![van], balance: None }
}

/// A stop that stays on its route, however late: on an axis with this zero.
pub fn job(number: usize, location: usize, stop: &LiveStop, zero: Timestamp) -> Job {
    let window = stop.window.map(|window| on_axis(window, zero));
    job_on_axis(number, location, stop.service_s, window)
}

fn job_on_axis(number: usize, location: usize, service_s: u32, window: Option<Window>) -> Job {
    Job {
        id: u64::try_from(number).unwrap_or(u64::MAX),
        location,
        service_s,
        windows: window.map(|window| Window::new(window.start_s, SHIFT_S)).into_iter().collect(),
        soft_window: window.map(|window| SoftWindow { window, price_per_minute: LATE_PER_MINUTE }),
        ..Job::default()
    }
}

/// A time window in seconds since an instant, cut off where nobody drives any more.
pub fn on_axis(window: TimeWindow, zero: Timestamp) -> Window {
    let since = |at: Timestamp| (at - zero).num_seconds().clamp(-SHIFT_S, SHIFT_S);
    Window::new(since(window.from), since(window.to))
}
