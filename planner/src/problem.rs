//! What is to be planned: places, jobs, vehicles and what things cost.
//!
//! Times are whole seconds on one axis of the caller's choice (seconds since the midnight of the
//! route's date is a good one), distances whole metres, prices whole hundredths of the currency.
//! Places are indexes into the matrices; the planner knows no coordinates.

use serde::{Deserialize, Serialize};

/// A matrix entry that says "there is no road": such a leg is never planned.
pub const UNREACHABLE: u32 = u32::MAX;

/// Everything that [`solve`](crate::solve) needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Problem {
    /// Travel times and distances, one matrix per kind of vehicle, all of the same size.
    pub matrices: Vec<Matrix>,
    pub jobs: Vec<Job>,
    pub vehicles: Vec<Vehicle>,
    /// When present, uneven work costs extra.
    pub balance: Option<Balance>,
}

/// Travel between places, row-major: the entry `from * size + to`. It need not be symmetric.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    pub size: usize,
    pub durations_s: Vec<u32>,
    pub distances_m: Vec<u32>,
}

impl Matrix {
    /// A matrix from rows. [`Problem::check`] finds rows of unequal length.
    pub fn from_rows(durations_s: &[Vec<u32>], distances_m: &[Vec<u32>]) -> Self {
        Self {
            size: durations_s.len(),
            durations_s: durations_s.concat(),
            distances_m: distances_m.concat(),
        }
    }

    /// Seconds and metres of one leg; [`UNREACHABLE`] both outside the matrix and without a road.
    pub fn leg(&self, from: usize, to: usize) -> (u32, u32) {
        let at = |values: &[u32]| values.get(from * self.size + to).copied().unwrap_or(UNREACHABLE);
        (at(&self.durations_s), at(&self.distances_m))
    }
}

/// A closed interval of time in seconds: both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    pub start_s: i64,
    pub end_s: i64,
}

impl Window {
    pub const fn new(start_s: i64, end_s: i64) -> Self {
        Self { start_s, end_s }
    }
}

/// Something to be done at a place, once, by one vehicle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Job {
    /// Unique among the jobs. The order of jobs in the list never matters, ids break ties.
    pub id: u64,
    /// Index of the place in every matrix.
    pub location: usize,
    /// Parking and walking up, before the service. Not needed when the vehicle already stands at
    /// this place (because the stop before, or the start, is the same place).
    pub setup_s: u32,
    /// The service itself: handing over, signature.
    pub service_s: u32,
    /// What it takes of each dimension of the capacity (pieces, grams, litres …); missing is 0.
    /// Loaded at the start of the route, or where the vehicle reloads, and left here.
    pub demand: Vec<u32>,
    /// What is taken along here and brought to the next reload or the end, per dimension.
    pub pickup: Vec<u32>,
    /// When the service may begin; empty is any time. An early vehicle waits.
    pub windows: Vec<Window>,
    /// Whether `windows` say when the set-up may begin instead of the service.
    pub setup_in_window: bool,
    /// When the service should begin; outside costs money.
    pub soft_window: Option<SoftWindow>,
    /// Skills that the vehicle must have, all of them.
    pub skills: Vec<u32>,
    /// Ids of the vehicles that may do it; empty is any.
    pub vehicles: Vec<u64>,
    /// Leaving this job out is as bad as leaving out `priority + 1` ordinary ones.
    pub priority: u8,
    /// Ids of jobs that must come earlier on the same route: this one is not done without them.
    pub after: Vec<u64>,
}

/// A preferred time: beginning the service outside is allowed and has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoftWindow {
    pub window: Window,
    /// Hundredths of the currency for each minute too early or too late, by the second, up to
    /// [`SHIFT_S_MAX`](crate::SHIFT_S_MAX).
    pub price_per_minute: u32,
}

