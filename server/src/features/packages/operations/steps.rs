//! Steps by hand: who may move which package where, and what a step needs. All or nothing.

use furgo_shared::{
    access::{Role, StepPackages as MayStep},
    effects::{self, Legal, Refusal, StepOfPackage, Visit, Wanted},
    id::{PackageId, UserId},
    packages::{PackageStatus, PackageView, StepPackages},
    page::Items,
    routes::RouteStatus,
    text::wire_name,
    time::Timestamp,
    validate::FieldCode,
};

use super::{
    facts,
    moves::{self, Move},
    reading::to_view,
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door, logs::Mark, packages::PackageRecord, routes::Visits, settings, staff, tidy,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Moves one package that the path names; the body may repeat its id but name no other.
pub fn step_one(
    tx: &mut WriteTx<'_, MayStep>,
    id: PackageId,
    request: StepPackages,
    if_match: Option<u64>,
    ways: &Ways,
) -> Result<PackageView> {
    if request.ids().iter().any(|named| *named != id) {
        return Err(Error::field("package_id", FieldCode::Invalid));
    }
    let package: PackageRecord = tx.require(id)?;
    tx.require_version(&package, if_match)?;
    let request = StepPackages { package_id: Some(id), package_ids: Vec::new(), ..request };
    let mut moved = step(tx, request, ways, &mut Door::Asked)?.items;
    moved.pop().ok_or_else(|| Error::Internal("a step without a package".to_owned()))
}

/// Moves packages along the lifecycle; answers in the request's order. What a phone tells as a fact is
/// taken as one.
pub fn step(
    tx: &mut WriteTx<'_, MayStep>,
    request: StepPackages,
    ways: &Ways,
    door: &mut Door,
) -> Result<Items<PackageView>> {
    let ids = request.ids();
    if ids.is_empty() {
        return Err(Error::field("package_ids", FieldCode::Required));
    }
    let occurred_at = door.occurred(tx.now(), request.occurred_at)?;
    if let Some(by) = tx.viewer().user_id().filter(|_| door.fact().is_some())
        && facts::is_fact(&request)
    {
        return facts::take(tx, request, ways, (by, occurred_at), door);
    }
    let settings = settings::store::current(tx)?;
    let (mut visits, mut moved) = (Visits::default(), Vec::new());
    for (id, field) in ids.into_iter().zip(request.fields()) {
        let undo_minutes = settings.settings.undo_minutes;
        let taken = step_of(tx, id, &request, &mut visits, (occurred_at, undo_minutes));
        let (package, step) = taken.map_err(|error| error.about(field))?;
        moved.push(moves::write(tx, &settings, package, step)?);
    }
    visits.write(tx, ways)?;
    let items = moved.iter().map(|package| to_view(tx, package)).collect::<Result<_>>()?;
    Ok(Items { items })
}

/// The package and its step, if it may take it.
fn step_of(
    tx: &impl Reads,
    id: PackageId,
    request: &StepPackages,
    visits: &mut Visits,
    (occurred_at, undo_minutes): (Timestamp, u32),
) -> Result<(PackageRecord, Move)> {
    let mut package: PackageRecord = tx.require(id)?;
    let visit = visits.visit_of(tx, &package)?;
    let (to, by) = (request.new_status, tx.viewer().user_id());
    let can_undo = effects::can_undo(visit.as_ref(), to, by, occurred_at, undo_minutes);
    let legal = legality(tx, &package, request, visit.as_ref(), can_undo)?;
    let mut after = package.state();
    let fate = match (legal, &visit) {
        (Legal::Undo, Some(visit)) => effects::undo_step(&mut after, visit),
        _ => {
            let driver = driver_for(tx, &package, request)?;
            let step = StepOfPackage { to, driver, at: occurred_at, by };
            effects::step_package(&mut after, visit.as_ref(), &step)
        }
    };
    let vehicle_id = match fate {
        Some(fate) => visits.settle(&mut package, fate),
        None => None,
    };
    let step = Move {
        after,
        reason: request.reason,
        note: tidy::optional(request.note.clone()),
        legal,
        mark: Mark::Plain,
        occurred_at,
        vehicle_id,
    };
    Ok((package, step))
}

/// How the step is legal, or why it is refused.
fn legality(
    tx: &impl Reads,
    package: &PackageRecord,
    request: &StepPackages,
    visit: Option<&Visit>,
    can_undo: bool,
) -> Result<Legal> {
    // The program itself does whatever an admin may.
    let (viewer, role) = (tx.viewer().user_id(), tx.viewer().role().unwrap_or(Role::Admin));
    let is_driving = visit.is_some_and(|visit| {
        visit.route == RouteStatus::InProgress && visit.driver == viewer && viewer.is_some()
    });
    let has_note = request.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    let legal = effects::legal_step(Wanted {
        from: package.status,
        to: request.new_status,
        role,
        is_driving,
        has_reason: request.reason.is_some(),
        has_note,
        can_undo,
        undo: request.undo,
    });
    legal.map_err(|refusal| match refusal {
        Refusal::ReasonRequired => Error::field("reason", FieldCode::Required),
        Refusal::NoteRequired => Error::field("note", FieldCode::Required),
        Refusal::Illegal { allowed } => Error::IllegalStep {
            from: wire_name(&package.status),
            allowed: allowed.iter().map(wire_name).collect(),
        },
    })
}

/// Who is to deliver it: an active driver, named or the one it had.
fn driver_for(
    tx: &impl Reads,
    package: &PackageRecord,
    request: &StepPackages,
) -> Result<Option<UserId>> {
    if request.new_status != PackageStatus::Assigned {
        return Ok(None);
    }
    let driver = request.assigned_to.or(package.assigned_to);
    let driver = driver.ok_or_else(|| Error::field("assigned_to", FieldCode::Required))?;
    staff::require_drivers(tx, "assigned_to", &[driver])?;
    Ok(Some(driver))
}
