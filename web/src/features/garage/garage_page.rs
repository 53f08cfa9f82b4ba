//! All vehicles as tiles, below the fleet's health.

use furgo_shared::{access::Action, api, stats::GarageView, vehicles::ListVehicles};
use yew::prelude::*;

use super::{health::health, tile::tile};
use crate::{
    format,
    hooks::{Filters, Query, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{
        Button, ButtonKind, Chip, Chips, Choice, EmptyState, IconName, LinkButton, Page,
        Pagination, ProblemCard, SearchField, SelectField, Skeleton,
    },
};

/// Most fleets have fewer: everything on one page.
const TILES: u32 = 60;

/// See the module.
#[component]
pub fn GaragePage() -> Html {
    let (filters, measures) = (use_filters::<ListVehicles>(), use_measures());
    let may_edit = use_viewer().role.may(Action::EditVehicles);
    let current = filters.current();
    let garage = use_query(
        &api::GARAGE,
        &[],
        &ListVehicles { limit: current.limit.or(Some(TILES)), ..current.clone() },
    );
    let content = match &*garage {
        Query::Loading => html! { <Skeleton lines=8 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={garage.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => content(value, &filters, measures, may_edit),
    };
    let actions = may_edit.then(|| add(ButtonKind::Primary));
    html! { <Page title={text("vehicles-title")} age={garage.age()} {actions}>{ content }</Page> }
}

fn add(kind: ButtonKind) -> Html {
    html! { <LinkButton to={Screen::NewVehicle} {kind} icon={IconName::Plus} shortcut="n">{ text("vehicles-add") }</LinkButton> }
}

fn content(
    view: &GarageView,
    filters: &Filters<ListVehicles>,
    measures: Measures,
    may_edit: bool,
) -> Html {
    if view.vehicles.total == 0 && *filters.current() == ListVehicles::default() {
        return nothing(may_edit);
    }
    let page = &view.vehicles;
    let tiles = if page.items.is_empty() {
        let onclick = filters.bind(|filters, ()| *filters = ListVehicles::default());
        html! {
            <EmptyState icon={IconName::Search} title={text("list-nothing-found")} hint={text("list-nothing-found-hint")}>
                <Button {onclick}>{ text("list-clear-filters") }</Button>
            </EmptyState>
        }
    } else {
        html! { <ul class="tiles">{ for page.items.iter().map(|view| tile(view, measures)) }</ul> }
    };
    html! {
        <div class="stack">
            <div key="health">{ health(&view.health, measures) }</div>
            <div class="toolbar" key="toolbar">{ toolbar(filters) }</div>
            <div key="tiles">{ tiles }</div>
            <Pagination key="pages" page={page.page} limit={page.limit} total={page.total} onpage={filters.bind(|filters, page| filters.page = Some(page))} />
        </div>
    }
}

fn nothing(may_edit: bool) -> Html {
    let hint = if may_edit { text("garage-empty-hint") } else { text("vehicles-empty-reader") };
    html! {
        <EmptyState icon={IconName::Truck} title={text("vehicles-empty")} {hint}>
            { for may_edit.then(|| add(ButtonKind::Primary)) }
        </EmptyState>
    }
}

fn toolbar(filters: &Filters<ListVehicles>) -> Html {
    let current = filters.current();
    let onsearch = filters.bind(|filters, q: String| {
        filters.q = format::filled(&q);
        filters.page = None;
    });
    let onchange = filters.bind(|filters, sort: String| {
        filters.sort = Some(sort).filter(|sort| sort != "alias");
        filters.page = None;
    });
    let ontoggle = filters.bind(|filters, id: AttrValue| {
        let pressed = Some(id == "active");
        filters.is_active = if filters.is_active == pressed { None } else { pressed };
        filters.page = None;
    });
    let chips = vec![
        Chip::new("active", text("state-in-service"), current.is_active == Some(true)),
        Chip::new("inactive", text("state-out-of-service"), current.is_active == Some(false)),
    ];
    let orders = vec![
        Choice::new("alias", text("vehicle-alias")),
        Choice::new("-odometer_km", text("garage-sort-odometer")),
        Choice::new("-created_at", text("garage-sort-newest")),
    ];
    html! {
        <>
            <SearchField key="search" label={text("vehicles-search")} value={current.q.clone().unwrap_or_default()} {onsearch} />
            <SelectField key="sort" name="sort" label={text("history-sort")} choices={orders} {onchange} optional=true
                value={current.sort.clone().unwrap_or_else(|| "alias".to_owned())} />
            <Chips key="state" label={text("vehicles-state")} {chips} {ontoggle} />
        </>
    }
}
