//! Making a plan real: written once, exactly as it is shown, or not at all.

use furgo_shared::{
    api,
    problem::ErrorCode,
    routes::{DayPlanView, ListRoutes, PlanDay},
    time::Day,
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::plan_view::PlanViewProps;
use crate::{
    api::ApiError,
    i18n::{self, text, text_with},
    outbox::use_write,
    screens::Screen,
    ui::{Icon, IconName, use_toasts},
};

/// Writes exactly this plan, once, however often the button is pressed.
#[hook]
pub fn use_confirmation(props: &PlanViewProps) -> (Callback<()>, bool, Option<ApiError>) {
    let (navigator, toasts) = (use_navigator(), use_toasts());
    let (sent, ondone) = (use_mut_ref(|| false), props.ondone.clone());
    let save = use_write(&api::PLAN_DAY, move |plan: DayPlanView| {
        ondone.emit(());
        toasts.say(text_with("plan-day-done", [("count", plan.routes.len().into())]));
        if let Some(navigator) = &navigator {
            let query = routes_of(plan.date);
            let query = yew_router::query::Raw(query.as_str());
            navigator.replace_with_query(&Screen::Routes, query).unwrap_or_default();
        }
    });
    let problem = save.problem();
    use_effect_with(problem.clone(), {
        let (sent, ask) = (sent.clone(), props.onstale.clone());
        move |problem| {
            if problem.is_some() {
                sent.replace(false);
                ask.emit(());
            }
        }
    });
    let (busy, request) = (save.busy(), props.request.clone());
    let plan_id = props.plan.plan_id;
    let confirm = Callback::from(move |()| {
        if !sent.replace(true) {
            let request = (*request).clone();
            save.send(&[], &PlanDay { commit: true, plan_id: Some(plan_id), ..request });
        }
    });
    (confirm, busy, problem)
}

/// The list of the day's routes.
fn routes_of(day: Day) -> String {
    let filters = ListRoutes { from: Some(day), to: Some(day), ..ListRoutes::default() };
    // Days always encode.
    serde_html_form::to_string(&filters).unwrap_or_default()
}

/// Why nothing was written.
pub fn refusal(problem: &ApiError) -> Html {
    let sentence = if problem.is(ErrorCode::ChangedMeanwhile) {
        text("plan-day-changed")
    } else {
        i18n::problem(problem)
    };
    html! {
        <div class="problem problem--warn" role="alert" key="problem">
            <Icon name={IconName::Alert} /><p class="problem__text">{ sentence }</p>
        </div>
    }
}
