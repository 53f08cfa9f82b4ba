//! Short news that needs no answer: "Saved". Spoken politely, gone after a while. News with an
//! action ("Undo") stays longer, and as long as the pointer or the focus is on it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{button::IconButton, icon::IconName};
use crate::{i18n::text, platform};

/// Time to read two lines.
const SHOWN_MS: u32 = 6_000;
/// Time to read, to think, and to reach a button.
const OFFERED_MS: u32 = 12_000;
/// More at once would cover the page.
const TOASTS_MAX: usize = 3;

/// What somebody may still do about the news.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    label: AttrValue,
    act: Callback<()>,
}

#[derive(Clone, Debug, PartialEq)]
struct News {
    id: u32,
    text: AttrValue,
    offer: Option<Offer>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    next: u32,
    toasts: Vec<News>,
}

enum Change {
    Add(AttrValue, Option<Offer>),
    Remove(u32),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = (*self).clone();
        match change {
            Change::Add(text, offer) => {
                shown.toasts.push(News { id: shown.next, text, offer });
                shown.next += 1;
                if shown.toasts.len() > TOASTS_MAX {
                    // An offer is worth more than what was only said.
                    let said = shown.toasts.iter().position(|news| news.offer.is_none());
                    shown.toasts.remove(said.unwrap_or_default());
                }
            }
            Change::Remove(id) => shown.toasts.retain(|news| news.id != id),
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
        self.0.dispatch(Change::Add(text.into(), None));
    }

    /// Shows a sentence with a button, for example "Undo", long enough to reach it.
    pub fn offer(
        &self,
        text: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        act: Callback<()>,
    ) {
        self.0.dispatch(Change::Add(text.into(), Some(Offer { label: label.into(), act })));
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
                { for shown.toasts.iter().map(|news| html! { <Toast key={news.id} news={news.clone()} /> }) }
            </div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ToastProps {
    news: News,
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    let (toasts, node, held) = (use_toasts(), use_node_ref(), use_state_eq(|| false));
    let remove = {
        let id = props.news.id;
        Callback::from(move |()| toasts.0.dispatch(Change::Remove(id)))
    };
    {
        let (remove, offered) = (remove.clone(), props.news.offer.is_some());
        // Letting go starts the whole time again.
        use_effect_with(*held, move |held| {
            let after_ms = if offered { OFFERED_MS } else { SHOWN_MS };
            let timeout = (!*held).then(|| Timeout::new(after_ms, move || remove.emit(())));
            move || drop(timeout)
        });
    }
    let hold = |wanted: bool| {
        let held = held.clone();
        move || held.set(wanted)
    };
    let onmouseenter = Callback::from({
        let hold = hold(true);
        move |_: MouseEvent| hold()
    });
    let onmouseleave = Callback::from({
        let hold = hold(false);
        move |_: MouseEvent| hold()
    });
    let onfocusin = Callback::from({
        let hold = hold(true);
        move |_: FocusEvent| hold()
    });
    let onfocusout = {
        let (node, let_go) = (node.clone(), hold(false));
        Callback::from(move |event: FocusEvent| {
            if platform::focus::leaves(&event, &node) || event.related_target().is_none() {
                let_go();
            }
        })
    };
    html! {
        <div class="toast" ref={node} {onmouseenter} {onmouseleave} {onfocusin} {onfocusout}>
            <span class="toast__text" key="text">{ &props.news.text }</span>
            { for props.news.offer.iter().map(|offer| action(offer, &remove)) }
            <IconButton key="close" icon={IconName::X} label={text("action-close")} onclick={remove} />
        </div>
    }
}

fn action(offer: &Offer, remove: &Callback<()>) -> Html {
    let (act, remove) = (offer.act.clone(), remove.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        // First gone, then done: a second press must not undo twice.
        remove.emit(());
        act.emit(());
    });
    html! { <button key="action" type="button" class="toast__action" {onclick}>{ &offer.label }</button> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(changes: impl IntoIterator<Item = Change>) -> Vec<String> {
        let shown = changes
            .into_iter()
            .fold(Rc::new(Shown::default()), |shown, change| shown.reduce(change));
        shown.toasts.iter().map(|news| news.text.to_string()).collect()
    }

    fn said(text: &'static str) -> Change {
        Change::Add(text.into(), None)
    }

    fn offered(text: &'static str) -> Change {
        Change::Add(text.into(), Some(Offer { label: "Undo".into(), act: Callback::noop() }))
    }

    #[test]
    fn old_toasts_make_room() {
        let shown = after([said("a"), said("b"), said("c"), said("d"), Change::Remove(2)]);
        assert_eq!(shown, ["b", "d"]);
    }

    #[test]
    fn an_offer_outlasts_what_was_only_said() {
        assert_eq!(after([offered("a"), said("b"), said("c"), said("d")]), ["a", "c", "d"]);
        assert_eq!(
            after([offered("a"), offered("b"), offered("c"), offered("d")]),
            ["b", "c", "d"]
        );
    }
}
