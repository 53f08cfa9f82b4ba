//! The planner's problem from a checked file.

#![expect(
    clippy::indexing_slicing,
    reason = "of a checked file: every number is one of its rows or lists"
)]

use std::collections::HashMap;

use furgo_planner::{
    Break, Costs, Departure, Job, LEG_MAX, LOCATIONS_MAX, Matrix, Problem, SHIFT_S_MAX, TIME_S_MAX,
    UNREACHABLE, Vehicle, Window,
};

use super::{
    Failure,
    check::{dimensions, wrong},
    input::{self, Count, Input, TimeWindow},
    legs::{Legs, Profile},
};

/// Of all matrices together, 8 bytes each twice: kinds of vehicles × places × places. Four kinds at
/// as many stops as can be planned, two where every vehicle has places of its own.
const ENTRIES_MAX: usize = 2 * LOCATIONS_MAX * LOCATIONS_MAX;
/// Before the first window of a file whose vehicles are there for longer than a shift can be.
const LEAD_S: i64 = 7 * 24 * 3600;
/// Prices go in as hundredths; so a leg that costs one unit is one metre at this price.
const PER_KM_OF_COSTS: u32 = 1000;

/// Translates it. Vehicles leave when their shift begins.
///
/// # Errors
/// When times or matrices are beyond what can be planned: the sentence names the field.
pub fn translate(input: &Input, legs: &Legs) -> Result<Problem, Failure> {
    let mut kinds = Kinds::new(legs);
    let horizon = Horizon::of(input);
    let dimensions = dimensions(input);
    let mut vehicles = Vec::with_capacity(input.vehicles.len());
    for (at, vehicle) in input.vehicles.iter().enumerate() {
        let field = format!("vehicles[{at}]");
        let shift = horizon.shift(&field, vehicle.time_window.as_ref())?;
        let breaks = breaks(vehicle, shift);
        vehicles.push(Vehicle {
            id: vehicle.id,
            matrix: kinds.number(&field, vehicle)?,
            start: legs.starts[at],
            end: legs.ends[at],
            shift,
            departure: Departure::ShiftStart,
            capacity: vehicle.capacity.as_deref().map_or(vec![0; dimensions], amounts),
            skills: vehicle.skills.clone(),
            required_breaks: required_breaks(&breaks, shift),
            breaks,
            costs: costs(vehicle, legs.profile(&vehicle.profile)),
            max_stops: vehicle.max_tasks.map(|limit| limit.0),
            max_travel_s: vehicle.max_travel_time.map(|limit| limit.0),
            max_distance_m: vehicle.max_distance.map(|limit| limit.0),
            ..Vehicle::default()
        });
    }
    let jobs = input.jobs.iter().zip(&legs.jobs).map(|(given, &place)| job(given, place));
    Ok(Problem { matrices: kinds.matrices, jobs: jobs.collect(), vehicles, balance: None })
}

/// The order of a vehicle's breaks in its day, as indexes into the file's list.
pub fn break_order(vehicle: &input::Vehicle) -> Vec<usize> {
    let mut order: Vec<usize> = (0..vehicle.breaks.len()).collect();
    order.sort_by_key(|&at| {
        vehicle.breaks[at].time_windows.first().map(|[start, end]| (start.0, end.0))
    });
    order
}

fn amounts(given: &[Count]) -> Vec<u32> {
    given.iter().map(|amount| amount.0).collect()
}

fn window([start, end]: &TimeWindow) -> Window {
    // Later than any time that is planned is as good as never.
    Window::new(start.seconds(), end.seconds().min(TIME_S_MAX))
}

fn job(given: &input::Job, location: usize) -> Job {
    Job {
        id: given.id,
        location,
        setup_s: given.setup.0,
        service_s: given.service.0,
        demand: given.delivery.as_deref().map_or(Vec::new(), amounts),
        pickup: given.pickup.as_deref().map_or(Vec::new(), amounts),
        windows: given.time_windows.iter().map(window).collect(),
        setup_in_window: true,
        skills: given.skills.clone(),
        priority: u8::try_from(given.priority.0).expect("the type ends at 100"),
        ..Job::default()
    }
}

fn breaks(vehicle: &input::Vehicle, shift: Window) -> Vec<Break> {
    let of = |at: usize| {
        let pause = &vehicle.breaks[at];
        // Without a window of its own a break may begin at any time: first in the order, until the
        // shift's end.
        let window = pause.time_windows.first().map_or(Window::new(0, shift.end_s), window);
        Break { window, duration_s: pause.service.0 }
    };
    break_order(vehicle).into_iter().map(of).collect()
}

