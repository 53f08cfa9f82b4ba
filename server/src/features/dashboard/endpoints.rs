//! The dashboard over HTTP.

use furgo_shared::{access::ReadFleet, api, dashboard::DashboardView, validate::Empty};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::DASHBOARD, today);
}

async fn today(call: Call<ReadFleet, Empty>) -> Result<Answer<DashboardView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::today(tx))?))
}
