//! Packages that may become stops: which can be planned, and what planning needs of them.

use std::collections::{BTreeMap, btree_map::Entry};

use furgo_shared::{
    geo::Point,
    id::{PackageId, RouteId, StopId, UserId},
    packages::{PackageStatus, TimeWindow},
    problem::ErrorCode,
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors},
};
use uuid::Uuid;

use super::super::{RouteRecord, StopRecord, hours::LENGTH_MAX};
use crate::{
    error::{Error, Result},
    features::{
        packages::{PackageRecord, store::point_near},
        settings::SettingsRecord,
    },
    storage::Reads,
};

/// The named packages by id, if every one can be planned for one of these drivers.
pub fn plannable(
    tx: &impl Reads,
    package_ids: &[PackageId],
    drivers: &[UserId],
) -> Result<Vec<PackageRecord>> {
    let mut routes = Routes::default();
    let (mut packages, mut errors) = (Vec::new(), FieldErrors::default());
    let mut missing = FieldErrors::default();
    for (at, id) in package_ids.iter().enumerate() {
        let field = format!("package_ids[{at}]");
        match tx.find::<PackageRecord>(*id)? {
            None => missing.add(&field, FieldCode::NotFound),
            Some(package) if waits(&package, drivers) && !routes.have_open(tx, &package)? => {
                packages.push(package);
            }
            Some(_) => errors.add(&field, FieldCode::NotUsable),
        }
    }
    match (missing.is_empty(), errors.is_empty()) {
        (false, _) => Err(Error::Fields(missing)),
        (true, false) => {
            Err(Error::Refused { code: ErrorCode::PackageNotPlannable, fields: errors })
        }
        (true, true) => {
            // The order of the request must not change the plan.
            packages.sort_by_key(|package| package.id);
            Ok(packages)
        }
    }
}

fn waits(package: &PackageRecord, drivers: &[UserId]) -> bool {
    match package.status {
        PackageStatus::Pending | PackageStatus::Undelivered => true,
        PackageStatus::Assigned => {
            package.assigned_to.is_some_and(|driver| drivers.contains(&driver))
        }
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Failed => false,
    }
}

/// Routes that packages were on, each read once, however many of its packages are asked for.
#[derive(Default)]
struct Routes(BTreeMap<RouteId, Option<RouteRecord>>);

impl Routes {
    fn have_open(&mut self, tx: &impl Reads, package: &PackageRecord) -> Result<bool> {
        let Some(id) = package.route_id else { return Ok(false) };
        let route = match self.0.entry(id) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(free) => free.insert(tx.find_unseen::<RouteRecord>(id)?),
        };
        Ok(route
            .as_ref()
            .is_some_and(|route| route.status.is_open() && route.stop_of(package.id).is_some()))
    }
}

/// A stop without id and arrival time yet.
pub fn stop(
    tx: &impl Reads,
    settings: &SettingsRecord,
    package: &PackageRecord,
    period: Period,
    depot: Point,
) -> Result<StopRecord> {
    Ok(StopRecord {
        id: StopId(Uuid::nil()),
        package_id: package.id,
        tracking_code: package.tracking_code.clone(),
        city: package.address.city.clone(),
        point: position(tx, package, depot)?,
        is_located: package.point().is_some(),
        from_road_m: None,
        service_s: service_s(settings, package),
        window: period.window_of(package),
        weight_g: package.weight_g.unwrap_or(0),
        travel_s: None,
        estimated_arrival: tx.now(),
        actual_arrival: None,
        departed_at: None,
        outcome: None,
        last_step: None,
    })
}

/// Where a package goes; without coordinates, where its neighbours go; else the depot.
pub fn position(tx: &impl Reads, package: &PackageRecord, depot: Point) -> Result<Point> {
    match package.point() {
        Some(point) => Ok(point),
        None => {
            let near = point_near(tx, &package.address)?;
            Ok(near.unwrap_or(depot))
        }
    }
}

/// How long the stop takes.
pub fn service_s(settings: &SettingsRecord, package: &PackageRecord) -> u32 {
    package.service_min.unwrap_or(settings.settings.service_min).saturating_mul(60)
}

/// The time in which windows count for a route: its day, and as long as it may be under way.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    from: Timestamp,
    to: Timestamp,
}

impl Period {
    /// Of a route.
    pub fn of(settings: &SettingsRecord, route: &RouteRecord) -> Self {
        let from = settings.start_of(route.date);
        Self::until(settings, route.date, route.hours().from.max(from) + LENGTH_MAX)
    }

    /// Of a day, to an instant on the next one at most.
    pub fn until(settings: &SettingsRecord, date: Day, to: Timestamp) -> Self {
        // The calendar's last day is not near any today.
        let next_day = settings.start_of(date.succ_opt().unwrap_or(date));
        Self { from: settings.start_of(date), to: to.max(next_day) }
    }

    /// The recipient's time window, if it touches the period.
    pub fn window_of(self, package: &PackageRecord) -> Option<TimeWindow> {
        package.time_window.filter(|window| window.from < self.to && window.to >= self.from)
    }
}
