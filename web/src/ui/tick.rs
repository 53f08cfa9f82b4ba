//! A box to tick in a table; its label is spoken only.

use yew::prelude::*;

use crate::platform;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TickProps {
    pub label: AttrValue,
    pub checked: bool,
    #[prop_or_default]
    pub disabled: bool,
    pub onchange: Callback<bool>,
}

/// See the module.
#[component]
pub fn Tick(props: &TickProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| platform::focus::checked(&event));
    html! {
        <label class="tick">
            <input type="checkbox" class="check__box" checked={props.checked} disabled={props.disabled} {onchange} aria-label={&props.label} />
        </label>
    }
}
