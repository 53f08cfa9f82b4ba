//! What the plan of a day is made of, read and checked before it is computed.

use furgo_shared::{
    geo::Depot,
    id::{UserId, VehicleId},
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{OtherRoute, PlanDay, PlanDriver, UnplannedReason},
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
            hours::{self, Hours, Needs},
            operations::{
                candidates::{self, Period},
                drafting::{require_depot, require_near, usual_departure},
                seen::Seen,
            },
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
    /// Somebody has said so; else it is the end of the day.
    pub is_end_wanted: bool,
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
    let latest = drivers.iter().map(|driver| driver.end).max();
    let latest = latest.unwrap_or_else(|| end_of_day(&settings, request));
    let period = Period::until(&settings, request.date, latest);
    let (mut stops, mut unplanned) = (Vec::new(), Vec::new());
    for package in &packages {
        let stop = candidates::stop(tx, &settings, package, period, depot.point())?;
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
    /// The first route that keeps somebody or something.
    other: Option<OtherRoute>,
}

impl Findings {
    fn refuse_if_any(self) -> Result<()> {
        let refused = |code, fields| Err(Error::Refused { code, fields });
        match self {
            Self { wrong, .. } if !wrong.is_empty() => Err(Error::Fields(wrong)),
            Self { inactive, .. } if !inactive.is_empty() => {
                refused(ErrorCode::VehicleInactive, inactive)
            }
            Self { busy, other: Some(other), .. } => {
                Err(Error::Overlaps { fields: busy, other: Box::new(other) })
            }
            Self { .. } => Ok(()),
        }
    }
}

fn drivers(tx: &impl Reads, settings: &SettingsRecord, request: &PlanDay) -> Result<Vec<Driver>> {
    let (mut drivers, mut found): (Vec<Driver>, _) = (Vec::new(), Findings::default());
    for (at, wanted) in request.drivers.iter().enumerate() {
        let field = |name: &str| format!("drivers[{at}].{name}");
        if let Some(code) = staff::unfit_driver(tx, wanted.driver_id)? {
            found.wrong.add(&field("driver_id"), code);
        }
        let vehicle = vehicle(tx, wanted, &field("vehicle"), &mut found)?;
        let driver = with_hours(tx, settings, request, (wanted, vehicle), &field, &mut found)?;
        let starts_that_day = settings.day_of(driver.start) == request.date;
        found.wrong.require(&field("start"), starts_that_day, FieldCode::OutOfRange);
        let is_a_day = driver.end - driver.start <= hours::LENGTH_MAX;
        let is_in_order = is_a_day && driver.start < driver.end;
        found.wrong.require(&field("end"), is_in_order || !starts_that_day, FieldCode::OutOfRange);
        for before in drivers.iter().filter(|before| before.hours().overlap(&driver.hours())) {
            let is_same = before.driver_id == driver.driver_id;
            found.wrong.require(&field("driver_id"), !is_same, FieldCode::Repeated);
            let is_taken =
                driver.vehicle_id().is_some() && before.vehicle_id() == driver.vehicle_id();
            found.wrong.require(&field("vehicle"), !is_taken, FieldCode::Repeated);
        }
        drivers.push(driver);
    }
    found.refuse_if_any()?;
    Ok(drivers)
}

/// The vehicle that is named, if it can be driven; what cannot is a finding.
fn vehicle(
    tx: &impl Reads,
    wanted: &PlanDriver,
    field: &str,
    found: &mut Findings,
) -> Result<Option<VehicleRecord>> {
    let Some(alias) = &wanted.vehicle else { return Ok(None) };
    let vehicle = vehicles::store::find(tx, alias)?;
    match &vehicle {
        None => found.wrong.add(field, FieldCode::NotFound),
        Some(vehicle) if !vehicle.is_active => found.inactive.add(field, FieldCode::NotUsable),
        Some(_) => {}
    }
    Ok(vehicle)
}

/// The wanted hours. Without a start, from the usual departure on, or from when driver and vehicle are
/// back from the open routes that they have already; without an end, until the day is over. Whoever
/// has another route within the hours is a finding.
fn with_hours(
    tx: &impl Reads,
    settings: &SettingsRecord,
    request: &PlanDay,
    (wanted, vehicle): (&PlanDriver, Option<VehicleRecord>),
    field: &impl Fn(&str) -> String,
    found: &mut Findings,
) -> Result<Driver> {
    let vehicle_id = vehicle.as_ref().map(|vehicle| vehicle.id);
    let needs = Needs { driver: Some(wanted.driver_id), vehicle: vehicle_id };
    let others = hours::open_around(tx, needs, request.date)?;
    let end = wanted.end.unwrap_or_else(|| end_of_day(settings, request));
    let start = wanted.start.unwrap_or_else(|| {
        let usual = usual_departure(settings, request.date);
        let back = others.iter().map(|other| other.hours()).filter(|hours| hours.from < end);
        back.map(|hours| hours.to).chain([usual]).max().unwrap_or(usual)
    });
    let driver = Driver {
        driver_id: wanted.driver_id,
        vehicle,
        start,
        end,
        is_end_wanted: wanted.end.is_some(),
    };
    // Nothing is left of the day: whoever keeps them from it is named all the same.
    let wants = match driver.start < driver.end {
        true => driver.hours(),
        false => Hours { from: usual_departure(settings, request.date), to: end },
    };
    if let Some(other) = others.iter().find(|other| other.hours().overlap(&wants)) {
        let is_drivers = other.driver_id == Some(wanted.driver_id);
        let field = field(if is_drivers { "driver_id" } else { "vehicle" });
        found.busy.add(&field, FieldCode::NotUsable);
        found.other.get_or_insert(hours::named(tx, other)?);
        // Said once is enough.
        return Ok(Driver { start: wants.from, ..driver });
    }
    Ok(driver)
}

impl Driver {
    fn hours(&self) -> Hours {
        Hours { from: self.start, to: self.end }
    }

    fn vehicle_id(&self) -> Option<VehicleId> {
        self.vehicle.as_ref().map(|vehicle| vehicle.id)
    }
}

fn end_of_day(settings: &SettingsRecord, request: &PlanDay) -> Timestamp {
    // The calendar's last day is not near any today.
    settings.start_of(request.date.succ_opt().unwrap_or(request.date))
}
