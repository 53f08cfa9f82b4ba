//! The inbox over HTTP.

use furgo_shared::{
    access::ReadFleet,
    api,
    page::Page,
    readings::{FindingView, ListFindings},
};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the endpoint.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_FINDINGS, list);
}

async fn list(call: Call<ReadFleet, ListFindings>) -> Result<Answer<Page<FindingView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}
