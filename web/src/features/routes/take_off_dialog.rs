//! Taking a package off a planned or running route.

use std::rc::Rc;

use furgo_shared::{
    api,
    packages::PackageStatus,
    routes::{RouteView, StopView},
    validate::Empty,
};
use yew::prelude::*;

use super::place::use_refusal;
use crate::{
    i18n::{text, text_with},
    outbox::use_write,
    ui::{ConfirmDialog, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TakeOffDialogProps {
    pub route: Rc<RouteView>,
    /// Which stop; none while the dialog is closed.
    pub stop: Option<StopView>,
    pub onclose: Callback<()>,
    /// Reads the route again.
    pub refetch: Callback<()>,
}

/// See the module.
#[component]
pub fn TakeOffDialog(props: &TakeOffDialogProps) -> Html {
    let (route, toasts) = (&props.route, use_toasts());
    let save = {
        let onclose = props.onclose.clone();
        use_write(&api::REMOVE_PACKAGE, move |_: RouteView| {
            toasts.say(text("take-off-done"));
            onclose.emit(());
        })
    };
    {
        let save = save.clone();
        use_effect_with(props.stop.is_some(), move |_| save.reset());
    }
    let onconfirm = {
        let (save, route, version) = (save.clone(), route.id.to_string(), route.version);
        let package = props.stop.as_ref().map(|stop| stop.package_id.to_string());
        Callback::from(move |()| {
            if let Some(package) = &package {
                save.send_from(version, &[&route, package], &Empty {});
            }
        })
    };
    let problem = use_refusal(save.problem(), |_| None, props.refetch.clone());
    let sentence = props.stop.as_ref().map(|stop| {
        let name = stop.package.recipient_name.as_ref().or(stop.package.tracking_code.as_ref());
        let key = match stop.package.status {
            PackageStatus::InTransit => "take-off-text-on-its-way",
            _ => "take-off-text",
        };
        text_with(key, [("name", name.map(String::as_str).unwrap_or_default().into())])
    });
    html! {
        <ConfirmDialog open={props.stop.is_some()} title={text("take-off-title")} text={sentence.unwrap_or_default()} confirm={text("take-off")}
            busy={save.busy()} {problem} {onconfirm} onclose={props.onclose.clone()} />
    }
}
