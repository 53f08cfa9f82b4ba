//! When a route has its driver and its vehicle; neither is needed on two routes at once.

use chrono::TimeDelta;
use furgo_shared::{
    id::{UserId, VehicleId},
    routes::{OtherRoute, RouteStatus},
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors},
};
use uuid::Uuid;

use super::{RouteRecord, store};
use crate::{
    error::{Error, Result},
    features::{staff, vehicles::VehicleRecord},
    storage::{Reads, Record},
};

/// A route is over a day after it left, at the latest.
pub const LENGTH_MAX: TimeDelta = TimeDelta::hours(24);
/// Also a route of which nobody knows how long it takes has its driver for a while.
const LENGTH_MIN: TimeDelta = TimeDelta::minutes(1);

/// From leaving to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    pub from: Timestamp,
    /// Excluded.
    pub to: Timestamp,
}

impl Hours {
    /// Whether an instant is in both.
    pub fn overlap(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Whom and what a route needs.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    pub driver: Option<UserId>,
    pub vehicle: Option<VehicleId>,
}

impl RouteRecord {
    /// As planned; of a running route from when it really left.
    pub fn hours(&self) -> Hours {
        let from = self.started_at.unwrap_or(self.departs_at());
        let length = TimeDelta::seconds(self.planned_duration_s);
        Hours { from, to: from + length.max(LENGTH_MIN) }
    }

    /// Whom and what it needs.
    pub fn needs(&self) -> Needs {
        Needs { driver: self.driver_id, vehicle: self.vehicle_id }
    }
}

/// Refuses a planned route that takes more than a day, or whose driver or vehicle is on another open
/// route at that time.
///
/// # Errors
/// A finding beside `package_ids`; `Overlaps`, naming the other one.
pub fn require_free(tx: &impl Reads, route: &RouteRecord) -> Result<()> {
    let hours = route.hours();
    require_a_day(route)?;
    let others = open_around(tx, route.needs(), route.date)?;
    let other =
        others.into_iter().find(|other| other.id != route.id && other.hours().overlap(&hours));
    refuse(tx, route.needs(), other)
}

/// Refuses to start a route while its driver or its vehicle is on its way.
///
/// # Errors
/// `Overlaps`, naming the route that is under way.
pub fn require_none_running(tx: &impl Reads, route: &RouteRecord) -> Result<()> {
    let others = open_around(tx, route.needs(), route.date)?;
    let is_running = |other: &RouteRecord| other.status == RouteStatus::InProgress;
    let other = others.into_iter().find(|other| other.id != route.id && is_running(other));
    refuse(tx, route.needs(), other)
}

/// The open routes about that day, and those under way, whatever their day, that have the driver or
/// the vehicle, whoever asks; earliest first.
pub fn open_around(tx: &impl Reads, needs: Needs, date: Day) -> Result<Vec<RouteRecord>> {
    let mut ids = store::running(tx)?;
    // A day may have 23 hours, and a route 24.
    let days = (-2..=2).filter_map(|away| date.checked_add_signed(TimeDelta::days(away)));
    for day in days {
        if let Some(driver) = needs.driver {
            ids.extend(store::open_ids(tx, store::OPEN_BY_DRIVER, driver, day)?);
        }
        if let Some(vehicle) = needs.vehicle {
            ids.extend(store::open_ids(tx, store::OPEN_BY_VEHICLE, vehicle, day)?);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let mut routes = Vec::new();
    for id in ids {
        let route = tx.find_unseen::<RouteRecord>(id)?;
        routes.extend(route.filter(|route| shares(needs, route)));
    }
    routes.sort_by_key(|route| route.hours().from);
    Ok(routes)
}

fn shares(needs: Needs, other: &RouteRecord) -> bool {
    let both = |a: Option<Uuid>, b: Option<Uuid>| a.is_some() && a == b;
    both(needs.driver.map(Uuid::from), other.driver_id.map(Uuid::from))
        || both(needs.vehicle.map(Uuid::from), other.vehicle_id.map(Uuid::from))
}

fn refuse(tx: &impl Reads, needs: Needs, other: Option<RouteRecord>) -> Result<()> {
    let Some(other) = other else { return Ok(()) };
    let is_drivers = needs.driver.is_some() && needs.driver == other.driver_id;
    let field = if is_drivers { "driver_id" } else { "vehicle" };
    let fields = FieldErrors::one(field, FieldCode::NotUsable);
    Err(Error::Overlaps { fields, other: Box::new(named(tx, &other)?) })
}

/// What is told of a route that stands in the way. To whoever does not see it, when, and which vehicle.
pub fn named(tx: &impl Reads, other: &RouteRecord) -> Result<OtherRoute> {
    let is_seen = other.visible_to(tx)?;
    let vehicle = other.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let driver = other.driver_id.filter(|_| is_seen);
    let driver = driver.map(|driver| staff::name_of(tx, driver)).transpose()?;
    let Hours { from, to } = other.hours();
    Ok(OtherRoute {
        route_id: is_seen.then_some(other.id),
        date: other.date,
        driver_name: driver.unwrap_or_default(),
        vehicle: vehicle.flatten().map(|vehicle| vehicle.alias),
        from,
        to,
    })
}

/// Refuses a route that takes more than a day.
///
/// # Errors
/// A finding beside `package_ids`: they are more than one route can do.
pub fn require_a_day(route: &RouteRecord) -> Result<()> {
    let Hours { from, to } = route.hours();
    match to - from <= LENGTH_MAX {
        true => Ok(()),
        false => Err(Error::field("package_ids", FieldCode::OutOfRange)),
    }
}

/// The same for a planned route only: one that is under way goes on as reality wants.
pub fn require_free_if_planned(tx: &impl Reads, route: &RouteRecord) -> Result<()> {
    match route.status {
        RouteStatus::Planned => require_free(tx, route),
        RouteStatus::InProgress | RouteStatus::Completed | RouteStatus::Cancelled => Ok(()),
    }
}
