//! Asking for a plan: once at a time, with a way to stop waiting for it. A plan changes nothing, so
//! it does not go through the outbox, which would send it again whenever nobody answers.

use std::{cell::RefCell, rc::Rc};

use furgo_shared::{
    api,
    routes::{DayPlanView, PlanDay},
};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

use crate::{
    api::{ApiError, Request, call_until},
    platform::network::Stopper,
};

/// A plan of a thousand packages by a small machine, and the way there and back.
const DEADLINE_MS: u32 = 180_000;

/// How it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// No plan has been asked for, or nobody wants it any more.
    #[default]
    Idle,
    /// Under way, with this id.
    Busy(Uuid),
    Refused(ApiError),
    /// The plan, and what it was asked for.
    Ready(Rc<DayPlanView>, Rc<PlanDay>),
}

/// The plan of a page.
#[derive(Clone)]
pub struct Planning {
    standing: UseStateHandle<Standing>,
    /// The one request whose answer counts.
    current: Rc<RefCell<Option<(Uuid, Stopper)>>>,
}

impl std::fmt::Debug for Planning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Planning").field("standing", &*self.standing).finish_non_exhaustive()
    }
}

impl PartialEq for Planning {
    fn eq(&self, other: &Self) -> bool {
        self.standing == other.standing
    }
}

impl Planning {
    /// How it stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The id of the plan that is under way.
    pub fn under_way(&self) -> Option<Uuid> {
        match &*self.standing {
            Standing::Busy(id) => Some(*id),
            Standing::Idle | Standing::Refused(_) | Standing::Ready(..) => None,
        }
    }

    /// Asks for a plan; whatever was asked before no longer counts.
    pub fn ask(&self, request: PlanDay) {
        let (id, stopper) = (request.plan_id.unwrap_or_default(), Stopper::after(DEADLINE_MS));
        let signal = stopper.signal();
        self.stop();
        *self.current.borrow_mut() = Some((id, stopper));
        self.standing.set(Standing::Busy(id));
        let (standing, current) = (self.standing.clone(), self.current.clone());
        spawn_local(async move {
            let asked = Request::write(&api::PLAN_DAY, &[], &request);
            let outcome = call_until::<DayPlanView>(&asked, &signal).await;
            if current.borrow().as_ref().is_none_or(|(wanted, _)| *wanted != id) {
                return;
            }
            current.take();
            standing.set(match outcome {
                Ok(plan) => Standing::Ready(Rc::new(plan), Rc::new(request)),
                Err(problem) => Standing::Refused(problem),
            });
        });
    }

    /// Back to the choices: no plan, and none under way.
    pub fn drop_plan(&self) {
        self.stop();
        self.standing.set(Standing::Idle);
    }

    fn stop(&self) {
        if let Some((_, stopper)) = self.current.take() {
            stopper.stop();
        }
    }
}

/// The plan of a page, as it stood before or none; nobody waits for it once the page is gone.
#[hook]
pub fn use_planning(start: impl FnOnce() -> Standing) -> Planning {
    let planning = Planning { standing: use_state(start), current: use_mut_ref(|| None) };
    {
        let planning = planning.clone();
        use_effect_with((), move |()| move || planning.stop());
    }
    planning
}
