//! A reading in the trash.

use furgo_shared::{access::Action, trash::TrashKind, units::Km};

use super::ReadingRecord;
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

impl Trashable for ReadingRecord {
    const KIND: TrashKind = TrashKind::Readings;

    fn action(&self) -> Action {
        Action::RecordOnVehicles
    }

    fn told(&self, tx: &impl Reads) -> Result<Told> {
        Ok(Told {
            title: String::new(),
            vehicle: Some(alias_of(tx, self.vehicle_id)?),
            date: Some(self.date),
            amount: None,
            odometer: Some(Km::from_metres(self.odometer_m)),
        })
    }

    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        let reading = tx.restore(self)?;
        tx.changed::<VehicleRecord>(reading.vehicle_id, &[reading.date])
    }
}
