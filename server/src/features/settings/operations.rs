//! What can be done with the settings.

use chrono_tz::Tz;
use furgo_shared::{access::ManageSettings, settings::Settings, validate::FieldCode};

use super::{SettingsRecord, store};
use crate::{
    error::{Error, Result},
    storage::{Reads, WriteTx},
};

/// Sets everything anew.
pub fn replace(
    tx: &mut WriteTx<'_, ManageSettings>,
    settings: Settings,
    if_match: Option<u64>,
) -> Result<SettingsRecord> {
    let mut record = store::current(tx)?;
    tx.require_version(&record, if_match)?;
    if settings.time_zone.parse::<Tz>().is_err() {
        return Err(Error::field("time_zone", FieldCode::Invalid));
    }
    record.move_to(settings, tx.now());
    tx.put_changed(record)
}
