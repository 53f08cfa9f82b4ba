//! Planning takes a while, so it happens away from the threads that answer and that write: what
//! is needed is read first, the plan is computed, and the write checks that nothing has changed.

use std::{ops::ControlFlow, sync::Arc, time::Instant};

use chrono::{DateTime, Utc};
use furgo_planner::{Budget, Clock, default_iterations, solve};
use furgo_shared::time::Timestamp;

use super::{RouteRecord, timing};
use crate::{
    error::{Error, Result},
    roads::{RoadsFile, Ways},
};

/// Enough for a van's day on a small computer; then the best plan so far is taken.
const PLANNING_MS_MAX: u64 = 8_000;
/// Any number: the same stops get the same plan.
const SEED: u64 = 1;

/// A route whose open stops have been put into a good order.
#[derive(Debug)]
pub struct Planned {
    pub route: RouteRecord,
    /// When it will be over.
    pub ends_at: Timestamp,
}

/// Orders the open stops of a route and computes their arrival times, by the roads as they have
/// been imported by now.
pub async fn plan(
    route: RouteRecord,
    roads: Arc<RoadsFile>,
    now: DateTime<Utc>,
) -> Result<Planned> {
    let planned = tokio::task::spawn_blocking(move || plan_now(route, &roads.current(), now)).await;
    planned.map_err(|error| Error::Internal(format!("planning broke off: {error}")))?
}

fn plan_now(mut route: RouteRecord, ways: &Ways, now: DateTime<Utc>) -> Result<Planned> {
    let part = timing::OpenPart::of(&route, ways, now);
    let began = Instant::now();
    let now_ms = || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let budget = Budget {
        iterations: Some(default_iterations(part.problem.jobs.len())),
        seed: SEED,
        clock: Some(Clock { now_ms: &now_ms, limit_ms: PLANNING_MS_MAX }),
        start: None,
    };
    let solution = solve(&part.problem, &budget, &mut |_| ControlFlow::Continue(()))
        .map_err(timing::nonsense)?;
    let ends_at = timing::apply(&mut route, &part, &solution, ways);
    Ok(Planned { route, ends_at })
}
