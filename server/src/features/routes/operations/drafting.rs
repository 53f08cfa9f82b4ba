//! What a new delivery route is made of, read and checked before its plan is computed.

use furgo_shared::{
    geo::{Depot, Point},
    id::{PackageId, RouteId, StopId, UserId},
    packages::{PackageStatus, TimeWindow},
    problem::ErrorCode,
    routes::{CreateRoute, PlanBasis, RouteKind, RouteStatus},
    settings::parse_hour,
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors},
};
use uuid::Uuid;

use super::super::{RouteRecord, StopRecord, store};
use crate::{
    error::{Error, Result},
    features::{
        packages::{PackageRecord, store::point_near},
        settings::{self, SettingsRecord},
        staff, tidy,
        vehicles::{self, VehicleRecord},
    },
    storage::{Meta, Reads, Record},
};

/// Routes are planned or entered at most this far from today.
const DAYS_MAX: i64 = 366;

/// What a plan will be computed from.
#[derive(Debug)]
pub struct Draft {
    /// Its stops have no ids yet and stand in no order.
    pub route: RouteRecord,
    pub seen: Seen,
}

/// The versions that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub packages: Vec<(PackageId, u64)>,
    settings: u64,
}

/// Reads what a new route is made of; refuses what cannot become one.
pub fn draft(tx: &impl Reads, request: &CreateRoute) -> Result<Draft> {
    let settings = settings::store::current(tx)?;
    let driver = require_driver(request)?;
    staff::require_drivers(tx, "driver_id", &[driver])?;
    require_near(&settings, tx, request.date)?;
    require_free_day(tx, driver, request.date)?;
    let packages = plannable(tx, request, driver)?;
    let depot = request.depot.clone().or_else(|| settings.settings.depot.clone());
    let depot = depot.ok_or(Error::Code(ErrorCode::DepotMissing))?;
    let depart_at = departure(&settings, request.date, request.depart_at)?;
    let mut stops = Vec::new();
    for package in &packages {
        stops.push(stop(tx, &settings, package, request.date, depot.point())?);
    }
    let mut route = new_route(request, depot, depart_at, Meta::new(tx.now()));
    route.stops = stops;
    route.vehicle_id = vehicle_for(tx, request.vehicle.as_deref(), &route)?.map(|found| found.id);
    Ok(Draft { route, seen: seen(&packages, &settings) })
}

fn new_route(request: &CreateRoute, depot: Depot, depart_at: Timestamp, meta: Meta) -> RouteRecord {
    RouteRecord {
        id: request.id.unwrap_or(RouteId(Uuid::nil())),
        kind: RouteKind::Delivery,
        date: request.date,
        vehicle_id: None,
        driver_id: request.driver_id,
        status: RouteStatus::Planned,
        depot: Some(depot),
        return_to_depot: request.return_to_depot,
        depart_at: Some(depart_at),
        planned_distance_m: 0,
        planned_duration_s: 0,
        planned_basis: PlanBasis::default(),
        planned_basis_reason: None,
        distance_m: None,
        distance_is_derived: false,
        start_odometer_m: None,
        end_odometer_m: None,
        started_at: None,
        completed_at: None,
        notes: tidy::optional(request.notes.clone()),
        stops: Vec::new(),
        typed_odometer: None,
        typed_distance: None,
        forced_by: None,
        meta,
    }
}

/// Who is to drive; validation has seen to it that somebody is named.
pub fn require_driver(request: &CreateRoute) -> Result<UserId> {
    request.driver_id.ok_or_else(|| Error::field("driver_id", FieldCode::Required))
}

/// The versions of what a plan is computed from.
pub fn seen(packages: &[PackageRecord], settings: &SettingsRecord) -> Seen {
    let version = |package: &PackageRecord| (package.id, package.meta.version);
    Seen { packages: packages.iter().map(version).collect(), settings: settings.meta().version }
}

fn require_near(settings: &SettingsRecord, tx: &impl Reads, date: Day) -> Result<()> {
    let away = (date - settings.day_of(tx.now())).num_days().abs();
    match away <= DAYS_MAX {
        true => Ok(()),
        false => Err(Error::field("date", FieldCode::OutOfRange)),
    }
}

