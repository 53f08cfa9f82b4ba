//! What can be done with the trash: looking into it, and bringing something back.

use std::ops::ControlFlow;

use furgo_shared::{
    access::{Role, UseTrash},
    page::{Page, PageRequest},
    trash::{ListTrash, TrashKind, TrashView},
};
use uuid::Uuid;

use super::kinds::Kind;
use crate::{
    error::Result,
    roads::Ways,
    storage::{ReadTx, Reads, WriteTx, engine::Order, trash},
};

/// The page that a request asks for.
pub fn page_of(query: &ListTrash) -> PageRequest {
    PageRequest::new(query.page, query.limit)
}

/// One page: to an admin of everything, else of what one deleted and would still see.
pub fn list(tx: &ReadTx<'_, UseTrash>, query: &ListTrash) -> Result<Page<TrashView>> {
    let page = page_of(query);
    if tx.viewer().role() == Some(Role::Admin) {
        return list_all(tx, page);
    }
    let (mut items, mut total) = (Vec::new(), 0);
    trash::each(tx, tx.viewer().user_id(), Order::Descending, |trashed| {
        if let Some(item) = show(tx, &trashed)? {
            if total >= page.offset() && !is_full(&items, page) {
                items.push(item);
            }
            total += 1;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Page::of(items, total, page))
}

/// Admins see all of it, so its length is known without looking.
fn list_all(tx: &ReadTx<'_, UseTrash>, page: PageRequest) -> Result<Page<TrashView>> {
    let (mut items, mut skip) = (Vec::new(), page.offset());
    trash::each(tx, None, Order::Descending, |trashed| {
        if skip > 0 {
            skip -= 1;
        } else {
            items.extend(show(tx, &trashed)?);
        }
        Ok(if is_full(&items, page) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(Page::of(items, trash::count(tx, None)?, page))
}

fn show(tx: &ReadTx<'_, UseTrash>, trashed: &trash::Trashed) -> Result<Option<TrashView>> {
    Kind::of_table(&trashed.table).map_or(Ok(None), |kind| (kind.show)(tx, trashed.id))
}

fn is_full(items: &[TrashView], page: PageRequest) -> bool {
    items.len() >= usize::try_from(page.limit).unwrap_or(usize::MAX)
}

/// Deletes a record for good, at once. Repeated, it changes nothing.
pub fn erase(tx: &mut WriteTx<'_, UseTrash>, kind: TrashKind, id: Uuid) -> Result<()> {
    (Kind::named(kind)?.erase)(tx, id)
}

/// Brings a record back as it was. Repeated, it changes nothing.
pub fn restore(
    tx: &mut WriteTx<'_, UseTrash>,
    kind: TrashKind,
    id: Uuid,
    ways: &Ways,
) -> Result<()> {
    (Kind::named(kind)?.restore)(tx, id, ways)
}
