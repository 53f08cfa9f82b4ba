//! Jobs and vehicles as the search reads them: references resolved, prices scaled.

use std::collections::HashMap;

use crate::check::{CAPACITY_DIMENSIONS_MAX, JOBS_MAX, SHIFT_S_MAX};
use crate::model::NONE;
use crate::problem::{Departure, Job, Reload, SoftWindow, Vehicle, Window};
use crate::solution::COST_SCALE;

/// Amounts in every dimension.
pub(crate) type Load = [i64; CAPACITY_DIMENSIONS_MAX];

/// A time that no plan reaches; sums of a few of them still fit in 64 bits.
pub(crate) const NEVER: i64 = i64::MAX / 16;

/// A job with its references resolved.
#[derive(Debug)]
pub(crate) struct JobModel {
    pub id: u64,
    pub location: u32,
    pub setup_s: i64,
    /// Whether the windows are about the beginning of a set-up, which the job then has. Without one
    /// both beginnings are the same.
    pub setup_in_window: bool,
    pub service_s: i64,
    pub demand: Load,
    pub pickup: Load,
    /// The earliest and the latest time at which the service may begin.
    pub open_s: i64,
    pub close_s: i64,
    /// The end of the last window as the problem has it; `close_s` can be later, see
    /// [`Model::accept_late_beginnings`].
    pub promised_close_s: i64,
    /// The windows, sorted and disjoint, when there are several; otherwise empty.
    pub windows: Vec<Window>,
    pub soft: Option<SoftWindow>,
    /// Weight of leaving it out: priority + 1.
    pub weight: i64,
    pub after: Vec<u32>,
    pub before: Vec<u32>,
    /// Id of the vehicle under way that has its demand on board.
    pub on_board_of: Option<u64>,
}

impl JobModel {
    /// The first time from `ready_s` on at which the service may begin, or [`NEVER`].
    #[inline]
    pub fn begin(&self, ready_s: i64) -> i64 {
        if ready_s > self.close_s {
            return NEVER;
        }
        if self.windows.is_empty() {
            return ready_s.max(self.open_s);
        }
        let next = self.windows.iter().find(|window| window.end_s >= ready_s);
        next.map_or(NEVER, |window| ready_s.max(window.start_s))
    }

    /// The last time up to `limit_s` at which the service may begin, or `-NEVER`.
    #[inline]
    pub fn begin_at_most(&self, limit_s: i64) -> i64 {
        if limit_s < self.open_s {
            return -NEVER;
        }
        if self.windows.is_empty() {
            return limit_s.min(self.close_s);
        }
        let last = self.windows.iter().rev().find(|window| window.start_s <= limit_s);
        last.map_or(-NEVER, |window| limit_s.min(window.end_s))
    }

    /// The first time at which the service may begin when the vehicle arrives at `arrival_s` and so
    /// much set-up is due, or at least [`NEVER`].
    #[inline]
    pub fn service_start(&self, arrival_s: i64, setup_s: i64) -> i64 {
        match self.setup_in_window {
            true => self.begin(arrival_s) + setup_s,
            false => self.begin(arrival_s + setup_s),
        }
    }

    /// When the set-up is done after an arrival, to be compared with the latest such time on a
    /// route (`RouteState::latest`), which leaves out windows that are about the set-up: those are
    /// asked here, and a missed one is at least [`NEVER`].
    #[inline]
    pub fn ready(&self, arrival_s: i64, setup_s: i64) -> i64 {
        match self.setup_in_window {
            true => self.service_start(arrival_s, setup_s),
            false => arrival_s + setup_s,
        }
    }

    /// The last arrival with so much set-up due, if the service ends by `limit_s`, or about
    /// `-`[`NEVER`].
    #[inline]
    pub fn arrive_at_most(&self, limit_s: i64, setup_s: i64) -> i64 {
        match self.setup_in_window {
            true => self.begin_at_most(limit_s - self.service_s - setup_s),
            false => self.begin_at_most(limit_s - self.service_s) - setup_s,
        }
    }

    /// How late an arrival is, however the windows are meant, by the last of them.
    pub fn late_s(&self, arrival_s: i64, setup_s: i64) -> i64 {
        let counted_s = if self.setup_in_window { 0 } else { setup_s };
        arrival_s + counted_s - self.close_s
    }

    /// Makes the last window reach so far that the service may begin at `begin_s`, after this
    /// set-up.
    pub fn grant(&mut self, begin_s: i64, setup_s: i64) {
        let begin_s = if self.setup_in_window { begin_s - setup_s } else { begin_s };
        self.close_s = self.close_s.max(begin_s);
        if let Some(last) = self.windows.last_mut() {
            last.end_s = self.close_s;
        }
    }

    /// The price of beginning at `begin_s`, scaled.
    #[inline]
    pub fn soft_cost(&self, begin_s: i64) -> i64 {
        let Some(SoftWindow { window, price_per_minute }) = self.soft else { return 0 };
        // Capped, so that a preference for another year, or a missed window, cannot overflow.
        let off_s = (window.start_s - begin_s).max(begin_s - window.end_s).clamp(0, SHIFT_S_MAX);
        off_s * i64::from(price_per_minute) * (COST_SCALE / 60)
    }
}

/// A break with its times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BreakModel {
    pub window: Window,
    /// The end of the window as the problem has it.
    pub promised_end_s: i64,
    pub duration_s: i64,
}

impl BreakModel {
    pub fn grant(&mut self, begin_s: i64) {
        self.window.end_s = self.window.end_s.max(begin_s);
    }
}

