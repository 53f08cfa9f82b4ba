//! The log over HTTP.

use furgo_shared::{
    access::ReadLog,
    api,
    logs::{ListLog, LogEntryView},
    page::Page,
};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_LOG, list);
}

async fn list(call: Call<ReadLog, ListLog>) -> Result<Answer<Page<LogEntryView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}
