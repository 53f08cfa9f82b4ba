//! What a driver has not finished on earlier routes goes into today's: the driver's own affair, so
//! nothing is asked of the office.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::DriveRoutes,
    id::{UserId, VehicleId},
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{
        ContinueFromPast, CreateRoute, Misfit, RouteStatus, RouteView, UnfinishedOf, UnfinishedView,
    },
    time::Day,
    validate::{FieldCode, FieldErrors},
};

use super::{
    super::{
        RouteRecord,
        hours::{self, Needs},
        planning::{self, Desk, Placed},
        store, view,
    },
    candidates::{self, Period},
    creating, drafting,
    onto::{self, Joining},
    seen::Seen,
    visits::Visits,
};
use crate::{
    error::{Error, Result},
    features::{
        logs,
        packages::{self, PackageRecord},
        settings::{self, SettingsRecord},
        staff,
        vehicles::VehicleRecord,
    },
    roads::{RoadsFile, Ways},
    storage::{Meta, Reads, WriteTx},
};

/// What is unfinished, and where it would go.
pub fn unfinished(tx: &impl Reads, query: &UnfinishedOf) -> Result<UnfinishedView> {
    let driver = whose(tx, query.driver_id)?;
    let date = settings::store::today(tx)?;
    let packages = left_over(tx, driver, date)?;
    let views = packages.iter().map(|package| packages::operations::reading::to_view(tx, package));
    let target = match target(tx, driver, date) {
        // The route that nobody has completed; whoever goes on is told so.
        Err(Error::Overlaps { .. }) => None,
        target => target?,
    };
    Ok(UnfinishedView {
        date,
        route_id: target.map(|route| route.id),
        packages: views.collect::<Result<_>>()?,
    })
}

/// Drivers continue what is theirs; the office says whose.
fn whose(tx: &impl Reads, wanted: Option<UserId>) -> Result<UserId> {
    let own = tx.viewer().user_id();
    match wanted {
        Some(driver) if tx.viewer().is_office() || own == Some(driver) => {
            staff::require_drivers(tx, "driver_id", &[driver])?;
            Ok(driver)
        }
        Some(_) => Err(Error::Code(ErrorCode::NotFound)),
        None => {
            let own = own.ok_or(Error::Code(ErrorCode::NotSignedIn))?;
            match staff::unfit_driver(tx, own)? {
                None => Ok(own),
                // Somebody of the office who has no day of their own.
                Some(_) => Err(Error::field("driver_id", FieldCode::Required)),
            }
        }
    }
}

/// The driver's packages that were not delivered on a route that is over, or are on one of an earlier
/// day that never left, or were given to them on an earlier day without any.
fn left_over(tx: &impl Reads, driver: UserId, today: Day) -> Result<Vec<PackageRecord>> {
    use PackageStatus::{Assigned, Undelivered};
    let settings = settings::store::current(tx)?;
    let mut left = Vec::new();
    let given =
        [Assigned, Undelivered].map(|status| packages::store::of_driver(tx, driver, status));
    for package in given.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten() {
        let is_left = match store::of_package(tx, &package)? {
            Some(route) if route.status.is_open() => {
                let is_over = route.date < today && route.hours().to <= tx.now();
                route.status == RouteStatus::Planned && is_over
            }
            Some(_) => true,
            None => {
                let stepped = logs::store::last_step_of_package(tx, package.id)?;
                let since = stepped.map_or(package.meta.created_at, |row| row.occurred_at);
                package.status == Undelivered || settings.day_of(since) < today
            }
        };
        if is_left {
            left.push(package);
        }
    }
    Ok(left)
}

/// The route that goes on: the one under way, else the next of today that has not left.
fn target(tx: &impl Reads, driver: UserId, today: Day) -> Result<Option<RouteRecord>> {
    let mut open = store::open_of_driver(tx, driver)?;
    open.retain(|route| route.status == RouteStatus::InProgress || route.date == today);
    open.sort_by_key(|route| (route.status != RouteStatus::InProgress, route.hours().from));
    let first = open.into_iter().next();
    if let Some(old) = first.as_ref().filter(|route| route.status == RouteStatus::InProgress)
        && tx.now() - old.hours().from > hours::LENGTH_MAX
    {
        // Nobody has completed it, and nothing goes onto it any more.
        let fields = FieldErrors::one("driver_id", FieldCode::NotUsable);
        return Err(Error::Overlaps { fields, other: Box::new(hours::named(tx, old)?) });
    }
    Ok(first)
}

/// What is to be continued, before it is planned.
#[derive(Debug)]
pub enum Draft {
    /// There is a route of today.
    Onto(Joining),
    /// There is none yet.
    New(RouteRecord, Seen),
}

/// The same, planned.
#[derive(Debug)]
pub enum Continued {
    Onto(Placed, Seen),
    New(RouteRecord, Seen),
}

