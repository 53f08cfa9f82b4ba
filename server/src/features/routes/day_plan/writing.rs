//! Writing the routes of a plan: all of them or none, and only while nothing that the plan was
//! computed from has changed.

use std::collections::BTreeMap;

use furgo_shared::{
    access::PlanRoutes, effects::Legal, id::PackageId, problem::ErrorCode, routes::DayPlanView,
};

use super::{DayPlan, view};
use crate::{
    error::{Error, Result},
    features::{
        packages::PackageRecord,
        routes::{
            RouteRecord, hours,
            operations::creating::{self, PutOn},
        },
        settings::SettingsRecord,
        staff,
    },
    storage::{Reads, WriteTx},
};

/// Writes the routes of a plan and assigns their packages. A refusal of the planning comes in
/// here, so that a repeated request finds its first answer before it.
pub fn write(
    tx: &mut WriteTx<'_, PlanRoutes>,
    plan: Result<impl AsRef<DayPlan>>,
) -> Result<DayPlanView> {
    let plan = plan?;
    let plan = plan.as_ref();
    let (settings, packages) = plan.seen.unchanged(tx)?;
    require_free_drivers(tx, plan)?;
    let mut packages: BTreeMap<PackageId, PackageRecord> =
        packages.into_iter().map(|package| (package.id, package)).collect();
    let mut written = Vec::new();
    for route in &plan.routes {
        let on_board = route.stops.iter().filter_map(|stop| packages.remove(&stop.package_id));
        let on_board: Vec<_> = on_board.collect();
        let route = route.clone();
        written.push(match route.id.0.is_nil() {
            true => {
                let route = RouteRecord { id: tx.new_id().into(), ..route };
                creating::write(tx, &settings, route, on_board, &plan.request)?
            }
            false => go_on(tx, &settings, route, on_board)?,
        });
    }
    view::full(tx, plan, Some(&written))
}

/// Writes a route that goes on with more: what was on it keeps its ids.
fn go_on(
    tx: &mut WriteTx<'_, PlanRoutes>,
    settings: &SettingsRecord,
    mut route: RouteRecord,
    added: Vec<PackageRecord>,
) -> Result<RouteRecord> {
    for stop in route.stops.iter_mut().filter(|stop| stop.id.0.is_nil()) {
        stop.id = tx.new_id().into();
    }
    // By other ways than when it was planned it may take longer.
    hours::require_free(tx, &route)?;
    let route = tx.put_changed(route)?;
    for package in added {
        let how = PutOn { legal: Legal::ByTable, note: None };
        creating::put_on(tx, settings, package, &route, how)?;
    }
    Ok(route)
}

/// Everybody who was asked for is still an active driver, also those whom the plan leaves at home:
/// with them it might have been another one. Those who drive, and their vehicles, are still free.
fn require_free_drivers(tx: &impl Reads, plan: &DayPlan) -> Result<()> {
    for driver in &plan.request.drivers {
        let is_fit = staff::unfit_driver(tx, driver.driver_id)?.is_none();
        if !is_fit {
            return Err(Error::Code(ErrorCode::ChangedMeanwhile));
        }
    }
    let free = plan.routes.iter().try_for_each(|route| hours::require_free(tx, route));
    free.map_err(|error| match matches!(error, Error::Overlaps { .. }) {
        true => Error::Code(ErrorCode::ChangedMeanwhile),
        false => error,
    })
}
