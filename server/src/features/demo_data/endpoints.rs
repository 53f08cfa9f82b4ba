//! Demo data over HTTP.

use furgo_shared::{access::ManageSettings, api, demo_data::DemoDataView, validate::Empty};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::GET_DEMO_DATA, look);
    mount.add(api::FILL_DEMO_DATA, fill);
    mount.add(api::REMOVE_DEMO_DATA, remove);
}

async fn look(call: Call<ManageSettings, Empty>) -> Result<Answer<DemoDataView>> {
    call.read(false, |tx, _| operations::look(tx)).await
}

async fn fill(call: Call<ManageSettings, Empty>) -> Result<Answer<()>> {
    call.app.db.write(call.permit, call.once, operations::fill).await
}

async fn remove(call: Call<ManageSettings, Empty>) -> Result<Answer<()>> {
    call.app.db.write(call.permit, call.once, operations::remove).await
}
