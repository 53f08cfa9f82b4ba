//! Reading exceptions: both sides with their names, and what may be made of each.

use furgo_shared::{
    access::Role,
    exceptions::{
        AboutPackage, AboutRoute, AboutVehicle, ExceptionView, ListExceptions, ResolvedView,
        SideView,
    },
    id::{PackageId, RouteId, UserId},
    page::{Page, PageRequest},
    units::Km,
};

use super::settling;
use crate::{
    error::Result,
    features::{
        exceptions::{
            ExceptionRecord, Resolved, Side,
            store::{BY_DRIVER, BY_STATE, of_driver, of_state},
        },
        packages::PackageRecord,
        routes::RouteRecord,
        staff,
        vehicles::VehicleRecord,
    },
    storage::{Reads, Record, engine::Order},
};

/// Those that are open or settled, newest first, as far as the viewer may see.
pub fn list(tx: &impl Reads, query: &ListExceptions) -> Result<Page<ExceptionView>> {
    let page = PageRequest::new(query.page, query.limit);
    let found = match own_only(tx) {
        Some(driver) => {
            tx.list(BY_DRIVER, &of_driver(driver, query.resolved), Order::Descending, page)
        }
        None => tx.list(BY_STATE, &of_state(query.resolved), Order::Descending, page),
    };
    found?.try_map(|exception| to_view(tx, &exception))
}

/// How many are open, as far as the viewer may see.
pub fn count_open(tx: &impl Reads) -> Result<u64> {
    match tx.viewer().role() {
        Some(Role::Viewer) => Ok(0),
        _ => match own_only(tx) {
            Some(driver) => tx.count(BY_DRIVER, &of_driver(driver, false)),
            None => tx.count(BY_STATE, &of_state(false)),
        },
    }
}

fn own_only(tx: &impl Reads) -> Option<UserId> {
    tx.viewer().user_id().filter(|_| tx.viewer().role() == Some(Role::Driver))
}

/// With the names that belong to its ids.
pub fn to_view(tx: &impl Reads, exception: &ExceptionRecord) -> Result<ExceptionView> {
    let about = exception.about;
    let vehicle = about.vehicle_id.map(|id| tx.find_stored::<VehicleRecord>(id)).transpose()?;
    let vehicle = vehicle.flatten();
    let shows = vehicle.as_ref().map(|vehicle| vehicle.visible_to(tx)).transpose()? != Some(false);
    let plan = exception.plan.as_ref().filter(|plan| shows || plan.odometer_m.is_none());
    let is_office = tx.viewer().is_office() && tx.viewer().role() != Some(Role::Viewer);
    Ok(ExceptionView {
        id: exception.id,
        kind: exception.kind,
        driver_id: exception.driver_id,
        driver_name: name_of(tx, exception.driver_id)?,
        package: about.package_id.map(|id| package(tx, id)).transpose()?,
        route: about.route_id.map(|id| route(tx, id)).transpose()?.flatten(),
        other_route: about.other_route_id.map(|id| route(tx, id)).transpose()?.flatten(),
        // Of a vehicle that was taken from them, drivers read neither its name nor its odometer.
        vehicle: vehicle
            .filter(|_| shows)
            .map(|vehicle| AboutVehicle { id: vehicle.id, alias: vehicle.alias }),
        entry: about.entry.map(|entry| entry.kind),
        fact: side(tx, &exception.fact)?,
        plan: plan.map(|plan| side(tx, plan)).transpose()?,
        claimed_at: exception.claim.map(|claim| claim.at),
        skew_ms: exception.claim.map_or(0, |claim| claim.skew_ms),
        recorded_at: exception.meta.created_at,
        resolutions: match is_office {
            true => settling::offered(tx, exception)?,
            false => Vec::new(),
        },
        resolved: exception.resolved.map(|resolved| settled(tx, resolved)).transpose()?,
        version: exception.meta.version,
    })
}

fn name_of(tx: &impl Reads, person: Option<UserId>) -> Result<String> {
    Ok(person.map(|person| staff::name_of(tx, person)).transpose()?.unwrap_or_default())
}

fn side(tx: &impl Reads, side: &Side) -> Result<SideView> {
    Ok(SideView {
        at: side.at,
        by_name: name_of(tx, side.by)?,
        status: side.status,
        route_status: side.route_status,
        driver_name: side.driver_id.map(|driver| staff::name_of(tx, driver)).transpose()?,
        odometer_km: side.odometer_m.map(Km::from_metres),
    })
}

fn package(tx: &impl Reads, id: PackageId) -> Result<AboutPackage> {
    let package = tx.find_stored::<PackageRecord>(id)?;
    let tracking_code = package.map(|package| package.tracking_code).unwrap_or_default();
    Ok(AboutPackage { id, tracking_code })
}

fn settled(tx: &impl Reads, resolved: Resolved) -> Result<ResolvedView> {
    let by_name = name_of(tx, resolved.by)?;
    Ok(ResolvedView { how: resolved.how, at: resolved.at, by_name })
}

fn route(tx: &impl Reads, id: RouteId) -> Result<Option<AboutRoute>> {
    let Some(route) = tx.find_stored::<RouteRecord>(id)? else { return Ok(None) };
    Ok(Some(AboutRoute {
        id,
        date: route.date,
        driver_name: name_of(tx, route.driver_id)?,
        status: route.status,
    }))
}
