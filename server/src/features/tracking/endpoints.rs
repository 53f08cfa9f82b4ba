//! Tracking over HTTP.

use furgo_shared::{access::Public, api, tracking::TrackingView, validate::Empty};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::TRACKING, track);
}

async fn track(call: Call<Public, Empty>) -> Result<Answer<TrackingView>> {
    let token = call.arg("token");
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::track(tx, token))?))
}
