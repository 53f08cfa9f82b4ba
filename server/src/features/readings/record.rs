//! A reading as stored.

use furgo_shared::{
    id::{ReadingId, UserId, VehicleId},
    odometer::Replacement,
    readings::{ReadingKind, ReadingView, StoredReading},
    time::Day,
    typed::TypedDistance,
    units::Km,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    error::Result,
    features::{staff, vehicles::VehicleRecord},
    storage::{IndexEntries, Meta, Reads, Record, Sight, engine::Space},
};

/// An odometer reading by itself, or that the odometer was replaced.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadingRecord {
    pub id: ReadingId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub kind: ReadingKind,
    /// Metres; of a replacement, the first reading of the new odometer.
    pub odometer_m: i64,
    /// Of a replacement, the last reading of the old odometer, in metres.
    pub previous_m: Option<i64>,
    /// Somebody looked at a warning about it and let it stand.
    pub confirmed: bool,
    pub notes: Option<String>,
    pub typed_odometer: Option<TypedDistance>,
    /// Whoever insisted on a reading that is out of order.
    pub forced_by: Option<UserId>,
    pub recorded_by: Option<UserId>,
    pub meta: Meta,
}

impl ReadingRecord {
    /// What it is to the timeline, if the odometer was replaced.
    pub fn replacement(&self) -> Option<Replacement> {
        Some(Replacement {
            record_id: self.id.into(),
            day: self.date,
            old_last_m: self.previous_m.filter(|_| self.kind == ReadingKind::Replacement)?,
            new_first_m: self.odometer_m,
            created_at: self.meta.created_at,
        })
    }

    /// As sent.
    pub fn to_view(&self, tx: &impl Reads) -> Result<ReadingView> {
        let vehicle = tx.find_unseen::<VehicleRecord>(self.vehicle_id)?;
        Ok(ReadingView {
            stored: StoredReading {
                id: self.id,
                vehicle_id: self.vehicle_id,
                date: self.date,
                kind: self.kind,
                odometer_km: Km::from_metres(self.odometer_m),
                previous_km: self.previous_m.map(Km::from_metres),
                confirmed: self.confirmed,
                notes: self.notes.clone(),
                typed_odometer: self.typed_odometer,
                recorded_by: self.recorded_by,
                created_at: self.meta.created_at,
                updated_at: self.meta.updated_at,
                version: self.meta.version,
                forced_by_id: self.forced_by,
            },
            vehicle: vehicle.map(|vehicle| vehicle.alias).unwrap_or_default(),
            forced_by: self.forced_by.map(|person| staff::name_of(tx, person)).transpose()?,
        })
    }
}

impl Record for ReadingRecord {
    const TABLE: Space = store::READING_RECORDS;
    const INDEXES: &'static [Space] =
        &[store::BY_VEHICLE.space, store::READINGS.space, store::REPLACEMENTS.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    /// Whoever sees the vehicle sees what is recorded about it.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.vehicle_id)
    }
}
