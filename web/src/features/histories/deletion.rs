//! Deleting a record at once, with a toast that takes it back: entering it again as it was.

use furgo_shared::{access::Permission, api::Endpoint, validate::Empty};
use serde::{Serialize, de::DeserializeOwned};
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
pub struct Deletion<Req> {
    /// Deletes a record with this id and version; the request enters it again.
    pub delete: Callback<(Uuid, u64, Req)>,
    /// Why the last one was refused.
    pub problem: Option<ApiError>,
}

/// Deletes with `delete` and takes it back with `create`; `said` is what the toast says.
#[hook]
pub fn use_deletion<D, C, Req, Res>(
    delete: &Endpoint<D, Empty, ()>,
    create: &Endpoint<C, Req, Res>,
    said: &'static str,
) -> Deletion<Req>
where
    D: Permission,
    C: Permission,
    Req: Serialize + Clone + 'static,
    Res: DeserializeOwned + 'static,
{
    let (toasts, gone) = (use_toasts(), use_mut_ref(|| None::<Req>));
    let restore = {
        let toasts = toasts.clone();
        use_write(create, move |_| toasts.say(text("history-restored")))
    };
    let problem = restore.problem();
    let write = {
        let (gone, restore) = (gone.clone(), restore.clone());
        use_write(delete, move |()| {
            let Some(request) = gone.borrow_mut().take() else { return };
            let restore = restore.clone();
            let undo = Callback::from(move |()| restore.send(&[], &request));
            toasts.offer(text(said), text("history-undo"), undo);
        })
    };
    let problem = write.problem().or(problem);
    let delete = Callback::from(move |(id, version, request): (Uuid, u64, Req)| {
        // One at a time: the toast must take back the record that it speaks of.
        if !write.busy() {
            *gone.borrow_mut() = Some(request);
            write.send_from(version, &[&id.to_string()], &Empty {});
        }
    });
    Deletion { delete, problem }
}

/// At the end of a row.
pub fn delete_button(onclick: Callback<()>) -> Html {
    html! { <IconButton icon={IconName::Trash} label={text("action-delete")} {onclick} /> }
}
