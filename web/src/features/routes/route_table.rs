//! Routes as rows: who drives what, and how far they are.

use furgo_shared::{
    measures::Units,
    routes::{RouteKind, RouteRowView},
};
use yew::prelude::*;

use super::punctuality::{hours, lateness};
use crate::{
    format,
    i18n::{or_unknown, text, text_with},
    screens::Screen,
    session::use_measures,
    ui::{CellSlot, Column, Row, Table, route_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteTableProps {
    pub rows: Vec<RouteRowView>,
    pub caption: AttrValue,
    /// Whether the routes are of several days.
    #[prop_or(true)]
    pub with_day: bool,
}

/// See the module.
#[component]
pub fn RouteTable(props: &RouteTableProps) -> Html {
    let units = use_measures().units;
    let when = if props.with_day { text("routes-day") } else { text("routes-times") };
    let columns: Vec<Column> = [
        Column::new(text("routes-driver"), CellSlot::Title),
        Column::new(text("routes-status"), CellSlot::Status),
        Column::new(when, CellSlot::Line),
        Column::new(text("routes-progress"), CellSlot::Line),
        Column::new(text("routes-vehicle"), CellSlot::Fact),
        Column::new(text("routes-distance"), CellSlot::Fact).number(),
    ]
    .into();
    let rows: Vec<Row> = props.rows.iter().map(|route| row(route, props.with_day, units)).collect();
    html! { <Table caption={props.caption.clone()} {columns} {rows} /> }
}

fn row(route: &RouteRowView, with_day: bool, units: Units) -> Row {
    let cells = [
        html! { { route.driver_name.clone().unwrap_or_else(|| "–".to_owned()) } },
        route_pill(route.status),
        when(route, with_day),
        progress(route),
        html! { { route.vehicle.clone().unwrap_or_else(|| "–".to_owned()) } },
        html! { { or_unknown(route.distance_km.map(|distance| format::distance(distance, units))) } },
    ]
    .into();
    Row::new(route.id, cells).to(Screen::Route { id: route.id })
}

/// The day, and the hours as planned.
fn when(route: &RouteRowView, with_day: bool) -> Html {
    let day = with_day.then(|| format::day_with_weekday(route.date).to_string());
    let parts: Vec<String> = day.into_iter().chain(hours(route)).collect();
    html! { <span class="numbers">{ parts.join(" · ") }</span> }
}

/// "7 of 12 stops" and a bar that says the same.
fn progress(route: &RouteRowView) -> Html {
    if route.kind == RouteKind::Logged {
        return html! { <span class="muted">{ text("entry-logged-route") }</span> };
    }
    let done = route.stops_done + route.stops_failed;
    let sentence =
        text_with("routes-stops-done", [("done", done.into()), ("count", route.stop_count.into())]);
    let failed = (route.stops_failed > 0)
        .then(|| text_with("routes-stops-failed", [("count", route.stops_failed.into())]));
    html! {
        <span class="route-progress">
            <progress class="progress" max={route.stop_count.max(1).to_string()} value={done.to_string()} aria-label={sentence.clone()}></progress>
            <span class="route-progress__text numbers">{ sentence }{ for failed.map(|failed| html! { <span class="muted">{ " · " }{ failed }</span> }) }</span>
            { for lateness(route.delay_min, route.late_stops) }
        </span>
    }
}
