//! From which devices somebody has signed in before, so that a new one can be told of.

use furgo_shared::id::UserId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::Result,
    storage::{IndexEntries, Meta, Reads, Record, Sight, WriteTx, engine::Space},
};

/// Table: known_devices
/// Key:   person
/// Value: JSON of the devices' names
pub const KNOWN_DEVICES: Space = Space("known_devices");
/// Names that are kept of a person; the one that was new the longest ago makes way.
const NAMES_MAX: usize = 20;

/// See the module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DevicesRecord {
    pub user: UserId,
    /// In words, such as `Firefox on Linux`.
    pub names: Vec<String>,
    pub meta: Meta,
}

/// Remembers a device. Whether others were known and this one was not.
pub fn remember<P>(tx: &mut WriteTx<'_, P>, user: UserId, name: &str) -> Result<bool> {
    let known = tx.find_unseen::<DevicesRecord>(user)?;
    let is_first = known.is_none();
    let mut known = known.unwrap_or_else(|| DevicesRecord {
        user,
        names: Vec::new(),
        meta: Meta::new(tx.now()),
    });
    if known.names.iter().any(|known| known == name) {
        return Ok(false);
    }
    known.names.push(name.to_owned());
    let surplus = known.names.len().saturating_sub(NAMES_MAX);
    known.names.drain(..surplus);
    tx.put(known)?;
    Ok(!is_first)
}

/// Forgets the devices of a person who is removed.
pub fn forget<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    match tx.find_unseen::<DevicesRecord>(user)? {
        Some(known) => tx.delete(&known),
        None => Ok(()),
    }
}

impl Record for DevicesRecord {
    const TABLE: Space = KNOWN_DEVICES;
    const INDEXES: &'static [Space] = &[];

    fn id(&self) -> Uuid {
        self.user.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, _: &mut IndexEntries) {}

    fn sight(&self) -> Sight {
        Sight::nobody().or_person(self.user)
    }
}
