//! The welcome screen and health over HTTP.

use furgo_shared::{
    access::Public,
    api,
    settings::{HealthView, WelcomeView},
    validate::Empty,
};

use super::operations;
use crate::{
    app::VERSION,
    auth::Permit,
    error::Result,
    http::{Answer, Call, Mount},
    telemetry,
};

/// Mounts the endpoints.
pub fn mount(mount: &mut Mount) {
    mount.add(api::WELCOME, welcome);
    mount.add(api::HEALTH, health);
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
