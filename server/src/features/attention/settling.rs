//! Settling an exception: every answer does what it says, in the transaction that settles it.

use furgo_shared::{
    access::ResolveExceptions,
    effects::StepOfRoute,
    exceptions::{EntryKind, ExceptionKind, ExceptionView, Resolution},
    id::ExceptionId,
    problem::ErrorCode,
    routes::RouteStatus,
    validate::FieldCode,
};

use super::{odometer, operations::to_view, packages};
use crate::{
    error::{Error, Result},
    features::{
        exceptions::{ExceptionRecord, Resolved},
        routes::{self, RouteRecord},
        vehicles::VehicleRecord,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// What may be made of an exception as things stand now; nothing once it is settled.
pub fn offered(tx: &impl Reads, exception: &ExceptionRecord) -> Result<Vec<Resolution>> {
    if exception.resolved.is_some() {
        return Ok(Vec::new());
    }
    let mut offered = Vec::new();
    for resolution in exception.kind.resolutions() {
        if is_possible(tx, exception, *resolution)? {
            offered.push(*resolution);
        }
    }
    Ok(offered)
}

fn is_possible(
    tx: &impl Reads,
    exception: &ExceptionRecord,
    resolution: Resolution,
) -> Result<bool> {
    match resolution {
        Resolution::Stands | Resolution::FirstStands | Resolution::LeftOut | Resolution::Noted => {
            Ok(true)
        }
        Resolution::TakenBack if exception.kind == ExceptionKind::RouteClash => {
            Ok(running_route(tx, exception)?.is_some())
        }
        Resolution::TakenBack => packages::stands_as_told(tx, exception),
        Resolution::SecondStands => packages::is_there(tx, exception),
        Resolution::Counted => odometer::can_count(tx, exception),
        Resolution::StandsWithout => {
            Ok(odometer::is_there(tx, exception)? && !odometer::is_needed(tx, exception)?)
        }
    }
}

/// The driver's route, as long as it runs.
fn running_route(tx: &impl Reads, exception: &ExceptionRecord) -> Result<Option<RouteRecord>> {
    let route = exception.about.route_id.map(|id| tx.find_unseen::<RouteRecord>(id)).transpose()?;
    Ok(route.flatten().filter(|route| {
        route.status == RouteStatus::InProgress && route.driver_id == exception.driver_id
    }))
}

/// Settles an exception. Repeated with the same answer, nothing happens.
pub fn resolve(
    tx: &mut WriteTx<'_, ResolveExceptions>,
    id: ExceptionId,
    how: Resolution,
    if_match: Option<u64>,
    ways: &Ways,
) -> Result<ExceptionView> {
    let mut exception: ExceptionRecord = tx.require(id)?;
    if exception.resolved.is_some_and(|resolved| resolved.how == how) {
        return to_view(tx, &exception);
    }
    tx.require_version(&exception, if_match)?;
    if !exception.kind.resolutions().contains(&how) {
        return Err(Error::field("how", FieldCode::NotUsable));
    }
    if exception.resolved.is_some() {
        return Err(Error::Code(ErrorCode::ChangedMeanwhile));
    }
    if how == Resolution::StandsWithout && odometer::is_needed(tx, &exception)? {
        return Err(Error::Code(ErrorCode::StillReferenced));
    }
    if !is_possible(tx, &exception, how)? {
        return Err(Error::Code(ErrorCode::ChangedMeanwhile));
    }
    match how {
        Resolution::Stands | Resolution::FirstStands | Resolution::LeftOut | Resolution::Noted => {}
        Resolution::TakenBack if exception.kind == ExceptionKind::RouteClash => {
            call_off(tx, &exception)?;
        }
        Resolution::TakenBack => packages::take_back(tx, &exception, ways)?,
        Resolution::SecondStands => packages::let_stand(tx, &exception, ways)?,
        Resolution::Counted => odometer::count(tx, &exception)?,
        Resolution::StandsWithout => odometer::trash(tx, &exception)?,
    }
    exception.resolved = Some(Resolved { how, at: tx.now(), by: tx.viewer().user_id() });
    // What it held is in the record by now, or nobody's any more.
    exception.held = None;
    let exception = tx.put(exception)?;
    to_view(tx, &exception)
}

/// Ends the driver's route: it stays called off.
fn call_off(tx: &mut WriteTx<'_, ResolveExceptions>, exception: &ExceptionRecord) -> Result<()> {
    let Some(mut route) = running_route(tx, exception)? else { return Ok(()) };
    let step = StepOfRoute { to: RouteStatus::Cancelled, odometer: None, at: tx.now() };
    routes::operations::packages::step(tx, &mut route, &step)?;
    let route = tx.put(route)?;
    match route.vehicle_id {
        Some(vehicle) => tx.changed::<VehicleRecord>(vehicle, &[route.date]),
        None => Ok(()),
    }
}

/// Whether an entry is one of the two readings of a delivery route.
pub(super) fn is_of_route(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::RouteStart | EntryKind::RouteEnd)
}
