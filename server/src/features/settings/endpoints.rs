//! Settings over HTTP.

use furgo_shared::{
    access::{ManageSettings, SignedIn},
    api,
    settings::{Settings, SettingsView},
    validate::Empty,
};

use super::{operations, store};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::GET_SETTINGS, read);
    mount.add(api::PUT_SETTINGS, replace);
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
