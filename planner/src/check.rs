//! Refuses a problem that makes no sense, in one sentence, before any planning.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Serialize;

use crate::problem::{Job, Matrix, Problem, UNREACHABLE, Vehicle, Window};

/// No small fleet's day has more.
pub const JOBS_MAX: usize = 2_000;
/// Far above a small fleet; limits the work per insertion.
pub const VEHICLES_MAX: usize = 500;
/// Every job has a place of its own, and every vehicle one to start and one to end at. A full matrix
/// of them is 72 MB.
pub const LOCATIONS_MAX: usize = JOBS_MAX + 2 * VEHICLES_MAX;
/// Pieces, weight, volume and one more. Fixed, so that loads need no allocation.
pub const CAPACITY_DIMENSIONS_MAX: usize = 4;
/// A legal working day has at most two or three.
pub const BREAKS_MAX: usize = 3;
/// Five weeks. Keeps any shift far shorter than an unreachable leg.
pub const SHIFT_S_MAX: i64 = 35 * 24 * 3600;
/// Times lie within this distance of zero: a century, so that Unix time fits too.
pub const TIME_S_MAX: i64 = 3_200_000_000;
/// Longest leg, in metres or seconds: more than once around the earth, or a year and a half.
pub const LEG_MAX: u32 = 50_000_000;
/// Of any price, in hundredths: 10 000 of the currency. Keeps sums exact in 64 bits.
pub const PRICE_MAX: u32 = 1_000_000;

/// Why a problem cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProblemError {
    NoMatrix,
    TooManyLocations { locations: usize, limit: usize },
    TooManyJobs { jobs: usize, limit: usize },
    TooManyVehicles { vehicles: usize, limit: usize },
    NotSquare { matrix: usize, size: usize, durations: usize, distances: usize },
    MatrixSizesDiffer { matrix: usize, size: usize, expected: usize },
    LegTooLong { matrix: usize, from: usize, to: usize, limit: u32 },
    DuplicateJob { job: u64 },
    DuplicateVehicle { vehicle: u64 },
    JobLocation { job: u64, location: usize, locations: usize },
    VehicleLocation { vehicle: u64, location: usize, locations: usize },
    VehicleMatrix { vehicle: u64, matrix: usize, matrices: usize },
    EmptyJobWindow { job: u64, window: Window },
    EmptyShift { vehicle: u64, window: Window },
    EmptyBreakWindow { vehicle: u64, window: Window },
    ShiftTooLong { vehicle: u64, duration_s: i64, limit_s: i64 },
    TimeOutOfRange { time_s: i64, limit_s: i64 },
    TooManyDimensions { dimensions: usize, limit: usize },
    TooManyBreaks { vehicle: u64, breaks: usize, limit: usize },
    BreaksOutOfOrder { vehicle: u64 },
    PriceTooHigh { price: u32, limit: u32 },
    UnknownVehicle { job: u64, vehicle: u64 },
    UnknownPredecessor { job: u64, predecessor: u64 },
    OrderCycle { job: u64 },
    UnknownFirstJob { vehicle: u64, job: u64 },
    FirstJobTwice { job: u64 },
    FirstJobOutOfOrder { vehicle: u64, job: u64 },
    EmptyReloadWindow { vehicle: u64, window: Window },
    ReloadNowhere { vehicle: u64 },
    UnknownOnBoard { vehicle: u64, job: u64 },
    OnBoardTwice { job: u64 },
}

impl std::error::Error for ProblemError {}