/// One open delivery route per driver and day.
pub fn require_free_day(tx: &impl Reads, driver: UserId, date: Day) -> Result<()> {
    match store::open_on(tx, driver, date)? {
        Some(_) => Err(Error::Code(ErrorCode::RouteExists)),
        None => Ok(()),
    }
}

/// The named packages, if every one can be planned for this driver.
fn plannable(tx: &impl Reads, request: &CreateRoute, driver: UserId) -> Result<Vec<PackageRecord>> {
    let (mut packages, mut errors) = (Vec::new(), FieldErrors::default());
    let mut missing = FieldErrors::default();
    for (at, id) in request.package_ids.iter().enumerate() {
        let field = format!("package_ids[{at}]");
        match tx.find::<PackageRecord>(*id)? {
            None => missing.add(&field, FieldCode::NotFound),
            Some(package) if is_plannable(tx, &package, driver)? => {
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

fn is_plannable(tx: &impl Reads, package: &PackageRecord, driver: UserId) -> Result<bool> {
    let waits = match package.status {
        PackageStatus::Pending | PackageStatus::Undelivered => true,
        PackageStatus::Assigned => package.assigned_to == Some(driver),
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Failed => false,
    };
    let route = store::of_package(tx, package)?;
    Ok(waits && route.is_none_or(|route| !route.status.is_open()))
}

/// The wanted or the usual hour, on the route's own day.
pub fn departure(
    settings: &SettingsRecord,
    date: Day,
    wanted: Option<Timestamp>,
) -> Result<Timestamp> {
    match wanted {
        Some(at) if settings.day_of(at) == date => Ok(at),
        Some(_) => Err(Error::field("depart_at", FieldCode::OutOfRange)),
        None => {
            let (hour, minute) = parse_hour(&settings.settings.departure).unwrap_or((8, 0));
            let local = date.and_hms_opt(hour, minute, 0).unwrap_or_default();
            Ok(settings.instant_of(local))
        }
    }
}

fn stop(
    tx: &impl Reads,
    settings: &SettingsRecord,
    package: &PackageRecord,
    date: Day,
    depot: Point,
) -> Result<StopRecord> {
    Ok(StopRecord {
        id: StopId(Uuid::nil()),
        package_id: package.id,
        tracking_code: package.tracking_code.clone(),
        city: package.address.city.clone(),
        point: position(tx, package, depot)?,
        is_located: package.point().is_some(),
        service_s: service_s(settings, package),
        window: window_on(settings, package, date),
        weight_g: package.weight_g.unwrap_or(0),
        estimated_arrival: tx.now(),
        actual_arrival: None,
        departed_at: None,
        outcome: None,
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

/// The recipient's time window, if it touches the route's day.
pub fn window_on(
    settings: &SettingsRecord,
    package: &PackageRecord,
    date: Day,
) -> Option<TimeWindow> {
    let window = package.time_window?;
    (settings.day_of(window.from) <= date && settings.day_of(window.to) >= date).then_some(window)
}

/// The vehicle that the request names, if it can take what is on the route. Too much weight or
/// too many packages is a finding beside `vehicle`.
pub fn vehicle_for(
    tx: &impl Reads,
    alias: Option<&str>,
    route: &RouteRecord,
) -> Result<Option<VehicleRecord>> {
    let Some(alias) = alias else { return Ok(None) };
    let vehicle = vehicles::store::find(tx, alias)?;
    let vehicle = vehicle.ok_or_else(|| Error::field("vehicle", FieldCode::NotFound))?;
    if !vehicle.is_active {
        return Err(Error::Code(ErrorCode::VehicleInactive));
    }
    let count = u32::try_from(route.stops.len()).unwrap_or(u32::MAX);
    let fits = vehicle.capacity_g.is_none_or(|capacity_g| route.load_g() <= capacity_g)
        && vehicle.capacity_packages.is_none_or(|capacity| count <= capacity);
    if fits { Ok(Some(vehicle)) } else { Err(Error::field("vehicle", FieldCode::NotUsable)) }
}
