//! Buttons. A busy button shows that work is under way and takes no second press.

use yew::prelude::*;
use yew_router::prelude::*;

use super::icon::{Icon, IconName};
use crate::screens::Screen;

/// How much a button weighs. A screen has one primary button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    /// Destroys something or cannot be undone.
    Danger,
    Ghost,
}

impl ButtonKind {
    fn class(self, block: &str) -> String {
        let kind = match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Danger => "danger",
            Self::Ghost => "ghost",
        };
        format!("{block}--{kind}")
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ButtonProps {
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Shows a turning icon and ignores presses.
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub disabled: bool,
    /// Submits the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// As wide as its container.
    #[prop_or_default]
    pub wide: bool,
    /// The key that presses it on a desktop, for example `n`.
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
    #[prop_or_default]
    pub onclick: Callback<()>,
    pub children: Html,
}

/// A button with a text, and an icon if it helps to find it.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let class =
        classes!("button", props.kind.class("button"), props.wide.then_some("button--wide"));
    pressable(props, class)
}

/// A button of at least 64 px for the driver's day.
#[component]
pub fn BigButton(props: &ButtonProps) -> Html {
    pressable(props, classes!("big-button", props.kind.class("big-button")))
}

fn pressable(props: &ButtonProps, class: Classes) -> Html {
    let onclick = {
        let (busy, pressed) = (props.busy, props.onclick.clone());
        Callback::from(move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                pressed.emit(());
            }
        })
    };
    let icon = if props.busy { Some(IconName::Loader) } else { props.icon };
    html! {
        <button type={if props.submit { "submit" } else { "button" }} {class} {onclick}
            disabled={props.disabled} aria-busy={props.busy.then_some("true")}
            aria-disabled={props.busy.then_some("true")}
            data-shortcut={props.shortcut.clone()} aria-keyshortcuts={props.shortcut.clone()}>
            { for icon.map(|name| html! { <Icon {name} /> }) }
            <span>{ props.children.clone() }</span>
        </button>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LinkButtonProps {
    pub to: Screen,
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub icon: Option<IconName>,
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
    /// Filters of the other screen, as a query string without `?`.
    #[prop_or_default]
    pub query: Option<AttrValue>,
    /// At least 64 px high, for the driver's day.
    #[prop_or_default]
    pub big: bool,
    pub children: Html,
}

/// Goes to another screen and looks like a button.
#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    let block = if props.big { "big-button" } else { "button" };
    html! {
        <ScreenLink to={props.to.clone()} query={props.query.clone()}
            class={classes!(block, props.kind.class(block))} shortcut={props.shortcut.clone()}>
            { for props.icon.map(|name| html! { <Icon {name} /> }) }
            <span>{ props.children.clone() }</span>
        </ScreenLink>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct IconButtonProps {
    pub icon: IconName,
    /// What a screen reader says and the tooltip shows.
    pub label: AttrValue,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub onclick: Callback<()>,
}

/// A button that is only an icon; its label is spoken and shown on hover.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    html! {
        <button type="button" class="icon-button" aria-label={&props.label} title={&props.label}
            disabled={props.disabled} {onclick}>
            <Icon name={props.icon} />
        </button>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ScreenLinkProps {
    pub to: Screen,
    /// Filters of the other screen, as a query string without `?`.
    #[prop_or_default]
    pub query: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    /// Marks the screen that is shown (`aria-current`).
    #[prop_or_default]
    pub current: bool,
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
    /// For a link that is only an icon.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    pub children: Html,
}

/// A link to a screen: a real `href`, so that it opens in a new tab too.
#[component]
pub fn ScreenLink(props: &ScreenLinkProps) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let (to, query) = (props.to.clone(), props.query.clone().unwrap_or_default());
        Callback::from(move |event: MouseEvent| {
            let new_tab =
                event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
            if let (false, Some(navigator)) = (new_tab, &navigator) {
                event.prevent_default();
                // An empty query adds nothing to the path, and a text always encodes.
                navigator
                    .push_with_query(&to, yew_router::query::Raw(query.as_str()))
                    .unwrap_or_default();
            }
        })
    };
    let path = props.to.to_path();
    let href = props.query.as_ref().map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    html! {
        <a class={props.class.clone()} {href} {onclick} aria-label={props.label.clone()} title={props.label.clone()}
            aria-current={props.current.then_some("page")}
            data-shortcut={props.shortcut.clone()} aria-keyshortcuts={props.shortcut.clone()}>
            { props.children.clone() }
        </a>
    }
}
