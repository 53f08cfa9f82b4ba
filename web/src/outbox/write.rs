//! What a page uses to write: append a request, know how it goes, get the outcome.

use std::{cell::RefCell, rc::Rc};

use furgo_shared::{access::Permission, api::Endpoint};
use serde::{Serialize, de::DeserializeOwned};
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
    Sending,
    Refused(ApiError),
}

/// One kind of write of a page.
pub struct Write<P, Req, Res> {
    endpoint: Endpoint<P, Req, Res>,
    outbox: Outbox,
    state: UseStateHandle<State>,
    on_done: Rc<RefCell<Callback<Res>>>,
    mounted: Rc<RefCell<bool>>,
    toasts: Toasts,
}

impl<P, Req, Res> Clone for Write<P, Req, Res> {
    fn clone(&self) -> Self {
        Self {
            endpoint: self.endpoint,
            outbox: self.outbox.clone(),
            state: self.state.clone(),
            on_done: self.on_done.clone(),
            mounted: self.mounted.clone(),
            toasts: self.toasts.clone(),
        }
    }
}

impl<P, Req, Res> std::fmt::Debug for Write<P, Req, Res> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Write")
            .field("endpoint", &self.endpoint)
            .field("state", &*self.state)
            .finish_non_exhaustive()
    }
}

impl<P: Permission, Req: Serialize + 'static, Res: DeserializeOwned + 'static> Write<P, Req, Res> {
    /// Appends the write; `args` fill the path's parameters.
    pub fn send(&self, args: &[&str], body: &Req) {
        self.append(Request::write(&self.endpoint, args, body));
    }

    /// As [`Write::send`], refused as stale when the record has another version by then.
    pub fn send_from(&self, version: u64, args: &[&str], body: &Req) {
        self.append(Request {
            if_match: Some(version),
            ..Request::write(&self.endpoint, args, body)
        });
    }

    /// Appended and not answered yet.
    pub fn busy(&self) -> bool {
        *self.state == State::Sending
    }

    /// Not answered because nobody is there; it is sent as soon as somebody is.
    pub fn waiting(&self) -> bool {
        self.busy() && self.outbox.is_cut_off()
    }

    /// Why the last write was refused.
    pub fn problem(&self) -> Option<ApiError> {
        match &*self.state {
            State::Refused(problem) => Some(problem.clone()),
            State::Idle | State::Sending => None,
        }
    }

    /// Forgets the last refusal, for example when a dialog opens again.
    pub fn reset(&self) {
        self.state.set(State::Idle);
    }

    fn append(&self, request: Request) {
        self.state.set(State::Sending);
        let write = self.clone();
        self.outbox.append(request, Callback::from(move |outcome| write.settle(outcome)));
    }

    /// A page that is gone gets no outcome; a refusal is then said in passing, so that it is not lost.
    fn settle(&self, outcome: Result<String, ApiError>) {
        let mounted = *self.mounted.borrow();
        match outcome.and_then(|body| api::decode(&body)) {
            Ok(value) if mounted => {
                self.state.set(State::Idle);
                let on_done = self.on_done.borrow().clone();
                on_done.emit(value);
            }
            Err(problem) if mounted => self.state.set(State::Refused(problem)),
            Err(problem) => self.toasts.say(i18n::problem(&problem)),
            Ok(_) => {}
        }
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
    Res: 'static,
{
    let (outbox, toasts, state) = (use_outbox(), use_toasts(), use_state(State::default));
    let mounted = use_mut_ref(|| true);
    let latest = use_mut_ref(Callback::default);
    *latest.borrow_mut() = Callback::from(on_done);
    {
        let mounted = mounted.clone();
        use_effect_with((), move |()| move || *mounted.borrow_mut() = false);
    }
    Write { endpoint: *endpoint, outbox, state, on_done: latest, mounted, toasts }
}
