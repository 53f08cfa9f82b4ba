//! Work on a vehicle as stored, and its plan for the next time.

use furgo_shared::{
    due::{Basis, Plan, Recurrence},
    id::{MaintenanceId, UserId, VehicleId},
    maintenance::MaintenanceKind,
    time::Day,
    typed::TypedDistance,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    features::{histories::parts::Part, vehicles::VehicleRecord},
    storage::{
        IndexEntries, Measure, Meta, Record, Sight, Summaries, blobs::Attached, engine::Space,
        summary::FLEET,
    },
};

/// Work that was done. The newest of its kind on a vehicle says when it is due again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MaintenanceRecord {
    pub id: MaintenanceId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub kind: MaintenanceKind,
    pub description: String,
    /// Thousandths of the fleet's currency.
    pub cost: i64,
    pub odometer_m: i64,
    pub provider: Option<String>,
    pub next_date: Option<Day>,
    pub next_odometer_m: Option<i64>,
    pub every_months: Option<u32>,
    /// Instead of months.
    #[serde(default)]
    pub every_days: Option<u32>,
    pub every_m: Option<i64>,
    pub recurrence_basis: Basis,
    /// The day of the month that `next_date` falls on in months that have it.
    pub anchor_day: Option<u32>,
    pub lead_days: Option<u32>,
    pub lead_m: Option<i64>,
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    /// Somebody looked at a warning about it and let it stand.
    pub confirmed: bool,
    pub typed_odometer: Option<TypedDistance>,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<UserId>,
    pub recorded_by: Option<UserId>,
    pub meta: Meta,
}

impl MaintenanceRecord {
    /// When it is due again.
    pub fn plan(&self) -> Plan {
        Plan {
            date: self.next_date,
            odometer_m: self.next_odometer_m,
            lead_days: self.lead_days,
            lead_m: self.lead_m,
            anchor_day: self.anchor_day,
        }
    }

    /// How often it recurs.
    pub fn recurrence(&self) -> Recurrence {
        Recurrence { months: self.every_months, days: self.every_days, m: self.every_m }
    }

    /// Whether it says when it is due again; a later record of its kind may have closed that.
    pub fn has_plan(&self) -> bool {
        self.next_date.is_some() || self.next_odometer_m.is_some()
    }
}

impl Record for MaintenanceRecord {
    const TABLE: Space = store::MAINTENANCE;
    const INDEXES: &'static [Space] = &[store::BY_SCOPE.space, store::READINGS.space];

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

    fn summarise(&self, summaries: &mut Summaries) {
        let part = self.kind.part();
        for subject in [self.vehicle_id.into(), FLEET] {
            summaries.add(subject, self.date, Measure::MaintenanceCost(part), self.cost);
            summaries.add(subject, self.date, Measure::Maintenance(part), 1);
        }
    }

    fn files(&self) -> &[Attached] {
        &self.files
    }

    /// Whoever sees the vehicle sees what is recorded about it.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.vehicle_id)
    }
}
