//! Short news that needs no answer: "Saved". Spoken politely, gone after a while.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{button::IconButton, icon::IconName};
use crate::i18n::text;

/// Time to read two lines.
const SHOWN_MS: u32 = 6_000;
/// More at once would cover the page.
const TOASTS_MAX: usize = 3;

#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    next: u32,
    toasts: Vec<(u32, AttrValue)>,
}

enum Change {
    Add(AttrValue),
    Remove(u32),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = (*self).clone();
        match change {
            Change::Add(text) => {
                shown.toasts.push((shown.next, text));
                shown.next += 1;
                let surplus = shown.toasts.len().saturating_sub(TOASTS_MAX);
                shown.toasts.drain(..surplus);
            }
            Change::Remove(id) => shown.toasts.retain(|(other, _)| *other != id),
        }
        Rc::new(shown)
    }
}

/// Says something in passing.
#[derive(Clone, PartialEq)]
pub struct Toasts(UseReducerDispatcher<Shown>);

impl std::fmt::Debug for Toasts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Toasts")
    }
}

impl Toasts {
    /// Shows a sentence for some seconds.
    pub fn say(&self, text: impl Into<AttrValue>) {
        self.0.dispatch(Change::Add(text.into()));
    }
}

/// The way to say something in passing.
#[hook]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().expect("the app wraps every screen in ToastsProvider")
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ToastsProviderProps {
    pub children: Html,
}

/// Holds the live region; wraps the whole app.
#[component]
pub fn ToastsProvider(props: &ToastsProviderProps) -> Html {
    let shown = use_reducer(Shown::default);
    let toasts = Toasts(shown.dispatcher());
    html! {
        <ContextProvider<Toasts> context={toasts}>
            { props.children.clone() }
            <div class="toasts" role="status" aria-live="polite">
                { for shown.toasts.iter().map(|(id, text)| html! { <Toast key={*id} id={*id} text={text.clone()} /> }) }
            </div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ToastProps {
    id: u32,
    text: AttrValue,
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    let toasts = use_toasts();
    let remove = {
        let id = props.id;
        Callback::from(move |()| toasts.0.dispatch(Change::Remove(id)))
    };
    {
        let remove = remove.clone();
        use_effect_with(props.id, move |_| {
            let timeout = Timeout::new(SHOWN_MS, move || remove.emit(()));
            move || drop(timeout)
        });
    }
    html! {
        <div class="toast">
            <span class="toast__text">{ &props.text }</span>
            <IconButton icon={IconName::X} label={text("action-close")} onclick={remove} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_toasts_make_room() {
        let mut shown = Rc::new(Shown::default());
        for text in ["a", "b", "c", "d"] {
            shown = shown.reduce(Change::Add(text.into()));
        }
        shown = shown.reduce(Change::Remove(2));
        let texts: Vec<&str> = shown.toasts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["b", "d"]);
    }
}
