//! Work in the trash.

use furgo_shared::{access::Action, money::Money, trash::TrashKind, units::Km};

use super::{
    MaintenanceRecord,
    operations::planning::{self, Follower},
};
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

impl Trashable for MaintenanceRecord {
    const KIND: TrashKind = TrashKind::Maintenance;

    fn action(&self) -> Action {
        Action::RecordOnVehicles
    }

    fn told(&self, tx: &impl Reads) -> Result<Told> {
        Ok(Told {
            title: self.description.clone(),
            vehicle: Some(alias_of(tx, self.vehicle_id)?),
            date: Some(self.date),
            amount: Some(Money::from_units(self.cost)),
            odometer: Some(Km::from_metres(self.odometer_m)),
        })
    }

    /// The plan that it closed is closed again.
    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        let follower = Follower::of(tx, &self)?;
        let work = tx.restore(self)?;
        planning::follow(tx, follower)?;
        tx.changed::<VehicleRecord>(work.vehicle_id, &[work.date])
    }
}
