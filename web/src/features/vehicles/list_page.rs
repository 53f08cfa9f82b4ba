//! All vehicles.

use furgo_shared::{
    access::Action,
    api,
    vehicles::{ListVehicles, VehicleView},
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Filters, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{
        ButtonKind, CellSlot, Chip, Chips, Column, EmptyState, IconName, LinkButton, Listing, Page,
        Row, SearchField, Table, activity_pill,
    },
};

/// A desktop shows this many rows without a second page; most fleets have fewer.
const ROWS: u32 = 50;

/// See the module.
#[component]
pub fn VehiclesPage() -> Html {
    let (filters, may_edit) =
        (use_filters::<ListVehicles>(), use_viewer().role.may(Action::EditVehicles));
    let current = filters.current();
    let list = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let add = may_edit.then(|| html! {
        <LinkButton to={Screen::NewVehicle} kind={ButtonKind::Primary} icon={IconName::Plus} shortcut="n">{ text("vehicles-add") }</LinkButton>
    });
    let listing = Listing {
        list: &list,
        nothing: nothing(may_edit),
        filtered: current.q.is_some() || current.is_active.is_some() || current.page.is_some(),
        onclear: filters.bind(|filters, ()| *filters = ListVehicles::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    html! {
        <Page title={text("vehicles-title")} age={list.age()} actions={add}>
            <div class="toolbar" key="toolbar">{ toolbar(&filters) }</div>
            <div key="list">{ listing.show(|rows| table(rows, &filters)) }</div>
        </Page>
    }
}

fn nothing(may_edit: bool) -> Html {
    let hint = if may_edit { text("vehicles-empty-hint") } else { text("vehicles-empty-reader") };
    html! {
        <EmptyState icon={IconName::Truck} title={text("vehicles-empty")} {hint}>
            { for may_edit.then(|| html! { <LinkButton to={Screen::NewVehicle} kind={ButtonKind::Primary}>{ text("vehicles-add") }</LinkButton> }) }
        </EmptyState>
    }
}

fn toolbar(filters: &Filters<ListVehicles>) -> Html {
    let active = filters.current().is_active;
    let onsearch = filters.bind(|filters, q: String| {
        filters.q = format::filled(&q);
        filters.page = None;
    });
    let ontoggle = filters.bind(|filters, id: AttrValue| {
        let pressed = Some(id == "active");
        filters.is_active = if filters.is_active == pressed { None } else { pressed };
        filters.page = None;
    });
    let chips = vec![
        Chip::new("active", text("state-active"), active == Some(true)),
        Chip::new("inactive", text("state-inactive"), active == Some(false)),
    ];
    html! {
        <>
            <SearchField label={text("vehicles-search")} value={filters.current().q.clone().unwrap_or_default()} {onsearch} />
            <Chips label={text("vehicles-state")} {chips} {ontoggle} />
        </>
    }
}

fn table(vehicles: &[VehicleView], filters: &Filters<ListVehicles>) -> Html {
    let columns = vec![
        Column::new(text("vehicle-alias"), CellSlot::Title).sorts_by("alias"),
        Column::new(text("vehicles-state"), CellSlot::Status),
        Column::new(text("vehicle-make-and-model"), CellSlot::Line),
        Column::new(text("vehicle-plate"), CellSlot::Fact),
        Column::new(text("vehicle-fuel"), CellSlot::Hidden),
        Column::new(text("vehicle-drivers"), CellSlot::Hidden).number(),
        Column::new(text("vehicle-odometer"), CellSlot::Fact).number().sorts_by("odometer_km"),
    ];
    let rows: Vec<Row> = vehicles.iter().map(row).collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "alias".to_owned());
    html! { <Table caption={text("vehicles-title")} {columns} {rows} {sort} onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} /> }
}

fn row(vehicle: &VehicleView) -> Row {
    Row::new(
        vehicle.id,
        vec![
            html! { &vehicle.alias },
            activity_pill(vehicle.is_active),
            html! { { format!("{} {}", vehicle.make, vehicle.model) } },
            html! { { for vehicle.plate.iter() } },
            html! { { super::facts::fuel(vehicle.fuel) } },
            html! { { format::whole(vehicle.driver_ids.len().try_into().unwrap_or_default()) } },
            html! { <span class="strong">{ format::km(vehicle.odometer_km) }</span> },
        ],
    )
    .to(Screen::Vehicle { alias: vehicle.alias.clone() })
}
