//! The copy of a person's day.

use std::collections::BTreeMap;

use furgo_shared::sync::{self, EntityChange, EntityKind, Op};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One thing of it, as its endpoint answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    pub v: u64,
    pub data: Value,
}

/// All of it, in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copy {
    entities: BTreeMap<(EntityKind, Uuid), Entity>,
}

impl Copy {
    /// Takes one change.
    pub fn take(&mut self, change: &EntityChange) {
        match (change.op, &change.data) {
            (Op::Put, Some(data)) => {
                self.put(change.t, change.id, Entity { v: change.v, data: data.clone() });
            }
            (Op::Put, None) | (Op::Del | Op::Evict, _) => self.remove(change.t, change.id),
        }
    }

    /// Puts an entity in.
    pub fn put(&mut self, kind: EntityKind, id: Uuid, entity: Entity) {
        self.entities.insert((kind, id), entity);
    }

    /// Takes an entity out.
    pub fn remove(&mut self, kind: EntityKind, id: Uuid) {
        self.entities.remove(&(kind, id));
    }

    /// One of them.
    pub fn get(&self, kind: EntityKind, id: Uuid) -> Option<&Entity> {
        self.entities.get(&(kind, id))
    }

    /// All of a kind, by id.
    pub fn all(&self, kind: EntityKind) -> impl Iterator<Item = (Uuid, &Entity)> {
        let of_kind = self.entities.iter().filter(move |((each, _), _)| *each == kind);
        of_kind.map(|((_, id), entity)| (*id, entity))
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// What the server should say of it.
    pub fn digests(&self) -> BTreeMap<EntityKind, String> {
        let of_kind = |kind| self.all(kind).map(|(id, entity)| (id, entity.v));
        let kinds = EntityKind::ALL.into_iter().filter(|kind| self.all(*kind).next().is_some());
        kinds.map(|kind| (kind, sync::digest(of_kind(kind)))).collect()
    }
}
