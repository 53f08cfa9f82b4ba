//! What the plan of a day is made of, read and checked before it is computed.

use std::collections::BTreeSet;

use furgo_shared::{
    geo::Depot,
    id::{UserId, VehicleId},
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{PlanDay, PlanDriver, UnplannedReason},
    time::Timestamp,
    validate::{FieldCode, FieldErrors},
};

use super::LeftOut;
use crate::{
    error::{Error, Result},
    features::{
        packages::PackageRecord,
        routes::{
            StopRecord,
            operations::{
                candidates,
                drafting::{require_depot, require_near, usual_departure},
                seen::Seen,
            },
            store,
        },
        settings::{self, SettingsRecord},
        staff,
        vehicles::{self, VehicleRecord},
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

/// Somebody who can drive.
#[derive(Debug)]
pub struct Driver {
    pub driver_id: UserId,
    pub vehicle: Option<VehicleRecord>,
    /// Leaves no earlier.
    pub start: Timestamp,
    /// Is back by then.
    pub end: Timestamp,
}

/// A stop that is on no route yet.
#[derive(Debug)]
pub struct Candidate {
    pub stop: StopRecord,
    /// Of a package that is somebody's already: nobody else brings it.
    pub only: Option<UserId>,
}

/// Reads what a plan is made of; refuses what cannot become one.
pub fn draft(tx: &impl Reads, request: &PlanDay) -> Result<DayDraft> {
    let settings = settings::store::current(tx)?;
    require_near(&settings, tx, request.date)?;
    let drivers = drivers(tx, &settings, request)?;
    let driver_ids: Vec<UserId> = drivers.iter().map(|driver| driver.driver_id).collect();
    let packages = candidates::plannable(tx, &request.package_ids, &driver_ids)?;
    let depot = require_depot(&settings, request.depot.as_ref())?;
    let (mut stops, mut unplanned) = (Vec::new(), Vec::new());
    for package in &packages {
        let stop = candidates::stop(tx, &settings, package, request.date, depot.point())?;
        match package.time_window.is_some() && stop.window.is_none() {
            true => unplanned.push(LeftOut::of(&stop, UnplannedReason::OtherDay)),
            false => stops
                .push(Candidate { stop, only: package.assigned_to.filter(|_| is_taken(package)) }),
        }
    }
    let used = drivers.iter().filter_map(|driver| driver.vehicle.as_ref());
    let seen = Seen::of(&settings, &packages, used);
    let begins_at = settings.start_of(request.date);
    let (request, read_at) = (request.clone(), tx.now());
    Ok(DayDraft { request, depot, begins_at, read_at, drivers, stops, unplanned, seen })
}

fn is_taken(package: &PackageRecord) -> bool {
    package.status == PackageStatus::Assigned
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

/// Findings beside the drivers' fields, by how they are refused.
#[derive(Default)]
struct Findings {
    wrong: FieldErrors,
    inactive: FieldErrors,
    busy: FieldErrors,
}

impl Findings {
    fn refuse_if_any(self) -> Result<()> {
        let refused = |code, fields| Err(Error::Refused { code, fields });
        match self {
            Self { wrong, .. } if !wrong.is_empty() => Err(Error::Fields(wrong)),
            Self { inactive, .. } if !inactive.is_empty() => {
                refused(ErrorCode::VehicleInactive, inactive)
            }
            Self { busy, .. } if !busy.is_empty() => refused(ErrorCode::RouteExists, busy),
            Self { .. } => Ok(()),
        }
    }
}

fn drivers(tx: &impl Reads, settings: &SettingsRecord, request: &PlanDay) -> Result<Vec<Driver>> {
    let (mut drivers, mut found, mut used) = (Vec::new(), Findings::default(), BTreeSet::new());
    for (at, wanted) in request.drivers.iter().enumerate() {
        let field = |name: &str| format!("drivers[{at}].{name}");
        if let Some(code) = staff::unfit_driver(tx, wanted.driver_id)? {
            found.wrong.add(&field("driver_id"), code);
        }
        if store::open_on(tx, wanted.driver_id, request.date)?.is_some() {
            found.busy.add(&field("driver_id"), FieldCode::NotUsable);
        }
        let vehicle = vehicle(tx, wanted, &field("vehicle"), &mut used, &mut found)?;
        let (start, end) = hours(settings, request, wanted);
        found.wrong.require(
            &field("start"),
            settings.day_of(start) == request.date,
            FieldCode::OutOfRange,
        );
        let ends_that_day = end <= end_of_day(settings, request);
        found.wrong.require(&field("end"), ends_that_day && start < end, FieldCode::OutOfRange);
        drivers.push(Driver { driver_id: wanted.driver_id, vehicle, start, end });
    }
    found.refuse_if_any()?;
    Ok(drivers)
}

/// The vehicle that is named, if it can be driven; what cannot is a finding.
fn vehicle(
    tx: &impl Reads,
    wanted: &PlanDriver,
    field: &str,
    used: &mut BTreeSet<VehicleId>,
    found: &mut Findings,
) -> Result<Option<VehicleRecord>> {
    let Some(alias) = &wanted.vehicle else { return Ok(None) };
    let vehicle = vehicles::store::find(tx, alias)?;
    match &vehicle {
        None => found.wrong.add(field, FieldCode::NotFound),
        Some(vehicle) if !used.insert(vehicle.id) => found.wrong.add(field, FieldCode::Repeated),
        Some(vehicle) if !vehicle.is_active => found.inactive.add(field, FieldCode::NotUsable),
        Some(_) => {}
    }
    Ok(vehicle)
}

/// The wanted hours; else from the usual departure to the end of the day.
fn hours(
    settings: &SettingsRecord,
    request: &PlanDay,
    wanted: &PlanDriver,
) -> (Timestamp, Timestamp) {
    let start = wanted.start.unwrap_or_else(|| usual_departure(settings, request.date));
    (start, wanted.end.unwrap_or_else(|| end_of_day(settings, request)))
}

fn end_of_day(settings: &SettingsRecord, request: &PlanDay) -> Timestamp {
    // The calendar's last day is not near any today.
    settings.start_of(request.date.succ_opt().unwrap_or(request.date))
}
