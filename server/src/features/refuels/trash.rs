//! A refuel in the trash.

use furgo_shared::{access::Action, money::Money, trash::TrashKind, units::Km};

use super::RefuelRecord;
use crate::{
    error::Result,
    features::{
        histories::alias_of,
        trashable::{Told, Trashable},
        vehicles::VehicleRecord,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

impl Trashable for RefuelRecord {
    const KIND: TrashKind = TrashKind::Refuels;

    fn action(&self) -> Action {
        Action::RecordOnVehicles
    }

    fn told(&self, tx: &impl Reads) -> Result<Told> {
        Ok(Told {
            title: self.station.clone().unwrap_or_default(),
            vehicle: Some(alias_of(tx, self.vehicle_id)?),
            date: Some(self.date),
            amount: Some(Money::from_units(self.cost)),
            odometer: self.odometer_m.map(Km::from_metres),
        })
    }

    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        let refuel = tx.restore(self)?;
        tx.changed::<VehicleRecord>(refuel.vehicle_id, &[refuel.date])
    }
}
