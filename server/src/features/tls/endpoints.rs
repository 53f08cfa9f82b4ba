//! TLS over HTTP.

use furgo_shared::{access::ManageSettings, api, tls::TlsView, validate::Empty};

use super::view;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::GET_TLS, read);
}

async fn read(call: Call<ManageSettings, Empty>) -> Result<Answer<TlsView>> {
    Ok(Answer::read(&view::of(&call.app)?))
}
