//! Settings, the welcome screen and health over HTTP.

use furgo_shared::{
    access::{ManageSettings, Public, SignedIn},
    api,
    settings::{HealthView, Settings, SettingsView, WelcomeView},
    validate::Empty,
};

use super::{operations, store};
use crate::{
    app::VERSION,
    auth::Permit,
    error::Result,
    http::{Answer, Call, Mount},
    telemetry,
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::GET_SETTINGS, read);
    mount.add(api::PUT_SETTINGS, replace);
    mount.add(api::WELCOME, welcome);
    mount.add(api::HEALTH, health);
}

async fn read(call: Call<SignedIn, Empty>) -> Result<Answer<SettingsView>> {
    call.app.db.read(&call.permit, |tx| Ok(Answer::read(&store::current(tx)?.to_view())))
}

async fn replace(call: Call<ManageSettings, Settings>) -> Result<Answer<SettingsView>> {
    let (body, if_match) = (call.body, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::replace(tx, body, if_match))
        .await
}

async fn welcome(call: Call<Public, Empty>) -> Result<Answer<WelcomeView>> {
    let mut welcome = call.app.db.read(&Permit::for_auth(), |tx| operations::welcome(tx))?;
    welcome.demo_accounts = call.app.demo_accounts.to_vec();
    Ok(Answer::read(&welcome))
}

async fn health(call: Call<Public, Empty>) -> Result<Answer<HealthView>> {
    let ready = call.app.db.takes_writes();
    let health = HealthView {
        live: true,
        ready,
        version: VERSION.to_owned(),
        log_lines_lost: telemetry::lost_lines(),
    };
    Ok(Answer::of(if ready { 200 } else { 503 }, &health))
}
