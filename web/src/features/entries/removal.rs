//! Deleting a record from its form: at once, with a way back.

use furgo_shared::{access::Permission, api::Endpoint, trash::TrashKind, validate::Empty};
use uuid::Uuid;
use yew::prelude::*;

use super::undo::use_undo;
use crate::{
    api::{ApiError, Request},
    i18n::{self, text},
    outbox::use_outbox,
    ui::{Button, ButtonKind, IconName, use_toasts},
};

/// A record to delete.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    delete: Request,
    kind: TrashKind,
    id: Uuid,
    said: &'static str,
}

impl Removal {
    /// Deletes what has this id and version; `said` is the key of what the toast says.
    pub fn of<D: Permission>(
        delete: &Endpoint<D, Empty, ()>,
        kind: TrashKind,
        (id, version): (Uuid, u64),
        said: &'static str,
    ) -> Self {
        let delete = Request::write(delete, &[&id.to_string()], &Empty {});
        Self { delete: Request { if_match: Some(version), ..delete }, kind, id, said }
    }
}

/// Deletes; leaves the form once that is done.
#[hook]
pub fn use_removal(leave: Callback<()>) -> Callback<Removal> {
    let (outbox, undo, toasts) = (use_outbox(), use_undo(), use_toasts());
    Callback::from(move |removal: Removal| {
        let (undo, toasts, leave) = (undo.clone(), toasts.clone(), leave.clone());
        let (said, kind, id) = (removal.said, removal.kind, removal.id);
        let on_outcome = move |outcome: Result<String, ApiError>| match outcome {
            Ok(_) => {
                undo.offer_restore(text(said), kind, id);
                leave.emit(());
            }
            Err(problem) => toasts.say(i18n::problem(&problem)),
        };
        outbox.append(removal.delete, Callback::from(on_outcome));
    })
}

/// Below a form.
pub fn removal_button(onclick: Callback<()>) -> Html {
    html! {
        <div class="entry-remove">
            <Button kind={ButtonKind::Ghost} icon={IconName::Trash} {onclick}>{ text("action-delete") }</Button>
        </div>
    }
}
