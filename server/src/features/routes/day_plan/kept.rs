//! What is on a route that goes on with more, as the planner gets it: it stays on the route whatever
//! is added, and comes no later than its window, or than it would where that is late already. Pure.

use furgo_planner::{Job, Matrix, RouteOrder, UNREACHABLE, Window};
use furgo_shared::time::Timestamp;

use crate::features::routes::StopRecord;

/// A stop that is on the route, with its number and its place in the problem.
#[derive(Clone, Copy, Debug)]
pub struct KeptStop<'s> {
    pub number: usize,
    pub place: usize,
    pub stop: &'s StopRecord,
}

/// How a route stands without what is added, by the ways of the plan.
#[derive(Clone, Debug)]
pub struct Standing {
    pub order: RouteOrder,
    pub jobs: Vec<Job>,
    /// When it would be over, in seconds since the day began.
    pub ends_s: i64,
}

impl Standing {
    /// Of a van that sets off at a place and comes back to it, or does not. `None` when no way leads
    /// from one of its stops to the next.
    pub fn of(
        van: u64,
        matrix: &Matrix,
        (depot, returns): (usize, bool),
        (zero, departs_s): (Timestamp, i64),
        stops: &[KeptStop<'_>],
    ) -> Option<Self> {
        let leg = |from, to| Some(matrix.leg(from, to).0).filter(|leg_s| *leg_s != UNREACHABLE);
        let (mut place, mut at_s, mut jobs) = (depot, departs_s, Vec::new());
        for kept in stops {
            at_s += i64::from(leg(place, kept.place)?);
            let mut job = furgo_ahead::job(kept.number, kept.place, &kept.stop.live(), zero);
            if let Some(soft) = &job.soft_window {
                at_s = at_s.max(soft.window.start_s);
                let latest_s = soft.window.end_s.max(at_s);
                job.windows = vec![Window::new(soft.window.start_s, latest_s)];
            }
            job.vehicles = vec![van];
            job.priority = u8::MAX;
            at_s += i64::from(job.service_s);
            place = kept.place;
            jobs.push(job);
        }
        let ends_s = at_s + if returns { i64::from(leg(place, depot)?) } else { 0 };
        let order = RouteOrder::new(van, jobs.iter().map(|job| job.id).collect());
        Some(Self { order, jobs, ends_s })
    }
}
