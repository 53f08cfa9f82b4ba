//! What a plan is in sum: figures, what they rest on, who is not needed for it.

use std::rc::Rc;

use furgo_shared::routes::{BasisReason, DayPlanView, PlanBasis};
use yew::prelude::*;

use super::plan_view::PlanViewProps;
use crate::{
    format,
    i18n::{or_unknown, text, text_with},
    session::use_measures,
    ui::{Icon, IconName, IconSize, Stat, Stats},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SumsProps {
    pub plan: Rc<DayPlanView>,
}

/// The figures of the whole plan.
#[component]
pub fn Sums(props: &SumsProps) -> Html {
    let (plan, units) = (&props.plan, use_measures().units);
    let stops = plan.routes.iter().flat_map(|route| &route.stops);
    let planned = stops.filter(|stop| stop.is_new).count();
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
            <Stat icon={IconName::Gauge} label={text("routes-distance")} value={or_unknown(plan.distance_km.map(|distance| format::distance(distance, units)))} />
            <Stat icon={IconName::Clock} label={text("plan-day-duration")} value={or_unknown(plan.duration_min.map(|minutes| format::duration(minutes.into())))} />
        </Stats>
    }
}

/// What one should know before confirming.
pub fn notes(props: &PlanViewProps) -> Html {
    let dry = (IconName::Info, text("plan-day-dry"));
    let spare = spare(props).map(|sentence| (IconName::Users, sentence));
    let notes = [dry, basis(&props.plan)].into_iter().chain(spare);
    html! {
        <ul class="plan-notes small">
            { for notes.map(|(name, sentence)| html! { <li key={name.id()}><Icon {name} size={IconSize::Small} /><span>{ sentence }</span></li> }) }
        </ul>
    }
}

/// Those who may stay: few vans and short ways cost least.
fn spare(props: &PlanViewProps) -> Option<AttrValue> {
    let drives = |id| props.plan.routes.iter().any(|route| route.driver_id == id);
    let asked = |id| props.request.drivers.iter().any(|driver| driver.driver_id == id);
    let drivers = props.supplies.drivers.iter();
    let spare = drivers.filter(|driver| asked(driver.id) && !drives(driver.id));
    let names: Vec<&str> = spare.map(|driver| &*driver.name).collect();
    let is_worth_it = !names.is_empty() && !props.plan.routes.is_empty();
    is_worth_it.then(|| text_with("plan-day-spare", [("names", names.join(", ").into())]))
}

/// What times and distances rest on, and how they become better.
fn basis(plan: &DayPlanView) -> (IconName, AttrValue) {
    match (plan.basis, plan.basis_reason) {
        (PlanBasis::Roads, _) => (IconName::Map, text("plan-day-roads")),
        (PlanBasis::StraightLine, Some(BasisReason::RoadsElsewhere)) => {
            (IconName::Alert, text("plan-day-roads-elsewhere"))
        }
        (PlanBasis::StraightLine, Some(BasisReason::NoRoads) | None) => {
            (IconName::Alert, text("plan-day-no-roads"))
        }
    }
}
