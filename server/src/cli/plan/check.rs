//! What is wrong with a file that has the right shape: the first finding, with the field's name.

use std::collections::HashMap;
use std::fmt::Display;

use furgo_planner::{
    BREAKS_MAX, CAPACITY_DIMENSIONS_MAX, JOBS_MAX, LOCATIONS_MAX, TIME_S_MAX, VEHICLES_MAX,
};

use super::{
    Failure,
    input::{Coordinates, Count, Input, Job, Leg, Matrices, TimeWindow, USUAL_PER_HOUR, Vehicle},
};

/// Entries in a list of skills or windows: far above any day, and it bounds the work.
const LIST_ENTRIES_MAX: usize = 100;
/// Faster than the matrix by more is a mistake.
const SPEED_FACTOR_MAX: f64 = 5.0;

/// Refuses what cannot be planned.
///
/// # Errors
/// One sentence that begins with the field.
pub fn check(input: &Input) -> Result<(), Failure> {
    at_most(input.jobs.len(), JOBS_MAX, "jobs", "stops")?;
    at_most(input.vehicles.len(), VEHICLES_MAX, "vehicles", "vehicles")?;
    if input.vehicles.is_empty() {
        return Err(wrong("vehicles", "is empty; give at least one"));
    }
    let size = check_matrices(&input.matrices)?;
    unique("jobs", input.jobs.iter().map(|job| job.id))?;
    unique("vehicles", input.vehicles.iter().map(|vehicle| vehicle.id))?;
    let places = PlaceCheck { size };
    let dimensions = dimensions(input);
    at_most(dimensions, CAPACITY_DIMENSIONS_MAX, "the vehicles' capacity", "dimensions")?;
    for (at, job) in input.jobs.iter().enumerate() {
        check_job(&format!("jobs[{at}]"), job, &places, dimensions)?;
    }
    for (at, vehicle) in input.vehicles.iter().enumerate() {
        let field = format!("vehicles[{at}]");
        check_vehicle(&field, vehicle, &places, dimensions)?;
        check_profile(&field, vehicle, input)?;
    }
    Ok(())
}

/// A sentence about a field.
pub fn wrong(field: impl Display, what: impl Display) -> Failure {
    Failure::new(format!("{field} {what}"))
}

/// How many dimensions the loads have.
pub fn dimensions(input: &Input) -> usize {
    let first = input.vehicles.iter().find_map(|vehicle| vehicle.capacity.as_ref());
    first.map_or(0, Vec::len)
}

fn at_most(count: usize, limit: usize, field: &str, what: &str) -> Result<(), Failure> {
    match count <= limit {
        true => Ok(()),
        false => Err(wrong(
            field,
            format!("has {count} {what}, the limit is {limit}; split the file, by area or by day"),
        )),
    }
}

fn unique(list: &str, ids: impl Iterator<Item = u64>) -> Result<(), Failure> {
    let mut seen = HashMap::new();
    for (at, id) in ids.enumerate() {
        if let Some(first) = seen.insert(id, at) {
            let what = format!("{id} is the id of {list}[{first}] too; ids must be unique");
            return Err(wrong(format!("{list}[{at}].id"), what));
        }
    }
    Ok(())
}

/// The number of places; none without matrices.
fn check_matrices<'a>(
    matrices: impl IntoIterator<Item = (&'a String, &'a Matrices)>,
) -> Result<Option<usize>, Failure> {
    let mut expected = None;
    for (profile, Matrices { durations, distances, costs }) in matrices {
        let lists = [
            ("durations", Some(durations)),
            ("distances", distances.as_ref()),
            ("costs", costs.as_ref()),
        ];
        for (name, rows) in lists {
            let Some(rows) = rows else { continue };
            let size = check_square(&format!("matrices.{profile}.{name}"), rows)?;
            if expected.replace(size).is_some_and(|before| before != size) {
                let what = format!("has {size} rows, another matrix has a different number");
                return Err(wrong(format!("matrices.{profile}.{name}"), what));
            }
        }
    }
    Ok(expected)
}

fn check_square(field: &str, rows: &[Vec<Leg>]) -> Result<usize, Failure> {
    at_most(rows.len(), LOCATIONS_MAX, field, "places")?;
    match rows.iter().enumerate().find(|(_, row)| row.len() != rows.len()) {
        None => Ok(rows.len()),
        Some((at, row)) => Err(wrong(
            format!("{field}[{at}]"),
            format!(
                "has {} entries, but the matrix has {} rows; it must be square",
                row.len(),
                rows.len()
            ),
        )),
    }
}

fn check_job(
    field: &str,
    job: &Job,
    places: &PlaceCheck,
    dimensions: usize,
) -> Result<(), Failure> {
    if !places.check(field, "location", job.location, job.location_index)? {
        return Err(wrong(field, places.missing("location")));
    }
    for (name, amounts) in [("delivery", &job.delivery), ("pickup", &job.pickup)] {
        check_amounts(&format!("{field}.{name}"), amounts.as_deref(), dimensions)?;
    }
    at_most(job.skills.len(), LIST_ENTRIES_MAX, &format!("{field}.skills"), "entries")?;
    check_windows(&format!("{field}.time_windows"), &job.time_windows)
}

fn check_amounts(field: &str, amounts: Option<&[Count]>, expected: usize) -> Result<(), Failure> {
    let Some(amounts) = amounts else { return Ok(()) };
    match amounts.len() == expected {
        true => Ok(()),
        false => Err(wrong(
            field,
            format!(
                "has {} amounts, the first capacity of a vehicle has {expected}; they must have the same length",
                amounts.len()
            ),
        )),
    }
}

