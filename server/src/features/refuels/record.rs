//! A refuel as stored.

use furgo_shared::{
    figures,
    fuel::Fill,
    id::{RefuelId, UserId, VehicleId},
    money::Money,
    time::{Day, Timestamp},
    typed::{TypedDistance, TypedVolume},
    vehicles::Fuel,
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

/// A refuel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RefuelRecord {
    pub id: RefuelId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub fuel: Fuel,
    /// Thousandths of a litre, kWh or kg; more than zero.
    pub quantity: i64,
    /// Thousandths of the fleet's currency.
    pub cost: i64,
    pub odometer_m: Option<i64>,
    pub full_tank: bool,
    /// A refuel before this one was not entered.
    pub missed_previous: bool,
    /// What the gauge showed afterwards, in tenths of a percent.
    pub level_after: Option<i64>,
    /// Somebody looked at a warning about it and let it stand.
    pub confirmed: bool,
    pub station: Option<String>,
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    pub typed_odometer: Option<TypedDistance>,
    pub typed_quantity: Option<TypedVolume>,
    /// Whoever insisted on an odometer reading that is out of order.
    pub forced_by: Option<UserId>,
    pub recorded_by: Option<UserId>,
    pub meta: Meta,
}

impl RefuelRecord {
    /// Cost of one litre, kWh or kg, to the nearest thousandth.
    pub fn unit_price(&self) -> Money {
        figures::unit_price(self.cost, self.quantity).unwrap_or_default()
    }

    /// As far as economy needs it.
    pub fn to_fill(&self) -> Fill {
        // As the timeline's rows keep it.
        let created_at = Timestamp::from_timestamp_micros(self.meta.created_at.timestamp_micros());
        Fill {
            id: self.id.into(),
            day: self.date,
            created_at: created_at.unwrap_or(self.meta.created_at),
            fuel: self.fuel,
            quantity: self.quantity,
            odometer_m: self.odometer_m,
            full: self.full_tank,
            level_after_permille: self.level_after,
            missed_previous: self.missed_previous,
            confirmed: self.confirmed,
        }
    }
}

impl Record for RefuelRecord {
    const TABLE: Space = store::REFUELS;
    const INDEXES: &'static [Space] =
        &[store::BY_SCOPE.space, store::BY_ENERGY.space, store::READINGS.space];

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
        let part = self.fuel.part();
        for subject in [self.vehicle_id.into(), FLEET] {
            summaries.add(subject, self.date, Measure::FuelCost(part), self.cost);
            summaries.add(subject, self.date, Measure::FuelQuantity(part), self.quantity);
            summaries.add(subject, self.date, Measure::Refuels(part), 1);
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
