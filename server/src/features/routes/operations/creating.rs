//! Writing a new delivery route that has been drafted and planned: nothing that it was made of may
//! have changed since.

use furgo_shared::{
    access::PlanRoutes,
    effects::{self, Legal, StepOfPackage},
    packages::PackageStatus,
    routes::{CreateRoute, RouteStatus, RouteView},
};
use serde::Serialize;

use super::{
    super::{RouteRecord, hours, view},
    drafting,
    seen::Seen,
};
use crate::{
    error::Result,
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
    planned: Result<(RouteRecord, Seen)>,
) -> Result<RouteView> {
    if let Some(route) = tx.created_before::<RouteRecord>(request.id, request)? {
        return view::full(tx, &route);
    }
    let (mut route, seen_then) = planned?;
    let driver = drafting::require_driver(request)?;
    staff::require_drivers(tx, "driver_id", &[driver])?;
    let (settings, packages) = seen_then.unchanged(tx)?;
    route.id = request.id.unwrap_or_else(|| tx.new_id().into());
    let route = write(tx, &settings, route, packages, request)?;
    view::full(tx, &route)
}

/// Writes a new route that has its id, and assigns these packages to it.
pub fn write<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut route: RouteRecord,
    packages: impl IntoIterator<Item = PackageRecord>,
    request: &impl Serialize,
) -> Result<RouteRecord> {
    hours::require_free(tx, &route)?;
    route.meta = Meta::new(tx.now());
    for stop in &mut route.stops {
        stop.id = tx.new_id().into();
    }
    let route = tx.create(route, request)?;
    for package in packages {
        let how = PutOn { legal: Legal::ByTable, note: None };
        put_on(tx, settings, package, &route, how)?;
    }
    Ok(route)
}

/// How a package gets onto a route.
#[derive(Clone, Debug)]
pub struct PutOn {
    /// Of what is put right, its recipient is told nothing.
    pub legal: Legal,
    /// What whoever put it there had to say.
    pub note: Option<String>,
}

/// Puts a package on a route that has its stop; on one that is under way, it is on its way at once.
pub fn put_on<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut package: PackageRecord,
    route: &RouteRecord,
    how: PutOn,
) -> Result<PackageRecord> {
    package.route_id = Some(route.id);
    let wanted = match route.status == RouteStatus::InProgress {
        true => PackageStatus::InTransit,
        false => PackageStatus::Assigned,
    };
    use PackageStatus::{Assigned, InTransit};
    let steps: &[PackageStatus] = match (package.status, wanted) {
        // Moved from one route to another; what it is to be unloaded from is the caller's affair.
        (Assigned, Assigned) | (InTransit, _) => &[],
        (Assigned, _) => &[InTransit],
        (_, InTransit) => &[Assigned, InTransit],
        _ => &[Assigned],
    };
    let (driver, at) = (route.driver_id, tx.now());
    if matches!(package.status, Assigned | InTransit) {
        package.assigned_to = driver;
    }
    if steps.is_empty() && how.note.is_none() {
        return tx.put(package);
    }
    // Whoever insists says why: a row of the log that is no step.
    let steps = if steps.is_empty() { &[package.status][..] } else { steps };
    for to in steps.iter().copied() {
        let mut after = package.state();
        if to != package.status {
            effects::step_package(&mut after, None, &StepOfPackage { to, driver, at, by: None });
        }
        let PutOn { legal, note } = how.clone();
        let step = Move { legal, note, ..Move::plain(after, at) };
        package = moves::write(tx, settings, package, step)?;
    }
    Ok(package)
}
