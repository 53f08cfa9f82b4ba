//! Devices over HTTP.

use furgo_shared::{
    access::SignedIn,
    api,
    page::Items,
    sync::{DeviceView, ListDevices},
    validate::Empty,
};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_DEVICES, list);
    mount.add(api::GET_DEVICE, read);
    mount.add(api::REVOKE_DEVICE, revoke);
}

async fn list(call: Call<SignedIn, ListDevices>) -> Result<Answer<Items<DeviceView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}

async fn read(call: Call<SignedIn, Empty>) -> Result<Answer<DeviceView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::read(tx, id))?))
}

async fn revoke(call: Call<SignedIn, Empty>) -> Result<Answer<()>> {
    let id = call.id("id")?;
    call.app.db.write(call.permit, call.once, move |tx| operations::revoke(tx, id)).await
}
