//! The routes of a vehicle, delivered and logged.

use furgo_shared::{api, routes::RouteKind, routes::RouteRowView, text::wire_name};
use yew::prelude::*;

use super::query::VehicleQuery;
use crate::{
    features::routes::RouteTable,
    hooks::{Filters, use_query},
    i18n::text,
    ui::{Chip, Chips, EmptyState, IconName, Listing},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoutesTabProps {
    pub alias: String,
    pub filters: Filters<VehicleQuery>,
}

/// See the module.
#[component]
pub fn RoutesTab(props: &RoutesTabProps) -> Html {
    let filters = &props.filters;
    let current = filters.current();
    let routes = use_query(&api::LIST_ROUTES, &[], &current.routes(&props.alias));
    let kinds = [RouteKind::Delivery, RouteKind::Logged];
    let chips: Vec<Chip> = kinds
        .iter()
        .map(|kind| {
            let name = wire_name(kind);
            let label = text(&format!("vehicle-routes-{name}"));
            Chip::new(name, label, current.route_kind == Some(*kind))
        })
        .collect();
    let ontoggle = filters.bind(move |query, id: AttrValue| {
        let pressed = kinds.into_iter().find(|kind| wire_name(kind) == *id);
        query.route_kind = pressed.filter(|kind| query.route_kind != Some(*kind));
        query.page = None;
    });
    let listing = Listing {
        list: &routes,
        nothing: html! { <EmptyState icon={IconName::Route} title={text("vehicle-routes-none")} hint={text("vehicle-routes-none-hint")} /> },
        filtered: current.route_kind.is_some() || current.page.is_some(),
        onclear: filters.bind(|query, ()| {
            query.route_kind = None;
            query.page = None;
        }),
        onpage: filters.bind(|query, page| query.page = Some(page)),
    };
    let table = |rows: &[RouteRowView]| {
        html! { <RouteTable rows={rows.to_vec()} caption={text("vehicle-tab-routes")} /> }
    };
    html! {
        <div class="stack">
            <Chips key="kinds" label={text("vehicle-routes-kind")} {chips} {ontoggle} />
            <div key="list">{ listing.show(table) }</div>
        </div>
    }
}
