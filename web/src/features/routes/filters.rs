//! What the list of routes is narrowed down to. On a phone the fields hide behind one button.

use furgo_shared::{
    access::Action,
    api,
    routes::{ListRoutes, RouteKind, RouteStatus},
    text::{from_wire_name, wire_name},
    users::AskDrivers,
    vehicles::ListVehicles,
};
use yew::prelude::*;

use crate::{
    hooks::{Filters, use_query},
    i18n::text,
    session::use_viewer,
    ui::{Choice, DateField, SelectField, Tab, Tabs},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteFiltersProps {
    pub filters: Filters<ListRoutes>,
}

/// See the module.
#[component]
pub fn RouteFilters(props: &RouteFiltersProps) -> Html {
    let (filters, viewer) = (&props.filters, use_viewer());
    let current = filters.current();
    let status = current.status.map(|status| wire_name(&status)).unwrap_or_default();
    let onselect = filters.bind(|filters, id: AttrValue| {
        filters.status = from_wire_name(&id);
        filters.page = None;
    });
    let day =
        |day: Option<furgo_shared::time::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    html! {
        <div class="stack">
            <Tabs label={text("routes-status")} tabs={tabs()} active={status} {onselect} />
            <details class="filters" open={is_narrowed(current)}>
                <summary class="button button--secondary">{ text("routes-filters") }</summary>
                <div class="toolbar">
                    <DateField name="from" label={text("routes-from")} value={day(current.from)} optional=true
                        oninput={filters.bind(|filters, value: String| { filters.from = value.parse().ok(); filters.page = None; })} />
                    <DateField name="to" label={text("routes-to")} value={day(current.to)} optional=true
                        oninput={filters.bind(|filters, value: String| { filters.to = value.parse().ok(); filters.page = None; })} />
                    { for viewer.role.may(Action::ListDrivers).then(|| html! { <DriverFilter key="driver" filters={filters.clone()} /> }) }
                    <VehicleFilter key="vehicle" filters={filters.clone()} />
                    { kind_filter(filters) }
                </div>
            </details>
        </div>
    }
}

fn is_narrowed(filters: &ListRoutes) -> bool {
    filters.from.is_some()
        || filters.to.is_some()
        || filters.driver_id.is_some()
        || filters.vehicle.is_some()
        || filters.kind.is_some()
}

/// Delivered, logged, or both.
fn kind_filter(filters: &Filters<ListRoutes>) -> Html {
    let each = [RouteKind::Delivery, RouteKind::Logged].into_iter().map(|kind| {
        let name = wire_name(&kind);
        let label = text(&format!("vehicle-routes-{name}"));
        Choice::new(name, label)
    });
    let choices: Vec<Choice> =
        std::iter::once(Choice::new("", text("history-all"))).chain(each).collect();
    let value = filters.current().kind.map(|kind| wire_name(&kind)).unwrap_or_default();
    let onchange = filters.bind(|filters, value: String| {
        filters.kind = from_wire_name(&value);
        filters.page = None;
    });
    html! { <SelectField key="kind" name="kind" label={text("vehicle-routes-kind")} {value} {choices} {onchange} optional=true /> }
}

fn tabs() -> Vec<Tab> {
    let all = Tab::new("", text("routes-all"));
    let each = RouteStatus::ALL.into_iter().map(|status| {
        let name = wire_name(&status);
        let label = text(&format!("route-status-{name}"));
        Tab::new(name, label)
    });
    std::iter::once(all).chain(each).collect()
}

#[component]
fn DriverFilter(props: &RouteFiltersProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::default());
    let all = Choice::new("", text("routes-every-driver"));
    let known = drivers.value().map(|drivers| drivers.items.clone()).unwrap_or_default();
    let chosen = props.filters.current().driver_id;
    // Still loading, or they no longer drive: the choice stays what it is.
    let gone = chosen.filter(|id| known.iter().all(|driver| driver.id != *id));
    let choices: Vec<Choice> = std::iter::once(all)
        .chain(known.into_iter().map(|driver| Choice::new(driver.id.to_string(), driver.name)))
        .chain(gone.map(|id| {
            let label = match drivers.value() {
                Some(_) => text("package-driver-other"),
                None => "…".into(),
            };
            Choice::new(id.to_string(), label)
        }))
        .collect();
    let value = chosen.map(|id| id.to_string()).unwrap_or_default();
    let onchange = props.filters.bind(|filters, value: String| {
        filters.driver_id = value.parse().ok();
        filters.page = None;
    });
    html! { <SelectField name="driver_id" label={text("routes-driver")} {value} {choices} {onchange} optional=true /> }
}

#[component]
fn VehicleFilter(props: &RouteFiltersProps) -> Html {
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { limit: Some(100), ..ListVehicles::default() },
    );
    let all = Choice::new("", text("routes-every-vehicle"));
    let known = vehicles.value().map(|vehicles| vehicles.items.clone()).unwrap_or_default();
    let choices: Vec<Choice> = std::iter::once(all)
        .chain(
            known
                .into_iter()
                .map(|vehicle| Choice::new(vehicle.alias.clone(), vehicle.stored.alias)),
        )
        .collect();
    let value = props.filters.current().vehicle.clone().unwrap_or_default();
    let onchange = props.filters.bind(|filters, value: String| {
        filters.vehicle = Some(value).filter(|value| !value.is_empty());
        filters.page = None;
    });
    html! { <SelectField name="vehicle" label={text("routes-vehicle")} {value} {choices} {onchange} optional=true /> }
}
