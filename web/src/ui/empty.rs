//! Nothing here yet: says so, and what to do next.

use yew::prelude::*;

use super::icon::{Icon, IconName};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EmptyStateProps {
    pub icon: IconName,
    pub title: AttrValue,
    /// What to do next.
    pub hint: AttrValue,
    /// The button that does it.
    #[prop_or_default]
    pub children: Html,
}

/// See the module.
#[component]
pub fn EmptyState(props: &EmptyStateProps) -> Html {
    html! {
        <div class="empty">
            <Icon name={props.icon} />
            <p class="empty__title">{ &props.title }</p>
            <p class="empty__text">{ &props.hint }</p>
            { props.children.clone() }
        </div>
    }
}
