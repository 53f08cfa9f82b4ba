//! Packages onto planned and running routes, off them, and from one to another, each in one
//! transaction. Where they go is computed before it, so it checks that nothing has changed meanwhile.

use furgo_shared::{
    access::PlanRoutes,
    effects::{self, Legal, StepOfPackage},
    id::{PackageId, RouteId, StopId, UserId},
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{AddPackages, Misfit, MoveStop, RouteStatus, RouteView},
    text::wire_name,
    validate::FieldCode,
};

use super::{
    super::{RouteRecord, StopRecord, hours, planning::Placed, store, timing, view},
    candidates::{self, Period},
    creating::{self, PutOn},
    editing,
    seen::Seen,
    visits::Visits,
};
use crate::{
    error::{Error, Result},
    features::{
        packages::{
            PackageRecord,
            operations::moves::{self, Move},
        },
        settings, staff, tidy,
        vehicles::VehicleRecord,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// More stops than anybody does in a day.
pub const STOPS_MAX: usize = 500;

/// What is to be put onto a route.
#[derive(Debug)]
pub struct Joining {
    pub route: RouteRecord,
    /// Without ids and arrival times yet.
    pub added: Vec<StopRecord>,
    pub position: Option<usize>,
    pub seen: Seen,
}

/// Whether a place can be wanted: behind what is done, and on the route.
fn require_place(route: &RouteRecord, position: Option<u32>) -> Result<Option<usize>> {
    let Some(position) = position else { return Ok(None) };
    let place = usize::try_from(position).unwrap_or(usize::MAX);
    let done = route.stops.iter().filter(|stop| !stop.is_open()).count();
    match place > done && place <= route.stops.len() + 1 {
        true => Ok(Some(place)),
        false => Err(Error::field("position", FieldCode::OutOfRange)),
    }
}

/// Reads what is to be put onto a route; refuses what cannot go there.
pub fn draft_adding(
    tx: &impl Reads,
    id: RouteId,
    request: &AddPackages,
    if_match: Option<u64>,
) -> Result<Joining> {
    let route = editing::require_open(tx, id, if_match)?;
    let driver = require_driver(tx, &route)?;
    let mut packages = candidates::plannable(tx, &request.package_ids, &[driver])?;
    let position = require_place(&route, request.position)?;
    if position.is_some() {
        // One behind the other, as they were named.
        packages.sort_by_key(|package| request.package_ids.iter().position(|id| *id == package.id));
    }
    join(tx, route, &packages, position)
}

/// What becomes of packages that can be put onto a route.
pub fn join(
    tx: &impl Reads,
    mut route: RouteRecord,
    packages: &[PackageRecord],
    position: Option<usize>,
) -> Result<Joining> {
    let before: Vec<(PackageId, StopId)> =
        route.stops.iter().map(|stop| (stop.package_id, stop.id)).collect();
    // One that was there already comes back to its stop; what happened at it, the log tells.
    route.stops.retain(|stop| packages.iter().all(|package| package.id != stop.package_id));
    if route.stops.len() + packages.len() > STOPS_MAX {
        return Err(Error::field("package_ids", FieldCode::TooLong));
    }
    let settings = settings::store::current(tx)?;
    let (period, depot) = (Period::of(&settings, &route), route.depot_point());
    let mut added = Vec::new();
    for package in packages {
        let mut stop = candidates::stop(tx, &settings, package, period, depot)?;
        if let Some((_, id)) = before.iter().find(|(of, _)| *of == package.id) {
            stop.id = *id;
        }
        added.push(stop);
    }
    Ok(Joining { route, added, position, seen: Seen::of(&settings, packages, None) })
}

/// Whoever drives the route can still do so.
fn require_driver(tx: &impl Reads, route: &RouteRecord) -> Result<UserId> {
    let driver = route.driver_id.ok_or(Error::Code(ErrorCode::RouteClosed))?;
    match staff::unfit_driver(tx, driver)? {
        None => Ok(driver),
        Some(_) => Err(Error::Code(ErrorCode::DriverOrVehicleGone)),
    }
}

/// Puts packages onto a route, unless it or they have changed since it was computed where they go.
/// Repeated, it changes nothing.
pub fn add(
    tx: &mut WriteTx<'_, PlanRoutes>,
    id: RouteId,
    request: &AddPackages,
    placed: Result<(Placed, Seen)>,
) -> Result<RouteView> {
    let there: RouteRecord = tx.require(id)?;
    if request.package_ids.iter().all(|package| is_on(&there, *package)) {
        return view::full(tx, &there);
    }
    let (placed, seen) = placed?;
    let route = write(tx, placed, &seen, request.force, tidy::optional(request.note.clone()))?;
    view::full(tx, &route)
}

/// Whether a package is still to be brought on an open route.
pub fn is_on(route: &RouteRecord, package: PackageId) -> bool {
    route.status.is_open() && route.stop_of(package).is_some_and(StopRecord::is_open)
}

/// Writes a route with what has been put onto it.
pub fn write<P>(
    tx: &mut WriteTx<'_, P>,
    placed: Placed,
    seen: &Seen,
    force: bool,
    note: Option<String>,
) -> Result<RouteRecord> {
    let (_, packages) = seen.unchanged(tx)?;
    let mut placed = placed;
    let by_window = packages.iter().filter(|package| package.time_window.is_some());
    let outside = by_window.filter(|package| {
        placed.route.stop_of(package.id).is_some_and(|stop| stop.window.is_none())
    });
    let outside: Vec<Misfit> = outside
        .map(|package| Misfit::OtherDay {
            package_id: package.id,
            tracking_code: package.tracking_code.clone(),
        })
        .collect();
    placed.misfits.extend(outside);
    write_packages(tx, placed, packages, force, note)
}

/// Writes a route with packages that have been put onto it and have not changed since.
pub fn write_packages<P>(
    tx: &mut WriteTx<'_, P>,
    placed: Placed,
    packages: Vec<PackageRecord>,
    force: bool,
    note: Option<String>,
) -> Result<RouteRecord> {
    let Placed { mut route, mut misfits } = placed;
    require_unchanged(tx, &route)?;
    require_driver(tx, &route)?;
    misfits.extend(overload(tx, &route)?);
    if !misfits.is_empty() && !force {
        return Err(Error::DoesNotFit(misfits));
    }
    let settings = settings::store::current(tx)?;
    hours::require_a_day(&route)?;
    hours::require_free_if_planned(tx, &route)?;
    for stop in route.stops.iter_mut().filter(|stop| stop.id.0.is_nil()) {
        stop.id = tx.new_id().into();
    }
    let route = tx.put(route)?;
    for package in packages {
        let how = PutOn { legal: Legal::ByTable, note: note.clone() };
        creating::put_on(tx, &settings, package, &route, how)?;
    }
    Ok(route)
}

fn require_unchanged(tx: &impl Reads, route: &RouteRecord) -> Result<()> {
    let now: RouteRecord = tx.require(route.id)?;
    match now.meta.version == route.meta.version {
        true => Ok(()),
        false => Err(Error::Code(ErrorCode::ChangedMeanwhile)),
    }
}

/// More than the vehicle may carry, of what is still to be brought.
pub fn overload(tx: &impl Reads, route: &RouteRecord) -> Result<Option<Misfit>> {
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let Some(vehicle) = vehicle.flatten() else { return Ok(None) };
    let fits = route.fits_into(&vehicle);
    Ok((!fits).then_some(Misfit::Capacity { vehicle: vehicle.alias }))
}

/// Takes a package off a planned or running route; it is pending again. What is on board already is
/// a correction: nobody is told that it is not coming. Repeated, it changes nothing.
pub fn remove(
    tx: &mut WriteTx<'_, PlanRoutes>,
    (id, package_id): (RouteId, PackageId),
    if_match: Option<u64>,
    ways: &Ways,
) -> Result<RouteView> {
    let route: RouteRecord = tx.require(id)?;
    let mut package: PackageRecord = tx.require(package_id)?;
    if package.route_id != Some(id) && package.status == PackageStatus::Pending {
        return view::full(tx, &route);
    }
    let route = editing::require_open(tx, id, if_match)?;
    let stop = route.stop_of(package_id).ok_or(Error::Code(ErrorCode::NotFound))?;
    if !stop.is_open() || package.route_id != Some(id) {
        let from = wire_name(&package.status);
        return Err(Error::IllegalStep { from, allowed: Vec::new() });
    }
    let settings = settings::store::current(tx)?;
    let mut visits = Visits::default();
    let visit = visits.visit_of(tx, &package)?;
    let legal = match package.status == PackageStatus::InTransit {
        true => Legal::Correction,
        false => Legal::ByTable,
    };
    let (mut after, at) = (package.state(), tx.now());
    let step = StepOfPackage { to: PackageStatus::Pending, driver: None, at, by: None };
    if let Some(fate) = effects::step_package(&mut after, visit.as_ref(), &step) {
        visits.settle(&mut package, fate);
    }
    // Nobody was at the door.
    after.attempts = package.attempts;
    moves::write(tx, &settings, package, Move { legal, ..Move::plain(after, at) })?;
    visits.write(tx, ways)?;
    view::full(tx, &tx.require(id)?)
}

/// A stop on its way to another route.
#[derive(Debug)]
pub struct Moving {
    pub from: RouteRecord,
    pub joining: Joining,
}

/// Reads what is to go from one route to another; refuses what cannot.
pub fn draft_moving(tx: &impl Reads, request: &MoveStop, if_match: Option<u64>) -> Result<Moving> {
    let from = store::by_stop(tx, request.stop_id)?.ok_or(Error::Code(ErrorCode::NotFound))?;
    let from = editing::require_open(tx, from.id, if_match)?;
    let to = tx.require::<RouteRecord>(request.to_route_id);
    let to = to.map_err(|error| error.about("to_route_id".to_owned()))?;
    if to.id == from.id {
        return Err(Error::field("to_route_id", FieldCode::NotUsable));
    }
    let to = editing::require_open(tx, to.id, request.to_version)?;
    require_driver(tx, &to)?;
    let stop = from.stops.iter().find(|stop| stop.id == request.stop_id);
    let stop = stop.filter(|stop| stop.state().is_untouched());
    let package = stop.map(|stop| tx.find::<PackageRecord>(stop.package_id)).transpose()?.flatten();
    let package = package.filter(|package| {
        use PackageStatus::{Assigned, InTransit};
        package.route_id == Some(from.id) && matches!(package.status, Assigned | InTransit)
    });
    let package = package.ok_or(Error::Code(ErrorCode::PackageNotPlannable))?;
    let position = require_place(&to, request.position)?;
    Ok(Moving { joining: join(tx, to, &[package], position)?, from })
}

/// Gives a stop to another route, unless one of them has changed since it was computed where it goes.
/// Repeated, it changes nothing.
pub fn move_stop(
    tx: &mut WriteTx<'_, PlanRoutes>,
    request: &MoveStop,
    placed: Result<(RouteRecord, Placed, Seen)>,
    ways: &Ways,
) -> Result<RouteView> {
    let there = store::by_stop(tx, request.stop_id)?;
    if let Some(there) = there.filter(|there| there.id == request.to_route_id) {
        return view::full(tx, &there);
    }
    let (mut from, placed, seen) = placed?;
    require_unchanged(tx, &from)?;
    let moved = from.stops.iter().find(|stop| stop.id == request.stop_id);
    let moved = moved.map(|stop| stop.package_id).ok_or(Error::Code(ErrorCode::NotFound))?;
    from.stops.retain(|stop| stop.package_id != moved);
    timing::retime(&mut from, ways, tx.now())?;
    let was_on_board = from.status == RouteStatus::InProgress;
    tx.put(from)?;
    let mut placed = placed;
    // It is the same stop, wherever it stands.
    if let Some(stop) = placed.route.stop_of_mut(moved) {
        stop.id = request.stop_id;
    }
    let note = tidy::optional(request.note.clone());
    let is_loaded = was_on_board && placed.route.status == RouteStatus::Planned;
    let route = write(tx, placed, &seen, request.force, note)?;
    if is_loaded {
        unload(tx, moved, &route)?;
    }
    view::full(tx, &route)
}

/// What was on its way waits for a route that has not left.
fn unload(tx: &mut WriteTx<'_, PlanRoutes>, package: PackageId, route: &RouteRecord) -> Result<()> {
    let settings = settings::store::current(tx)?;
    let package: PackageRecord = tx.require(package)?;
    if package.status != PackageStatus::InTransit {
        return Ok(());
    }
    let (mut after, at) = (package.state(), tx.now());
    (after.status, after.assigned_to) = (PackageStatus::Assigned, route.driver_id);
    moves::write(
        tx,
        &settings,
        package,
        Move { legal: Legal::Correction, ..Move::plain(after, at) },
    )
    .map(drop)
}
