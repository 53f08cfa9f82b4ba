//! What the history of expenses is narrowed down to; all of it stands in the URL.

use furgo_shared::{
    expenses::{ExpenseCategory, ListExpenses},
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use crate::{
    features::histories::{VehicleField, filter_bar, sort_field, words, yes_field},
    format::{Span, filled},
    hooks::Filters,
    i18n::text,
    ui::{Choice, PeriodField, SearchField, SelectField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ExpenseFiltersProps {
    pub filters: Filters<ListExpenses>,
    /// Stands on the page of a vehicle, below its period.
    pub of_vehicle: bool,
}

/// Whether anything is left out.
pub fn is_filtered(current: &ListExpenses, of_vehicle: bool) -> bool {
    current.q.is_some() || current.page.is_some() || is_narrowed(current, of_vehicle)
}

fn is_narrowed(current: &ListExpenses, of_vehicle: bool) -> bool {
    (current.vehicle.is_some() && !of_vehicle)
        || current.category.is_some()
        || current.tax_deductible.is_some()
        || (!of_vehicle && (current.from.is_some() || current.to.is_some()))
}

/// See the module.
#[component]
pub fn ExpenseFilters(props: &ExpenseFiltersProps) -> Html {
    let filters = &props.filters;
    let current = filters.current();
    let search = html! {
        <SearchField label={text("expenses-search")} value={current.q.clone().unwrap_or_default()}
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
            <SelectField key="category" name="category" label={text("expense-category")} choices={categories()} optional=true
                value={current.category.map(|category| wire_name(&category)).unwrap_or_default()}
                onchange={filters.bind(|filters, category: String| { filters.category = from_wire_name(&category); filters.page = None; })} />
            { yes_field("tax_deductible", text("expense-tax-deductible"), current.tax_deductible, filters.bind(|filters, yes| { filters.tax_deductible = yes; filters.page = None; })) }
            { for period }
            { sort_field(current.sort.as_deref(), Some("amount"), filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })) }
        </>
    };
    filter_bar(search, is_narrowed(current, props.of_vehicle), fields)
}

fn categories() -> Vec<Choice> {
    let each = ExpenseCategory::ALL
        .iter()
        .map(|category| Choice::new(wire_name(category), words::expense_category(*category)));
    std::iter::once(Choice::new("", text("history-all"))).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vehicle_of_the_page_is_no_filter() {
        let current = ListExpenses { vehicle: Some("van-1".to_owned()), ..ListExpenses::default() };
        assert!(is_filtered(&current, false));
        assert!(!is_filtered(&current, true));
        assert!(is_filtered(&ListExpenses { page: Some(2), ..current }, true));
    }
}
