//! Less frequent actions behind one button. Escape and a press elsewhere close it, arrow keys move in it.

use yew::prelude::*;

use super::{
    button::IconButton,
    icon::{Icon, IconName},
};
use crate::platform;

/// One action of a [`Menu`].
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    label: AttrValue,
    icon: IconName,
    danger: bool,
    onclick: Callback<()>,
}

impl MenuItem {
    /// An action with its verb.
    pub fn new(icon: IconName, label: impl Into<AttrValue>, onclick: Callback<()>) -> Self {
        Self { label: label.into(), icon, danger: false, onclick }
    }

    /// Destroys something: red, and it should ask before it acts.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MenuProps {
    pub label: AttrValue,
    pub items: Vec<MenuItem>,
}

/// See the module.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let (node, list, open) = (use_node_ref(), use_node_ref(), use_state(|| false));
    {
        let list = list.clone();
        use_effect_with(*open, move |open| {
            if *open {
                platform::focus::child(&list, 0);
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let onkeydown = {
        let (node, list, open, items) =
            (node.clone(), list.clone(), open.clone(), props.items.len());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *open => {
                open.set(false);
                platform::focus::first_button(&node);
            }
            "ArrowDown" if *open => {
                event.prevent_default();
                platform::focus::step(&list, 1, items);
            }
            "ArrowUp" if *open => {
                event.prevent_default();
                platform::focus::step(&list, items.saturating_sub(1), items);
            }
            _ => {}
        })
    };
    let close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    let onfocusout = {
        let (node, open) = (node.clone(), open.clone());
        Callback::from(move |event: FocusEvent| {
            if platform::focus::leaves(&event, &node) {
                open.set(false);
            }
        })
    };
    html! {
        <div class="menu" ref={node} {onkeydown} {onfocusout} hidden={props.items.is_empty()}>
            <IconButton icon={IconName::Ellipsis} label={props.label.clone()} onclick={toggle} />
            <div class="menu__veil" hidden={!*open} onclick={close}></div>
            <div class="menu__list" role="menu" ref={list} hidden={!*open} aria-label={&props.label}>
                { for props.items.iter().map(|item| {
                    let onclick = { let (open, act) = (open.clone(), item.onclick.clone()); Callback::from(move |_: MouseEvent| { open.set(false); act.emit(()); }) };
                    html! {
                        <button type="button" role="menuitem" key={item.label.to_string()} {onclick}
                            class={classes!("menu__item", item.danger.then_some("menu__item--danger"))}>
                            <Icon name={item.icon} /><span>{ &item.label }</span>
                        </button>
                    }
                }) }
            </div>
        </div>
    }
}
