//! What one driver would do: figures, and the stops with their times.

use std::rc::Rc;

use furgo_shared::{
    measures::Units,
    routes::{DayPlanView, PlannedRouteView, PlannedStopView},
    vehicles::VehicleView,
};
use yew::prelude::*;

use super::plan_sketch::badge;
use crate::{
    format,
    i18n::{or_unknown, text, text_with},
    session::use_measures,
    ui::{Fact, Facts, Icon, IconName, IconSize, StatusPill, Tone},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteCardProps {
    pub plan: Rc<DayPlanView>,
    /// Which of its routes.
    pub index: usize,
    pub vehicle: Option<VehicleView>,
}

/// See the module.
#[component]
pub fn RouteCard(props: &RouteCardProps) -> Html {
    let (route, units) = (&props.plan.routes[props.index], use_measures().units);
    let late = route.stops.iter().filter(|stop| stop.late_min > 0).count();
    let ends = or_unknown(route.ends_at.map(format::clock));
    let hours = format!("{}–{ends}", format::clock(route.depart_at));
    let is_next_day = route.ends_at.is_some_and(|at| format::day_of(at) != props.plan.date);
    let hours = match is_next_day {
        true => text_with("plan-day-until-next-day", [("hours", hours.into())]),
        false => hours.into(),
    };
    let added_to = route.route_id.map(|_| {
        let time = format::clock(route.depart_at).to_string();
        let new = route.stops.iter().filter(|stop| stop.is_new).count();
        let parts = [("time", time.into()), ("count", new.into())];
        html! { <p class="small" key="added">{ text_with("plan-day-added", parts) }</p> }
    });
    let marks_new = route.route_id.is_some();
    let vehicle = route.vehicle.clone().map_or_else(|| text("plan-no-vehicle"), AttrValue::from);
    html! {
        <section class="card planned" aria-label={route.driver_name.clone()}>
            <div class="planned__head" key="head">
                { badge(props.index) }
                <div class="planned__who">
                    <h2 class="card__title clamp">{ &route.driver_name }</h2>
                    <p class="muted small clamp">{ vehicle }</p>
                    { for added_to }
                </div>
                { for (late > 0).then(|| html! { <StatusPill tone={Tone::Warn} icon={IconName::Clock} label={text_with("plan-day-late-stops", [("count", late.into())])} /> }) }
            </div>
            <Facts key="facts">
                <Fact label={text("plan-day-hours")}>{ hours }</Fact>
                <Fact label={text("routes-distance")}>{ or_unknown(route.distance_km.map(|distance| format::distance(distance, units))) }</Fact>
                <Fact label={text("plan-day-duration")}>{ or_unknown(route.duration_min.map(|minutes| format::duration(minutes.into()))) }</Fact>
                <Fact label={text("plan-day-load")}>{ load(route, props.vehicle.as_ref()) }</Fact>
            </Facts>
            <details class="planned__stops" key="stops" open={props.plan.routes.len() == 1}>
                <summary>{ text_with("stops-title", [("count", route.stops.len().into())]) }<Icon name={IconName::ChevronDown} size={IconSize::Small} /></summary>
                <ol>{ for route.stops.iter().enumerate().map(|(at, stop)| planned_stop(at + 1, stop, marks_new, units)) }</ol>
            </details>
        </section>
    }
}

/// "412 kg of 600 kg", with a bar that says the same, and "38 of 40 packages" where that is limited.
fn load(route: &PlannedRouteView, vehicle: Option<&VehicleView>) -> Html {
    let weight_max = vehicle.and_then(|vehicle| vehicle.capacity_kg);
    let count_max = vehicle.and_then(|vehicle| vehicle.capacity_packages);
    let weight = weight_max.map_or_else(
        || format::kg(route.weight_kg),
        |max| {
            let parts = [
                ("weight", format::kg(route.weight_kg).to_string().into()),
                ("max", format::kg(max).to_string().into()),
            ];
            text_with("plan-weight-of", parts)
        },
    );
    let bar = weight_max.map(|max| {
        let (value, max) = (route.weight_kg.to_f64(), max.to_f64().max(0.001));
        html! { <progress key="bar" class="progress" max={max.to_string()} value={value.to_string()} aria-label={weight.clone()}></progress> }
    });
    let count = count_max.map(|max| {
        let parts = [("count", route.stops.len().into()), ("max", max.into())];
        html! { <span key="count">{ text_with("plan-packages-of", parts) }</span> }
    });
    html! { <span class="planned__load"><span key="weight">{ weight }</span>{ for bar }{ for count }</span> }
}

fn planned_stop(number: usize, stop: &PlannedStopView, marks_new: bool, units: Units) -> Html {
    let who = stop.recipient_name.as_ref().unwrap_or(&stop.tracking_code);
    let place = match &stop.street {
        Some(street) => format!("{street}, {}", stop.city),
        None => stop.city.clone(),
    };
    let late = (stop.late_min > 0).then(|| {
        let late = format::duration(u64::from(stop.late_min)).to_string();
        let label = text_with("plan-day-late", [("late", late.into())]);
        html! { <StatusPill key="late" tone={Tone::Warn} icon={IconName::Clock} {label} /> }
    });
    let new = (marks_new && stop.is_new).then(|| html! {
        <StatusPill key="new" tone={Tone::Info} icon={IconName::Plus} label={text("plan-day-new")} />
    });
    let lost = (!stop.is_located).then(|| html! {
        <span class="with-icon muted small" key="place"><Icon name={IconName::MapPin} size={IconSize::Small} />{ text("stops-no-position") }</span>
    });
    let far = stop.from_road_m.map(|metres| html! {
        <span class="with-icon muted small" key="far"><Icon name={IconName::MapPin} size={IconSize::Small} />{ format::from_road(metres, units) }</span>
    });
    html! {
        <li class="planned__stop" key={stop.package_id.to_string()}>
            <span class="planned__number muted numbers">{ number }</span>
            <span class="planned__time numbers strong">{ or_unknown(stop.estimated_arrival.map(format::clock)) }</span>
            <span class="planned__place">
                <span class="clamp">{ who }</span>
                <span class="clamp muted small">{ place }</span>
                { for new }
                { for late }
                { for lost }
                { for far }
            </span>
        </li>
    }
}
