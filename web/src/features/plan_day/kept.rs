//! What was chosen and planned, for coming "back" from a package or a route that one looked at.

use std::rc::Rc;

use furgo_shared::routes::{DayPlanView, PlanDay};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::{
    day_draft::DayDraft,
    planning::{Planning, Standing},
};
use crate::{
    cache::{self, Answer},
    hooks::FormState,
    platform::clock,
};

/// Whoever comes later begins anew: the day has changed.
const AGE_MAX_MS: f64 = 30.0 * 60.0 * 1000.0;

/// What the screen had.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub draft: Option<DayDraft>,
    plan: Option<(DayPlanView, PlanDay)>,
}

impl Kept {
    /// Of the same link, unless that was too long ago.
    pub fn of(link: &str) -> Self {
        let kept = cache::get(&name(link))
            .filter(|kept| clock::now_ms() - kept.at_ms < AGE_MAX_MS)
            .and_then(|kept| serde_json::from_str(&kept.body).ok());
        kept.unwrap_or_default()
    }

    /// How the planning stood.
    pub fn standing(&self) -> Standing {
        let plan = self.plan.clone();
        plan.map_or(Standing::Idle, |(plan, request)| {
            Standing::Ready(Rc::new(plan), Rc::new(request))
        })
    }
}

/// Forgets it: the plan has been confirmed.
pub fn forget(link: &str) {
    cache::put(&name(link), Answer::just_now(String::new()), cache::asker());
}

fn name(link: &str) -> String {
    format!("plan-day?{link}")
}

/// Keeps what is on the screen from now on.
#[hook]
pub fn use_keeping(link: &str, form: &FormState<DayDraft>, planning: &Planning) {
    let (link, draft) = (name(link), form.draft().clone());
    use_effect_with((draft, planning.standing().clone()), move |(draft, standing)| {
        let plan = match standing {
            Standing::Ready(plan, request) => Some(((**plan).clone(), (**request).clone())),
            Standing::Idle | Standing::Busy(_) | Standing::Refused(_) => None,
        };
        let kept = Kept { draft: Some(draft.clone()), plan };
        // Plain structs with text keys always encode.
        let body = serde_json::to_string(&kept).unwrap_or_default();
        cache::put(&link, Answer::just_now(body), cache::asker());
    });
}
