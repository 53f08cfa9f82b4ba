//! Deleting a record at once, with a toast that takes it out of the trash again.

use furgo_shared::{
    access::Permission, api, api::Endpoint, text::wire_name, trash::TrashKind, validate::Empty,
};
use uuid::Uuid;
use yew::prelude::*;

use crate::{
    api::ApiError,
    i18n::text,
    outbox::use_write,
    ui::{IconButton, IconName, use_toasts},
};

/// A deletion of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Deletion {
    /// Deletes a record with this id and version.
    pub delete: Callback<(Uuid, u64)>,
    /// Why the last one was refused.
    pub problem: Option<ApiError>,
}

/// Deletes records of a kind with `delete`; `said` is what the toast says.
#[hook]
pub fn use_deletion<D: Permission>(
    delete: &Endpoint<D, Empty, ()>,
    kind: TrashKind,
    said: &'static str,
) -> Deletion {
    let (toasts, gone) = (use_toasts(), use_mut_ref(|| None::<Uuid>));
    let restore = {
        let toasts = toasts.clone();
        use_write(&api::RESTORE, move |()| toasts.say(text("history-restored")))
    };
    let problem = restore.problem();
    let write = {
        let (gone, restore) = (gone.clone(), restore.clone());
        use_write(delete, move |()| {
            let Some(id) = gone.borrow_mut().take() else { return };
            let restore = restore.clone();
            let undo = Callback::from(move |()| {
                restore.send(&[&wire_name(&kind), &id.to_string()], &Empty {});
            });
            toasts.offer(text(said), text("history-undo"), undo);
        })
    };
    let problem = write.problem().or(problem);
    let delete = Callback::from(move |(id, version): (Uuid, u64)| {
        // One at a time: the toast must take back the record that it speaks of.
        if !write.busy() {
            *gone.borrow_mut() = Some(id);
            write.send_from(version, &[&id.to_string()], &Empty {});
        }
    });
    Deletion { delete, problem }
}

/// At the end of a row.
pub fn delete_button(onclick: Callback<()>) -> Html {
    html! { <IconButton icon={IconName::Trash} label={text("action-delete")} {onclick} /> }
}
