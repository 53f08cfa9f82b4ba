//! The link of the tracking page, to be handed to the recipient; a new one where the old one got
//! into wrong hands.

use furgo_shared::{api, id::PackageId, packages::PackageView, validate::Empty};
use yew::prelude::*;

use crate::{
    i18n::text,
    outbox::use_write,
    platform::document,
    ui::{Button, ButtonKind, Card, ConfirmDialog, CopyField, Icon, IconName, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TrackingCardProps {
    pub id: PackageId,
    /// Path of the page.
    pub path: String,
}

/// See the module.
#[component]
pub fn TrackingCard(props: &TrackingCardProps) -> Html {
    let (asked, toasts) = (use_state(|| false), use_toasts());
    let write = {
        let asked = asked.clone();
        use_write(&api::RENEW_TRACKING_LINK, move |_: PackageView| {
            asked.set(false);
            toasts.say(text("package-tracking-renewed"));
        })
    };
    let (ask, close) = (set(&asked, true), set(&asked, false));
    let onconfirm = {
        let (write, id) = (write.clone(), props.id.to_string());
        Callback::from(move |()| write.send(&[&id], &Empty {}))
    };
    let url = document::absolute(&props.path);
    html! {
        <Card title={text("package-tracking")}>
            <CopyField label={text("package-tracking-link")} value={url.clone()} hint={text("package-tracking-hint")}>
                <a class="button button--secondary" href={url} target="_blank" rel="noopener noreferrer">
                    <Icon name={IconName::ExternalLink} /><span>{ text("package-tracking-open") }</span>
                </a>
            </CopyField>
            <Button kind={ButtonKind::Ghost} icon={IconName::Refresh} onclick={ask}>{ text("package-tracking-renew") }</Button>
            <ConfirmDialog open={*asked} title={text("package-tracking-renew-title")} text={text("package-tracking-renew-text")}
                confirm={text("package-tracking-renew")} busy={write.busy()} problem={write.problem()} {onconfirm} onclose={close} />
        </Card>
    }
}

fn set(state: &UseStateHandle<bool>, value: bool) -> Callback<()> {
    let state = state.clone();
    Callback::from(move |()| state.set(value))
}
