//! The latest routes of a vehicle.

use furgo_shared::{
    api,
    routes::{ListRoutes, RouteRowView},
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    ui::{Card, CellSlot, Column, ProblemCard, Row, Skeleton, Table, route_pill},
};

/// What fits beside the particulars; the list of routes has them all.
const ROWS: u32 = 8;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoutesCardProps {
    pub alias: String,
}

/// See the module.
#[component]
pub fn RoutesCard(props: &RoutesCardProps) -> Html {
    let routes = use_query(
        &api::LIST_ROUTES,
        &[],
        &ListRoutes {
            vehicle: Some(props.alias.clone()),
            limit: Some(ROWS),
            ..ListRoutes::default()
        },
    );
    let (flush, content) = match &*routes {
        Query::Loading => (false, html! { <Skeleton lines=4 rows=true /> }),
        Query::Failed(problem) => (
            false,
            html! { <ProblemCard problem={problem.clone()} onretry={routes.refetch.clone()} /> },
        ),
        Query::Ready { value, .. } if value.items.is_empty() => {
            (false, html! { <p class="muted">{ text("vehicle-routes-none") }</p> })
        }
        Query::Ready { value, .. } => (true, table(&value.items)),
    };
    html! { <Card title={text("vehicle-routes")} {flush}><div key="content">{ content }</div></Card> }
}

fn table(routes: &[RouteRowView]) -> Html {
    let columns = vec![
        Column::new(text("vehicle-route-day"), CellSlot::Title),
        Column::new(text("vehicle-route-state"), CellSlot::Status),
        Column::new(text("vehicle-route-driver"), CellSlot::Fact),
        Column::new(text("vehicle-route-distance"), CellSlot::Fact).number(),
    ];
    let rows: Vec<Row> = routes.iter().map(row).collect();
    html! { <Table caption={text("vehicle-routes")} {columns} {rows} /> }
}

fn row(route: &RouteRowView) -> Row {
    Row::new(
        route.id,
        vec![
            html! { { format::day(route.date) } },
            route_pill(route.status),
            html! { { route.driver_name.clone().unwrap_or_else(|| "–".to_owned()) } },
            html! { { format::km(route.distance_km) } },
        ],
    )
    .to(Screen::Route { id: route.id })
}
