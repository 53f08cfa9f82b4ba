//! Jobs over HTTP.

use std::sync::Arc;

use furgo_shared::{
    access::ManageSettings,
    api,
    jobs::{JobView, ListJobs},
    page::{Page, PageRequest},
    validate::Empty,
};

use super::{operations, store};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_JOBS, list);
    mount.add(api::RETRY_JOB, retry);
    mount.add(api::PAUSE_JOB, pause);
}

async fn list(call: Call<ManageSettings, ListJobs>) -> Result<Answer<Page<JobView>>> {
    let workers = Arc::clone(&call.app.workers);
    let page = PageRequest::new(call.body.page, call.body.limit);
    call.read(page.is_early(), move |tx, query| {
        Ok(store::list(tx, query.kind, page)?.map(|job| job.to_view(&workers)))
    })
    .await
}

async fn retry(call: Call<ManageSettings, Empty>) -> Result<Answer<JobView>> {
    let (id, if_match, workers) = (call.id("id")?, call.if_match, Arc::clone(&call.app.workers));
    let answer = call
        .app
        .db
        .write(call.permit, call.once, move |tx| {
            Ok(operations::retry(tx, id, if_match)?.to_view(&workers))
        })
        .await?;
    call.app.workers.hurry();
    Ok(answer)
}

async fn pause(call: Call<ManageSettings, Empty>) -> Result<Answer<JobView>> {
    let (id, if_match, workers) = (call.id("id")?, call.if_match, Arc::clone(&call.app.workers));
    call.app
        .db
        .write(call.permit, call.once, move |tx| {
            Ok(operations::pause(tx, id, if_match)?.to_view(&workers))
        })
        .await
}
