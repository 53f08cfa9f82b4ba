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
    let transport = call.app.tls.transport;
    let view = call.app.db.read(&call.permit, |tx| Ok(store::current(tx)?.to_view(transport)))?;
    Ok(Answer::read(&view))
}

async fn replace(call: Call<ManageSettings, Settings>) -> Result<Answer<SettingsView>> {
    let (body, if_match, transport) = (call.body, call.if_match, call.app.tls.transport);
    call.app
        .db
        .write(call.permit, call.once, move |tx| {
            Ok(operations::replace(tx, body, if_match)?.to_view(transport))
        })
        .await
}
