//! The trash over HTTP.

use furgo_shared::{
    access::{Role, UseTrash},
    api,
    page::Page,
    problem::ErrorCode,
    text::from_wire_name,
    trash::{ListTrash, TrashView},
    validate::Empty,
};

use super::operations;
use crate::{
    error::{Error, Result},
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_TRASH, list);
    mount.add(api::RESTORE, restore);
}

async fn list(call: Call<UseTrash, ListTrash>) -> Result<Answer<Page<TrashView>>> {
    // Whoever sees only their own has all of it looked through.
    let is_bounded = call.permit.viewer().role() == Some(Role::Admin)
        && operations::page_of(&call.body).is_early();
    call.read(is_bounded, operations::list).await
}

async fn restore(call: Call<UseTrash, Empty>) -> Result<Answer<()>> {
    let kind = from_wire_name(call.arg("kind")).ok_or(Error::Code(ErrorCode::NotFound))?;
    let id = call.id("id")?;
    let ways = call.app.roads.ways();
    let Call { app, permit, once, .. } = call;
    app.db.write(permit, once, move |tx| operations::restore(tx, kind, id, &ways)).await
}
