//! Deletes a package that nobody has touched yet.

use std::rc::Rc;

use furgo_shared::{api, packages::PackageView, trash::TrashKind, validate::Empty};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    features::entries::use_undo,
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    ui::ConfirmDialog,
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
    let (navigator, undo, package) = (use_navigator(), use_undo(), props.package.id);
    let write = use_write(&api::DELETE_PACKAGE, move |()| {
        undo.offer_restore(text("package-deleted"), TrashKind::Packages, package.into());
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
