//! What a new delivery route is made of, read and checked before its plan is computed.

use furgo_shared::{
    geo::Depot,
    id::{RouteId, UserId},
    problem::ErrorCode,
    routes::{CreateRoute, PlanBasis, RouteKind, RouteStatus},
    settings::parse_hour,
    time::{Day, Timestamp},
    validate::FieldCode,
};
use uuid::Uuid;

use super::{
    super::RouteRecord,
    candidates::{self, Period},
    seen::Seen,
};
use crate::{
    error::{Error, Result},
    features::{
        settings::{self, SettingsRecord},
        staff, tidy,
        vehicles::{self, VehicleRecord},
    },
    storage::{Meta, Reads},
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

/// Reads what a new route is made of; refuses what cannot become one.
pub fn draft(tx: &impl Reads, request: &CreateRoute) -> Result<Draft> {
    let settings = settings::store::current(tx)?;
    let driver = require_driver(request)?;
    staff::require_drivers(tx, "driver_id", &[driver])?;
    require_near(&settings, tx, request.date)?;
    let packages = candidates::plannable(tx, &request.package_ids, &[driver])?;
    let depot = require_depot(&settings, request.depot.as_ref())?;
    let depart_at = departure(&settings, request.date, request.depart_at)?;
    let mut route = new_route(request, depot, depart_at, Meta::new(tx.now()));
    let period = Period::of(&settings, &route);
    for package in &packages {
        route.stops.push(candidates::stop(tx, &settings, package, period, route.depot_point())?);
    }
    let vehicle = vehicle_for(tx, request.vehicle.as_deref(), &route)?;
    route.vehicle_id = vehicle.as_ref().map(|vehicle| vehicle.id);
    Ok(Draft { route, seen: Seen::of(&settings, &packages, &vehicle) })
}

/// A planned route without stops.
pub fn new_route(
    request: &CreateRoute,
    depot: Depot,
    depart_at: Timestamp,
    meta: Meta,
) -> RouteRecord {
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
        back_by: None,
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
        typed_start_odometer: None,
        typed_odometer: None,
        typed_distance: None,
        forced_by: None,
        meta,
    }
}

/// The wanted depot, or the fleet's.
pub fn require_depot(settings: &SettingsRecord, wanted: Option<&Depot>) -> Result<Depot> {
    let depot = wanted.or(settings.settings.depot.as_ref()).cloned();
    // Settings of earlier versions may hold 0/0, which is no place.
    let depot = depot.filter(|depot| !depot.point().is_nowhere());
    depot.ok_or(Error::Code(ErrorCode::DepotMissing))
}

/// Who is to drive; validation has seen to it that somebody is named.
pub fn require_driver(request: &CreateRoute) -> Result<UserId> {
    request.driver_id.ok_or_else(|| Error::field("driver_id", FieldCode::Required))
}

/// Routes are planned neither for a far past nor a far future.
pub fn require_near(settings: &SettingsRecord, tx: &impl Reads, date: Day) -> Result<()> {
    let away = (date - settings.day_of(tx.now())).num_days().abs();
    match away <= DAYS_MAX {
        true => Ok(()),
        false => Err(Error::field("date", FieldCode::OutOfRange)),
    }
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
        None => Ok(usual_departure(settings, date)),
    }
}

/// When routes set off unless somebody says otherwise.
pub fn usual_departure(settings: &SettingsRecord, date: Day) -> Timestamp {
    let (hour, minute) = parse_hour(&settings.settings.departure).unwrap_or((8, 0));
    settings.instant_of(date.and_hms_opt(hour, minute, 0).unwrap_or_default())
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
    match route.fits_into(&vehicle) {
        true => Ok(Some(vehicle)),
        false => Err(Error::field("vehicle", FieldCode::NotUsable)),
    }
}
