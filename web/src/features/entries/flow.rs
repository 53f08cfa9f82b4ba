//! The fields of a record, one after the other: Enter, or "next" on a phone's keyboard, goes on to
//! the next figure that is empty, and sends the form when none is left.

use yew::prelude::*;

use crate::platform;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EntryFieldsProps {
    pub children: Html,
}

/// See the module.
#[component]
pub fn EntryFields(props: &EntryFieldsProps) -> Html {
    let node = use_node_ref();
    let onkeydown = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && platform::focus::next_figure(&node) {
                event.prevent_default();
            }
        })
    };
    html! { <div class="stack" ref={node} {onkeydown}>{ props.children.clone() }</div> }
}
