//! Exceptions over HTTP.

use furgo_shared::{
    access::{ReadExceptions, ResolveExceptions},
    api,
    exceptions::{ExceptionView, ListExceptions, ResolveException},
    page::Page,
};

use super::{operations, settling};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_EXCEPTIONS, list);
    mount.add(api::RESOLVE_EXCEPTION, resolve);
}

async fn list(call: Call<ReadExceptions, ListExceptions>) -> Result<Answer<Page<ExceptionView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}

async fn resolve(call: Call<ResolveExceptions, ResolveException>) -> Result<Answer<ExceptionView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| settling::resolve(tx, id, body.how, if_match, &ways)).await
}
