//! What a route is besides its stops.

use std::rc::Rc;

use furgo_shared::{
    measures::Units,
    routes::{PlanBasis, RouteKind, RouteStatus, RouteView},
};
use yew::prelude::*;

use super::punctuality::lateness;
use crate::{
    format,
    i18n::{or_unknown, text, text_with},
    screens::Screen,
    session::use_measures,
    ui::{Card, Fact, Facts, ScreenLink},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteFactsProps {
    pub route: Rc<RouteView>,
}

/// See the module.
#[component]
pub fn RouteFacts(props: &RouteFactsProps) -> Html {
    let (route, units) = (&props.route, use_measures().units);
    let vehicle = route.vehicle.as_ref().map(|alias| html! { <ScreenLink to={Screen::Vehicle { alias: alias.clone() }}>{ alias }</ScreenLink> });
    let completed = route.status == RouteStatus::Completed;
    let distance = if completed { text("routes-driven") } else { text("routes-planned-distance") };
    let depart = route
        .depart_at
        .map(|at| text_with("routes-departs-at", [("time", format::clock(at).to_string().into())]));
    html! {
        <Card title={text("routes-facts")}>
            <Facts>
                <Fact label={text("routes-driver")}>{ route.driver_name.clone().unwrap_or_else(|| "–".to_owned()) }</Fact>
                <Fact label={text("routes-vehicle")}>{ vehicle.unwrap_or_else(|| html! { "–" }) }</Fact>
                <Fact label={text("routes-times")}>{ for depart }{ for moments(route) }{ for late(route) }</Fact>
                <Fact label={distance}>{ or_unknown(route.distance_km.map(|distance| format::distance(distance, units))) }</Fact>
                { for planned_time(route) }
                <Fact label={text("routes-odometer")}>{ readings(route, units) }</Fact>
            </Facts>
            { for route.notes.iter().map(|notes| html! { <p class="prose" key="notes">{ notes }</p> }) }
        </Card>
    }
}

/// How late it is; nothing while it is on time.
fn late(route: &RouteView) -> Option<Html> {
    let pills = lateness(route.delay_min, route.late_stops);
    (!pills.is_empty()).then(|| html! { <div key="late" class="pills">{ for pills }</div> })
}

fn planned_time(route: &RouteView) -> Option<Html> {
    let basis = match route.planned.basis {
        PlanBasis::Roads => text("routes-by-road"),
        PlanBasis::StraightLine => text("routes-by-straight-line"),
    };
    (route.kind == RouteKind::Delivery).then(|| {
        html! {
            <Fact key="time" label={text("routes-planned-time")}>
                { or_unknown(route.planned.duration_min.map(|minutes| format::duration(minutes.into()))) }
                <br /><span class="muted small">{ basis }</span>
            </Fact>
        }
    })
}

fn moments(route: &RouteView) -> Vec<Html> {
    let started = route
        .started_at
        .map(|at| text_with("routes-started-at", [("time", format::clock(at).to_string().into())]));
    let completed = route.completed_at.map(|at| {
        text_with("routes-completed-at", [("time", format::clock(at).to_string().into())])
    });
    started.into_iter().chain(completed).map(|moment| html! { <><br />{ moment }</> }).collect()
}

/// As they were typed, where that was in the reader's unit.
fn readings(route: &RouteView, units: Units) -> AttrValue {
    let start = route
        .start_odometer_km
        .map(|km| format::typed_distance(km, route.typed_start_odometer, units));
    let end =
        route.end_odometer_km.map(|km| format::typed_distance(km, route.typed_odometer, units));
    match (start, end) {
        (None, None) => "–".into(),
        (Some(one), None) | (None, Some(one)) => one,
        (Some(start), Some(end)) => format!("{start} → {end}").into(),
    }
}
