//! Files on their way, behind the record that names them.

use yew::prelude::*;

use super::Attachments;
use crate::{
    i18n,
    outbox::{Outbox, Outgoing, use_outbox},
    ui::{Toasts, use_toasts},
};

/// Sends the files of a form.
#[derive(Clone, Debug)]
pub struct SendFiles {
    outbox: Outbox,
    toasts: Toasts,
}

impl SendFiles {
    /// Appends what is still to be sent. The form is gone by the time one is refused, so that is
    /// said in passing.
    pub fn send(&self, files: &Attachments) {
        for (file, content) in files.to_send() {
            let file =
                Outgoing { sha256: file.sha256, length: file.length, content: content.clone() };
            let toasts = self.toasts.clone();
            self.outbox.append_file(
                file,
                Callback::from(move |outcome| {
                    if let Err(problem) = outcome {
                        toasts.say(i18n::problem(&problem));
                    }
                }),
            );
        }
    }
}

/// See [`SendFiles`].
#[hook]
pub fn use_send_files() -> SendFiles {
    SendFiles { outbox: use_outbox(), toasts: use_toasts() }
}
