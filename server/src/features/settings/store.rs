//! Where the settings lie.

use furgo_shared::time::Day;

use super::record::{SETTINGS_ID, SettingsRecord};
use crate::{
    error::Result,
    storage::{Reads, engine::Space},
};

/// Table: settings
/// Key:   always the same
/// Value: JSON of the settings
pub const SETTINGS: Space = Space("settings");

/// The settings as they are now; the initial ones until somebody changes them.
pub fn current(tx: &impl Reads) -> Result<SettingsRecord> {
    Ok(tx.find_unseen(SETTINGS_ID)?.unwrap_or_else(|| SettingsRecord::initial(tx.now())))
}

/// The fleet's day.
pub fn today(tx: &impl Reads) -> Result<Day> {
    Ok(current(tx)?.day_of(tx.now()))
}
