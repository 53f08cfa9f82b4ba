//! Taking back what was just done, from a toast: the page that did it is gone by then.

use furgo_shared::{api, text::wire_name, trash::TrashKind, validate::Empty};
use uuid::Uuid;
use yew::prelude::*;

use crate::{
    api::Request,
    i18n::{self, text},
    outbox::{Outbox, use_outbox},
    ui::{Toasts, use_toasts},
};

/// The way to offer that something be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    outbox: Outbox,
    toasts: Toasts,
}

impl Undo {
    /// Says that something was deleted, and offers to take it out of the trash.
    pub fn offer_restore(&self, said: AttrValue, kind: TrashKind, id: Uuid) {
        let args = [&*wire_name(&kind), &id.to_string()];
        self.offer(said, Request::write(&api::RESTORE, &args, &Empty {}));
    }

    /// Says what was done; `request` takes it back.
    pub fn offer(&self, said: AttrValue, request: Request) {
        let undo = self.clone();
        let act = Callback::from(move |()| {
            let toasts = undo.toasts.clone();
            let on_outcome = Callback::from(move |outcome: Result<String, _>| {
                toasts.say(match outcome {
                    Ok(_) => text("entry-undone"),
                    Err(problem) => i18n::problem(&problem),
                });
            });
            undo.outbox.append(request.clone(), on_outcome);
        });
        self.toasts.offer(said, text("history-undo"), act);
    }
}

/// See the module.
#[hook]
pub fn use_undo() -> Undo {
    Undo { outbox: use_outbox(), toasts: use_toasts() }
}
