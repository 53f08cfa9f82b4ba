//! The plan as a proposal: its sum, its routes, what does not fit, and the button that makes it
//! real. Until that is pressed nothing is written.

use std::rc::Rc;

use furgo_shared::{
    routes::{DayPlanView, PlanDay, PlannedRouteView},
    vehicles::VehicleView,
};
use yew::prelude::*;

use super::{
    confirmation::{refusal, use_confirmation},
    plan_sketch::PlanSketch,
    plan_sums::{Sums, notes},
    route_card::RouteCard,
    supplies::Supplies,
    unplanned_card::UnplannedCard,
};
use crate::{
    i18n::{text, text_with},
    ui::{Button, ButtonKind, EmptyState, IconName},
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
    let unplanned = (!plan.unplanned.is_empty()).then(|| html! {
        <UnplannedCard key="unplanned" plan={plan.clone()} packages={props.supplies.packages.clone()} />
    });
    let is_empty = plan.routes.is_empty();
    // A plan that was refused is not tried again as it is.
    let primary = match problem {
        Some(_) => html! {
            <Button key="again" kind={ButtonKind::Primary} icon={IconName::Retry} onclick={props.onagain.clone()}>{ text("plan-day-again") }</Button>
        },
        None => html! {
            <Button key="confirm" kind={ButtonKind::Primary} icon={IconName::Check} {busy} onclick={confirm}>
                { text_with("plan-day-confirm", [("count", plan.routes.len().into())]) }
            </Button>
        },
    };
    html! {
        <div class="stack">
            <Sums key="sums" plan={plan.clone()} />
            <div key="notes">{ notes(props) }</div>
            { for unplanned }
            <div class="planned-layout" key="routes">
                <div class="planned-layout__side" key="side">
                    { for (!is_empty).then(|| html! { <PlanSketch key="sketch" plan={plan.clone()} returns={props.request.return_to_depot} picked={*picked} {onpick} /> }) }
                </div>
                <div class="planned-layout__cards" key="cards">
                    { for is_empty.then(|| html! { <EmptyState key="empty" icon={IconName::Route} title={text("plan-day-empty")} hint={text("plan-day-empty-hint")} /> }) }
                    { for cards(props) }
                </div>
            </div>
            <div class="plan-bar" key="bar">
                { for problem.iter().map(refusal) }
                { for (!is_empty).then_some(primary) }
                <Button key="change" icon={IconName::Sliders} disabled={busy} onclick={props.onchange.clone()}>{ text("plan-day-change") }</Button>
            </div>
        </div>
    }
}

fn cards(props: &PlanViewProps) -> Vec<Html> {
    let card = |(index, route): (usize, &PlannedRouteView)| {
        let its = |vehicle: &&VehicleView| Some(vehicle.id) == route.vehicle_id;
        let vehicle = props.supplies.vehicles.iter().find(its).cloned();
        html! { <RouteCard key={index} plan={props.plan.clone()} {index} {vehicle} /> }
    };
    props.plan.routes.iter().enumerate().map(card).collect()
}