impl fmt::Display for ProblemError {
    #[rustfmt::skip] // Read it as a table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMatrix => write!(f, "there is no matrix of travel times and distances"),
            Self::TooManyLocations { locations, limit } => write!(f, "{locations} places are too many, the limit is {limit}"),
            Self::TooManyJobs { jobs, limit } => write!(f, "{jobs} stops are too many, the limit is {limit}"),
            Self::TooManyVehicles { vehicles, limit } => write!(f, "{vehicles} vehicles are too many, the limit is {limit}"),
            Self::NotSquare { matrix, size, durations, distances } => write!(f, "matrix {matrix} of size {size} must have {} durations and distances but has {durations} and {distances}", size * size),
            Self::MatrixSizesDiffer { matrix, size, expected } => write!(f, "matrix {matrix} has {size} places, the first matrix has {expected}"),
            Self::LegTooLong { matrix, from, to, limit } => write!(f, "the leg from place {from} to place {to} in matrix {matrix} is longer than {limit} seconds or metres, and not marked as unreachable"),
            Self::DuplicateJob { job } => write!(f, "the stop id {job} appears twice"),
            Self::DuplicateVehicle { vehicle } => write!(f, "the vehicle id {vehicle} appears twice"),
            Self::JobLocation { job, location, locations } => write!(f, "stop {job} is at place {location}, but there are only {locations} places"),
            Self::VehicleLocation { vehicle, location, locations } => write!(f, "vehicle {vehicle} starts, ends or reloads at place {location}, but there are only {locations} places"),
            Self::VehicleMatrix { vehicle, matrix, matrices } => write!(f, "vehicle {vehicle} drives by matrix {matrix}, but there are only {matrices}"),
            Self::EmptyJobWindow { job, window } => write!(f, "a time window of stop {job} ends at {} before it starts at {}", window.end_s, window.start_s),
            Self::EmptyShift { vehicle, window } => write!(f, "the shift of vehicle {vehicle} ends at {} before it starts at {}", window.end_s, window.start_s),
            Self::EmptyBreakWindow { vehicle, window } => write!(f, "a break of vehicle {vehicle} ends at {} before it starts at {}", window.end_s, window.start_s),
            Self::ShiftTooLong { vehicle, duration_s, limit_s } => write!(f, "the shift of vehicle {vehicle} lasts {duration_s} s, the limit is {limit_s} s"),
            Self::TimeOutOfRange { time_s, limit_s } => write!(f, "the time {time_s} s is more than {limit_s} s from zero"),
            Self::TooManyDimensions { dimensions, limit } => write!(f, "{dimensions} dimensions of capacity are too many, the limit is {limit}"),
            Self::TooManyBreaks { vehicle, breaks, limit } => write!(f, "vehicle {vehicle} has {breaks} breaks, the limit is {limit}"),
            Self::BreaksOutOfOrder { vehicle } => write!(f, "the breaks of vehicle {vehicle} are not in the order of the day"),
            Self::PriceTooHigh { price, limit } => write!(f, "the price {price} is above the limit of {limit}"),
            Self::UnknownVehicle { job, vehicle } => write!(f, "stop {job} allows vehicle {vehicle}, which is not there"),
            Self::UnknownPredecessor { job, predecessor } => write!(f, "stop {job} comes after stop {predecessor}, which is not there"),
            Self::OrderCycle { job } => write!(f, "stop {job} would have to come after itself"),
            Self::UnknownFirstJob { vehicle, job } => write!(f, "vehicle {vehicle} should begin with stop {job}, which is not there"),
            Self::FirstJobTwice { job } => write!(f, "stop {job} is fixed at two places"),
            Self::FirstJobOutOfOrder { vehicle, job } => write!(f, "vehicle {vehicle} begins with stop {job}, but not with the stops that must come before it"),
            Self::EmptyReloadWindow { vehicle, window } => write!(f, "a time window for reloading vehicle {vehicle} ends at {} before it starts at {}", window.end_s, window.start_s),
            Self::ReloadNowhere { vehicle } => write!(f, "vehicle {vehicle} may reload, but has neither a place for it nor a start"),
            Self::UnknownOnBoard { vehicle, job } => write!(f, "vehicle {vehicle} has stop {job} on board, which is not there"),
            Self::OnBoardTwice { job } => write!(f, "stop {job} is on board twice"),
        }
    }
}

impl Problem {
    /// Whether the problem can be planned at all; what does not fit is no error but unplanned.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order matrices, jobs, vehicles, references.
    pub fn check(&self) -> Result<(), ProblemError> {
        let locations = check_matrices(&self.matrices)?;
        within(self.jobs.len(), JOBS_MAX)
            .map_err(|(jobs, limit)| ProblemError::TooManyJobs { jobs, limit })?;
        within(self.vehicles.len(), VEHICLES_MAX)
            .map_err(|(vehicles, limit)| ProblemError::TooManyVehicles { vehicles, limit })?;
        self.jobs.iter().try_for_each(|job| check_job(job, locations))?;
        self.vehicles.iter().try_for_each(|vehicle| self.check_vehicle(vehicle, locations))?;
        self.balance.map_or(Ok(()), |balance| check_price(balance.price))?;
        self.check_references()
    }