/// A vehicle with its references resolved and its prices scaled.
#[derive(Debug)]
pub(crate) struct VehicleModel {
    pub id: u64,
    pub matrix: usize,
    pub start: u32,
    pub end: u32,
    pub shift: Window,
    pub just_in_time: bool,
    pub capacity: Load,
    /// The job that stands for reloading, [`NONE`](crate::model::NONE) if that is not possible.
    pub reload: u32,
    pub max_reloads: usize,
    /// Whether it has left, and with what on board.
    pub is_under_way: bool,
    pub on_board: Load,
    /// Work done before this plan begins.
    pub stops_done: i64,
    pub worked_s: i64,
    pub per_m: i64,
    /// For every second of the route, and for every second of driving on top.
    pub per_s: i64,
    pub per_driving_s: i64,
    pub fixed: i64,
    pub max_stops: usize,
    pub max_travel_s: i64,
    pub max_distance_m: i64,
    pub breaks: Vec<BreakModel>,
    /// No route ends before so many of them.
    pub required_breaks: usize,
    pub first_jobs: Vec<u32>,
    /// Vehicles of one class are interchangeable as long as they are empty.
    pub class: usize,
}

impl VehicleModel {
    /// Scaled price of driving so far for so long, without what every second of the route costs.
    #[inline]
    pub fn way_cost(&self, distance_m: i64, travel_s: i64) -> i64 {
        distance_m * self.per_m + travel_s * self.per_driving_s
    }
}

pub(crate) fn amounts(values: &[u32], missing: i64) -> Load {
    std::array::from_fn(|dimension| {
        values.get(dimension).map_or(missing, |&value| i64::from(value))
    })
}

pub(crate) fn job_model(job: &Job, index: &HashMap<u64, u32>) -> JobModel {
    let windows = merged(&job.windows);
    let close_s = windows.last().map_or(NEVER, |window| window.end_s);
    JobModel {
        id: job.id,
        location: job.location as u32,
        setup_s: i64::from(job.setup_s),
        setup_in_window: job.setup_in_window && job.setup_s > 0,
        service_s: i64::from(job.service_s),
        demand: amounts(&job.demand, 0),
        pickup: amounts(&job.pickup, 0),
        open_s: windows.first().map_or(-NEVER, |window| window.start_s),
        close_s,
        promised_close_s: close_s,
        windows: if windows.len() > 1 { windows } else { Vec::new() },
        soft: job.soft_window,
        weight: i64::from(job.priority) + 1,
        after: job.after.iter().map(|id| index[id]).collect(),
        before: Vec::new(),
        on_board_of: None,
    }
}

/// Reloading, as a stop: nobody counts it, but its times are those of any other.
pub(crate) fn reload_model(reload: &Reload, place: usize) -> JobModel {
    let (location, service_s) = (place, reload.duration_s);
    let windows = reload.windows.clone();
    let job = Job { id: u64::MAX, location, service_s, windows, ..Job::default() };
    JobModel { weight: 0, ..job_model(&job, &HashMap::new()) }
}

/// Sorted windows, overlapping ones joined.
fn merged(windows: &[Window]) -> Vec<Window> {
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by(|next, last| {
        let overlap = next.start_s <= last.end_s;
        if overlap {
            last.end_s = last.end_s.max(next.end_s);
        }
        overlap
    });
    sorted
}

pub(crate) fn vehicle_model(
    vehicle: &Vehicle,
    nowhere: usize,
    index: &HashMap<u64, u32>,
) -> VehicleModel {
    let way = vehicle.under_way.as_ref();
    VehicleModel {
        id: vehicle.id,
        matrix: vehicle.matrix,
        start: vehicle.start.unwrap_or(nowhere) as u32,
        end: vehicle.end.unwrap_or(nowhere) as u32,
        shift: vehicle.shift,
        just_in_time: vehicle.departure == Departure::JustInTime,
        capacity: amounts(&vehicle.capacity, NEVER),
        reload: NONE,
        max_reloads: 0,
        is_under_way: way.is_some(),
        on_board: [0; CAPACITY_DIMENSIONS_MAX],
        // Capped, as the work to come is, so that squares cannot overflow.
        stops_done: way.map_or(0, |way| i64::from(way.stops_done).min(JOBS_MAX as i64)),
        worked_s: way.map_or(0, |way| i64::from(way.worked_s).min(SHIFT_S_MAX)),
        per_m: i64::from(vehicle.costs.per_km) * (COST_SCALE / 1000),
        per_s: i64::from(vehicle.costs.per_hour) * (COST_SCALE / 3600),
        per_driving_s: i64::from(vehicle.costs.per_driving_hour) * (COST_SCALE / 3600),
        fixed: i64::from(vehicle.costs.fixed) * COST_SCALE,
        max_stops: vehicle.max_stops.map_or(usize::MAX, |stops| stops as usize),
        max_travel_s: vehicle.max_travel_s.map_or(NEVER, i64::from),
        max_distance_m: vehicle.max_distance_m.map_or(NEVER, i64::from),
        breaks: vehicle
            .breaks
            .iter()
            .map(|pause| BreakModel {
                window: pause.window,
                promised_end_s: pause.window.end_s,
                duration_s: i64::from(pause.duration_s),
            })
            .collect(),
        required_breaks: vehicle.breaks.len().min(vehicle.required_breaks as usize),
        first_jobs: vehicle.first_jobs.iter().map(|id| index[id]).collect(),
        class: 0,
    }
}
