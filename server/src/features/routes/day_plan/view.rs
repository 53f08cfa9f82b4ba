//! A plan of a day as sent.

use chrono::TimeDelta;
use furgo_shared::{
    id::PackageId,
    routes::{DayPlanView, PlannedRouteView, PlannedStopView, UnplannedView},
    time::Timestamp,
    units::{Kg, Km},
};

use super::{DayPlan, LeftOut};
use crate::{
    error::Result,
    features::{
        packages::PackageRecord,
        routes::{RouteRecord, StopRecord},
        staff,
        vehicles::VehicleRecord,
    },
    storage::Reads,
};

/// The whole plan. `written` are its routes as they have been written, if they have been.
pub fn full(
    tx: &impl Reads,
    plan: &DayPlan,
    written: Option<&[RouteRecord]>,
) -> Result<DayPlanView> {
    let records = written.unwrap_or(&plan.routes);
    let routes = records.iter().map(|route| self::route(tx, plan, route));
    let routes = routes.collect::<Result<Vec<_>>>()?;
    let sum = |of: fn(&RouteRecord) -> Option<i64>| records.iter().map(of).sum::<Option<i64>>();
    Ok(DayPlanView {
        plan_id: plan.plan_id,
        date: plan.request.date,
        committed: written.is_some(),
        basis: plan.basis,
        basis_reason: plan.reason,
        depot: plan.depot.clone(),
        distance_km: sum(RouteRecord::planned_m).map(Km::from_metres),
        duration_min: sum(RouteRecord::planned_s).map(minutes),
        routes,
        unplanned: plan.unplanned.iter().map(unplanned).collect(),
    })
}

fn route(tx: &impl Reads, plan: &DayPlan, route: &RouteRecord) -> Result<PlannedRouteView> {
    let vehicle = route.vehicle_id.map(|id| tx.find_unseen::<VehicleRecord>(id)).transpose()?;
    // Every delivery route has a driver.
    let driver_id = route.driver_id.unwrap_or(furgo_shared::id::UserId(uuid::Uuid::nil()));
    // The plan keeps what was asked for in order.
    let is_new = |id: PackageId| plan.request.package_ids.binary_search(&id).is_ok();
    let stops = route.stops.iter().map(|each| stop(tx, each, is_new(each.package_id)));
    Ok(PlannedRouteView {
        route_id: Some(route.id).filter(|id| !id.0.is_nil()),
        driver_id,
        driver_name: staff::name_of(tx, driver_id)?,
        vehicle_id: route.vehicle_id,
        vehicle: vehicle.flatten().map(|vehicle| vehicle.alias),
        depart_at: route.departs_at(),
        ends_at: route.planned_s().map(|seconds| route.departs_at() + TimeDelta::seconds(seconds)),
        distance_km: route.planned_m().map(Km::from_metres),
        duration_min: route.planned_s().map(minutes),
        weight_kg: Kg::from_units(route.load_g()),
        stops: stops.collect::<Result<_>>()?,
    })
}

fn stop(tx: &impl Reads, stop: &StopRecord, is_new: bool) -> Result<PlannedStopView> {
    let package = tx.find::<PackageRecord>(stop.package_id)?;
    Ok(PlannedStopView {
        package_id: stop.package_id,
        tracking_code: stop.tracking_code.clone(),
        recipient_name: package.as_ref().map(|package| package.recipient_name.clone()),
        street: package.map(|package| package.address.street),
        city: stop.city.clone(),
        latitude: stop.point.latitude,
        longitude: stop.point.longitude,
        estimated_arrival: stop.planned_arrival(),
        late_min: stop
            .planned_arrival()
            .zip(stop.window)
            .map_or(0, |(at, window)| late_min(at, window.to)),
        is_located: stop.is_located,
        from_road_m: stop.from_road_m.filter(|_| stop.is_located),
        is_new,
    })
}

fn late_min(arrival: Timestamp, until: Timestamp) -> u32 {
    minutes((arrival - until).num_seconds())
}

fn unplanned(left_out: &LeftOut) -> UnplannedView {
    UnplannedView {
        package_id: left_out.package_id,
        tracking_code: left_out.tracking_code.clone(),
        city: left_out.city.clone(),
        reason: left_out.reason,
    }
}

/// Begun minutes.
fn minutes(seconds: i64) -> u32 {
    u32::try_from((seconds.max(0) + 59) / 60).unwrap_or(u32::MAX)
}
