//! Routes as sent, with what the viewer may see of the packages on them.

use furgo_shared::{
    access::Action,
    packages::PackageStatus,
    routes::{MissedWindow, PlannedView, RouteRowView, RouteView, StopPackageView, StopView},
    units::{Kg, Km},
};

use super::{RouteRecord, StopRecord};
use crate::{
    error::Result,
    features::{packages::PackageRecord, staff, vehicles::VehicleRecord},
    storage::{Reads, Record},
};

/// A route with its stops.
pub fn full(tx: &impl Reads, route: &RouteRecord) -> Result<RouteView> {
    let row = row(tx, route)?;
    let stops = (1..).zip(&route.stops).map(|(position, each)| stop(tx, route, each, position));
    Ok(RouteView {
        id: row.id,
        kind: row.kind,
        date: row.date,
        vehicle_id: row.vehicle_id,
        vehicle: row.vehicle,
        driver_id: row.driver_id,
        driver_name: row.driver_name,
        status: row.status,
        distance_km: row.distance_km,
        planned: row.planned,
        start_odometer_km: route.start_odometer_m.map(Km::from_metres),
        end_odometer_km: route.end_odometer_m.map(Km::from_metres),
        depot: route.depot.clone(),
        return_to_depot: route.return_to_depot,
        depart_at: route.depart_at,
        typed_start_odometer: route.typed_start_odometer,
        typed_odometer: route.typed_odometer,
        typed_distance: route.typed_distance,
        forced_by: route.forced_by.map(|person| staff::name_of(tx, person)).transpose()?,
        started_at: row.started_at,
        completed_at: row.completed_at,
        // What the office tells its drivers of doors and people.
        notes: route.notes.clone().filter(|_| knows_packages(tx)),
        stops: stops.collect::<Result<_>>()?,
        created_at: route.meta.created_at,
        updated_at: route.meta.updated_at,
        version: row.version,
    })
}

/// A route as a row of a list.
pub fn row(tx: &impl Reads, route: &RouteRecord) -> Result<RouteRowView> {
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    let planned = PlannedView {
        distance_km: route.planned_m().map(Km::from_metres),
        duration_min: route
            .planned_s()
            .map(|seconds| u32::try_from((seconds + 59) / 60).unwrap_or(u32::MAX)),
        basis: route.planned_basis,
        basis_reason: route.planned_basis_reason,
    };
    let count = |counts: fn(PackageStatus) -> bool| {
        let counted = route.stops.iter().filter(|stop| stop.outcome.is_some_and(counts));
        u32::try_from(counted.count()).unwrap_or(u32::MAX)
    };
    Ok(RouteRowView {
        id: route.id,
        kind: route.kind,
        date: route.date,
        vehicle_id: route.vehicle_id,
        vehicle: vehicle.flatten().map(|vehicle| vehicle.alias),
        driver_id: route.driver_id,
        driver_name: route.driver_id.map(|driver| staff::name_of(tx, driver)).transpose()?,
        status: route.status,
        distance_km: route.distance_m.map(Km::from_metres).or(planned.distance_km),
        planned,
        stop_count: u32::try_from(route.stops.len()).unwrap_or(u32::MAX),
        stops_done: count(|outcome| outcome == PackageStatus::Delivered),
        stops_failed: count(|outcome| {
            matches!(outcome, PackageStatus::Undelivered | PackageStatus::Failed)
        }),
        started_at: route.started_at,
        completed_at: route.completed_at,
        version: route.meta.version,
    })
}

/// Viewers look at vehicles and figures; who is sent what is none of their business.
fn knows_packages(tx: &impl Reads) -> bool {
    tx.viewer().role().is_none_or(|role| role.may(Action::ReadPackages))
}

/// A stop with what the viewer may see of its package: the recipient only if the package is
/// theirs to see.
pub fn stop(
    tx: &impl Reads,
    route: &RouteRecord,
    stop: &StopRecord,
    position: u32,
) -> Result<StopView> {
    let package = tx.find_unseen::<PackageRecord>(stop.package_id)?;
    let seen = match &package {
        Some(package) if package.visible_to(tx)? && package.shows_recipient(tx) => Some(package),
        _ => None,
    };
    let status = match &package {
        Some(package) if package.route_id == Some(route.id) => package.status,
        // It has moved on: what counts here is how it ended here.
        Some(package) => stop.outcome.unwrap_or(package.status),
        None => stop.outcome.unwrap_or(PackageStatus::Pending),
    };
    Ok(StopView {
        id: stop.id,
        package_id: stop.package_id,
        position,
        estimated_arrival: stop.planned_arrival(),
        missed_window: missed_window(stop, package.as_ref()),
        actual_arrival: stop.actual_arrival,
        departed_at: stop.departed_at,
        has_left: package.as_ref().is_none_or(|package| package.route_id != Some(route.id)),
        is_located: stop.is_located,
        from_road_m: stop.from_road_m.filter(|_| stop.is_located),
        package: StopPackageView {
            tracking_code: knows_packages(tx).then(|| stop.tracking_code.clone()),
            status,
            recipient_name: seen.map(|package| package.recipient_name.clone()),
            recipient_phone: seen.and_then(|package| package.recipient_phone.clone()),
            address: seen.map(|package| package.address.clone()),
            city: stop.city.clone(),
            weight_kg: (stop.weight_g > 0).then(|| Kg::from_units(stop.weight_g)),
            description: seen.and_then(|package| package.description.clone()),
            time_window: seen.and_then(|package| package.time_window),
            attempts: package.as_ref().map_or(0, |package| package.attempts),
        },
    })
}

/// A single route keeps every stop, whatever the recipient's time window; so it is said which are
/// missed.
fn missed_window(stop: &StopRecord, package: Option<&PackageRecord>) -> Option<MissedWindow> {
    match stop.window {
        Some(window) => {
            stop.planned_arrival().filter(|&at| at > window.to).map(|_late| MissedWindow::Late)
        }
        // Only windows that touch the day are kept with the stop.
        None => {
            package.and_then(|package| package.time_window).map(|_other| MissedWindow::OtherDay)
        }
    }
}
