//! Work on vehicles as rows, each with its plan for the next time, and their totals.

use furgo_shared::maintenance::{ListMaintenance, MaintenanceSums, MaintenanceView};
use yew::prelude::*;

use crate::{
    features::{
        files,
        histories::{delete_button, total, totals, words},
    },
    format,
    hooks::Filters,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{CellSlot, Column, IconName, Row, StatusPill, Table},
};

/// The totals of the whole filter.
pub fn sums(sums: &MaintenanceSums, count: u64, measures: Measures) -> Html {
    totals(html! {
        <>
            { total(text("maintenance-count"), format::whole(count)) }
            { total(text("history-cost"), format::money(sums.cost, measures.currency)) }
        </>
    })
}

/// The rows; `delete` is for those who may.
pub fn table(
    works: &[MaintenanceView],
    filters: &Filters<ListMaintenance>,
    measures: Measures,
    with_vehicle: bool,
    delete: Option<Callback<MaintenanceView>>,
) -> Html {
    let has_files = works.iter().any(|work| !work.files.is_empty());
    let vehicle = with_vehicle.then(|| Column::new(text("history-vehicle"), CellSlot::Fact));
    let columns: Vec<Column> = [
        Column::new(text("history-date"), CellSlot::Title).sorts_by("date"),
        Column::new(text("maintenance-kind"), CellSlot::Status),
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        Column::new(text("history-description"), CellSlot::Line),
        Column::new(text("history-cost"), CellSlot::Fact).number().sorts_by("cost"),
        Column::new(text("history-odometer"), CellSlot::Fact).number(),
        Column::new(text("maintenance-provider"), CellSlot::Hidden),
        Column::new(text("maintenance-next"), CellSlot::Fact),
    ])
    .chain(files::column(has_files))
    .collect();
    let rows: Vec<Row> =
        works.iter().map(|work| row(work, measures, (with_vehicle, has_files), &delete)).collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "-date".to_owned());
    html! {
        <Table caption={text("maintenance-title")} {columns} {rows} {sort}
            onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} />
    }
}

fn row(
    work: &MaintenanceView,
    measures: Measures,
    (with_vehicle, has_files): (bool, bool),
    delete: &Option<Callback<MaintenanceView>>,
) -> Row {
    let vehicle = with_vehicle.then(|| html! { &work.vehicle });
    let cells = [
        html! { <span class="nowrap">{ format::day(work.date) }</span> },
        html! { <StatusPill icon={IconName::Wrench} label={words::maintenance_kind(work.kind)} /> },
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        html! { &work.description },
        html! { { format::money(work.cost, measures.currency) } },
        html! { { format::distance(work.odometer_km, measures.units) } },
        html! { { for work.provider.iter() } },
        html! { { next(work, measures) } },
    ])
    .chain(has_files.then(|| files::clips(&work.files)))
    .collect();
    let row = Row::new(work.id, cells);
    let Some(delete) = delete else { return row };
    let work = work.clone();
    let id = work.id;
    let onclick = delete.reform(move |()| work.clone());
    row.to(Screen::EditMaintenance { id }).actions(delete_button(onclick))
}

/// When it is due again, as long as no later work has closed the plan.
fn next(work: &MaintenanceView, measures: Measures) -> AttrValue {
    let odometer = work.next_odometer_km.map(|km| format::distance(km, measures.units));
    match (work.next_date.map(format::day), odometer) {
        _ if !work.is_planned => AttrValue::default(),
        (Some(day), Some(odometer)) => text_with(
            "maintenance-next-either",
            [("day", day.to_string().into()), ("odometer", odometer.to_string().into())],
        ),
        (day, odometer) => day.or(odometer).unwrap_or_default(),
    }
}
