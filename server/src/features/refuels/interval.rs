//! What was burned between two refuels, derived from the records and kept for figures.

use chrono::{DateTime, Utc};
use furgo_shared::{
    figures,
    fuel::{Energy, FlagCode, Interval},
    id::{RefuelId, VehicleId},
    refuels::IntervalView,
    time::Day,
    units::{Km, Quantity},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::{
    features::{histories::parts::Part, vehicles::VehicleRecord},
    storage::{IndexEntries, Key, Measure, Meta, Record, Sight, Summaries, engine::Space},
};

/// An interval, under the id of the refuel that closes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IntervalRecord {
    pub id: RefuelId,
    pub vehicle_id: VehicleId,
    pub energy: Energy,
    pub from: Day,
    /// It counts on this day.
    pub to: Day,
    /// The refuel that it starts after.
    pub start_id: RefuelId,
    /// Where it ends on one continuous odometer, in metres: what orders those of a day.
    #[serde(default)]
    pub end_m: i64,
    /// Metres.
    pub distance_m: i64,
    /// Thousandths.
    pub quantity: i64,
    /// The refuels whose energy it is, in order, the closing one included.
    pub record_ids: Vec<RefuelId>,
    /// It is in the averages.
    pub counted: bool,
    pub flags: Vec<FlagCode>,
    pub meta: Meta,
}

impl IntervalRecord {
    /// As the engine says.
    pub fn new(
        vehicle_id: VehicleId,
        energy: Energy,
        interval: &Interval,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id: interval.end_id.into(),
            vehicle_id,
            energy,
            from: interval.from,
            to: interval.to,
            start_id: interval.start_id.into(),
            end_m: interval.end_m,
            distance_m: interval.distance_m,
            quantity: interval.quantity,
            record_ids: interval.record_ids.iter().copied().map(RefuelId).collect(),
            counted: interval.counted,
            flags: interval.flags.clone(),
            meta: Meta::new(now),
        }
    }

    /// The same in everything that the engine says.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let same_meta = |record: &Self| Self { meta: other.meta.clone(), ..record.clone() };
        same_meta(self).said() == other.said()
    }

    fn said(&self) -> (VehicleId, Energy, RefuelId, Interval) {
        (self.vehicle_id, self.energy, self.id, self.to_interval())
    }

    /// As the engine said it.
    pub fn to_interval(&self) -> Interval {
        Interval {
            from: self.from,
            to: self.to,
            start_id: self.start_id.into(),
            end_id: self.id.into(),
            end_m: self.end_m,
            distance_m: self.distance_m,
            quantity: self.quantity,
            record_ids: self.record_ids.iter().copied().map(Uuid::from).collect(),
            counted: self.counted,
            flags: self.flags.clone(),
        }
    }

    /// Litres (kWh, kg) for 100 km as shown; `None` where no figure can be said.
    fn value(&self) -> Option<f64> {
        let interval = self.to_interval();
        interval.is_known().then(|| figures::per_100km(self.quantity, self.distance_m)).flatten()
    }

    /// As sent; `None` where no figure can be said.
    pub fn to_view(&self) -> Option<IntervalView> {
        Some(IntervalView {
            from: self.from,
            to: self.to,
            distance_km: Km::from_metres(self.distance_m),
            quantity: Quantity::from_units(self.quantity),
            value: self.value()?,
            counted: self.counted,
            record_ids: self.record_ids.clone(),
        })
    }
}

impl Record for IntervalRecord {
    const TABLE: Space = store::INTERVALS;
    const INDEXES: &'static [Space] = &[store::INTERVALS_BY_STREAM.space];

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
        let stream = store::of_stream(self.vehicle_id, self.energy);
        entries.add(
            store::INTERVALS_BY_STREAM,
            self.id,
            stream,
            Key::new().day(self.to).signed(self.end_m),
        );
    }

    /// An interval belongs to the period of its end.
    fn summarise(&self, summaries: &mut Summaries) {
        if self.counted {
            let part = self.energy.part();
            let (distance, quantity) =
                (Measure::EconomyDistanceM(part), Measure::EconomyQuantity(part));
            summaries.add(self.vehicle_id, self.to, distance, self.distance_m);
            summaries.add(self.vehicle_id, self.to, quantity, self.quantity);
        }
    }

    /// Whoever sees the vehicle sees what follows from its records.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.vehicle_id)
    }
}