/// A vehicle with its driver, for one journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Vehicle {
    /// Unique among the vehicles.
    pub id: u64,
    /// Index of the matrix that this vehicle drives by.
    pub matrix: usize,
    /// Where the journey begins; none means at its first stop.
    pub start: Option<usize>,
    /// Where it ends; none means at its last stop (an open route).
    pub end: Option<usize>,
    /// From the earliest departure to the latest return.
    pub shift: Window,
    pub departure: Departure,
    /// What fits at a time, per dimension; a missing dimension has no limit.
    pub capacity: Vec<u32>,
    /// Whether it may come back to load again. See [`Reload`].
    pub reload: Option<Reload>,
    /// Whether it has left already. See [`UnderWay`].
    pub under_way: Option<UnderWay>,
    pub skills: Vec<u32>,
    /// In the order of the day. See [`Break`].
    pub breaks: Vec<Break>,
    /// How many of them, from the first on, no route is without.
    pub required_breaks: u32,
    pub costs: Costs,
    pub max_stops: Option<u32>,
    /// Limit of the time spent driving, in seconds.
    pub max_travel_s: Option<u32>,
    pub max_distance_m: Option<u32>,
    /// Ids of the jobs that this vehicle does first, in this order, whatever it costs. Where they do
    /// not fit at a time it reloads, as late as possible.
    pub first_jobs: Vec<u64>,
}

impl Default for Vehicle {
    fn default() -> Self {
        Self {
            id: 0,
            matrix: 0,
            start: None,
            end: None,
            shift: Window::new(0, 24 * 3600),
            departure: Departure::default(),
            capacity: Vec::new(),
            reload: None,
            under_way: None,
            skills: Vec::new(),
            breaks: Vec::new(),
            required_breaks: 0,
            costs: Costs::default(),
            max_stops: None,
            max_travel_s: None,
            max_distance_m: None,
            first_jobs: Vec::new(),
        }
    }
}

/// Coming back in the middle of the journey: what was picked up is unloaded, and what the next
/// stops need is loaded, so the capacity counts from one reload to the next.
///
/// It happens only between stops that do not fit together; shift, breaks and limits go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reload {
    /// Index of the place; none means the start of the vehicle.
    pub location: Option<usize>,
    /// How long unloading and loading take.
    pub duration_s: u32,
    /// When it may begin; empty is any time. An early vehicle waits.
    pub windows: Vec<Window>,
    /// How often at most; none means as often as needed.
    pub max_reloads: Option<u32>,
}

/// A vehicle that is on its way already. What is not on board it can bring only after a reload; a
/// job without demand it can do at any time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UnderWay {
    /// Ids of the jobs whose demand is on board: no other vehicle can do them.
    pub on_board: Vec<u64>,
    /// What was picked up so far and stays on board until a reload or the end, per dimension.
    pub picked_up: Vec<u32>,
    /// Stops done and seconds worked since the day began: [`Balance`] counts them too.
    pub stops_done: u32,
    pub worked_s: u32,
}

/// When a vehicle sets off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// When its shift begins: the most slack on the road.
    #[default]
    ShiftStart,
    /// As late as possible without ending later: the least waiting and the fewest paid hours.
    JustInTime,
}

/// A pause that must begin within the window, between two stops or on arriving at one.
///
/// A break is left out when the route ends while the break could still begin, unless it is one of
/// the vehicle's `required_breaks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    pub window: Window,
    pub duration_s: u32,
}

/// What using a vehicle costs, in hundredths of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    pub per_km: u32,
    /// For the whole time from departure to the end: driving, service, waiting and breaks.
    pub per_hour: u32,
    /// For the time spent driving alone, on top of `per_hour`.
    pub per_driving_hour: u32,
    /// Once, when the vehicle is used at all.
    pub fixed: u32,
}

impl Default for Costs {
    /// Time matters most, distance some: a usual van with its driver.
    fn default() -> Self {
        Self { per_km: 30, per_hour: 2000, per_driving_hour: 0, fixed: 0 }
    }
}

/// Makes routes alike: each used vehicle pays `price` times the square of its work, so an hour (or
/// a stop) moved from a long route to a short one saves money. One under way pays what the rest of
/// its day adds to the square of what it has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub by: BalanceBy,
    /// Hundredths of the currency per squared stop or squared hour.
    pub price: u32,
}

/// What [`Balance`] squares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceBy {
    Stops,
    /// Hours from departure to the end.
    Time,
}
