//! What the plan of a day is made of, read and checked before it is computed.

use furgo_shared::{
    geo::Depot,
    id::UserId,
    packages::PackageStatus,
    routes::{PlanDay, UnplannedReason},
    time::Timestamp,
    validate::FieldCode,
};

use super::{LeftOut, rows};
use crate::{
    error::{Error, Result},
    features::{
        packages::PackageRecord,
        routes::{
            RouteRecord, StopRecord,
            operations::{
                candidates::{self, Period},
                drafting::{require_depot, require_near},
                seen::Seen,
            },
        },
        settings,
        vehicles::VehicleRecord,
    },
    storage::Reads,
};

/// What a plan will be computed from.
#[derive(Debug)]
pub struct DayDraft {
    pub request: PlanDay,
    pub depot: Depot,
    pub begins_at: Timestamp,
    pub read_at: Timestamp,
    pub drivers: Vec<Driver>,
    pub stops: Vec<Candidate>,
    /// What cannot be planned on that day, whoever drives.
    pub unplanned: Vec<LeftOut>,
    pub seen: Seen,
}

/// Somebody who can drive: a row of the request.
#[derive(Debug)]
pub struct Driver {
    pub driver_id: UserId,
    pub vehicle: Option<VehicleRecord>,
    /// Leaves no earlier.
    pub start: Timestamp,
    /// Is back by then.
    pub end: Timestamp,
    /// Somebody has said so; else it is the end of the day.
    pub is_end_wanted: bool,
    /// The planned route that goes on with more.
    pub kept: Option<RouteRecord>,
}

/// A stop that is to be planned.
#[derive(Debug)]
pub struct Candidate {
    pub stop: StopRecord,
    pub by: Bringer,
}

/// Who may bring a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bringer {
    Anybody,
    /// It is theirs already.
    Driver(UserId),
    /// It is on the route that the row with this number goes on with.
    Row(usize),
}

/// Reads what a plan is made of; refuses what cannot become one.
pub fn draft(tx: &impl Reads, request: &PlanDay) -> Result<DayDraft> {
    let settings = settings::store::current(tx)?;
    require_near(&settings, tx, request.date)?;
    let drivers = rows::drivers(tx, &settings, request)?;
    let driver_ids: Vec<UserId> = drivers.iter().map(|driver| driver.driver_id).collect();
    let packages = candidates::plannable(tx, &request.package_ids, &driver_ids)?;
    let depot = require_depot(&settings, request.depot.as_ref())?;
    let latest = drivers.iter().map(|driver| driver.end).max();
    let latest = latest.unwrap_or_else(|| rows::end_of_day(&settings, request));
    let period = Period::until(&settings, request.date, latest);
    let (mut stops, mut unplanned) = (Vec::new(), Vec::new());
    for package in &packages {
        let stop = candidates::stop(tx, &settings, package, period, depot.point())?;
        match package.time_window.is_some() && stop.window.is_none() {
            true => unplanned.push(LeftOut::of(&stop, UnplannedReason::OtherDay)),
            false => stops.push(Candidate { stop, by: bringer(package) }),
        }
    }
    let kept = || drivers.iter().filter_map(|driver| driver.kept.as_ref());
    for (row, driver) in drivers.iter().enumerate() {
        let stops_of_row = driver.kept.iter().flat_map(|route| &route.stops);
        let open = stops_of_row.filter(|stop| stop.is_open()).cloned();
        stops.extend(open.map(|stop| Candidate { stop, by: Bringer::Row(row) }));
    }
    // More than the planner takes, and more than their distances have room for.
    if stops.len() > furgo_planner::JOBS_MAX {
        return Err(Error::field("package_ids", FieldCode::TooLong));
    }
    let used = drivers.iter().filter_map(|driver| driver.vehicle.as_ref());
    let seen = Seen::of(&settings, &packages, used).and_routes(kept());
    let begins_at = settings.start_of(request.date);
    let (request, read_at) = (request.clone(), tx.now());
    Ok(DayDraft { request, depot, begins_at, read_at, drivers, stops, unplanned, seen })
}

fn bringer(package: &PackageRecord) -> Bringer {
    let driver = package.assigned_to.filter(|_| package.status == PackageStatus::Assigned);
    driver.map_or(Bringer::Anybody, Bringer::Driver)
}

impl LeftOut {
    /// The package of a stop.
    pub fn of(stop: &StopRecord, reason: UnplannedReason) -> Self {
        Self {
            package_id: stop.package_id,
            tracking_code: stop.tracking_code.clone(),
            city: stop.city.clone(),
            reason,
        }
    }
}
