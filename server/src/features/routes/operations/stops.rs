//! Single stops: arrivals, another order, a corrected address.

use furgo_shared::{
    access::DriveRoutes,
    effects,
    problem::ErrorCode,
    routes::{RecordArrival, ReorderStops, RouteStatus, RouteView, StopView},
    text::wire_name,
    validate::FieldCode,
};

use super::{
    super::{RouteRecord, StopRecord, hours, store, timing, view},
    candidates::{self, Period},
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        packages::PackageRecord,
        settings::{self, SettingsRecord},
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Records that the driver has arrived at a stop.
pub fn record_arrival(
    tx: &mut WriteTx<'_, DriveRoutes>,
    request: &RecordArrival,
) -> Result<StopView> {
    let missing = || Error::Code(ErrorCode::NotFound);
    let mut route = store::by_stop(tx, request.stop_id)?.ok_or_else(missing)?;
    let at = Door::Asked.occurred(tx.now(), request.occurred_at)?;
    let (is_running, status) = (route.status == RouteStatus::InProgress, route.status);
    let found = route.stops.iter_mut().find(|stop| stop.id == request.stop_id);
    let stop = found.ok_or_else(missing)?;
    if stop.actual_arrival.is_some() {
        return Err(Error::Code(ErrorCode::ArrivalRecorded));
    }
    if status == RouteStatus::Planned {
        let allowed = vec![wire_name(&RouteStatus::InProgress)];
        return Err(Error::IllegalStep { from: wire_name(&status), allowed });
    }
    if !is_running || !stop.is_open() {
        return Err(Error::Code(ErrorCode::RouteClosed));
    }
    stop.actual_arrival = Some(at);
    let route = tx.put(route)?;
    let numbered = (1..).zip(&route.stops).find(|(_, stop)| stop.id == request.stop_id);
    let (position, stop) = numbered.ok_or_else(missing)?;
    view::stop(tx, &route, stop, position)
}

/// Puts the open stops into the wanted order. Whoever asks names each of them once; a phone knows those
/// that there were, and the others stay with their neighbours.
pub fn reorder(
    tx: &mut WriteTx<'_, DriveRoutes>,
    request: &ReorderStops,
    if_match: Option<u64>,
    ways: &Ways,
    door: &Door,
) -> Result<RouteView> {
    let mut route: RouteRecord = tx.require(request.route_id)?;
    tx.require_version(&route, if_match)?;
    if !route.status.is_open() {
        return Err(Error::Code(ErrorCode::RouteClosed));
    }
    let (done, mut open): (Vec<StopRecord>, Vec<StopRecord>) =
        std::mem::take(&mut route.stops).into_iter().partition(|stop| !stop.is_open());
    let standing: Vec<_> = open.iter().map(|stop| stop.id).collect();
    let wanted = &request.stop_ids;
    let names_all = wanted.len() == standing.len() && standing.iter().all(|id| wanted.contains(id));
    if door.fact().is_none() && !names_all {
        return Err(Error::field("stop_ids", FieldCode::Invalid));
    }
    let order = effects::reordered(&standing, wanted);
    open.sort_by_key(|stop| order.iter().position(|id| *id == stop.id));
    route.stops = done.into_iter().chain(open).collect();
    timing::retime(&mut route, ways, tx.now())?;
    hours::require_free_if_planned(tx, &route)?;
    let route = tx.put_changed(route)?;
    view::full(tx, &route)
}

/// Lets the stop on an open route follow what was corrected at its package.
pub fn refresh<P>(tx: &mut WriteTx<'_, P>, package: &PackageRecord, ways: &Ways) -> Result<()> {
    let Some(mut route) = store::of_package(tx, package)? else { return Ok(()) };
    if !route.status.is_open() {
        return Ok(());
    }
    let settings = settings::store::current(tx)?;
    match copy(tx, &settings, &mut route, package)? {
        Copied::Nothing => return Ok(()),
        Copied::Facts => {}
        Copied::Times => drop(timing::retime(&mut route, ways, tx.now())?),
    }
    tx.put_changed(route).map(drop)
}

/// What a correction of a package means for its stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    Nothing,
    /// The plan stays as it is.
    Facts,
    /// The stop is to be done, at another place, time or length.
    Times,
}

/// Copies what planning needs of a package to its stop, also if that may only be done again.
pub fn copy(
    tx: &impl Reads,
    settings: &SettingsRecord,
    route: &mut RouteRecord,
    package: &PackageRecord,
) -> Result<Copied> {
    let point = candidates::position(tx, package, route.depot_point())?;
    let window = Period::of(settings, route).window_of(package);
    let Some(stop) = route.stop_of_mut(package.id) else { return Ok(Copied::Nothing) };
    let before = stop.clone();
    stop.point = point;
    stop.is_located = package.point().is_some();
    stop.city = package.address.city.clone();
    stop.window = window;
    stop.service_s = candidates::service_s(settings, package);
    stop.weight_g = package.weight_g.unwrap_or(0);
    let times = |stop: &StopRecord| (stop.point, stop.is_located, stop.window, stop.service_s);
    Ok(match () {
        () if stop.is_open() && times(stop) != times(&before) => Copied::Times,
        () if *stop != before => Copied::Facts,
        () => Copied::Nothing,
    })
}