fn check_windows(field: &str, windows: &[TimeWindow]) -> Result<(), Failure> {
    at_most(windows.len(), LIST_ENTRIES_MAX, field, "entries")?;
    let mut numbered = windows.iter().enumerate();
    numbered.try_for_each(|(at, window)| check_window(&format!("{field}[{at}]"), window))
}

fn check_window(field: &str, [start, end]: &TimeWindow) -> Result<(), Failure> {
    if start.0 > end.0 {
        let what = format!("ends at {} before it starts at {}; write [start, end]", end.0, start.0);
        return Err(wrong(field, what));
    }
    if start.seconds() > TIME_S_MAX {
        let what = format!("starts at {}, the limit is {TIME_S_MAX} s", start.0);
        return Err(wrong(field, what));
    }
    Ok(())
}

fn check_vehicle(
    field: &str,
    vehicle: &Vehicle,
    places: &PlaceCheck,
    dimensions: usize,
) -> Result<(), Failure> {
    let starts = places.check(field, "start", vehicle.start, vehicle.start_index)?;
    let ends = places.check(field, "end", vehicle.end, vehicle.end_index)?;
    if !starts && !ends {
        return Err(wrong(field, format!("{}, or an end", places.missing("start"))));
    }
    check_amounts(&format!("{field}.capacity"), vehicle.capacity.as_deref(), dimensions)?;
    at_most(vehicle.skills.len(), LIST_ENTRIES_MAX, &format!("{field}.skills"), "entries")?;
    if let Some(window) = &vehicle.time_window {
        check_window(&format!("{field}.time_window"), window)?;
    }
    if vehicle.speed_factor.is_some_and(|factor| !(factor > 0.0 && factor <= SPEED_FACTOR_MAX)) {
        let what = format!("must be above 0 and at most {SPEED_FACTOR_MAX}");
        return Err(wrong(format!("{field}.speed_factor"), what));
    }
    check_breaks(field, vehicle)
}

fn check_breaks(field: &str, vehicle: &Vehicle) -> Result<(), Failure> {
    let field = format!("{field}.breaks");
    at_most(vehicle.breaks.len(), BREAKS_MAX, &field, "breaks")?;
    unique(&field, vehicle.breaks.iter().map(|pause| pause.id))?;
    for (at, pause) in vehicle.breaks.iter().enumerate() {
        let field = format!("{field}[{at}].time_windows");
        check_windows(&field, &pause.time_windows)?;
        if pause.time_windows.len() > 1 {
            let what = "has several windows, which is not supported; give one";
            return Err(wrong(field, what));
        }
    }
    Ok(())
}

/// What the vehicle counts must be known.
fn check_profile(field: &str, vehicle: &Vehicle, input: &Input) -> Result<(), Failure> {
    if input.matrices.is_empty() {
        return Ok(());
    }
    let profile = &vehicle.profile;
    let Some(matrices) = input.matrices.get(profile) else {
        let what = format!("is {profile:?}, but matrices.{profile} is not there");
        return Err(wrong(format!("{field}.profile"), what));
    };
    let (has_distances, has_costs) = (matrices.distances.is_some(), matrices.costs.is_some());
    let pays_by_km = vehicle.costs.per_km.0 > 0;
    if (pays_by_km || vehicle.max_distance.is_some()) && !has_distances {
        let name = if pays_by_km { "costs.per_km" } else { "max_distance" };
        let what = format!("needs matrices.{profile}.distances, which is not there");
        return Err(wrong(format!("{field}.{name}"), what));
    }
    if has_costs && (pays_by_km || vehicle.costs.per_hour.0 != USUAL_PER_HOUR) {
        let what = format!(
            "contradicts matrices.{profile}.costs; leave out per_hour and per_km, or the matrix"
        );
        return Err(wrong(format!("{field}.costs"), what));
    }
    if has_costs && vehicle.max_distance.is_some() {
        let what = format!("is not supported together with matrices.{profile}.costs");
        return Err(wrong(format!("{field}.max_distance"), what));
    }
    Ok(())
}

/// How places are given: by index into matrices of this size, or by coordinates.
struct PlaceCheck {
    size: Option<usize>,
}

impl PlaceCheck {
    /// Whether the place is given; refuses one that cannot be.
    fn check(
        &self,
        owner: &str,
        name: &str,
        coordinates: Option<Coordinates>,
        index: Option<Count>,
    ) -> Result<bool, Failure> {
        if let Some([lon, lat]) = coordinates
            && !(lon.abs() <= 180.0 && lat.abs() <= 90.0)
        {
            let what = format!("is [{lon}, {lat}]; write [longitude, latitude] in degrees");
            return Err(wrong(format!("{owner}.{name}"), what));
        }
        let field = format!("{owner}.{name}_index");
        match (self.size, index) {
            (None, None) => Ok(coordinates.is_some()),
            (None, Some(_)) => Err(wrong(field, "needs matrices, and there are none")),
            (Some(_), None) if coordinates.is_some() => {
                Err(wrong(field, "is missing; with matrices every place needs its index"))
            }
            (Some(_), None) => Ok(false),
            (Some(size), Some(index)) if index.as_index() < size => Ok(true),
            (Some(size), Some(index)) => {
                let what = format!("is {}, but the matrices have {size} rows", index.0);
                Err(wrong(field, what))
            }
        }
    }

    fn missing(&self, name: &str) -> String {
        match self.size {
            Some(_) => format!("needs a {name}_index"),
            None => format!("needs a {name}, [longitude, latitude]"),
        }
    }
}
