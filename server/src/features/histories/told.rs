//! Entries that a phone tells: what was entered stands, and what is doubtful about it waits for the
//! office.

use furgo_shared::{
    exceptions::{EntryKind, ExceptionKind},
    time::Day,
    typed::TypedDistance,
};
use uuid::Uuid;

use crate::{
    error::Result,
    features::{
        door::Door,
        exceptions::{self, About, Entry, Held, Raised, Side},
        odometer::is_in_question,
        routes,
        vehicles::{self, VehicleRecord, odometer},
    },
    storage::{Reads, Record, WriteTx, change_log},
};

/// The vehicle of what a phone tells, by alias or id: one that its author drives, or has had. Any
/// other is not there for them.
pub fn vehicle(tx: &impl Reads, alias_or_id: &str) -> Result<Option<VehicleRecord>> {
    let found = vehicles::store::find_unseen(tx, alias_or_id)?;
    let is_theirs = found.as_ref().map(|vehicle| had(tx, vehicle)).transpose()?;
    Ok(found.filter(|_| is_theirs == Some(true)))
}

/// Whether the viewer sees a vehicle, has had a route with it, or saw it until it was taken away.
pub fn had(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<bool> {
    if vehicle.visible_to(tx)? {
        return Ok(true);
    }
    let person = tx.viewer().user_id();
    let has_driven = person.map(|person| routes::store::has_driven(tx, person, vehicle.id));
    Ok(has_driven.transpose()? == Some(true) || change_log::saw(tx, vehicle)?)
}

/// A reading of a fact that is not to count before the office has said so; it is taken out of where
/// it stood. What is asked for is refused instead.
pub fn hold(
    tx: &impl Reads,
    door: &Door,
    vehicle: &VehicleRecord,
    date: Day,
    odometer_m: &mut Option<i64>,
    typed: &mut Option<TypedDistance>,
) -> Result<Option<Held>> {
    let Some(read_m) = (*odometer_m).filter(|_| door.fact().is_some()) else { return Ok(None) };
    let course = odometer::course(tx, vehicle)?;
    if !is_in_question(tx, &course, (date, read_m), None)? {
        return Ok(None);
    }
    Ok(doubt(door, odometer_m, typed))
}

/// The same of a reading that is known to be doubtful.
pub fn doubt(
    door: &Door,
    odometer_m: &mut Option<i64>,
    typed: &mut Option<TypedDistance>,
) -> Option<Held> {
    door.fact()?;
    let odometer_m = odometer_m.take()?;
    Some(Held::Reading { odometer_m, typed: typed.take() })
}

/// Lays before the office what is doubtful about an entry that was taken.
pub fn raise<P>(
    tx: &mut WriteTx<'_, P>,
    door: &mut Door,
    vehicle: &VehicleRecord,
    (kind, id): (EntryKind, Uuid),
    held: Option<Held>,
) -> Result<()> {
    let Some(at) = door.fact().map(|fact| fact.occurred_at) else { return Ok(()) };
    let about =
        About { vehicle_id: Some(vehicle.id), entry: Some(Entry { id, kind }), ..About::default() };
    let by = tx.viewer().user_id();
    let fact = Side { driver_id: by, ..Side::at(at, by) };
    if !vehicle.is_active || !vehicle.visible_to(tx)? {
        let plan = Some(Side::at(vehicle.meta.updated_at, None));
        let kind = ExceptionKind::VehicleGone;
        exceptions::raise(tx, door, Raised { kind, about, fact, plan, held: None })?;
    }
    let Some(held) = held else { return Ok(()) };
    let odometer_m = Some(match &held {
        Held::Reading { odometer_m, .. } => *odometer_m,
        Held::Record(reading) => reading.odometer_km.metres(),
    });
    // Where the vehicle stands by everything that counts.
    let stands_m = Some(odometer::odometer_m(tx, vehicle)?);
    let plan = Some(Side { odometer_m: stands_m, ..Side::at(tx.now(), None) });
    let (fact, held) = (Side { odometer_m, ..fact }, Some(held));
    let kind = ExceptionKind::OdometerAnomaly;
    exceptions::raise(tx, door, Raised { kind, about, fact, plan, held })
}
