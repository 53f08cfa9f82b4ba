//! The plan as a proposal: its sum, its routes, what does not fit, and the button that makes it
//! real. Until that is pressed nothing is written.

use std::rc::Rc;

use furgo_shared::{
    api,
    problem::ErrorCode,
    routes::{BasisReason, DayPlanView, ListRoutes, PlanBasis, PlanDay},
    time::Day,
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    page::Supplies, plan_sketch::PlanSketch, route_card::RouteCard, unplanned_card::UnplannedCard,
};
use crate::{
    api::ApiError,
    format,
    i18n::{self, text, text_with},
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Button, ButtonKind, EmptyState, Icon, IconName, Stat, Stats, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanViewProps {
    pub plan: Rc<DayPlanView>,
    /// What it was asked for.
    pub request: Rc<PlanDay>,
    pub supplies: Rc<Supplies>,
    /// Back to the choices.
    pub onchange: Callback<()>,
    /// The same choices, as things stand now.
    pub onagain: Callback<()>,
    /// What was read no longer holds.
    pub onstale: Callback<()>,
    /// The plan has been confirmed.
    pub ondone: Callback<()>,
}

/// See the module.
#[component]
pub fn PlanView(props: &PlanViewProps) -> Html {
    let (plan, picked) = (&props.plan, use_state(|| None));
    let (confirm, busy, problem) = use_confirmation(props);
    let onpick = {
        let picked = picked.clone();
        Callback::from(move |index| picked.set(index))
    };
    let cards = plan.routes.iter().enumerate().map(|(index, route)| {
        let is_its = |vehicle: &&furgo_shared::vehicles::VehicleView| Some(vehicle.id) == route.vehicle_id;
        let vehicle = props.supplies.vehicles.iter().find(is_its).cloned();
        html! { <RouteCard key={route.driver_id.to_string()} plan={plan.clone()} {index} {vehicle} /> }
    });
    let unplanned = (!plan.unplanned.is_empty()).then(|| html! {
        <UnplannedCard key="unplanned" plan={plan.clone()} packages={props.supplies.packages.clone()} />
    });
    let is_empty = plan.routes.is_empty();
    html! {
        <div class="stack">
            { for problem.map(|problem| refusal(&problem, &props.onagain)) }
            <Sums key="sums" plan={plan.clone()} />
            <div key="basis">{ basis(plan) }</div>
            { for unplanned }
            <div class="planned-layout" key="routes">
                <div class="planned-layout__side" key="side">
                    { for (!is_empty).then(|| html! { <PlanSketch key="sketch" plan={plan.clone()} returns={props.request.return_to_depot} picked={*picked} {onpick} /> }) }
                </div>
                <div class="planned-layout__cards" key="cards">
                    { for is_empty.then(|| html! { <EmptyState key="empty" icon={IconName::Route} title={text("plan-day-empty")} hint={text("plan-day-empty-hint")} /> }) }
                    { for cards }
                </div>
            </div>
            <div class="plan-bar" key="bar">
                { for (!is_empty).then(|| html! {
                    <Button key="confirm" kind={ButtonKind::Primary} icon={IconName::Check} {busy} onclick={confirm}>
                        { text_with("plan-day-confirm", [("count", plan.routes.len().into())]) }
                    </Button>
                }) }
                <Button key="change" icon={IconName::Sliders} disabled={busy} onclick={props.onchange.clone()}>{ text("plan-day-change") }</Button>
                <p key="note" class="muted small">{ text("plan-day-dry") }</p>
            </div>
        </div>
    }
}

/// Writes exactly this plan, once, however often the button is pressed.
#[hook]
fn use_confirmation(props: &PlanViewProps) -> (Callback<()>, bool, Option<ApiError>) {
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

/// Nothing was written, and the way on.
fn refusal(problem: &ApiError, onagain: &Callback<()>) -> Html {
    let sentence = if problem.is(ErrorCode::ChangedMeanwhile) {
        text("plan-day-changed")
    } else {
        i18n::problem(problem)
    };
    html! {
        <div class="problem problem--warn" role="alert" key="problem">
            <Icon name={IconName::Alert} />
            <div class="problem__text">
                <p>{ sentence }</p>
                <Button kind={ButtonKind::Primary} icon={IconName::Retry} onclick={onagain.clone()}>{ text("plan-day-again") }</Button>
            </div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct SumsProps {
    plan: Rc<DayPlanView>,
}

#[component]
fn Sums(props: &SumsProps) -> Html {
    let (plan, units) = (&props.plan, use_measures().units);
    let planned: usize = plan.routes.iter().map(|route| route.stops.len()).sum();
    let asked = planned + plan.unplanned.len();
    let late = plan.routes.iter().flat_map(|route| &route.stops).filter(|stop| stop.late_min > 0);
    let late = late.count();
    let late = (late > 0).then(|| text_with("plan-day-late-stops", [("count", late.into())]));
    let left = plan.unplanned.len();
    let left = (left > 0).then(|| text_with("plan-day-left", [("count", left.into())]));
    let notes: Vec<AttrValue> = left.into_iter().chain(late).collect();
    let note = (!notes.is_empty()).then(|| notes.join(" · "));
    let of = text_with("plan-day-of", [("count", asked.into())]);
    html! {
        <Stats>
            <Stat icon={IconName::Route} label={text("nav-routes")} value={format::whole(plan.routes.len().try_into().unwrap_or_default())} />
            <Stat icon={IconName::Package} label={text("plan-day-planned")} value={format::whole(planned.try_into().unwrap_or_default())} unit={of} {note} />
            <Stat icon={IconName::Gauge} label={text("routes-distance")} value={format::distance(plan.distance_km, units)} />
            <Stat icon={IconName::Clock} label={text("plan-day-duration")} value={format::duration(u64::from(plan.duration_min))} />
        </Stats>
    }
}

/// What times and distances rest on, and how they become better.
fn basis(plan: &DayPlanView) -> Html {
    let (icon, sentence) = match (plan.basis, plan.basis_reason) {
        (PlanBasis::Roads, _) => (IconName::Map, text("plan-day-roads")),
        (PlanBasis::StraightLine, Some(BasisReason::RoadsElsewhere)) => {
            (IconName::Alert, text("plan-day-roads-elsewhere"))
        }
        (PlanBasis::StraightLine, Some(BasisReason::NoRoads) | None) => {
            (IconName::Alert, text("plan-day-no-roads"))
        }
    };
    html! { <p class="plan-basis small"><Icon name={icon} size={crate::ui::IconSize::Small} /><span>{ sentence }</span></p> }
}
