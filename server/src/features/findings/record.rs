//! Something that looks wrong, derived from the records and kept for the inbox.

use chrono::{DateTime, Utc};
use furgo_shared::{
    fuel::Energy, id::VehicleId, odometer::Source, readings::FindingCode, text::wire_name,
    time::Day,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    features::vehicles::VehicleRecord,
    hex::fingerprint,
    storage::{IndexEntries, Key, Meta, Record, Sight, engine::Space},
};

/// A record that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    pub id: Uuid,
    pub source: Source,
}

/// A finding; its id follows from what it says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindingRecord {
    pub id: Uuid,
    pub code: FindingCode,
    pub vehicle_id: VehicleId,
    /// Of the stream that it is about; `None` for the odometer itself.
    pub energy: Option<Energy>,
    /// Of the last record that it is about.
    pub day: Day,
    /// In order.
    pub subjects: Vec<Subject>,
    pub meta: Meta,
}

impl FindingRecord {
    /// A finding about these records.
    pub fn new(
        (vehicle_id, energy): (VehicleId, Option<Energy>),
        code: FindingCode,
        day: Day,
        subjects: Vec<Subject>,
        now: DateTime<Utc>,
    ) -> Self {
        let id = id(vehicle_id, code, &subjects);
        Self { id, code, vehicle_id, energy, day, subjects, meta: Meta::new(now) }
    }

    /// The same in everything but the time.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        (self.id, self.energy, self.day, &self.subjects)
            == (other.id, other.energy, other.day, &other.subjects)
    }
}

/// From what is said, so that a finding that stays keeps its id.
fn id(vehicle: VehicleId, code: FindingCode, subjects: &[Subject]) -> Uuid {
    let said = subjects.iter().fold(format!("{vehicle} {}", wire_name(&code)), |said, subject| {
        format!("{said} {} {}", subject.id, wire_name(&subject.source))
    });
    let digest = fingerprint(said.as_bytes());
    let bytes = digest.get(..32).and_then(|hex| u128::from_str_radix(hex, 16).ok());
    uuid::Builder::from_random_bytes(bytes.unwrap_or_default().to_be_bytes()).into_uuid()
}

impl Record for FindingRecord {
    const TABLE: Space = store::FINDINGS;
    const INDEXES: &'static [Space] = &[store::BY_SCOPE.space, store::BY_RECORD.space];

    fn id(&self) -> Uuid {
        self.id
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        let sort = Key::new().day(self.day);
        for scope in [None, Some(self.vehicle_id)] {
            entries.add(store::BY_SCOPE, self.id, store::scope(scope), sort.clone());
        }
        for subject in &self.subjects {
            let group = Key::new().id(subject.id);
            entries.add(store::BY_RECORD, self.id, group, sort.clone());
        }
    }

    /// Whoever sees the vehicle sees what follows from its records.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.vehicle_id)
    }
}
