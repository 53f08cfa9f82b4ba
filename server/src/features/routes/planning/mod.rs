//! Planning takes a while, so it happens away from the threads that answer and that write: what
//! is needed is read first, the plan is computed at the [`Desk`], and the write checks that
//! nothing has changed.

mod desk;
mod legs;
mod placing;
mod search;
mod shares;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use furgo_shared::{id::UserId, routes::RouteLegs};

pub use self::{
    desk::{Desk, Wanted, off_thread},
    placing::Placed,
    search::search,
};
use super::{
    RouteRecord,
    day_plan::Remembered,
    operations::{onto::Joining, seen::Seen},
    timing,
};
use crate::{
    error::Result,
    roads::{RoadsFile, Ways},
};

/// What all who plan share.
#[derive(Debug, Default)]
pub struct Planning {
    pub desk: Desk,
    /// Plans of days that were shown and may be committed.
    pub shown: Remembered,
}

/// Orders the open stops of a route for whoever asked and computes their arrival times, by the roads
/// as they have been imported by now.
pub async fn plan(
    desk: &Desk,
    person: UserId,
    route: RouteRecord,
    roads: Arc<RoadsFile>,
    now: DateTime<Utc>,
) -> Result<RouteRecord> {
    desk.run(person, move |wanted| plan_now(route, &roads.current(), now, wanted)).await
}

/// Puts what joins a route among its open stops for whoever asked, by the same roads.
pub async fn place(
    desk: &Desk,
    person: UserId,
    joining: Joining,
    roads: Arc<RoadsFile>,
    now: DateTime<Utc>,
) -> Result<(Placed, Seen)> {
    let Joining { route, added, position, seen } = joining;
    let work = move |_: &Wanted| placing::place(route, added, position, &roads.current(), now);
    Ok((desk.run(person, work).await?, seen))
}

/// What it takes to drive between the places of a route, by the same roads.
pub async fn legs(
    desk: &Desk,
    person: UserId,
    route: RouteRecord,
    roads: Arc<RoadsFile>,
) -> Result<RouteLegs> {
    desk.run(person, move |_| Ok(legs::legs(&route, &roads.current()))).await
}

fn plan_now(
    mut route: RouteRecord,
    ways: &Ways,
    now: DateTime<Utc>,
    wanted: &Wanted,
) -> Result<RouteRecord> {
    let part = timing::OpenPart::of(&route, ways, now);
    let solution = search(&part.problem, &[], wanted, &mut |_| ())?;
    timing::apply(&mut route, &part, &solution, ways);
    Ok(route)
}
