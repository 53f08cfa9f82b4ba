//! Writing a new delivery route that has been drafted and planned: nothing that it was made of may
//! have changed since.

use chrono::TimeDelta;
use furgo_shared::{
    access::PlanRoutes,
    effects::{self, StepOfPackage},
    packages::PackageStatus,
    routes::{CreateRoute, RouteView},
    validate::FieldCode,
};
use serde::Serialize;

use super::{
    super::{RouteRecord, planning::Planned, view},
    drafting::{self, require_free_day},
    seen::Seen,
};
use crate::{
    error::{Error, Result},
    features::{
        packages::{
            PackageRecord,
            operations::moves::{self, Move},
        },
        settings::SettingsRecord,
        staff,
    },
    storage::{Meta, Reads, WriteTx},
};

/// Writes a planned route and assigns its packages, unless something has changed since it was
/// drafted. A refusal of the draft comes in here, so that a repeated request finds its first
/// answer before it.
pub fn create(
    tx: &mut WriteTx<'_, PlanRoutes>,
    request: &CreateRoute,
    planned: Result<(Planned, Seen)>,
) -> Result<RouteView> {
    if let Some(route) = tx.created_before::<RouteRecord>(request.id, request)? {
        return view::full(tx, &route);
    }
    let (Planned { mut route, ends_at }, seen_then) = planned?;
    let driver = drafting::require_driver(request)?;
    require_free_day(tx, driver, request.date)?;
    staff::require_drivers(tx, "driver_id", &[driver])?;
    let (settings, packages) = seen_then.unchanged(tx)?;
    if settings.day_of(ends_at - TimeDelta::seconds(1)) > request.date {
        // More than the driver can do before midnight.
        return Err(Error::field("package_ids", FieldCode::OutOfRange));
    }
    route.id = request.id.unwrap_or_else(|| tx.new_id().into());
    let route = write(tx, &settings, route, packages, request)?;
    view::full(tx, &route)
}

/// Writes a new route that has its id, and assigns these packages to it.
pub fn write(
    tx: &mut WriteTx<'_, PlanRoutes>,
    settings: &SettingsRecord,
    mut route: RouteRecord,
    packages: impl IntoIterator<Item = PackageRecord>,
    request: &impl Serialize,
) -> Result<RouteRecord> {
    route.meta = Meta::new(tx.now());
    for stop in &mut route.stops {
        stop.id = tx.new_id().into();
    }
    let route = tx.create(route, request)?;
    for package in packages {
        put_on(tx, settings, package, &route, false)?;
    }
    Ok(route)
}

/// Puts a package back on a route that was deleted by mistake; its recipient is told nothing.
pub fn put_back<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    package: PackageRecord,
    route: &RouteRecord,
) -> Result<PackageRecord> {
    put_on(tx, settings, package, route, true)
}

fn put_on<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut package: PackageRecord,
    route: &RouteRecord,
    corrected: bool,
) -> Result<PackageRecord> {
    package.route_id = Some(route.id);
    if package.status == PackageStatus::Assigned {
        return tx.put(package);
    }
    let (to, at) = (PackageStatus::Assigned, tx.now());
    let mut after = package.state();
    let step = StepOfPackage { to, driver: route.driver_id, at };
    effects::step_package(&mut after, None, &step);
    moves::write(tx, settings, package, Move { corrected, ..Move::plain(after, at) })
}
