//! Actions behind one button: the less frequent ones of a page, and the ways to add something.
//! Escape and a press elsewhere close the menu, arrow keys move in it, the focus comes back.

use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    button::IconButton,
    icon::{Icon, IconName},
};
use crate::{platform, screens::Screen};

/// One action of a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    label: AttrValue,
    icon: IconName,
    danger: bool,
    onclick: Callback<()>,
    to: Option<(Screen, AttrValue)>,
}

impl MenuItem {
    /// An action with its verb.
    pub fn new(icon: IconName, label: impl Into<AttrValue>, onclick: Callback<()>) -> Self {
        Self { label: label.into(), icon, danger: false, onclick, to: None }
    }

    /// Goes to another screen.
    pub fn to(icon: IconName, label: impl Into<AttrValue>, screen: Screen) -> Self {
        let to = Some((screen, AttrValue::default()));
        Self { to, ..Self::new(icon, label, Callback::noop()) }
    }

    /// What the other screen starts with, as a query string without `?`.
    pub fn query(mut self, query: impl Into<AttrValue>) -> Self {
        self.to = self.to.map(|(screen, _)| (screen, query.into()));
        self
    }

    /// Destroys something: red, and it should ask before it acts.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    fn act(&self, navigator: Option<&Navigator>) {
        self.onclick.emit(());
        if let (Some((screen, query)), Some(navigator)) = (&self.to, navigator) {
            // An empty query adds nothing to the path, and a text always encodes.
            navigator
                .push_with_query(screen, yew_router::query::Raw(query.as_str()))
                .unwrap_or_default();
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MenuProps {
    pub label: AttrValue,
    pub items: Vec<MenuItem>,
}

/// The less frequent actions, behind three dots.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let folded = use_folded(props.items.len());
    let Folded { node, onkeydown, onfocusout, toggle, .. } = folded.clone();
    html! {
        <div class="menu" ref={node} {onkeydown} {onfocusout} hidden={props.items.is_empty()}>
            <IconButton icon={IconName::Ellipsis} label={props.label.clone()} onclick={toggle} />
            { folded.list(props, "menu__list") }
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BarMenuProps {
    /// What the button does, for example "Add".
    pub label: AttrValue,
    pub icon: IconName,
    /// At most six fit above the thumb.
    pub items: Vec<MenuItem>,
    /// How the bar draws its entries.
    pub class: AttrValue,
    /// The key that presses the button on a desktop.
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
}

/// Actions behind one entry of a bar. It has its own place there: a button that floats over the page
/// lies on other buttons, whatever the page does.
#[component]
pub fn BarMenu(props: &BarMenuProps) -> Html {
    let menu = MenuProps { label: props.label.clone(), items: props.items.clone() };
    let folded = use_folded(props.items.len());
    let Folded { node, onkeydown, onfocusout, toggle, .. } = folded.clone();
    let onclick = toggle.reform(|_: MouseEvent| ());
    html! {
        <div class={classes!("bar-menu", folded.open.then_some("bar-menu--open"))} ref={node} {onkeydown} {onfocusout} hidden={props.items.is_empty()}>
            <button type="button" class={classes!("bar-menu__button", props.class.to_string())} {onclick}
                aria-haspopup="menu" aria-expanded={if *folded.open { "true" } else { "false" }}
                data-shortcut={props.shortcut.clone()} aria-keyshortcuts={props.shortcut.clone()}>
                <Icon name={props.icon} /><span>{ &props.label }</span>
            </button>
            { folded.list(&menu, "menu__list bar-menu__list") }
        </div>
    }
}

/// A list of actions that is open or not.
#[derive(Clone)]
struct Folded {
    node: NodeRef,
    items: NodeRef,
    open: UseStateHandle<bool>,
    toggle: Callback<()>,
    onkeydown: Callback<KeyboardEvent>,
    onfocusout: Callback<FocusEvent>,
    navigator: Option<Navigator>,
}

#[hook]
fn use_folded(count: usize) -> Folded {
    let (node, items, open) = (use_node_ref(), use_node_ref(), use_state(|| false));
    let navigator = use_navigator();
    {
        let items = items.clone();
        use_effect_with(*open, move |open| {
            if *open {
                platform::focus::child(&items, 0);
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let onkeydown = {
        let (node, items, open) = (node.clone(), items.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *open => {
                open.set(false);
                platform::focus::first_button(&node);
            }
            "ArrowDown" if *open => {
                event.prevent_default();
                platform::focus::step(&items, 1, count);
            }
            "ArrowUp" if *open => {
                event.prevent_default();
                platform::focus::step(&items, count.saturating_sub(1), count);
            }
            _ => {}
        })
    };
    let onfocusout = {
        let (node, open) = (node.clone(), open.clone());
        Callback::from(move |event: FocusEvent| {
            if platform::focus::leaves(&event, &node) {
                open.set(false);
            }
        })
    };
    Folded { node, items, open, toggle, onkeydown, onfocusout, navigator }
}

impl Folded {
    fn list(&self, menu: &MenuProps, class: &'static str) -> Html {
        let close = {
            let open = self.open.clone();
            Callback::from(move |_: MouseEvent| open.set(false))
        };
        html! {
            <>
                <div key="veil" class="menu__veil" hidden={!*self.open} onclick={close}></div>
                <div key="list" class={class} role="menu" ref={self.items.clone()} hidden={!*self.open} aria-label={&menu.label}>
                    { for menu.items.iter().map(|item| self.entry(item)) }
                </div>
            </>
        }
    }

    fn entry(&self, item: &MenuItem) -> Html {
        let onclick = {
            let (folded, item) = (self.clone(), item.clone());
            Callback::from(move |_: MouseEvent| {
                folded.open.set(false);
                // A dialog that opens now gives the focus back to the button, not to a hidden item.
                platform::focus::first_button(&folded.node);
                item.act(folded.navigator.as_ref());
            })
        };
        html! {
            <button type="button" role="menuitem" key={item.label.to_string()} {onclick}
                class={classes!("menu__item", item.danger.then_some("menu__item--danger"))}>
                <Icon name={item.icon} /><span>{ &item.label }</span>
            </button>
        }
    }
}
