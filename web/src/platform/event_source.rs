//! A stream of server-sent events.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};

/// What a stream says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// It is open, for the first time or again.
    Opened,
    /// An event with its name and its data.
    Event(&'a str, &'a str),
    /// It broke off. The browser opens it again by itself, unless it was for good.
    Broke { for_good: bool },
}

/// An open stream; dropping it closes it. The browser opens it again by itself after a break.
pub struct Stream {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stream")
    }
}

impl Stream {
    /// Opens a stream and listens to the events with these names. `None` where the browser will not.
    pub fn open(
        path: &str,
        names: &'static [&'static str],
        listen: impl Fn(Said<'_>) + Clone + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(path).ok()?;
        let (opened, broke, watched) = (listen.clone(), listen.clone(), source.clone());
        let mut listeners = vec![
            EventListener::new(&source, "open", move |_| opened(Said::Opened)),
            EventListener::new(&source, "error", move |_| {
                broke(Said::Broke { for_good: watched.ready_state() == EventSource::CLOSED });
            }),
        ];
        listeners.extend(names.iter().map(|name| {
            let listen = listen.clone();
            EventListener::new(&source, *name, move |event| {
                let data =
                    event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                listen(Said::Event(name, &data.unwrap_or_default()));
            })
        }));
        Some(Self { source, _listeners: listeners })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}
