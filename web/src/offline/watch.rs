//! When to ask the server: as soon as there may be something to hear or somebody to hear us.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use super::engine;
use crate::{live, platform::network::Revival};

/// Without any other hint. Streams break without a word on some networks.
const EVERY_MS: u32 = 60_000;

/// Asks when the page is looked at, when the browser finds a network, when the server says that
/// something has changed, and now and then. `fetch` brings what the program needs for it, where that
/// is not here yet.
#[hook]
pub fn use_watch(has_phone: bool, fetch: fn()) {
    use_effect_with(has_phone, move |has_phone| {
        let watched = has_phone.then(|| {
            let poke = move || match engine::current() {
                _ if !engine::has_exchange() => fetch(),
                Some(engine) => engine.poke(),
                None => {}
            };
            poke();
            (Revival::new(poke), Interval::new(EVERY_MS, poke), live::listen(move |_| poke()))
        });
        move || drop(watched)
    });
}
