//! One call that is not kept for later: signing in, choosing a password. Everything else writes
//! through the outbox, which survives a lost connection; a password should not wait in a queue.

use std::{cell::RefCell, rc::Rc};

use furgo_shared::{access::Permission, api::Endpoint};
use serde::{Serialize, de::DeserializeOwned};
use yew::{platform::spawn_local, prelude::*};

use crate::api::{self, ApiError, Request};

/// How the call stands.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Busy,
    Failed(ApiError),
}

/// A call of a page.
pub struct Action<P, Req, Res> {
    endpoint: Endpoint<P, Req, Res>,
    state: UseStateHandle<State>,
    on_done: Rc<RefCell<Callback<Res>>>,
}

impl<P, Req, Res> std::fmt::Debug for Action<P, Req, Res> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Action")
            .field("endpoint", &self.endpoint)
            .field("state", &*self.state)
            .finish_non_exhaustive()
    }
}

impl<P, Req, Res> Clone for Action<P, Req, Res> {
    fn clone(&self) -> Self {
        Self { endpoint: self.endpoint, state: self.state.clone(), on_done: self.on_done.clone() }
    }
}

impl<P: Permission, Req: Serialize, Res: DeserializeOwned + 'static> Action<P, Req, Res> {
    /// Calls the endpoint; `args` fill the path's parameters.
    pub fn run(&self, args: &[&str], body: &Req) {
        let request = Request::write(&self.endpoint, args, body);
        let (state, on_done) = (self.state.clone(), self.on_done.clone());
        state.set(State::Busy);
        spawn_local(async move {
            match api::call(&request).await {
                Ok(value) => {
                    state.set(State::Idle);
                    let on_done = on_done.borrow().clone();
                    on_done.emit(value);
                }
                Err(problem) => state.set(State::Failed(problem)),
            }
        });
    }

    /// Under way.
    pub fn busy(&self) -> bool {
        *self.state == State::Busy
    }

    /// Why the last call failed.
    pub fn problem(&self) -> Option<ApiError> {
        match &*self.state {
            State::Failed(problem) => Some(problem.clone()),
            State::Idle | State::Busy => None,
        }
    }
}

/// Calls one endpoint at once; `on_done` gets the answer.
#[hook]
pub fn use_action<P, Req, Res>(
    endpoint: &Endpoint<P, Req, Res>,
    on_done: impl Fn(Res) + 'static,
) -> Action<P, Req, Res>
where
    P: Permission,
    Res: 'static,
{
    let state = use_state(State::default);
    let latest = use_mut_ref(Callback::default);
    *latest.borrow_mut() = Callback::from(on_done);
    Action { endpoint: *endpoint, state, on_done: latest }
}