/// Reads what is to be continued; refuses what cannot be.
pub fn draft(tx: &impl Reads, request: &ContinueFromPast) -> Result<Draft> {
    let driver = whose(tx, request.driver_id)?;
    let today = settings::store::today(tx)?;
    let mut packages = left_over(tx, driver, today)?;
    if !request.package_ids.is_empty() {
        let mut errors = FieldErrors::default();
        for (at, id) in request.package_ids.iter().enumerate() {
            let is_left = packages.iter().any(|package| package.id == *id);
            errors.require(&format!("package_ids[{at}]"), is_left, FieldCode::NotUsable);
        }
        if !errors.is_empty() {
            return Err(Error::Refused { code: ErrorCode::PackageNotPlannable, fields: errors });
        }
        packages.retain(|package| request.package_ids.contains(&package.id));
    }
    if packages.is_empty() {
        return Err(Error::Code(ErrorCode::NothingUnfinished));
    }
    match target(tx, driver, today)? {
        Some(route) => Ok(Draft::Onto(onto::join(tx, route, &packages, None)?)),
        None => new_route(tx, driver, today, &packages),
    }
}

/// A route of today that leaves at the usual hour, or now if that is over.
fn new_route(
    tx: &impl Reads,
    driver: UserId,
    today: Day,
    packages: &[PackageRecord],
) -> Result<Draft> {
    let settings = settings::store::current(tx)?;
    let depot = drafting::require_depot(&settings, None)?;
    let request = CreateRoute::delivery(driver, today, Vec::new());
    let depart_at = drafting::usual_departure(&settings, today).max(tx.now());
    let mut route = drafting::new_route(&request, depot, depart_at, Meta::new(tx.now()));
    let period = Period::of(&settings, &route);
    for package in packages {
        route.stops.push(candidates::stop(tx, &settings, package, period, route.depot_point())?);
    }
    if packages.len() > onto::STOPS_MAX {
        return Err(Error::field("package_ids", FieldCode::TooLong));
    }
    Ok(Draft::New(route, Seen::of(&settings, packages, None)))
}

fn used_before(tx: &impl Reads, packages: &[PackageRecord]) -> Result<Option<VehicleId>> {
    for package in packages {
        let route = store::of_package(tx, package)?;
        let vehicle = route.and_then(|route| route.vehicle_id);
        let vehicle = vehicle.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?.flatten();
        if let Some(vehicle) = vehicle.filter(|vehicle| vehicle.is_active) {
            return Ok(Some(vehicle.id));
        }
    }
    Ok(None)
}

/// Plans it away from the threads that answer and that write.
pub async fn plan(
    desk: &Desk,
    person: UserId,
    draft: Draft,
    roads: Arc<RoadsFile>,
    now: DateTime<Utc>,
) -> Result<Continued> {
    match draft {
        Draft::Onto(joining) => {
            let (placed, seen) = planning::place(desk, person, joining, roads, now).await?;
            Ok(Continued::Onto(placed, seen))
        }
        Draft::New(route, seen) => {
            let planned = planning::plan(desk, person, route, roads, now).await?;
            Ok(Continued::New(planned, seen))
        }
    }
}

/// Writes it, unless something has changed since. Repeated, it changes nothing: what is on the route
/// of today is left over no more.
pub fn write(
    tx: &mut WriteTx<'_, DriveRoutes>,
    request: &ContinueFromPast,
    continued: Result<Continued>,
    ways: &Ways,
) -> Result<RouteView> {
    let driver = whose(tx, request.driver_id)?;
    let today = settings::store::today(tx)?;
    if let Some(route) = target(tx, driver, today)?
        && !request.package_ids.is_empty()
        && request.package_ids.iter().all(|id| onto::is_on(&route, *id))
    {
        return view::full(tx, &route);
    }
    let route = match continued? {
        Continued::Onto(placed, seen) => {
            let (_, packages) = seen.unchanged(tx)?;
            take_off(tx, &packages, ways)?;
            // A window that was missed is no reason to leave a package at home.
            let Placed { route, misfits } = placed;
            let misfits =
                misfits.into_iter().filter(|misfit| matches!(misfit, Misfit::Hours { .. }));
            let placed = Placed { route, misfits: misfits.collect() };
            onto::write_packages(tx, placed, packages, false, None)?
        }
        Continued::New(planned, seen) => {
            let (settings, packages) = seen.unchanged(tx)?;
            take_off(tx, &packages, ways)?;
            create(tx, &settings, planned, packages, request)?
        }
    };
    view::full(tx, &route)
}

fn create(
    tx: &mut WriteTx<'_, DriveRoutes>,
    settings: &SettingsRecord,
    mut route: RouteRecord,
    packages: Vec<PackageRecord>,
    request: &ContinueFromPast,
) -> Result<RouteRecord> {
    // The van of before, if it is free at that time and large enough.
    route.vehicle_id = used_before(tx, &packages)?;
    if let Some(vehicle) = route.vehicle_id {
        let needs = Needs { driver: None, vehicle: Some(vehicle) };
        let others = hours::open_around(tx, needs, route.date)?;
        let is_taken = others.iter().any(|other| other.hours().overlap(&route.hours()));
        route.vehicle_id = route.vehicle_id.filter(|_| !is_taken);
    }
    if let Some(misfit) = onto::overload(tx, &route)? {
        return Err(Error::DoesNotFit(vec![misfit]));
    }
    route.id = tx.new_id().into();
    creating::write(tx, settings, route, packages, request)
}

/// They leave the routes of earlier days that never left.
fn take_off(
    tx: &mut WriteTx<'_, DriveRoutes>,
    packages: &[PackageRecord],
    ways: &Ways,
) -> Result<()> {
    let mut visits = Visits::default();
    for package in packages {
        if let Some(visit) = visits.visit_of(tx, package)?
            && visit.route.is_open()
        {
            visits.take_off(package);
        }
    }
    visits.write(tx, ways)
}
