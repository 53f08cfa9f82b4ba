//! The driver's other routes of the day: when, how much, how far they are; one press away.

use std::rc::Rc;

use furgo_shared::routes::{DayRouteView, RouteRowView};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    ui::{Card, LinkButton, route_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OtherRoutesProps {
    pub day: Rc<DayRouteView>,
}

/// See the module.
#[component]
pub fn OtherRoutes(props: &OtherRoutesProps) -> Html {
    html! {
        <Card title={text("day-other-routes")} flush=true>
            <ul class="stops">{ for props.day.others.iter().map(row) }</ul>
        </Card>
    }
}

fn row(route: &RouteRowView) -> Html {
    let hours = match (route.depart_at, route.ends_at) {
        (Some(from), Some(to)) => format!("{}–{}", format::clock(from), format::clock(to)),
        (Some(from), None) => format::clock(from).to_string(),
        (None, _) => format::day_short(route.date).to_string(),
    };
    let stops = text_with("day-stop-count", [("count", route.stop_count.into())]);
    let what: Vec<String> =
        [Some(stops.to_string()), route.vehicle.clone()].into_iter().flatten().collect();
    let query = format!("date={}&route_id={}", route.date, route.id);
    html! {
        <li class="stop" key={route.id.to_string()}>
            <div class="stop__body">
                <div class="row row--between"><span class="strong numbers">{ hours }</span>{ route_pill(route.status) }</div>
                <div class="stop__foot">
                    <p class="clamp muted grow">{ what.join(" · ") }</p>
                    <div><LinkButton to={Screen::Day} {query}>{ text("day-show-route") }</LinkButton></div>
                </div>
            </div>
        </li>
    }
}
