//! The rows of a day's plan: who drives, with what, from when to when. Nobody and nothing is needed
//! twice at a time, neither by two rows nor by a row and a route that is there.

use furgo_shared::{
    id::{RouteId, VehicleId},
    problem::ErrorCode,
    routes::{OtherRoute, PlanDay, PlanDriver, RouteStatus},
    time::Timestamp,
    validate::{FieldCode, FieldErrors},
};

use super::drafting::Driver;
use crate::{
    error::{Error, Result},
    features::{
        routes::{
            RouteRecord,
            hours::{self, Hours, Needs},
            operations::drafting::usual_departure,
        },
        settings::SettingsRecord,
        staff,
        vehicles::{self, VehicleRecord},
    },
    storage::Reads,
};

/// Findings beside the drivers' fields, by how they are refused.
#[derive(Default)]
struct Findings {
    wrong: FieldErrors,
    inactive: FieldErrors,
    closed: FieldErrors,
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
            Self { closed, .. } if !closed.is_empty() => refused(ErrorCode::RouteClosed, closed),
            Self { busy, other: Some(other), .. } => {
                Err(Error::Overlaps { fields: busy, other: Box::new(other) })
            }
            Self { .. } => Ok(()),
        }
    }
}

/// The rows of a request; refuses those that cannot be, and those that want somebody or something
/// twice at a time.
pub fn drivers(
    tx: &impl Reads,
    settings: &SettingsRecord,
    request: &PlanDay,
) -> Result<Vec<Driver>> {
    let (mut drivers, mut found) = (Vec::new(), Findings::default());
    for (at, wanted) in request.drivers.iter().enumerate() {
        let field = |name: &str| format!("drivers[{at}].{name}");
        if let Some(code) = staff::unfit_driver(tx, wanted.driver_id)? {
            found.wrong.add(&field("driver_id"), code);
        }
        let driver = match wanted.route_id {
            Some(route) => going_on(tx, settings, request, (wanted, route), &field, &mut found)?,
            None => Some(with_hours(tx, settings, request, wanted, &field, &mut found)?),
        };
        if let Some(driver) = &driver {
            let starts_that_day = settings.day_of(driver.start) == request.date;
            found.wrong.require(&field("start"), starts_that_day, FieldCode::OutOfRange);
            let is_a_day = driver.end - driver.start <= hours::LENGTH_MAX;
            let fits = (is_a_day && driver.start < driver.end) || !starts_that_day;
            found.wrong.require(&field("end"), fits, FieldCode::OutOfRange);
        }
        drivers.push(driver);
    }
    make_room(&mut drivers);
    for (at, driver) in drivers.iter().enumerate() {
        let Some(driver) = driver else { continue };
        let before = drivers.iter().take(at).flatten();
        for before in before.filter(|before| before.hours().overlap(&driver.hours())) {
            let field = |name: &str| format!("drivers[{at}].{name}");
            let is_same = before.driver_id == driver.driver_id;
            found.wrong.require(&field("driver_id"), !is_same, FieldCode::Repeated);
            let is_taken =
                driver.vehicle_id().is_some() && before.vehicle_id() == driver.vehicle_id();
            found.wrong.require(&field("vehicle"), !is_taken, FieldCode::Repeated);
        }
    }
    found.refuse_if_any()?;
    Ok(drivers.into_iter().flatten().collect())
}

/// A route that goes on with more, of which nobody says when it is to end, ends before a row that
/// needs its driver or its vehicle begins.
fn make_room(drivers: &mut [Option<Driver>]) {
    let begin: Vec<_> = drivers
        .iter()
        .flatten()
        .map(|driver| (driver.driver_id, driver.vehicle_id(), driver.start))
        .collect();
    for driver in drivers.iter_mut().flatten().filter(|driver| !driver.is_end_wanted) {
        let Some(stands_until) = driver.kept.as_ref().map(|route| route.hours().to) else {
            continue;
        };
        let needed = begin.iter().filter(|(who, vehicle, at)| {
            let shares =
                *who == driver.driver_id || (vehicle.is_some() && *vehicle == driver.vehicle_id());
            shares && *at >= stands_until
        });
        let until = needed.map(|(_, _, at)| *at).chain([driver.end]).min();
        driver.end = until.unwrap_or(driver.end);
    }
}

/// A row that goes on with a planned route, from its departure on. Without an end, until driver or
/// vehicle are needed on another route, or else until it was to be over.
fn going_on(
    tx: &impl Reads,
    settings: &SettingsRecord,
    request: &PlanDay,
    (wanted, id): (&PlanDriver, RouteId),
    field: &impl Fn(&str) -> String,
    found: &mut Findings,
) -> Result<Option<Driver>> {
    let Some(route) = tx.find::<RouteRecord>(id)? else {
        found.wrong.add(&field("route_id"), FieldCode::NotFound);
        return Ok(None);
    };
    if route.status != RouteStatus::Planned {
        found.closed.add(&field("route_id"), FieldCode::NotUsable);
        return Ok(None);
    }
    let is_theirs = route.driver_id == Some(wanted.driver_id);
    if !is_theirs || route.date != request.date {
        let code = if is_theirs { FieldCode::OutOfRange } else { FieldCode::NotUsable };
        found.wrong.add(&field("route_id"), code);
        return Ok(None);
    }
    let stands = route.hours();
    let others = hours::open_around(tx, route.needs(), route.date)?;
    let others: Vec<_> = others.into_iter().filter(|other| other.id != route.id).collect();
    let next = others.iter().map(|other| other.hours().from).filter(|from| *from >= stands.to);
    let end = wanted.end.unwrap_or_else(|| {
        let until = route.back_by.unwrap_or_else(|| end_of_day(settings, request));
        let until = next.chain([until, stands.from + hours::LENGTH_MAX]).min();
        until.map_or(stands.to, |until| until.max(stands.to))
    });
    // What is on it stays on it.
    found.wrong.require(&field("end"), end >= stands.to, FieldCode::OutOfRange);
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let driver = Driver {
        driver_id: wanted.driver_id,
        vehicle: vehicle.flatten(),
        start: stands.from,
        end,
        is_end_wanted: wanted.end.is_some(),
        kept: Some(route),
    };
    let other = others.iter().find(|other| other.hours().overlap(&driver.hours()));
    if let Some(other) = other {
        found.busy.add(&field("end"), FieldCode::NotUsable);
        found.other.get_or_insert(hours::named(tx, other)?);
    }
    Ok(Some(driver))
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
    wanted: &PlanDriver,
    field: &impl Fn(&str) -> String,
    found: &mut Findings,
) -> Result<Driver> {
    let vehicle = vehicle(tx, wanted, &field("vehicle"), found)?;
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
        kept: None,
    };
    // Nothing is left of the day: whoever keeps them from it is named all the same.
    let wants = match driver.start < driver.end {
        true => driver.hours(),
        false => Hours { from: usual_departure(settings, request.date), to: end },
    };
    // A route that goes on is compared as the row that it is.
    let goes_on = |id: RouteId| request.drivers.iter().any(|row| row.route_id == Some(id));
    let mut in_the_way =
        others.iter().filter(|other| !goes_on(other.id) && other.hours().overlap(&wants));
    if let Some(other) = in_the_way.next() {
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

/// When the planned day is over.
pub fn end_of_day(settings: &SettingsRecord, request: &PlanDay) -> Timestamp {
    // The calendar's last day is not near any today.
    settings.start_of(request.date.succ_opt().unwrap_or(request.date))
}
