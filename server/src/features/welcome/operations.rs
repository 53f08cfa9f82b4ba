//! What the sign-in screen needs.

use furgo_shared::settings::WelcomeView;

use crate::{
    app::VERSION,
    error::Result,
    features::{mails, settings, users},
    storage::Reads,
};

/// The accounts of a demo are the caller's to add.
pub fn welcome(tx: &impl Reads) -> Result<WelcomeView> {
    let settings = settings::store::current(tx)?.settings;
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