/// A break that may come at any time could still begin whenever a route ends: none is without it,
/// and without what comes before it.
fn required_breaks(breaks: &[Break], shift: Window) -> u32 {
    let at_any_time =
        |pause: &Break| pause.window.start_s <= shift.start_s && pause.window.end_s >= shift.end_s;
    let count = breaks.iter().rposition(at_any_time).map_or(0, |last| last + 1);
    u32::try_from(count).expect("a checked file has a few breaks at most")
}

fn costs(vehicle: &input::Vehicle, profile: &Profile) -> Costs {
    let fixed = vehicle.costs.fixed.0;
    match profile.costs {
        Some(_) => Costs { fixed, per_km: PER_KM_OF_COSTS, per_hour: 0, per_driving_hour: 0 },
        None => Costs {
            fixed,
            per_km: vehicle.costs.per_km.0,
            per_hour: 0,
            per_driving_hour: vehicle.costs.per_hour.0,
        },
    }
}

/// One matrix for each profile and speed.
struct Kinds<'a> {
    legs: &'a Legs,
    numbers: HashMap<(String, u64), usize>,
    matrices: Vec<Matrix>,
}

impl<'a> Kinds<'a> {
    fn new(legs: &'a Legs) -> Self {
        Self { legs, numbers: HashMap::new(), matrices: Vec::new() }
    }

    fn number(&mut self, field: &str, vehicle: &input::Vehicle) -> Result<usize, Failure> {
        let factor = vehicle.speed_factor.unwrap_or(1.0);
        let key = (vehicle.profile.clone(), factor.to_bits());
        if let Some(&known) = self.numbers.get(&key) {
            return Ok(known);
        }
        let size = self.legs.size;
        let number = self.matrices.len();
        if (number + 1) * size * size > ENTRIES_MAX {
            let what = format!(
                "makes {} kinds of vehicles over {size} places, which is too much; use fewer",
                number + 1
            );
            return Err(wrong(format!("{field}.speed_factor"), what));
        }
        let profile = self.legs.profile(&vehicle.profile);
        let durations_s = scaled(field, &profile.durations, factor)?;
        let distances_m = profile.costs.as_ref().or(profile.distances.as_ref());
        let distances_m = distances_m.map_or_else(|| vec![0; size * size], Clone::clone);
        self.matrices.push(Matrix { size, durations_s, distances_m });
        self.numbers.insert(key, number);
        Ok(number)
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "whole seconds between zero and the limit"
)]
fn scaled(field: &str, durations: &[u32], factor: f64) -> Result<Vec<u32>, Failure> {
    let scale = |&duration: &u32| {
        let seconds = (f64::from(duration) / factor).round();
        // Beyond the limit the conversion saturates, and the answer is the same.
        if seconds <= f64::from(LEG_MAX) { seconds as u32 } else { UNREACHABLE }
    };
    let scaled: Vec<u32> = durations.iter().map(scale).collect();
    match scaled.contains(&UNREACHABLE) {
        false => Ok(scaled),
        true => Err(wrong(
            format!("{field}.speed_factor"),
            format!("makes a leg longer than {LEG_MAX} s; choose a larger one"),
        )),
    }
}

/// When anything can happen at all.
struct Horizon {
    /// The earliest beginning of any window, and the latest.
    opens: Option<(i64, i64)>,
}

impl Horizon {
    fn of(input: &Input) -> Self {
        let jobs = input.jobs.iter().flat_map(|job| &job.time_windows);
        let breaks = input.vehicles.iter().flat_map(|vehicle| &vehicle.breaks);
        let breaks = breaks.flat_map(|pause| &pause.time_windows);
        let opens = jobs.chain(breaks).map(|[start, _]| start.seconds());
        let opens = opens.fold(None, |span: Option<(i64, i64)>, start| match span {
            None => Some((start, start)),
            Some((first, last)) => Some((first.min(start), last.max(start))),
        });
        Self { opens }
    }

    /// A vehicle's time, without the parts in which there is nothing to do when it is endless.
    fn shift(&self, field: &str, given: Option<&TimeWindow>) -> Result<Window, Failure> {
        let whole = given.map_or(Window::new(0, TIME_S_MAX), window);
        if whole.end_s - whole.start_s <= SHIFT_S_MAX {
            return Ok(whole);
        }
        let Some((first, last)) = self.opens else {
            return Ok(Window::new(whole.start_s, whole.start_s + SHIFT_S_MAX));
        };
        // Nothing needs to begin early: waiting costs nothing, and every way fits into the lead.
        let start_s = (first - LEAD_S).clamp(whole.start_s, whole.end_s);
        let end_s = (start_s + SHIFT_S_MAX).min(whole.end_s);
        if last.min(whole.end_s) > end_s {
            let what = format!(
                "is missing or longer than {SHIFT_S_MAX} s, and so is what happens within it; give the vehicle's day"
            );
            return Err(wrong(format!("{field}.time_window"), what));
        }
        Ok(Window::new(start_s, end_s))
    }
}
