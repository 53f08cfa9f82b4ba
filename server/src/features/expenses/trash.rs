//! An expense in the trash.

use furgo_shared::{access::Action, money::Money, problem::ErrorCode, trash::TrashKind};

use super::{ExpenseRecord, operations::paying};
use crate::{
    error::{Error, Result},
    features::{
        histories::alias_of,
        trashable::{Told, Trashable},
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

impl Trashable for ExpenseRecord {
    const KIND: TrashKind = TrashKind::Expenses;

    fn action(&self) -> Action {
        Action::RecordOnVehicles
    }

    fn told(&self, tx: &impl Reads) -> Result<Told> {
        Ok(Told {
            title: self.description.clone(),
            vehicle: Some(alias_of(tx, self.vehicle_id)?),
            date: Some(self.date),
            amount: Some(Money::from_units(self.amount)),
            odometer: None,
        })
    }

    /// A payment pays again what it had paid, if that is still due.
    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        if let Some(id) = self.payment_of {
            if tx.find_deleted::<Self>(id)?.is_some() {
                return Err(Error::Code(ErrorCode::RestoreFirst));
            }
            if let Some(recurring) = tx.find_unseen::<Self>(id)? {
                paying::pay_again(tx, recurring, &self)?;
            }
        }
        tx.restore(self).map(drop)
    }
}
