//! What can be done with the settings.

use chrono_tz::Tz;
use furgo_shared::{
    access::ManageSettings,
    settings::{Settings, SettingsView, WelcomeView},
    validate::FieldCode,
};

use super::store;
use crate::{
    app::VERSION,
    error::{Error, Result},
    features::{mails, users},
    storage::{Reads, WriteTx},
};

/// Sets everything anew.
pub fn replace(
    tx: &mut WriteTx<'_, ManageSettings>,
    settings: Settings,
    if_match: Option<u64>,
) -> Result<SettingsView> {
    let mut record = store::current(tx)?;
    tx.require_version(&record, if_match)?;
    if settings.time_zone.parse::<Tz>().is_err() {
        return Err(Error::field("time_zone", FieldCode::Invalid));
    }
    record.move_to(settings, tx.now());
    Ok(tx.put_changed(record)?.to_view())
}

/// What the sign-in screen needs; the accounts of a demo are the caller's to add.
pub fn welcome(tx: &impl Reads) -> Result<WelcomeView> {
    let settings = store::current(tx)?.settings;
    let setup_needed = users::store::is_empty(tx)?;
    Ok(WelcomeView {
        fleet_name: settings.fleet_name,
        version: VERSION.to_owned(),
        locale: settings.locale,
        time_zone: settings.time_zone,
        setup_needed,
        registration_open: setup_needed || settings.registration_open,
        mails_links: mails::settings::exist(tx)?,
        demo_accounts: Vec::new(),
    })
}
