//! Asks the server, one thing after the other, and tries again.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use furgo_phone::{NewClient, Next, pause_ms};
use furgo_shared::{
    id::ClientId,
    sync::{EntityKind, MutationResult},
};
use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;

use super::Engine;
use crate::{
    api::ApiError,
    offline::{
        person, prefetch,
        talk::{self, Answer},
    },
    platform::{clock, database::StoreError, windows::alone},
};

/// How often another window may be at it before this one goes all the same, and how long between.
const SHUT_OUT_MAX: u32 = 3;
const SHUT_OUT_MS: u32 = 2_000;

/// Asks the server until all is said, or nobody answers. It comes with a part of the program that is
/// fetched behind the first screen: until then, what is entered waits in the store.
pub type Exchange = fn(Rc<Engine>) -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static EXCHANGE: Cell<Option<Exchange>> = const { Cell::new(None) };
}

/// The part of the program that has the exchange is here.
pub fn bring_exchange(exchange: Exchange) {
    if EXCHANGE.replace(Some(exchange)).is_none()
        && let Some(engine) = super::current()
    {
        engine.poke();
    }
}

/// Whether there is an exchange yet.
pub fn has_exchange() -> bool {
    EXCHANGE.get().is_some()
}

/// See [`Exchange`].
pub fn exchange(engine: Rc<Engine>) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move { engine.run().await })
}

impl Engine {
    /// Something may have changed, or the connection may be back: asks without waiting any longer.
    pub fn poke(self: &Rc<Self>) {
        self.poked.set(true);
        self.go();
    }

    pub(super) fn go(self: &Rc<Self>) {
        // Whoever brings it pokes.
        let Some(exchange) = EXCHANGE.get() else { return };
        if self.is_running.replace(true) {
            self.again.set(true);
            return;
        }
        self.timer.take();
        let engine = self.clone();
        spawn_local(async move {
            let running = engine.clone();
            let work = async move {
                running.reload().await;
                exchange(running).await;
            };
            // Another window that is at it tells us what came of it. One that a browser only keeps
            // tells nothing and holds its lock: after a while it goes without, which the server bears.
            let done = match engine.shut_out.get() < SHUT_OUT_MAX {
                true => alone(&format!("furgo-sync:{}", engine.user), work).await,
                false => {
                    work.await;
                    true
                }
            };
            if done {
                engine.shut_out.set(0);
            }
            engine.is_running.set(false);
            if !done {
                engine.go_in(SHUT_OUT_MS, true);
            } else if engine.again.replace(false) {
                engine.go();
            }
        });
    }

    async fn run(self: &Rc<Self>) {
        while !self.has_left.get() {
            let (poked, unproven) = (self.poked.get(), self.unproven.get());
            let next = self.phone.borrow().next(clock::now(), poked, unproven);
            let done = match next {
                Next::Nothing => return self.rest(),
                Next::BringBack => self
                    .change(true, &mut |phone, journal| phone.bring_back(journal))
                    .await
                    .map(drop),
                Next::Fork => {
                    let id = NewClient(ClientId(clock::new_id()));
                    self.change(false, &mut |phone, _| phone.fork(id)).await.map(drop)
                }
                Next::Push(_) | Next::Snapshot(_) | Next::Pull(_) | Next::Digest(_) => {
                    match &next {
                        Next::Pull(_) | Next::Snapshot(_) => self.poked.set(false),
                        Next::Digest(_) => self.unproven.set(false),
                        _ => {}
                    }
                    let asked = talk::ask(next).await;
                    if self.has_left.get() {
                        return;
                    }
                    match asked {
                        Ok(answer) => self.take(answer).await,
                        Err(error) if self.is_heeded(&error).await => Ok(()),
                        Err(error) => return self.try_later(Some(error)),
                    }
                }
            };
            if done.is_err() {
                self.reopen().await;
                return self.try_later(None);
            }
        }
    }

    /// All is said. Whoever does not drive any more has nothing left here.
    fn rest(&self) {
        let phone = self.phone.borrow();
        if phone.meta.sends_only && phone.left_behind() == 0 {
            person::forget_later(self.user);
        }
    }

    pub(super) async fn take(self: &Rc<Self>, answer: Answer) -> Result<(), StoreError> {
        let was_cut_off = self.failed.replace(0) > 0 || self.trouble.take().is_some();
        let now = clock::now();
        match answer {
            Answer::Pushed(view) => {
                self.change(false, &mut |phone, _| phone.pushed(&view, now)).await?;
                view.results.iter().for_each(|result| self.hand_over(result));
                if let Some(channel) = &*self.channel.borrow() {
                    channel.tell(&serde_json::to_string(&view.results).unwrap_or_default());
                }
                self.poked.set(true);
            }
            Answer::Snapshot(view) => {
                self.change(false, &mut |phone, _| phone.snapshot(&view, now)).await?;
                self.unproven.set(true);
                prefetch::start();
            }
            Answer::Pulled(asked, view) => {
                self.change(false, &mut |phone, _| phone.pulled(&asked, &view, now)).await?;
                if !view.changes.is_empty() {
                    self.unproven.set(true);
                }
                if view.changes.iter().any(|change| change.t == EntityKind::Route) {
                    prefetch::legs();
                }
                if view.more {
                    self.poked.set(true);
                }
            }
            Answer::Digest(view) => {
                self.reload().await;
                let copy = self.copy.borrow().clone();
                self.change(false, &mut |phone, _| phone.compared(&view, &copy).1).await?;
            }
            Answer::Nothing => {}
        }
        if was_cut_off {
            self.tell(false);
        }
        Ok(())
    }

    /// Whether the phone can do something about it at once.
    pub(super) async fn is_heeded(&self, error: &ApiError) -> bool {
        let ApiError::Problem(problem) = error else { return false };
        self.change(false, &mut |phone, _| phone.refused(problem)).await.unwrap_or(false)
    }

    pub(super) fn try_later(self: &Rc<Self>, trouble: Option<ApiError>) {
        if self.has_left.get() {
            return;
        }
        let retry_after_s = trouble.as_ref().and_then(ApiError::retry_after_s);
        self.failed.set(self.failed.get() + 1);
        *self.trouble.borrow_mut() = trouble.filter(|trouble| *trouble != ApiError::Offline);
        self.poked.set(true);
        self.tell(false);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1000"
        )]
        let random = (clock::random() * 1000.0) as u32;
        self.go_in(pause_ms(self.failed.get(), random, retry_after_s), false);
    }

    fn go_in(self: &Rc<Self>, pause_ms: u32, is_shut_out: bool) {
        let engine = Rc::downgrade(self);
        let timer = Timeout::new(pause_ms, move || {
            if let Some(engine) = engine.upgrade() {
                if is_shut_out {
                    engine.shut_out.set(engine.shut_out.get() + 1);
                }
                engine.go();
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }

    pub(super) fn hand_over(&self, result: &MutationResult) {
        let listener = self.listeners.borrow_mut().remove(&result.id);
        if let Some(listener) = listener {
            listener.emit(match &result.problem {
                Some(problem) => Err(ApiError::Problem(Box::new(problem.clone()))),
                None => Ok(result.answer.as_ref().map(ToString::to_string).unwrap_or_default()),
            });
        }
    }
}
