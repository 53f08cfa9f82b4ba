//! Routes as sent, with what the viewer may see of the packages on them.

use furgo_shared::{
    access::Action,
    packages::PackageStatus,
    routes::{
        PlannedView, RouteKind, RouteRowView, RouteView, StopView, StoredRoute, StoredStop,
        live::Expected,
    },
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
    let mut view = RouteView {
        stored: StoredRoute {
            id: row.id,
            kind: row.kind,
            date: row.date,
            vehicle_id: row.vehicle_id,
            driver_id: row.driver_id,
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
            started_at: row.started_at,
            completed_at: row.completed_at,
            // What the office tells its drivers of doors and people.
            notes: route.notes.clone().filter(|_| knows_packages(tx)),
            created_at: route.meta.created_at,
            updated_at: route.meta.updated_at,
            version: row.version,
            forced_by_id: route.forced_by,
        },
        vehicle: row.vehicle,
        driver_name: row.driver_name,
        forced_by: route.forced_by.map(|person| staff::name_of(tx, person)).transpose()?,
        delay_min: None,
        late_stops: 0,
        stops: stops.collect::<Result<_>>()?,
    };
    view.expect(tx.now());
    Ok(view)
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
    let Expected { delay_min, late_stops, .. } = route.expected(tx.now());
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
        depart_at: route.depart_at,
        ends_at: route
            .planned_s()
            .filter(|_| route.kind == RouteKind::Delivery)
            .map(|_| route.hours().to),
        stop_count: u32::try_from(route.stops.len()).unwrap_or(u32::MAX),
        stops_done: count(|outcome| outcome == PackageStatus::Delivered),
        stops_failed: count(|outcome| {
            matches!(outcome, PackageStatus::Undelivered | PackageStatus::Failed)
        }),
        started_at: route.started_at,
        completed_at: route.completed_at,
        delay_min,
        late_stops,
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
    let knows = knows_packages(tx);
    let stored = StoredStop {
        id: stop.id,
        package_id: stop.package_id,
        position,
        estimated_arrival: stop.planned_arrival(),
        actual_arrival: stop.actual_arrival,
        departed_at: stop.departed_at,
        outcome: stop.outcome,
        window: stop.window,
        is_located: stop.is_located,
        from_road_m: stop.from_road_m.filter(|_| stop.is_located),
        tracking_code: knows.then(|| stop.tracking_code.clone()),
        city: stop.city.clone(),
        weight_kg: (stop.weight_g > 0).then(|| Kg::from_units(stop.weight_g)),
        travel_s: stop.travel_s,
        service_s: stop.service_s,
        last_step: stop.last_step.filter(|_| knows),
    };
    let known = seen.map(|package| package.to_stored(tx.viewer()));
    let package = package.as_ref().map(PackageRecord::whereabouts);
    Ok(StopView::of(stored, route.id, package, known.as_ref()))
}
