//! The one stream of this page of the browser, shared by whoever listens.
//!
//! It is open while somebody listens and the page can be seen: over HTTP/1.1 a browser has six
//! connections to a server for all of its tabs together.

use std::{cell::RefCell, rc::Rc};

use furgo_shared::{api, events::Event};
use gloo_timers::callback::Timeout;

use super::pace;
use crate::platform::{
    clock, document,
    event_source::{Said, Stream},
    network::Revival,
};

const NAMES: &[&str] = &["changed", "plan_progress", "missed"];

/// From one screen to the next the stream stays.
const LINGER_MS: u32 = 10_000;

type Listen = Rc<dyn Fn(&Event)>;

#[derive(Default)]
struct Line {
    listeners: Vec<(u32, Listen)>,
    numbers: u32,
    stream: Option<Stream>,
    /// The stream is there and does not break off at the moment.
    is_open: bool,
    /// Until the stream is closed because nobody listens any more.
    lingering: Option<Timeout>,
    /// Until it is opened again after a failure; the broken one stays till then.
    pausing: Option<Timeout>,
    failures: u32,
    revival: Option<Revival>,
}

thread_local! {
    static LINE: RefCell<Line> = RefCell::default();
}

/// Somebody listens as long as this lives.
#[derive(Debug)]
pub struct Listening(u32);

impl Drop for Listening {
    fn drop(&mut self) {
        LINE.with_borrow_mut(|line| line.listeners.retain(|(number, _)| *number != self.0));
        settle();
    }
}

/// Hears every event from now on. What happened before the stream was open, for the first time or
/// again, is told as [`Event::Missed`].
pub fn listen(listen: impl Fn(&Event) + 'static) -> Listening {
    let number = LINE.with_borrow_mut(|line| {
        line.numbers += 1;
        line.listeners.push((line.numbers, Rc::new(listen)));
        line.revival.get_or_insert_with(|| Revival::new(settle));
        line.numbers
    });
    settle();
    Listening(number)
}

/// Opens or closes the stream as it is needed.
fn settle() {
    LINE.with_borrow_mut(|line| {
        if document::is_hidden() {
            hang_up(line);
        } else if line.listeners.is_empty() && !line.is_open {
            // Somebody signed out: the server has ended the stream and would refuse another.
            hang_up(line);
        } else if line.listeners.is_empty() {
            line.lingering
                .get_or_insert_with(|| Timeout::new(LINGER_MS, || LINE.with_borrow_mut(hang_up)));
        } else {
            line.lingering = None;
            if line.stream.is_none() {
                line.stream = Stream::open(api::EVENTS.path, NAMES, hear);
            }
        }
    });
}

fn hang_up(line: &mut Line) {
    (line.stream, line.lingering, line.pausing) = (None, None, None);
    line.is_open = false;
}

fn hear(said: Said<'_>) {
    match said {
        Said::Opened => {
            LINE.with_borrow_mut(|line| (line.is_open, line.failures) = (true, 0));
            tell(&Event::Missed);
        }
        Said::Event(name, data) => {
            if let Some(event) = Event::from_wire(name, data) {
                tell(&event);
            }
        }
        Said::Broke { for_good } => {
            let refused = LINE.with_borrow_mut(|line| broke(line, for_good));
            if refused {
                // Perhaps the session has ended: whoever asks again finds out and says so.
                tell(&Event::Missed);
            }
        }
    }
}

/// The browser opens a stream that broke again, unless the server refused: then we do, later. Says
/// whether it was refused for the first time in a row.
fn broke(line: &mut Line, for_good: bool) -> bool {
    line.is_open = false;
    if line.listeners.is_empty() {
        // Not at once: this is the stream's own voice.
        line.lingering = Some(Timeout::new(0, || LINE.with_borrow_mut(hang_up)));
    } else if for_good {
        line.failures = line.failures.saturating_add(1);
        let pause_ms = pace::until_retry_ms(line.failures, clock::random());
        line.pausing = Some(Timeout::new(pause_ms, || {
            LINE.with_borrow_mut(hang_up);
            settle();
        }));
        return line.failures == 1;
    }
    false
}

/// Whoever hears may begin or cease to listen meanwhile.
fn tell(event: &Event) {
    let listeners = LINE.with_borrow(|line| line.listeners.clone());
    for (_, listen) in listeners {
        listen(event);
    }
}