    fn check_vehicle(&self, vehicle: &Vehicle, locations: usize) -> Result<(), ProblemError> {
        let (id, matrices) = (vehicle.id, self.matrices.len());
        if vehicle.matrix >= matrices {
            let matrix = vehicle.matrix;
            return Err(ProblemError::VehicleMatrix { vehicle: id, matrix, matrices });
        }
        let reload = vehicle.reload.as_ref().and_then(|reload| reload.location);
        if let Some(&location) = [&vehicle.start, &vehicle.end, &reload]
            .into_iter()
            .flatten()
            .find(|location| **location >= locations)
        {
            return Err(ProblemError::VehicleLocation { vehicle: id, location, locations });
        }
        check_shift(vehicle)?;
        check_breaks(vehicle)?;
        check_reload(vehicle)?;
        check_dimensions(vehicle.capacity.len())?;
        check_dimensions(vehicle.under_way.as_ref().map_or(0, |way| way.picked_up.len()))?;
        let costs = vehicle.costs;
        [costs.per_km, costs.per_hour, costs.per_driving_hour, costs.fixed]
            .into_iter()
            .try_for_each(check_price)
    }

    fn check_references(&self) -> Result<(), ProblemError> {
        let mut vehicles = HashSet::new();
        if let Some(twice) = self.vehicles.iter().find(|vehicle| !vehicles.insert(vehicle.id)) {
            return Err(ProblemError::DuplicateVehicle { vehicle: twice.id });
        }
        let mut jobs = HashMap::new();
        if let Some(twice) = self.jobs.iter().find(|job| jobs.insert(job.id, *job).is_some()) {
            return Err(ProblemError::DuplicateJob { job: twice.id });
        }
        for job in &self.jobs {
            if let Some(&vehicle) = job.vehicles.iter().find(|id| !vehicles.contains(id)) {
                return Err(ProblemError::UnknownVehicle { job: job.id, vehicle });
            }
            if let Some(&predecessor) = job.after.iter().find(|id| !jobs.contains_key(id)) {
                return Err(ProblemError::UnknownPredecessor { job: job.id, predecessor });
            }
        }
        self.check_cycles(&jobs)?;
        self.check_first_jobs(&jobs)?;
        self.check_on_board(&jobs)
    }

    /// Takes away, again and again, the jobs that wait for nothing: what stays waits for itself.
    fn check_cycles(&self, jobs: &HashMap<u64, &Job>) -> Result<(), ProblemError> {
        let mut open: Vec<&Job> =
            jobs.values().copied().filter(|job| !job.after.is_empty()).collect();
        let mut waiting: HashSet<u64> = open.iter().map(|job| job.id).collect();
        loop {
            let before = open.len();
            open.retain(|job| job.after.iter().any(|id| waiting.contains(id)));
            waiting = open.iter().map(|job| job.id).collect();
            match open.iter().map(|job| job.id).min() {
                None => return Ok(()),
                Some(job) if open.len() == before => return Err(ProblemError::OrderCycle { job }),
                Some(_) => {}
            }
        }
    }

    fn check_on_board(&self, jobs: &HashMap<u64, &Job>) -> Result<(), ProblemError> {
        let mut on_board = HashSet::new();
        for vehicle in &self.vehicles {
            for &job in vehicle.under_way.iter().flat_map(|way| &way.on_board) {
                if !jobs.contains_key(&job) {
                    return Err(ProblemError::UnknownOnBoard { vehicle: vehicle.id, job });
                }
                if !on_board.insert(job) {
                    return Err(ProblemError::OnBoardTwice { job });
                }
            }
        }
        Ok(())
    }

    fn check_first_jobs(&self, jobs: &HashMap<u64, &Job>) -> Result<(), ProblemError> {
        let mut fixed = HashSet::new();
        for vehicle in &self.vehicles {
            for (done, &job) in vehicle.first_jobs.iter().enumerate() {
                let Some(fixed_job) = jobs.get(&job) else {
                    return Err(ProblemError::UnknownFirstJob { vehicle: vehicle.id, job });
                };
                if !fixed.insert(job) {
                    return Err(ProblemError::FirstJobTwice { job });
                }
                let earlier = &vehicle.first_jobs[..done];
                if !fixed_job.after.iter().all(|id| earlier.contains(id)) {
                    return Err(ProblemError::FirstJobOutOfOrder { vehicle: vehicle.id, job });
                }
            }
        }
        Ok(())
    }
}

