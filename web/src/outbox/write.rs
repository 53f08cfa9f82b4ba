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

/// Reads the answer; what it gives hands it to the page.
type Take = Rc<dyn Fn(&str) -> Result<Box<dyn FnOnce()>, ApiError>>;

/// All of a write but its types: compiled once instead of once for each endpoint, which would cost
/// the download.
#[derive(Clone)]
struct Core {
    outbox: Outbox,
    state: UseStateHandle<State>,
    take: Rc<RefCell<Take>>,
    mounted: Rc<RefCell<bool>>,
    toasts: Toasts,
}

/// One kind of write of a page.
pub struct Write<P, Req, Res> {
    endpoint: Endpoint<P, Req, Res>,
    core: Core,
}

impl<P, Req, Res> Clone for Write<P, Req, Res> {
    fn clone(&self) -> Self {
        Self { endpoint: self.endpoint, core: self.core.clone() }
    }
}

impl<P, Req, Res> std::fmt::Debug for Write<P, Req, Res> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Write")
            .field("endpoint", &self.endpoint)
            .field("state", &*self.core.state)
            .finish_non_exhaustive()
    }
}

impl<P: Permission, Req: Serialize + 'static, Res: DeserializeOwned + 'static> Write<P, Req, Res> {
    /// Appends the write; `args` fill the path's parameters.
    pub fn send(&self, args: &[&str], body: &Req) {
        self.core.append(Request::write(&self.endpoint, args, body));
    }

    /// As [`Write::send`], refused as stale when the record has another version by then.
    pub fn send_from(&self, version: u64, args: &[&str], body: &Req) {
        self.core.append(Request {
            if_match: Some(version),
            ..Request::write(&self.endpoint, args, body)
        });
    }

    /// Appended and not answered yet.
    pub fn busy(&self) -> bool {
        self.core.busy()
    }

    /// Not answered because nobody is there; it is sent as soon as somebody is.
    pub fn waiting(&self) -> bool {
        self.core.busy() && self.core.outbox.is_cut_off()
    }

    /// Why the last write was refused.
    pub fn problem(&self) -> Option<ApiError> {
        self.core.problem()
    }

    /// Forgets the last refusal, for example when a dialog opens again.
    pub fn reset(&self) {
        self.core.state.set(State::Idle);
    }
}

impl Core {
    fn busy(&self) -> bool {
        *self.state == State::Sending
    }

    fn problem(&self) -> Option<ApiError> {
        match &*self.state {
            State::Refused(problem) => Some(problem.clone()),
            State::Idle | State::Sending => None,
        }
    }

    fn append(&self, request: Request) {
        self.state.set(State::Sending);
        let core = self.clone();
        self.outbox.append(request, Callback::from(move |outcome| core.settle(outcome)));
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
    let on_done = Callback::from(on_done);
    let core = use_core(Rc::new(move |body| {
        let (value, on_done) = (api::decode::<Res>(body)?, on_done.clone());
        Ok(Box::new(move || on_done.emit(value)))
    }));
    Write { endpoint: *endpoint, core }
}

#[hook]
fn use_core(take: Take) -> Core {
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
    Core { outbox, state, take: latest, mounted, toasts }
}
