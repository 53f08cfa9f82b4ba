//! A package in the trash: pending, and on no route.

use furgo_shared::{access::Action, trash::TrashKind};

use super::PackageRecord;
use crate::{
    error::Result,
    features::{
        mails::{self, Addressee},
        settings,
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

    /// A mail that had not left when it was deleted leaves now.
    fn restore<P>(self, tx: &mut WriteTx<'_, P>, _: &Ways) -> Result<()> {
        let package = tx.restore(self)?;
        if mails::store::ids_to(tx, Addressee::Recipient { package: package.id })?.is_empty() {
            let settings = settings::store::current(tx)?;
            mails::queueing::tell_recipient(tx, &settings, &package, None)?;
        }
        Ok(())
    }

    fn purge<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        mails::queueing::forget(tx, Addressee::Recipient { package: self.id })?;
        tx.delete(self)
    }
}
