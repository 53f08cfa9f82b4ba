//! What the history of readings is narrowed down to; all of it stands in the URL.

use furgo_shared::readings::ListReadings;
use yew::prelude::*;

use crate::{
    features::histories::{VehicleField, filter_bar, sort_field},
    format::Span,
    hooks::Filters,
    ui::PeriodField,
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReadingFiltersProps {
    pub filters: Filters<ListReadings>,
}

/// Whether anything is left out.
pub fn is_filtered(current: &ListReadings) -> bool {
    current.page.is_some() || is_narrowed(current)
}

fn is_narrowed(current: &ListReadings) -> bool {
    current.vehicle.is_some() || current.from.is_some() || current.to.is_some()
}

/// See the module.
#[component]
pub fn ReadingFilters(props: &ReadingFiltersProps) -> Html {
    let filters = &props.filters;
    let current = filters.current();
    let fields = html! {
        <>
            <VehicleField key="vehicle" vehicle={current.vehicle.clone()}
                onchange={filters.bind(|filters, vehicle| { filters.vehicle = vehicle; filters.page = None; })} />
            <PeriodField key="period" span={(current.from, current.to)}
                onchange={filters.bind(|filters, (from, to): Span| { filters.from = from; filters.to = to; filters.page = None; })} />
            { sort_field(current.sort.as_deref(), None, filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })) }
        </>
    };
    filter_bar(Html::default(), is_narrowed(current), fields)
}
