//! Where stops go on a route that has its order already: each at the place where it makes least late
//! and costs the least time, or at a wanted one. Pure.

use chrono::{DateTime, Utc};
use furgo_planner::Problem;
use furgo_shared::{id::PackageId, routes::Misfit, time::Timestamp};

use crate::{
    error::Result,
    features::routes::{
        RouteRecord, StopRecord,
        timing::{self, OpenPart},
    },
    roads::Ways,
};

/// A route with stops more.
#[derive(Debug)]
pub struct Placed {
    pub route: RouteRecord,
    /// What it cannot keep any more because of them; what the vehicle may carry is not looked at.
    pub misfits: Vec<Misfit>,
}

/// Puts stops among the open ones: the first at `position` (from 1, counted over the whole route) and
/// the others behind it, or each where it is best.
pub fn place(
    mut route: RouteRecord,
    added: Vec<StopRecord>,
    position: Option<usize>,
    ways: &Ways,
    now: DateTime<Utc>,
) -> Result<Placed> {
    let mut before = route.clone();
    let ended_at = timing::retime(&mut before, ways, now)?;
    let ids: Vec<PackageId> = added.iter().map(|stop| stop.package_id).collect();
    let (done, mut open) = route.take_stops();
    match position {
        Some(position) => {
            let at = position.saturating_sub(1 + done.len()).min(open.len());
            open.splice(at..at, added);
            route.stops = done.into_iter().chain(open).collect();
        }
        None => {
            let old = open.len();
            open.extend(added);
            route.stops = done.iter().cloned().chain(open.iter().cloned()).collect();
            let part = OpenPart::of(&route, ways, now);
            let order = best_order(&part.problem, old, open.len());
            let mut open: Vec<Option<StopRecord>> = open.into_iter().map(Some).collect();
            let ordered = order.iter().filter_map(|at| open.get_mut(*at).and_then(Option::take));
            route.stops = done.into_iter().chain(ordered.collect::<Vec<_>>()).collect();
        }
    }
    let ends_at = timing::retime(&mut route, ways, now)?;
    let misfits = misfits(&before, ended_at, &route, ends_at, &ids);
    Ok(Placed { route, misfits })
}

/// The order of the jobs when those from `old` on are put, one after the other, where each does the
/// least harm to the order of those that stand there.
fn best_order(problem: &Problem, old: usize, all: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..old).collect();
    for job in old..all {
        let place = (0..=order.len()).min_by_key(|&at| {
            let (head, tail) = order.split_at(at);
            harm(problem, head.iter().chain([&job]).chain(tail))
        });
        order.insert(place.unwrap_or(order.len()), job);
    }
    order
}

/// Seconds too late, then until it is over, then of driving.
fn harm<'j>(problem: &Problem, order: impl Iterator<Item = &'j usize>) -> (i64, i64, i64) {
    let (Some(matrix), Some(van)) = (problem.matrices.first(), problem.vehicles.first()) else {
        return (0, 0, 0);
    };
    let (mut late_s, mut at_s, mut driven_s) = (0, 0, 0);
    let mut place = van.start;
    let drive_to = |place: &mut Option<usize>, to: usize| {
        let leg = place.map_or(0, |from| i64::from(matrix.leg(from, to).0));
        *place = Some(to);
        leg
    };
    for job in order.filter_map(|at| problem.jobs.get(*at)) {
        let leg_s = drive_to(&mut place, job.location);
        driven_s += leg_s;
        at_s += leg_s;
        if let Some(soft) = &job.soft_window {
            at_s = at_s.max(soft.window.start_s);
            late_s += (at_s - soft.window.end_s).max(0);
        }
        at_s += i64::from(job.service_s);
    }
    if let Some(end) = van.end {
        let leg_s = drive_to(&mut place, end);
        (driven_s, at_s) = (driven_s + leg_s, at_s + leg_s);
    }
    (late_s, at_s, driven_s)
}

/// What is kept no longer: by what was added, or by what was not late before.
fn misfits(
    before: &RouteRecord,
    ended_at: Timestamp,
    route: &RouteRecord,
    ends_at: Timestamp,
    added: &[PackageId],
) -> Vec<Misfit> {
    let was_late = |package| before.stop_of(package).is_some_and(|stop| late_min(stop) > 0);
    let late = route.stops.iter().filter(|stop| stop.is_open() && late_min(stop) > 0);
    let new = late.filter(|stop| added.contains(&stop.package_id) || !was_late(stop.package_id));
    let mut misfits: Vec<Misfit> = new
        .map(|stop| Misfit::Window {
            package_id: stop.package_id,
            tracking_code: stop.tracking_code.clone(),
            late_min: late_min(stop),
        })
        .collect();
    if let Some(back_by) = route.back_by.filter(|by| ends_at > *by && ended_at <= *by) {
        misfits.push(Misfit::Hours { ends_at, back_by });
    }
    misfits
}

/// Minutes behind the end of the recipient's time window, as planned.
fn late_min(stop: &StopRecord) -> u32 {
    stop.planned_arrival().map_or(0, |at| stop.live().late_min(at))
}
