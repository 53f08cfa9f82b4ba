//! What a page uses to write: append a request or a field command, know how it goes, get the outcome.

use std::{cell::RefCell, ops::Deref, rc::Rc};

use furgo_shared::{access::Permission, api::Endpoint, field::FieldCommand};
use gloo_timers::callback::Timeout;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use yew::prelude::*;

use super::provider::{Outbox, use_outbox};
use crate::{
    api::{self, ApiError, Request},
    i18n,
    ui::{Toasts, use_toasts},
};

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Sending(Uuid),
    Refused(ApiError),
}

/// Reads the answer; what it gives hands it to the page.
type Take = Rc<dyn Fn(&str) -> Result<Box<dyn FnOnce()>, ApiError>>;

/// How a write of a page goes, whatever is written: compiled once instead of once for each endpoint,
/// which would cost the download.
#[derive(Clone)]
pub struct Sending {
    outbox: Outbox,
    state: UseStateHandle<State>,
    take: Rc<RefCell<Take>>,
    mounted: Rc<RefCell<bool>>,
    toasts: Toasts,
}

impl std::fmt::Debug for Sending {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sending").field("state", &*self.state).finish_non_exhaustive()
    }
}

impl Sending {
    /// Appended and not answered yet.
    pub fn busy(&self) -> bool {
        matches!(*self.state, State::Sending(_))
    }

    /// Not answered because nobody is there; it is sent as soon as somebody is.
    pub fn waiting(&self) -> bool {
        matches!(*self.state, State::Sending(id) if self.outbox.is_held_up(id))
    }

    /// Not answered, and in the phone's store: whatever happens to the page, it is sent.
    pub fn is_kept(&self) -> bool {
        matches!(*self.state, State::Sending(id) if self.outbox.is_kept(id))
    }

    /// Why the last write was refused.
    pub fn problem(&self) -> Option<ApiError> {
        match &*self.state {
            State::Refused(problem) => Some(problem.clone()),
            State::Idle | State::Sending(_) => None,
        }
    }

    /// Forgets the last refusal, for example when a dialog opens again.
    pub fn reset(&self) {
        self.state.set(State::Idle);
    }

    fn append(&self, append: impl FnOnce(&Outbox, Callback<Result<String, ApiError>>) -> Uuid) {
        let sending = self.clone();
        let on_outcome = Callback::from(move |outcome| sending.settle(outcome));
        self.state.set(State::Sending(append(&self.outbox, on_outcome)));
    }

    /// A page that is gone gets no outcome; a refusal is then said in passing, so that it is not lost.
    fn settle(&self, outcome: Result<String, ApiError>) {
        let mounted = *self.mounted.borrow();
        let take = self.take.borrow().clone();
        match outcome.and_then(|body| take(&body)) {
            Ok(hand_over) if mounted => {
                self.state.set(State::Idle);
                hand_over();
            }
            Err(problem) if mounted => self.state.set(State::Refused(problem)),
            Err(problem) => self.toasts.say(i18n::problem(&problem)),
            Ok(_) => {}
        }
    }
}

/// One kind of write of a form.
pub struct Write<P, Req, Res> {
    endpoint: Endpoint<P, Req, Res>,
    sending: Sending,
}

impl<P, Req, Res> Clone for Write<P, Req, Res> {
    fn clone(&self) -> Self {
        Self { endpoint: self.endpoint, sending: self.sending.clone() }
    }
}

impl<P, Req, Res> std::fmt::Debug for Write<P, Req, Res> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Write")
            .field("endpoint", &self.endpoint)
            .field("sending", &self.sending)
            .finish()
    }
}

/// How it goes.
impl<P, Req, Res> Deref for Write<P, Req, Res> {
    type Target = Sending;

    fn deref(&self) -> &Sending {
        &self.sending
    }
}

impl<P: Permission, Req: Serialize + 'static, Res: DeserializeOwned + 'static> Write<P, Req, Res> {
    /// Appends the write; `args` fill the path's parameters.
    pub fn send(&self, args: &[&str], body: &Req) {
        self.send_request(Request::write(&self.endpoint, args, body));
    }

    /// As [`Write::send`], refused as stale when the record has another version by then.
    pub fn send_from(&self, version: u64, args: &[&str], body: &Req) {
        let request = Request::write(&self.endpoint, args, body);
        self.send_request(Request { if_match: Some(version), ..request });
    }

    fn send_request(&self, request: Request) {
        self.sending.append(|outbox, on_outcome| outbox.append(request, on_outcome));
    }
}

/// Field commands of a page, all with the same kind of answer.
#[derive(Clone, Debug)]
pub struct FieldWrite {
    sending: Sending,
}

/// How it goes.
impl Deref for FieldWrite {
    type Target = Sending;

    fn deref(&self) -> &Sending {
        &self.sending
    }
}

impl FieldWrite {
    /// Appends the command.
    pub fn send(&self, command: FieldCommand) {
        self.sending.append(|outbox, on_outcome| outbox.append_field(command, on_outcome));
    }
}

/// Writes to one endpoint; `on_done` gets what the server answered.
#[hook]
pub fn use_write<P, Req, Res>(
    endpoint: &Endpoint<P, Req, Res>,
    on_done: impl Fn(Res) + 'static,
) -> Write<P, Req, Res>
where
    P: Permission,
    Res: DeserializeOwned + 'static,
{
    Write { endpoint: *endpoint, sending: use_sending(reader(on_done)) }
}

/// Writes field commands; `on_done` gets what the server answered.
#[hook]
pub fn use_field_write<Res: DeserializeOwned + 'static>(
    on_done: impl Fn(Res) + 'static,
) -> FieldWrite {
    FieldWrite { sending: use_sending(reader(on_done)) }
}

/// How long somebody looks at a form whose write is in the phone's store and has no answer yet.
const PATIENCE_MS: u32 = 1_500;

/// Hands over once the write is in the phone's store and no answer comes: whoever wrote it can go on,
/// and a refusal that comes later is said in passing.
#[hook]
pub fn use_once_kept(sending: &Sending, on_kept: impl Fn() + 'static) {
    let (is_kept, waits) = (sending.is_kept(), sending.waiting());
    use_effect_with((is_kept, waits), move |(is_kept, waits)| {
        let pause_ms = if *waits { 0 } else { PATIENCE_MS };
        let patience = is_kept.then(|| Timeout::new(pause_ms, on_kept));
        move || drop(patience)
    });
}

fn reader<Res: DeserializeOwned + 'static>(on_done: impl Fn(Res) + 'static) -> Take {
    let on_done = Callback::from(on_done);
    Rc::new(move |body| {
        let (value, on_done) = (api::decode::<Res>(body)?, on_done.clone());
        Ok(Box::new(move || on_done.emit(value)))
    })
}

#[hook]
fn use_sending(take: Take) -> Sending {
    let (outbox, toasts, state) = (use_outbox(), use_toasts(), use_state(State::default));
    let mounted = use_mut_ref(|| true);
    let latest = {
        let take = take.clone();
        use_mut_ref(move || take)
    };
    *latest.borrow_mut() = take;
    {
        let mounted = mounted.clone();
        use_effect_with((), move |()| move || *mounted.borrow_mut() = false);
    }
    Sending { outbox, state, take: latest, mounted, toasts }
}
