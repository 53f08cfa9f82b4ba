//! Keyboard shortcuts: `g d` and the like go to screens, a single key presses the element on the
//! page that carries it as `data-shortcut`, `?` explains them all. Silent while somebody types.

use yew::prelude::*;
use yew_router::prelude::*;

use super::dialog::Dialog;
use crate::{
    i18n::text,
    platform::{
        self,
        keyboard::{self, Listener},
    },
    screens::Screen,
    seat::use_seat,
    shell::navigation,
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KeyboardShortcutsProps {
    /// `?` was pressed.
    pub onhelp: Callback<()>,
}

/// Listens as long as it is on the page; shows nothing.
#[component]
pub fn KeyboardShortcuts(props: &KeyboardShortcutsProps) -> Html {
    let (navigator, seat) = (use_navigator(), use_seat());
    let go = use_mut_ref(|| false);
    {
        let help = props.onhelp.clone();
        use_effect_with((seat, help), move |(seat, help)| {
            let (seat, help) = (*seat, help.clone());
            let listener = Listener::new(move |key| {
                let after_g = std::mem::replace(&mut *go.borrow_mut(), key == "g");
                let target = after_g.then(|| navigation::by_key(seat, &key)).flatten();
                match (target, &navigator, key.as_str()) {
                    (Some(screen), Some(navigator), _) => {
                        navigator.push(&screen);
                        true
                    }
                    (None, Some(navigator), keyboard::SEARCH) => {
                        navigator.push(&Screen::Search);
                        true
                    }
                    (None, _, "?") => {
                        help.emit(());
                        true
                    }
                    (None, _, "g") => true,
                    (None, _, key) => !after_g && platform::keyboard::press(key),
                    (Some(_), None, _) => false,
                }
            });
            move || drop(listener)
        });
    }
    html! { <span hidden=true></span> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KeyProps {
    pub name: AttrValue,
}

/// One key of the keyboard.
#[component]
pub fn Key(props: &KeyProps) -> Html {
    html! { <kbd class="key">{ &props.name }</kbd> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShortcutsDialogProps {
    pub open: bool,
    pub onclose: Callback<()>,
}

/// All shortcuts of the viewer's seat.
#[component]
pub fn ShortcutsDialog(props: &ShortcutsDialogProps) -> Html {
    let seat = use_seat();
    let line = |keys: &[&str], label: AttrValue| {
        html! {
            <>
                <dt>{ for keys.iter().map(|key| html! { <Key name={(*key).to_owned()} /> }) }</dt>
                <dd>{ label }</dd>
            </>
        }
    };
    html! {
        <Dialog open={props.open} title={text("shortcuts-title")} onclose={props.onclose.clone()}>
            <dl class="keys">
                { for navigation::entries(seat.role()).chain(navigation::across(seat)).filter_map(|entry| Some(line(&["g", entry.key?], text(entry.label)))) }
                { line(&["Ctrl", "K"], text("search-everything")) }
                { line(&["/"], text("search-everything")) }
                { line(&["f"], text("shortcuts-search")) }
                { line(&["n"], text("shortcuts-new")) }
                { line(&["?"], text("shortcuts-help")) }
                { line(&["Esc"], text("shortcuts-close")) }
            </dl>
        </Dialog>
    }
}
