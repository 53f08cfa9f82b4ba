//! How far a plan has come, while the server computes it.

use furgo_shared::events::{Event, PlanProgress};
use uuid::Uuid;
use yew::prelude::*;

use super::line;

/// How far the plan with this id has come, as of the last report; `None` before the first one, and
/// for ever where the stream is not available. Call it where the plan is asked for and not only
/// while it is under way: the stream is open by then.
#[hook]
pub fn use_plan_progress(plan_id: Option<Uuid>) -> Option<PlanProgress> {
    let newest = use_state(|| None::<PlanProgress>);
    {
        let newest = newest.setter();
        use_effect_with((), move |()| {
            let listening = line::listen(move |event| {
                if let Event::PlanProgress(progress) = event {
                    newest.set(Some(progress.clone()));
                }
            });
            move || drop(listening)
        });
    }
    (*newest).clone().filter(|progress| Some(progress.plan_id) == plan_id)
}
