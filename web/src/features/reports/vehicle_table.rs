//! A line for each vehicle of a report.

use furgo_shared::stats::ReportRowView;
use yew::prelude::*;

use super::{compare::compared_short, figures::whole_distance};
use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{CellSlot, Column, Row, Table},
};

/// See the module.
pub fn vehicle_table(rows: &[ReportRowView], measures: Measures) -> Html {
    let unit = || ("unit", format::distance_unit(measures.units.distance).into());
    let number = |key: &str| Column::new(text_with(key, [unit()]), CellSlot::Fact).number();
    let columns = vec![
        Column::new(text("history-vehicle"), CellSlot::Title),
        Column::new(text("report-total"), CellSlot::Status).number(),
        number("report-change"),
        number("report-distance"),
        number("report-fuel"),
        number("report-maintenance"),
        number("report-expenses"),
        number("report-per-distance"),
        number("report-deliveries"),
        number("report-per-delivery"),
        number("report-ownership"),
    ];
    let rows: Vec<Row> = rows.iter().map(|view| row(view, measures)).collect();
    html! { <div class="report-table"><Table caption={text("report-by-vehicle")} {columns} {rows} /></div> }
}

fn row(view: &ReportRowView, measures: Measures) -> Row {
    let figures = &view.figures.now;
    let before = view.figures.before.as_ref().filter(|_| view.figures.is_comparable);
    let money = |amount: f64| format::money_short(amount, measures.currency);
    let cell = |value: Option<AttrValue>| html! { { value.unwrap_or_else(|| "–".into()) } };
    let total = figures.costs.total.to_f64();
    let cells = vec![
        html! { &view.vehicle },
        html! { <span class="strong numbers">{ money(total) }</span> },
        cell(compared_short(total, before.map(|before| before.costs.total.to_f64()))),
        cell(figures.distance_km.map(|km| whole_distance(km.to_f64(), measures))),
        cell(Some(money(figures.costs.fuel.to_f64()))),
        cell(Some(money(figures.costs.maintenance.to_f64()))),
        cell(Some(money(figures.costs.expenses.to_f64()))),
        cell(
            figures
                .costs
                .per_km
                .map(|cost| format::cost_per_distance(cost, measures.units, measures.currency)),
        ),
        cell(Some(format::whole(figures.deliveries.delivered))),
        cell(
            figures
                .deliveries
                .cost_per_delivery
                .map(|cost| format::money_of(cost, measures.currency)),
        ),
        cell(Some(money(figures.ownership.total.to_f64()))),
    ];
    Row::new(view.vehicle_id, cells).to(Screen::Vehicle { alias: view.vehicle.clone() })
}
