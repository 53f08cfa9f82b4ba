//! Charts of the months of a report.

use furgo_shared::{stats::MonthRowView, time::Day};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    session::Measures,
    ui::{Chart, ChartData, Series},
};

/// How a value of a chart is written.
type Shown = Callback<f64, AttrValue>;
/// What a month cost in one way.
type CostOf = fn(&MonthRowView) -> f64;

/// Cost by kind, distance, cost for each km and cost of ownership, month by month; beside them the
/// same months of the year before, where there are any.
pub fn month_charts(now: &[MonthRowView], before: &[MonthRowView], measures: Measures) -> Html {
    let months: Vec<Day> = now.iter().filter_map(|row| first_day(&row.month)).collect();
    let money = {
        let currency = measures.currency;
        Shown::from(move |amount: f64| format::money_of(amount, currency))
    };
    let symbol = AttrValue::from(format::currency_symbol(measures.currency));
    let distance_unit = format::distance_unit(measures.units.distance);
    let km = measures.units.distance.km();
    let in_unit = Shown::from(move |distance: f64| {
        format!("{}\u{202f}{distance_unit}", format::decimal(distance, 0)).into()
    });
    let rate = {
        let (units, currency) = (measures.units, measures.currency);
        // The value is in the reader's unit already: only the writing is wanted.
        Shown::from(move |cost: f64| {
            format::cost_per_distance(cost / units.distance.km(), units, currency)
        })
    };
    let compare = |value: &dyn Fn(&MonthRowView) -> Option<f64>| {
        let values = |rows: &[MonthRowView]| rows.iter().map(value).collect::<Vec<_>>();
        let earlier = (!before.is_empty())
            .then(|| Series::new(text("chart-year-before"), aligned(values(before), now.len())));
        ChartData::bars(months.clone(), Series::new(text("report-period"), values(now)), earlier)
    };
    let kinds: [(&str, CostOf); 3] = [
        ("report-fuel", |row| row.fuel_cost.to_f64()),
        ("report-maintenance", |row| row.maintenance_cost.to_f64()),
        ("report-expenses", |row| row.expenses_cost.to_f64()),
    ];
    let parts = kinds
        .map(|(key, cost)| Series::new(text(key), now.iter().map(|row| Some(cost(row))).collect()));
    let costs = ChartData::stacked(months.clone(), parts.to_vec());
    let driven = compare(&|row| row.distance_km.map(|distance| distance.to_f64() / km));
    let per_distance = compare(&|row| row.cost_per_km.map(|cost| cost * km));
    let ownership = compare(&|row| Some(row.ownership_cost.to_f64()));
    let charts = [
        ("report-chart-costs", symbol.clone(), costs, money.clone()),
        ("report-chart-distance", distance_unit.into(), driven, in_unit),
        (
            "report-chart-per-distance",
            format!("{symbol}/{distance_unit}").into(),
            per_distance,
            rate,
        ),
        ("report-chart-ownership", symbol, ownership, money),
    ];
    html! {
        <div class="charts">
            { for charts.into_iter().map(|(key, unit, data, shown)| html! {
                <div class="card" {key}><Chart title={text_with(key, [("unit", distance_unit.into())])} {unit} {data} {shown} empty={text("report-chart-empty")} /></div>
            }) }
        </div>
    }
}

/// `YYYY-MM`.
fn first_day(month: &str) -> Option<Day> {
    format!("{month}-01").parse().ok()
}

/// As many values as there are months now; both lists end with the last month.
fn aligned(mut values: Vec<Option<f64>>, count: usize) -> Vec<Option<f64>> {
    let surplus = values.len().saturating_sub(count);
    values.drain(..surplus);
    let missing = count.saturating_sub(values.len());
    std::iter::repeat_n(None, missing).chain(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_before_lies_below_its_months() {
        assert_eq!(aligned(vec![Some(1.0), Some(2.0)], 3), [None, Some(1.0), Some(2.0)]);
        assert_eq!(aligned(vec![Some(1.0), Some(2.0)], 1), [Some(2.0)]);
        assert_eq!(aligned(vec![], 0), []);
        assert_eq!(first_day("2026-02").map(|day| day.to_string()).as_deref(), Some("2026-02-01"));
        assert_eq!(first_day("soon"), None);
    }
}
