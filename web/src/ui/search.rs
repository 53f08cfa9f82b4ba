//! A search field that waits for a pause in typing.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::{hooks::use_id, platform};

/// Long enough not to ask for every letter, short enough to feel immediate.
const PAUSE_MS: u32 = 250;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SearchFieldProps {
    pub label: AttrValue,
    pub value: AttrValue,
    /// After a pause, or at once on Enter.
    pub onsearch: Callback<String>,
    /// Takes the focus when the screen opens.
    #[prop_or_default]
    pub autofocus: bool,
}

/// See the module. `f` moves the focus here on a desktop.
#[component]
pub fn SearchField(props: &SearchFieldProps) -> Html {
    let (id, input) = (use_id(), use_node_ref());
    {
        let (input, wanted) = (input.clone(), props.autofocus);
        use_effect_with((), move |()| {
            if wanted {
                platform::focus::node(&input);
            }
        });
    }
    let typed = use_state(|| props.value.to_string());
    let pause = use_mut_ref(|| None::<Timeout>);
    {
        // The URL changed by other means, for example "back".
        let typed = typed.clone();
        use_effect_with(props.value.clone(), move |value| typed.set(value.to_string()));
    }
    let oninput = {
        let (typed, pause, search) = (typed.clone(), pause.clone(), props.onsearch.clone());
        Callback::from(move |event: InputEvent| {
            let value = platform::focus::typed(&event);
            typed.set(value.clone());
            let search = search.clone();
            *pause.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || search.emit(value)));
        })
    };
    let onsubmit = {
        let (typed, search) = (typed.clone(), props.onsearch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            pause.borrow_mut().take();
            search.emit((*typed).clone());
        })
    };
    html! {
        <form class="search" role="search" aria-label={&props.label} {onsubmit}>
            <label class="visually-hidden" for={id.clone()}>{ &props.label }</label>
            <div class="control">
                <Icon name={IconName::Search} />
                <input {id} class="input" type="search" placeholder={&props.label} value={(*typed).clone()} {oninput}
                    autocomplete="off" data-shortcut="f" aria-keyshortcuts="f" ref={input.clone()} />
            </div>
        </form>
    }
}
