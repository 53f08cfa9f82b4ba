//! Refreshes a screen, quietly, when something on it has changed.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yew_router::Routable;

use super::{
    concern::{concerns, follows},
    line, pace,
};
use crate::{
    outbox::Revision,
    platform::{attention::Attention, clock},
    screens::Screen,
    session::{Standing, use_session},
};

/// While somebody types or has a dialog open, look again after this long.
const LOOK_AGAIN_MS: u32 = 1_000;

/// The page of a screen; it follows changes if the screen is one that does.
pub fn live(screen: &Screen, page: Html) -> Html {
    match follows(screen) {
        true => {
            html! { <LiveScreen key={screen.to_path()} screen={screen.clone()}>{ page }</LiveScreen> }
        }
        false => page,
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct LiveScreenProps {
    screen: Screen,
    children: Html,
}

/// Queries ask again when the revision grows: here it grows with the writes of others too.
#[component]
fn LiveScreen(props: &LiveScreenProps) -> Html {
    let outer = use_context::<Revision>().unwrap_or_default();
    let session = use_session();
    let is_signed_in = matches!(session.standing(), Standing::SignedIn(_));
    let refreshes = use_reducer(Refreshes::default);
    let pending = use_mut_ref(Pending::default);
    {
        let pending = pending.clone();
        // What has just been asked anew is newer than whatever was heard before.
        use_effect_with(outer, move |_| pending.borrow_mut().timer = None);
    }
    {
        let refreshes = refreshes.dispatcher();
        use_effect_with((props.screen.clone(), is_signed_in), move |(screen, is_signed_in)| {
            let screen = screen.clone();
            let attention = Rc::new(Attention::watch());
            let heard = pending.clone();
            let listening = is_signed_in.then(|| {
                line::listen(move |event| {
                    let is_free = heard.borrow().timer.is_none();
                    if is_free && concerns(&screen, event) {
                        let since_ms = clock::now_ms() - heard.borrow().refreshed_ms;
                        arm(&heard, &refreshes, &attention, pace::until_refresh_ms(since_ms));
                    }
                })
            });
            move || {
                drop(listening);
                pending.borrow_mut().timer = None;
            }
        });
    }
    let revision = Revision(outer.0.wrapping_add(refreshes.0));
    html! { <ContextProvider<Revision> context={revision}>{ props.children.clone() }</ContextProvider<Revision>> }
}

/// How often the screen was refreshed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Refreshes(u32);

impl Reducible for Refreshes {
    type Action = ();

    fn reduce(self: Rc<Self>, (): ()) -> Rc<Self> {
        Rc::new(Self(self.0.wrapping_add(1)))
    }
}

/// The refresh to come.
#[derive(Default)]
struct Pending {
    timer: Option<Timeout>,
    /// When the last one was, in milliseconds since 1970.
    refreshed_ms: f64,
}

fn arm(
    pending: &Rc<RefCell<Pending>>,
    refreshes: &UseReducerDispatcher<Refreshes>,
    attention: &Rc<Attention>,
    pause_ms: u32,
) {
    let (fired, dispatcher, watched) = (pending.clone(), refreshes.clone(), attention.clone());
    let timer = Timeout::new(pause_ms, move || {
        if watched.is_taken() {
            return arm(&fired, &dispatcher, &watched, LOOK_AGAIN_MS);
        }
        *fired.borrow_mut() = Pending { timer: None, refreshed_ms: clock::now_ms() };
        dispatcher.dispatch(());
    });
    pending.borrow_mut().timer = Some(timer);
}
