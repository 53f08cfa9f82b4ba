//! A record was changed by somebody else while a form on it was open: nothing that was typed is
//! lost, and there are exactly two ways on.

use yew::prelude::*;

use super::{
    button::Button,
    icon::{Icon, IconName},
};
use crate::{i18n::text, platform};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StaleNoticeProps {
    /// The other version is here, so that one's own changes can go over it.
    pub ready: bool,
    #[prop_or_default]
    pub busy: bool,
    /// Sends one's own changes again, made from the other version.
    pub onkeep: Callback<()>,
    /// Forgets one's own changes.
    pub ondrop: Callback<()>,
}

/// See the module. Takes the focus when it appears.
#[component]
pub fn StaleNotice(props: &StaleNoticeProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| platform::focus::node(&node));
    }
    html! {
        <div class="problem problem--warn" role="alert" tabindex="-1" ref={node}>
            <Icon name={IconName::Users} />
            <div class="problem__text">
                <p class="strong">{ text("stale-title") }</p>
                <p class="problem__detail">{ text("stale-text") }</p>
                <div class="row">
                    <Button disabled={!props.ready} busy={props.busy} onclick={props.onkeep.clone()}>{ text("stale-keep") }</Button>
                    <Button disabled={!props.ready} onclick={props.ondrop.clone()}>{ text("stale-drop") }</Button>
                </div>
            </div>
        </div>
    }
}