fn check_matrices(matrices: &[Matrix]) -> Result<usize, ProblemError> {
    let expected = matrices.first().ok_or(ProblemError::NoMatrix)?.size;
    within(expected, LOCATIONS_MAX)
        .map_err(|(locations, limit)| ProblemError::TooManyLocations { locations, limit })?;
    for (matrix, Matrix { size, durations_s, distances_m }) in matrices.iter().enumerate() {
        let size = *size;
        if size != expected {
            return Err(ProblemError::MatrixSizesDiffer { matrix, size, expected });
        }
        let (durations, distances) = (durations_s.len(), distances_m.len());
        if durations != size * size || distances != size * size {
            return Err(ProblemError::NotSquare { matrix, size, durations, distances });
        }
        let too_long = |value: &u32| *value > LEG_MAX && *value != UNREACHABLE;
        let at = |values: &[u32]| values.iter().position(too_long);
        if let Some(at) = at(durations_s).or_else(|| at(distances_m)) {
            let (from, to) = (at / size, at % size);
            return Err(ProblemError::LegTooLong { matrix, from, to, limit: LEG_MAX });
        }
    }
    Ok(expected)
}

fn check_job(job: &Job, locations: usize) -> Result<(), ProblemError> {
    if job.location >= locations {
        return Err(ProblemError::JobLocation { job: job.id, location: job.location, locations });
    }
    check_dimensions(job.demand.len())?;
    check_dimensions(job.pickup.len())?;
    for window in job.windows.iter().chain(job.soft_window.iter().map(|soft| &soft.window)) {
        check_window(window, || ProblemError::EmptyJobWindow { job: job.id, window: *window })?;
    }
    check_price(job.soft_window.map_or(0, |soft| soft.price_per_minute))
}

fn check_shift(vehicle: &Vehicle) -> Result<(), ProblemError> {
    let (id, window) = (vehicle.id, vehicle.shift);
    check_window(&window, || ProblemError::EmptyShift { vehicle: id, window })?;
    let duration_s = window.end_s - window.start_s;
    if duration_s > SHIFT_S_MAX {
        return Err(ProblemError::ShiftTooLong { vehicle: id, duration_s, limit_s: SHIFT_S_MAX });
    }
    Ok(())
}

fn check_breaks(vehicle: &Vehicle) -> Result<(), ProblemError> {
    let (id, breaks) = (vehicle.id, vehicle.breaks.len());
    if breaks > BREAKS_MAX {
        return Err(ProblemError::TooManyBreaks { vehicle: id, breaks, limit: BREAKS_MAX });
    }
    for pause in &vehicle.breaks {
        let window = pause.window;
        check_window(&window, || ProblemError::EmptyBreakWindow { vehicle: id, window })?;
    }
    if !vehicle.breaks.is_sorted_by_key(|pause| pause.window.start_s) {
        return Err(ProblemError::BreaksOutOfOrder { vehicle: id });
    }
    Ok(())
}

fn check_reload(vehicle: &Vehicle) -> Result<(), ProblemError> {
    let Some(reload) = &vehicle.reload else { return Ok(()) };
    let id = vehicle.id;
    for window in &reload.windows {
        check_window(window, || ProblemError::EmptyReloadWindow { vehicle: id, window: *window })?;
    }
    match reload.location.or(vehicle.start) {
        Some(_) => Ok(()),
        None => Err(ProblemError::ReloadNowhere { vehicle: id }),
    }
}

fn check_window(window: &Window, empty: impl FnOnce() -> ProblemError) -> Result<(), ProblemError> {
    let limit_s = TIME_S_MAX;
    let times = [window.start_s, window.end_s];
    if let Some(&time_s) = times.iter().find(|time| !(-limit_s..=limit_s).contains(*time)) {
        return Err(ProblemError::TimeOutOfRange { time_s, limit_s });
    }
    if window.end_s < window.start_s { Err(empty()) } else { Ok(()) }
}

fn check_dimensions(dimensions: usize) -> Result<(), ProblemError> {
    within(dimensions, CAPACITY_DIMENSIONS_MAX)
        .map_err(|(dimensions, limit)| ProblemError::TooManyDimensions { dimensions, limit })
}

fn check_price(price: u32) -> Result<(), ProblemError> {
    let limit = PRICE_MAX;
    if price > limit { Err(ProblemError::PriceTooHigh { price, limit }) } else { Ok(()) }
}

fn within(value: usize, limit: usize) -> Result<(), (usize, usize)> {
    if value > limit { Err((value, limit)) } else { Ok(()) }
}
