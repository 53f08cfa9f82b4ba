//! Plans that were shown, for as long as somebody may want to commit them. They live in memory
//! only: after a restart, or when there are too many, a plan is computed again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;
use furgo_shared::{id::UserId, time::Timestamp};
use uuid::Uuid;

use super::DayPlan;

/// How long a plan can be committed.
const KEPT: TimeDelta = TimeDelta::minutes(60);
/// Of one person: a few variants to compare.
const PLANS_PER_USER_MAX: usize = 8;
/// Of all: about a megabyte each for the largest days.
const PLANS_MAX: usize = 32;

/// The plans that were shown, oldest first.
#[derive(Debug, Default)]
pub struct Remembered {
    plans: Mutex<VecDeque<Shown>>,
}

#[derive(Debug)]
struct Shown {
    to: UserId,
    at: Timestamp,
    plan: Arc<DayPlan>,
}

impl Remembered {
    /// Remembers a plan for the person that it was shown to; an earlier one with this id goes, and
    /// what is too old or too much.
    pub fn remember(&self, to: UserId, plan: DayPlan, now: Timestamp) {
        let mut plans = self.lock();
        plans.retain(|shown| now - shown.at < KEPT && !shown.is(to, plan.plan_id));
        let own = plans.iter().filter(|shown| shown.to == to).count();
        let oldest = match own >= PLANS_PER_USER_MAX {
            true => plans.iter().position(|shown| shown.to == to),
            false => (plans.len() >= PLANS_MAX).then_some(0),
        };
        if let Some(oldest) = oldest {
            plans.remove(oldest);
        }
        plans.push_back(Shown { to, at: now, plan: Arc::new(plan) });
    }

    /// The plan, if it was shown to this person not too long ago.
    pub fn find(&self, to: UserId, plan_id: Uuid, now: Timestamp) -> Option<Arc<DayPlan>> {
        let plans = self.lock();
        let shown = plans.iter().find(|shown| shown.is(to, plan_id) && now - shown.at < KEPT);
        shown.map(|shown| Arc::clone(&shown.plan))
    }

    /// Forgets a plan, such as one that has been committed.
    pub fn forget(&self, to: UserId, plan_id: Uuid) {
        self.lock().retain(|shown| !shown.is(to, plan_id));
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Shown>> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn is(&self, to: UserId, plan_id: Uuid) -> bool {
        self.to == to && self.plan.plan_id == plan_id
    }
}
