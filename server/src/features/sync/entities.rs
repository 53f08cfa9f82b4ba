//! What a copy consists of, as it is sent: the very views that the endpoints of the nouns answer.

use furgo_shared::{
    id::{UserId, VehicleId},
    readings::AskHints,
    sync::{EntityChange, EntityKind, Op, PersonView},
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::day::MyDay;
use crate::{
    error::{Error, Result},
    features::{
        economy::hints,
        packages::{PackageRecord, operations::reading as package},
        routes::{RouteRecord, view as route},
        vehicles::VehicleRecord,
    },
    storage::{Reads, Record, touched},
};

/// One entity of a day.
#[derive(Clone, Copy, Debug)]
pub struct Entity {
    pub kind: EntityKind,
    pub id: Uuid,
    /// Of what is stored of it.
    pub version: u64,
    /// The last change in the log of anything that it shows: only a copy that reaches as far has it as
    /// it is.
    pub changed: u64,
}

impl MyDay {
    /// All entities, those first that others name.
    pub fn entities(&self, tx: &impl Reads) -> Result<Vec<Entity>> {
        let mut entities =
            vec![of(EntityKind::Settings, &self.settings, []), of(EntityKind::Me, &self.me, [])];
        entities.extend(self.people.values().map(|each| of(EntityKind::Person, each, [])));
        for vehicle in self.vehicles.values() {
            let changed = touched::last_change(tx, vehicle)?;
            entities.push(of(EntityKind::Vehicle, vehicle, [changed]));
            let hints = of(EntityKind::Hints, vehicle, [changed]);
            // They are not stored: what they follow from changed last then.
            entities.push(Entity { version: changed, ..hints });
        }
        for route in self.routes.values() {
            entities.push(of(EntityKind::Route, route, self.shown_by(tx, route)?));
        }
        for package in self.packages.values() {
            let names = package.assigned_to.map(|driver| self.of_person(driver));
            entities.push(of(EntityKind::Package, package, names));
        }
        Ok(entities)
    }

    /// What a route shows of others.
    fn shown_by(&self, tx: &impl Reads, route: &RouteRecord) -> Result<Vec<u64>> {
        let people = [route.driver_id, route.forced_by].into_iter().flatten();
        let mut shown: Vec<u64> = people.map(|person| self.of_person(person)).collect();
        if let Some(vehicle) = route.vehicle_id {
            shown.extend(last_change_of::<VehicleRecord>(tx, vehicle)?);
        }
        for stop in &route.stops {
            shown.extend(last_change_of::<PackageRecord>(tx, stop.package_id)?);
        }
        Ok(shown)
    }

    fn of_person(&self, id: UserId) -> u64 {
        self.people.get(&id).map_or(0, sequence)
    }

    /// An entity with what it says.
    pub fn put(&self, tx: &impl Reads, entity: &Entity) -> Result<EntityChange> {
        let data = Some(self.data(tx, entity)?);
        let Entity { kind, id, version, .. } = *entity;
        Ok(EntityChange { t: kind, id, v: version, op: Op::Put, data })
    }

    fn data(&self, tx: &impl Reads, entity: &Entity) -> Result<Value> {
        let id = entity.id;
        match entity.kind {
            EntityKind::Settings => to_value(&self.settings.to_view(self.transport)),
            EntityKind::Me => to_value(&self.me.to_view()),
            EntityKind::Person => {
                let person = self.people.get(&UserId(id)).ok_or_else(missing)?;
                to_value(&PersonView { id: person.id, name: person.name.clone() })
            }
            EntityKind::Vehicle => {
                let vehicle = self.vehicles.get(&VehicleId(id)).ok_or_else(missing)?;
                to_value(&vehicle.to_view(tx)?)
            }
            EntityKind::Hints => {
                to_value(&hints::hints(tx, &id.to_string(), &AskHints::default())?)
            }
            EntityKind::Route => {
                to_value(&route::full(tx, self.routes.get(&id.into()).ok_or_else(missing)?)?)
            }
            EntityKind::Package => {
                let found = self.packages.get(&id.into()).ok_or_else(missing)?;
                to_value(&package::to_view(tx, found)?)
            }
        }
    }
}

fn of<R: Record>(kind: EntityKind, record: &R, shown: impl IntoIterator<Item = u64>) -> Entity {
    let changed = shown.into_iter().fold(sequence(record), u64::max);
    Entity { kind, id: record.id(), version: record.meta().version, changed }
}

/// Of its last change; 0 of a record from before there were any.
fn sequence<R: Record>(record: &R) -> u64 {
    record.meta().sequence.unwrap_or(0)
}

/// Of a record that is shown, also of one that was deleted since.
fn last_change_of<R: Record>(tx: &impl Reads, id: impl Into<Uuid>) -> Result<Option<u64>> {
    Ok(tx.find_stored::<R>(id)?.map(|record| sequence(&record)))
}

fn to_value(view: &impl Serialize) -> Result<Value> {
    serde_json::to_value(view).map_err(|error| Error::Internal(error.to_string()))
}

fn missing() -> Error {
    Error::Internal("an entity that is not of the day".to_owned())
}
