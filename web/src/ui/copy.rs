//! A text to take elsewhere: a link, a code. One press copies it; where the browser forbids that,
//! the text can be selected by hand.

use yew::{platform::spawn_local, prelude::*};

use super::{button::Button, icon::IconName, toast::use_toasts};
use crate::{hooks::use_id, i18n::text, platform};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CopyFieldProps {
    pub label: AttrValue,
    pub value: AttrValue,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Buttons beside "Copy".
    #[prop_or_default]
    pub children: Children,
}

/// See the module.
#[component]
pub fn CopyField(props: &CopyFieldProps) -> Html {
    let (id, toasts) = (use_id(), use_toasts());
    let onclick = {
        let value = props.value.clone();
        Callback::from(move |()| {
            let (value, toasts) = (value.clone(), toasts.clone());
            spawn_local(async move {
                let copied = platform::document::copy(&value).await;
                toasts.say(if copied { text("copied") } else { text("copy-failed") });
            });
        })
    };
    html! {
        <div class="field copy">
            <label class="field__label" for={id.clone()}>{ &props.label }</label>
            <div class="copy__row">
                <div class="control"><input {id} class="input mono" type="text" readonly=true value={&props.value} /></div>
                <Button icon={IconName::Copy} {onclick}>{ text("action-copy") }</Button>
                { props.children.clone() }
            </div>
            { for props.hint.iter().map(|hint| html! { <p class="field__hint">{ hint }</p> }) }
        </div>
    }
}
