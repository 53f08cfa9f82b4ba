//! A package in the trash: pending, and on no route.

use furgo_shared::{access::Action, trash::TrashKind};

use super::PackageRecord;
use crate::{
    error::Result,
    features::{
        exceptions,
        mails::{self, Addressee},
        routes,
        trashable::{Told, Trashable},
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

impl Trashable for PackageRecord {
    const KIND: TrashKind = TrashKind::Packages;

    fn action(&self) -> Action {
        Action::EditPackages
    }

    fn told(&self, _: &impl Reads) -> Result<Told> {
        Ok(Told {
            title: format!("{}, {}", self.recipient_name, self.tracking_code),
            ..Told::default()
        })
    }

    /// A mail whose turn came meanwhile leaves now.
    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        let package = tx.restore(self)?;
        mails::queueing::take_up(tx, Addressee::Recipient { package: package.id })
    }

    /// Routes in the trash have copies of its address, and do not come back without it.
    fn erase<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        routes::trash::erase_those_with(tx, self.id)?;
        self.purge(tx)
    }

    fn purge<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        mails::queueing::forget(tx, Addressee::Recipient { package: self.id })?;
        exceptions::store::forget(tx, self.id)?;
        tx.delete(self)
    }
}
