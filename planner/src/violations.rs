//! Names what an order breaks.

use crate::evaluate::{loads, stops};
use crate::load::is_missing;
use crate::model::Model;
use crate::parts::VehicleModel;
use crate::solution::{Route, Violation};
use crate::timeline::{Event, EventKind, Timeline};

/// What is broken whatever the times are.
pub(crate) fn of_order(
    model: &Model,
    vehicle: &VehicleModel,
    jobs: &[u32],
    found: &mut Vec<Violation>,
) {
    let id = vehicle.id;
    let is_stop = |job: &&u32| !model.is_reload(**job);
    let first_jobs = vehicle.first_jobs.iter().filter(is_stop);
    if first_jobs.clone().ne(jobs.iter().filter(is_stop).take(first_jobs.count())) {
        found.push(Violation::FirstJobs { vehicle: id });
    }
    let index = model.vehicles.binary_search_by_key(&id, |known| known.id).unwrap_or(0) as u32;
    let mut is_first_trip = true;
    for (at, &job) in jobs.iter().enumerate() {
        if model.is_reload(job) {
            is_first_trip = false;
            continue;
        }
        let stop = &model.jobs[job as usize];
        if !model.allowed(job, index) {
            found.push(Violation::NotAllowed { vehicle: id, job: stop.id });
        }
        if is_first_trip && is_missing(vehicle, stop) {
            found.push(Violation::NotOnBoard { vehicle: id, job: stop.id });
        }
        for earlier in stop.after.iter().filter(|earlier| !jobs[..at].contains(earlier)) {
            let predecessor = model.jobs[*earlier as usize].id;
            found.push(Violation::OutOfOrder { job: stop.id, predecessor });
        }
    }
    let loads = loads(model, vehicle, jobs);
    for dimension in 0..model.dimensions {
        let peak = loads.iter().map(|load| load[dimension]).max().unwrap_or(0);
        let excess = peak.saturating_sub(vehicle.capacity[dimension] as u64);
        if excess > 0 {
            found.push(Violation::Overloaded { vehicle: id, dimension, excess });
        }
    }
    let stops = stops(model, jobs);
    if stops > vehicle.max_stops {
        let excess = (stops - vehicle.max_stops) as u32;
        found.push(Violation::TooManyStops { vehicle: id, excess });
    }
    let reloads = jobs.len() - stops;
    if reloads > vehicle.max_reloads {
        let excess = (reloads - vehicle.max_reloads) as u32;
        found.push(Violation::TooManyReloads { vehicle: id, excess });
    }
}

/// What is broken by when and how far the vehicle drives.
pub(crate) fn of_times(
    model: &Model,
    vehicle: &VehicleModel,
    timeline: &Timeline,
    route: &Route,
    found: &mut Vec<Violation>,
) {
    let id = vehicle.id;
    let mut from = vehicle.start;
    for event in &timeline.events {
        found.extend(of_event(model, vehicle, event, from));
        from = event.location;
    }
    let is_break = |event: &&Event| matches!(event.kind, EventKind::Break(_));
    let taken = timeline.events.iter().filter(is_break).count();
    for (index, pause) in vehicle.breaks.iter().enumerate().skip(taken) {
        let late_s = route.end_s - pause.promised_end_s;
        if late_s > 0 {
            found.push(Violation::BreakLate { vehicle: id, index, late_s });
        }
    }
    let late_s = route.end_s - vehicle.shift.end_s;
    if late_s > 0 {
        found.push(Violation::ShiftExceeded { vehicle: id, late_s });
    }
    let excess_s = route.travel_s.saturating_sub(vehicle.max_travel_s as u64);
    if excess_s > 0 {
        found.push(Violation::TravelTooLong { vehicle: id, excess_s });
    }
    let excess_m = route.distance_m.saturating_sub(vehicle.max_distance_m as u64);
    if excess_m > 0 {
        found.push(Violation::TooFar { vehicle: id, excess_m });
    }
}

fn of_event(
    model: &Model,
    vehicle: &VehicleModel,
    event: &Event,
    from: u32,
) -> impl Iterator<Item = Violation> {
    let id = vehicle.id;
    let unreachable = event.unreachable.then_some(Violation::Unreachable {
        vehicle: id,
        from: from as usize,
        to: event.location as usize,
    });
    let late = match event.kind {
        EventKind::Start | EventKind::End => None,
        EventKind::Break(index) => {
            let late_s = event.begin_s - vehicle.breaks[index].promised_end_s;
            (late_s > 0).then_some(Violation::BreakLate { vehicle: id, index, late_s })
        }
        EventKind::Job(job) => {
            let stop = &model.jobs[job as usize];
            let counted_s = if stop.setup_in_window { event.setup_s } else { 0 };
            let late_s = event.begin_s - counted_s - stop.promised_close_s;
            (late_s > 0).then(|| match model.is_reload(job) {
                true => Violation::ReloadLate { vehicle: id, late_s },
                false => Violation::Late { job: stop.id, late_s },
            })
        }
    };
    unreachable.into_iter().chain(late)
}
