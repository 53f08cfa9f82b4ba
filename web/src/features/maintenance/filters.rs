//! What the history of maintenance is narrowed down to; all of it stands in the URL.

use furgo_shared::{
    maintenance::{ListMaintenance, MaintenanceKind},
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use crate::{
    features::histories::{VehicleField, filter_bar, sort_field, words},
    format::{Span, filled},
    hooks::Filters,
    i18n::text,
    ui::{Choice, PeriodField, SearchField, SelectField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MaintenanceFiltersProps {
    pub filters: Filters<ListMaintenance>,
    /// Stands on the page of a vehicle, below its period.
    pub of_vehicle: bool,
}

/// Whether anything is left out.
pub fn is_filtered(current: &ListMaintenance, of_vehicle: bool) -> bool {
    current.q.is_some() || current.page.is_some() || is_narrowed(current, of_vehicle)
}

fn is_narrowed(current: &ListMaintenance, of_vehicle: bool) -> bool {
    (current.vehicle.is_some() && !of_vehicle)
        || current.kind.is_some()
        || (!of_vehicle && (current.from.is_some() || current.to.is_some()))
}

/// See the module.
#[component]
pub fn MaintenanceFilters(props: &MaintenanceFiltersProps) -> Html {
    let filters = &props.filters;
    let current = filters.current();
    let search = html! {
        <SearchField label={text("maintenance-search")} value={current.q.clone().unwrap_or_default()}
            onsearch={filters.bind(|filters, q: String| { filters.q = filled(&q); filters.page = None; })} />
    };
    let vehicle = (!props.of_vehicle).then(|| html! {
        <VehicleField key="vehicle" vehicle={current.vehicle.clone()}
            onchange={filters.bind(|filters, vehicle| { filters.vehicle = vehicle; filters.page = None; })} />
    });
    let period = (!props.of_vehicle).then(|| html! {
        <PeriodField key="period" span={(current.from, current.to)}
            onchange={filters.bind(|filters, (from, to): Span| { filters.from = from; filters.to = to; filters.page = None; })} />
    });
    let fields = html! {
        <>
            { for vehicle }
            <SelectField key="kind" name="kind" label={text("maintenance-kind")} choices={kinds()} optional=true
                value={current.kind.map(|kind| wire_name(&kind)).unwrap_or_default()}
                onchange={filters.bind(|filters, kind: String| { filters.kind = from_wire_name(&kind); filters.page = None; })} />
            { for period }
            { sort_field(current.sort.as_deref(), Some("cost"), filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })) }
        </>
    };
    filter_bar(search, is_narrowed(current, props.of_vehicle), fields)
}

fn kinds() -> Vec<Choice> {
    let each = MaintenanceKind::ALL
        .iter()
        .map(|kind| Choice::new(wire_name(kind), words::maintenance_kind(*kind)));
    std::iter::once(Choice::new("", text("history-all"))).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vehicle_of_the_page_is_no_filter() {
        let current =
            ListMaintenance { vehicle: Some("van-1".to_owned()), ..ListMaintenance::default() };
        assert!(is_filtered(&current, false));
        assert!(!is_filtered(&current, true));
        assert!(is_filtered(&ListMaintenance { page: Some(2), ..current }, true));
    }
}
