//! The trash over HTTP.

use furgo_shared::{
    access::{Role, UseTrash},
    api,
    page::Page,
    problem::ErrorCode,
    text::from_wire_name,
    trash::{ListTrash, TrashKind, TrashView},
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
    mount.add(api::ERASE, erase);
}

async fn list(call: Call<UseTrash, ListTrash>) -> Result<Answer<Page<TrashView>>> {
    // Whoever sees only their own has all of it looked through.
    let is_bounded = call.permit.viewer().role() == Some(Role::Admin)
        && operations::page_of(&call.body).is_early();
    call.read(is_bounded, operations::list).await
}

async fn erase(call: Call<UseTrash, Empty>) -> Result<Answer<()>> {
    let (kind, id) = (kind_of(&call)?, call.id("id")?);
    let Call { app, permit, once, .. } = call;
    app.db.write(permit, once, move |tx| operations::erase(tx, kind, id)).await
}

fn kind_of(call: &Call<UseTrash, Empty>) -> Result<TrashKind> {
    from_wire_name(call.arg("kind")).ok_or(Error::Code(ErrorCode::NotFound))
}

async fn restore(call: Call<UseTrash, Empty>) -> Result<Answer<()>> {
    let kind = kind_of(&call)?;
    let id = call.id("id")?;
    let ways = call.app.roads.ways();
    let Call { app, permit, once, .. } = call;
    app.db.write(permit, once, move |tx| operations::restore(tx, kind, id, &ways)).await
}
