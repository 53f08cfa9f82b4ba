//! Writing the routes of a plan: all of them or none, and only while nothing that the plan was
//! computed from has changed.

use std::collections::BTreeMap;

use furgo_shared::{access::PlanRoutes, id::PackageId, problem::ErrorCode, routes::DayPlanView};

use super::{DayPlan, view};
use crate::{
    error::{Error, Result},
    features::{
        packages::PackageRecord,
        routes::{RouteRecord, hours, operations::creating},
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
        let route = RouteRecord { id: tx.new_id().into(), ..route.clone() };
        written.push(creating::write(tx, &settings, route, on_board, &plan.request)?);
    }
    view::full(tx, plan, Some(&written))
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
