//! Other windows of the same browser: telling them, and not doing the same thing twice.

use std::{cell::RefCell, future::Future, rc::Rc};

use gloo_events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{BroadcastChannel, MessageEvent};

/// Tells the other windows, and hears what they tell, as long as it lives. A browser without the
/// means has windows that learn of each other when they are looked at.
#[derive(Debug)]
pub struct Channel {
    channel: Option<(BroadcastChannel, EventListener)>,
}

impl Channel {
    /// Hears what comes under a name.
    pub fn new(name: &str, onheard: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok().map(|channel| {
            let heard = EventListener::new(&channel, "message", move |event| {
                let told = event.dyn_ref::<MessageEvent>().and_then(|told| told.data().as_string());
                if let Some(told) = told {
                    onheard(told);
                }
            });
            (channel, heard)
        });
        Self { channel }
    }

    /// Tells the others; oneself hears nothing of it.
    pub fn tell(&self, text: &str) {
        if let Some((channel, _)) = &self.channel {
            // Nobody may listen any more; then nobody needs to hear it.
            channel.post_message(&text.into()).unwrap_or_default();
        }
    }
}

/// Hears that the page goes, as long as it lives. One that the browser keeps and brings back begins
/// anew: what it held was let go of.
#[derive(Debug)]
pub struct Going {
    _goes: EventListener,
    _is_back: EventListener,
}

impl Going {
    /// Tells once the page goes.
    pub fn new(ongoing: impl Fn() + 'static) -> Self {
        let window = super::window();
        let is_back = |event: &web_sys::Event| {
            let persisted = Reflect::get(event, &"persisted".into());
            if persisted.is_ok_and(|persisted| persisted.is_truthy()) {
                super::document::reload();
            }
        };
        Self {
            _goes: EventListener::new(&window, "pagehide", move |_| ongoing()),
            _is_back: EventListener::new(&window, "pageshow", is_back),
        }
    }
}

/// Does something unless another window is at it, by a Web Lock. Whether it was done. A browser
/// without locks does it: twice is harmless, only dear.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) -> bool {
    let navigator: JsValue = super::window().navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| locks.is_object());
    let request = locks
        .as_ref()
        .and_then(|locks| Reflect::get(locks, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        work.await;
        return true;
    };
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into()).unwrap_or_default();
    let (work, done) = (Rc::new(RefCell::new(Some(work))), Rc::new(RefCell::new(false)));
    let held = {
        let (work, done) = (work.clone(), done.clone());
        Closure::<dyn FnMut(JsValue) -> Promise>::new(move |lock: JsValue| {
            let work = if lock.is_null() { None } else { work.borrow_mut().take() };
            *done.borrow_mut() = work.is_some();
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    let asked = request.call3(&locks, &name.into(), &options, held.as_ref().unchecked_ref());
    let promise = asked.ok().and_then(|promise| promise.dyn_into::<Promise>().ok());
    let held_until_done = match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    };
    // A page that may have no locks, as one in a sandbox, does it without.
    let left = work.borrow_mut().take().filter(|_| !held_until_done);
    match left {
        Some(work) => {
            work.await;
            true
        }
        None => *done.borrow(),
    }
}
