//! News as stored, and how each item stood when it was last looked at.

use furgo_shared::{
    due::State,
    due_work::{NoticeKind, NoticeView},
    id::{NoticeId, VehicleId},
    time::Day,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    error::Result,
    features::vehicles::VehicleRecord,
    storage::{IndexEntries, Meta, Reads, Record, Sight, engine::Space},
};

/// One piece of news. It is written once and never changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoticeRecord {
    pub id: NoticeId,
    /// The fleet's day.
    pub date: Day,
    /// The alias in it is that of the day; what is sent has the vehicle's own.
    pub notice: NoticeKind,
    pub meta: Meta,
}

impl NoticeRecord {
    /// The vehicle that it is about; none of a week's summary.
    pub fn vehicle_id(&self) -> Option<VehicleId> {
        match self.notice {
            NoticeKind::StateChanged { vehicle_id, .. } => Some(vehicle_id),
            NoticeKind::Digest { .. } => None,
        }
    }

    /// As sent, with the vehicle's alias of now.
    pub fn to_view(&self, tx: &impl Reads) -> Result<NoticeView> {
        let mut notice = self.notice.clone();
        if let NoticeKind::StateChanged { vehicle_id, vehicle, .. } = &mut notice
            && let Some(record) = tx.find_unseen::<VehicleRecord>(*vehicle_id)?
        {
            *vehicle = record.alias;
        }
        Ok(NoticeView { id: self.id, date: self.date, recorded_at: self.meta.created_at, notice })
    }
}

impl Record for NoticeRecord {
    const TABLE: Space = store::NOTICES;
    const INDEXES: &'static [Space] = &[store::BY_AUDIENCE.space, store::BY_VEHICLE.space];

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

    /// Whoever sees the vehicle sees the news of it; the week's summary is the office's.
    fn sight(&self) -> Sight {
        match self.vehicle_id() {
            Some(vehicle) => Sight::with::<VehicleRecord>(vehicle),
            None => Sight::office(),
        }
    }
}

/// How an item stood when it was last looked at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DueStateRecord {
    /// The item's: that of the maintenance or the expense.
    pub id: Uuid,
    pub state: State,
    pub meta: Meta,
}

impl Record for DueStateRecord {
    const TABLE: Space = store::DUE_STATES;
    const INDEXES: &'static [Space] = &[store::ALL_STATES.space];

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
        store::index_state(self, entries);
    }

    /// Nobody's business but the program's.
    fn sight(&self) -> Sight {
        Sight::nobody()
    }
}
