//! Deletes a package that nobody has touched yet.

use std::rc::Rc;

use furgo_shared::{api, packages::PackageView, validate::Empty};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    ui::{ConfirmDialog, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DeleteDialogProps {
    pub open: bool,
    pub package: Rc<PackageView>,
    pub onclose: Callback<()>,
}

/// See the module.
#[component]
pub fn DeleteDialog(props: &DeleteDialogProps) -> Html {
    let (navigator, toasts) = (use_navigator(), use_toasts());
    let write = use_write(&api::DELETE_PACKAGE, move |()| {
        toasts.say(text("package-deleted"));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Packages);
        }
    });
    let onconfirm = {
        let (write, id) = (write.clone(), props.package.id.to_string());
        Callback::from(move |()| write.send(&[&id], &Empty {}))
    };
    html! {
        <ConfirmDialog open={props.open} title={text_with("package-delete-title", [("name", props.package.recipient_name.clone().into())])}
            text={text("package-delete-text")} confirm={text("action-delete")} danger=true
            busy={write.busy()} problem={write.problem()} {onconfirm} onclose={props.onclose.clone()} />
    }
}
