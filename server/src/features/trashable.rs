//! What goes into the trash when somebody deletes it, and how it comes back: each noun says that of
//! its own records.

use furgo_shared::{access::Action, money::Money, time::Day, trash::TrashKind, units::Km};

use crate::{
    error::Result,
    roads::Ways,
    storage::{Reads, Record, WriteTx},
};

/// A record that can be brought back.
pub trait Trashable: Record {
    /// Which of them it is.
    const KIND: TrashKind;

    /// Whoever may do this may delete it and bring it back.
    fn action(&self) -> Action;

    /// What the trash says of it.
    fn told(&self, tx: &impl Reads) -> Result<Told>;

    /// Takes it out of the trash, with everything that follows from it.
    fn restore<P>(self, tx: &mut WriteTx<'_, P>, ways: &Ways) -> Result<()>;

    /// Deletes it for good, with everything that was kept for its sake.
    fn purge<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        tx.delete(self)
    }

    /// The same at once, because somebody wants nothing of it to be left: also what else in the trash
    /// says the same.
    fn erase<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        self.purge(tx)
    }
}

/// By what somebody knows a record again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub title: String,
    pub vehicle: Option<String>,
    pub date: Option<Day>,
    pub amount: Option<Money>,
    pub odometer: Option<Km>,
}
