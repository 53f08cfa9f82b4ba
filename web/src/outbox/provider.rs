//! Sends what the queue holds, one command at a time.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use furgo_shared::problem::ErrorCode;
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

use super::queue::{Command, Event, Queue};
use crate::{
    api::{self, ApiError, Request},
    platform::{clock, network::Revival},
};

type Waiting = Rc<RefCell<HashMap<Uuid, Callback<Result<String, ApiError>>>>>;

/// Where writes are appended.
#[derive(Clone)]
pub struct Outbox {
    queue: UseReducerHandle<Queue>,
    waiting: Waiting,
}

impl PartialEq for Outbox {
    fn eq(&self, other: &Self) -> bool {
        self.queue == other.queue
    }
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("queue", &*self.queue).finish_non_exhaustive()
    }
}

impl Outbox {
    /// Appends a write; `on_outcome` gets the answer's body or why it was refused, never `Offline`.
    pub fn append(&self, mut request: Request, on_outcome: Callback<Result<String, ApiError>>) {
        let id = clock::new_id();
        request.once = Some(id);
        self.waiting.borrow_mut().insert(id, on_outcome);
        self.queue.dispatch(Event::Append(Command { id, request }));
    }

    /// Writes without an answer, in the order of their making: what the screen shows in advance.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.queue.commands()
    }

    /// Writes without an answer.
    pub fn pending(&self) -> usize {
        self.queue.len()
    }

    /// The last attempt found nobody.
    pub fn is_cut_off(&self) -> bool {
        self.queue.is_cut_off()
    }

    /// The same person signed in again: send what waited, ask anew what is shown.
    pub fn unlock(&self) {
        self.queue.dispatch(Event::Unlocked);
    }

    /// Forgets everything; for signing out.
    pub fn clear(&self) {
        self.waiting.borrow_mut().clear();
        self.queue.dispatch(Event::Clear);
    }
}

/// Grows with every applied write; queries ask anew when it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision(pub u32);

/// The outbox of the app.
#[hook]
pub fn use_outbox() -> Outbox {
    use_context::<Outbox>().expect("the app wraps every screen in OutboxProvider")
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutboxProviderProps {
    pub children: Html,
}

/// Holds the outbox; wraps all screens.
#[component]
pub fn OutboxProvider(props: &OutboxProviderProps) -> Html {
    let queue = use_reducer(Queue::default);
    let waiting = use_memo((), |()| RefCell::new(HashMap::new()));
    let outbox = Outbox { queue: queue.clone(), waiting };
    use_revival(&queue);
    use_sender(&outbox);
    html! {
        <ContextProvider<Outbox> context={outbox}>
            <ContextProvider<Revision> context={Revision(queue.revision())}>
                { props.children.clone() }
            </ContextProvider<Revision>>
        </ContextProvider<Outbox>>
    }
}

#[hook]
fn use_revival(queue: &UseReducerHandle<Queue>) {
    let dispatcher = queue.dispatcher();
    use_effect_with((), move |()| {
        let revival = Revival::new(move || dispatcher.dispatch(Event::Revive));
        move || drop(revival)
    });
}

/// One command is under way at any time; the next attempt is due when the first command, its count
/// of attempts, or nothing at all changed.
#[hook]
fn use_sender(outbox: &Outbox) {
    let under_way = use_mut_ref(|| false);
    let first = outbox.queue.first().cloned();
    let (attempts, pause_ms) = (outbox.queue.attempts(), outbox.queue.pause_ms(clock::random()));
    let (dispatcher, waiting) = (outbox.queue.dispatcher(), outbox.waiting.clone());
    use_effect_with(
        (first.as_ref().map(|first| first.id), attempts, outbox.queue.turns()),
        move |_| {
            let timer = first.filter(|_| !*under_way.borrow()).map(|command| {
                Timeout::new(pause_ms, move || {
                    *under_way.borrow_mut() = true;
                    spawn_local(async move {
                        let outcome = api::send(&command.request).await;
                        *under_way.borrow_mut() = false;
                        settle(command.id, outcome, &dispatcher, &waiting);
                    });
                })
            });
            move || drop(timer)
        },
    );
}

fn settle(
    id: Uuid,
    outcome: Result<String, ApiError>,
    queue: &UseReducerDispatcher<Queue>,
    waiting: &Waiting,
) {
    match &outcome {
        Err(ApiError::Offline) => return queue.dispatch(Event::Unanswered { id }),
        Err(error) if error.is(ErrorCode::NotSignedIn) => {
            return queue.dispatch(Event::Locked { id });
        }
        Ok(_) | Err(_) => {}
    }
    queue.dispatch(Event::Answered { id, applied: outcome.is_ok() });
    let listener = waiting.borrow_mut().remove(&id);
    if let Some(listener) = listener {
        listener.emit(outcome);
    }
}
