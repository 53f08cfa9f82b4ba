//! Which route somebody was on when they did something.

use chrono::TimeDelta;
use furgo_shared::{
    id::{PackageId, UserId},
    routes::RouteStatus,
    time::Timestamp,
};

use super::super::{RouteRecord, store};
use crate::{error::Result, features::settings, storage::Reads};

/// The route that the driver was on at that instant, whoever asks: one that has a stop of the package
/// before others, one under way then before those that are now.
pub fn driven_at(
    tx: &impl Reads,
    driver: UserId,
    package: PackageId,
    at: Timestamp,
) -> Result<Option<RouteRecord>> {
    let day = settings::store::current(tx)?.day_of(at);
    let mut ids = store::ids_with(tx, package)?;
    ids.extend(store::running(tx)?);
    // It may have left before midnight.
    for day in [Some(day), day.checked_sub_signed(TimeDelta::days(1))].into_iter().flatten() {
        ids.extend(store::ids_of_driver_on(tx, driver, day)?);
    }
    let mut driven = Vec::new();
    for id in ids {
        let route = tx.find_unseen::<RouteRecord>(id)?;
        let is_theirs = |route: &RouteRecord| {
            route.driver_id == Some(driver)
                && route.started_at.is_some()
                && (route.stop_of(package).is_some()
                    || was_under_way(route, at)
                    || route.status == RouteStatus::InProgress)
        };
        driven.extend(route.filter(is_theirs));
    }
    let rank = |route: &RouteRecord| {
        (route.stop_of(package).is_some(), was_under_way(route, at), route.started_at)
    };
    Ok(driven.into_iter().max_by_key(rank))
}

fn was_under_way(route: &RouteRecord, at: Timestamp) -> bool {
    route.started_at.is_some_and(|from| from <= at) && route.completed_at.is_none_or(|to| at <= to)
}
