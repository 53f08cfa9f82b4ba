//! Refuels as rows, each with the economy of the interval that it closes, and their totals.

use furgo_shared::{
    fuel::Energy,
    measures::Measure,
    refuels::{ListRefuels, RefuelSums, RefuelView},
};
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
    ui::{CellSlot, Column, Row, Table},
};

/// The totals of the whole filter.
pub fn sums(sums: &RefuelSums, count: u64, measures: Measures) -> Html {
    totals(html! {
        <>
            { total(text("refuels-count"), format::whole(count)) }
            { total(text("history-cost"), format::money(sums.cost, measures.currency)) }
            { for sums.quantities.iter().map(|part| {
                let measure = Measure::of(part.fuel);
                total(words::fuel(part.fuel), format::fuel_quantity(part.quantity, measure, measures.units))
            }) }
        </>
    })
}

/// The rows; `delete` is for those who may.
pub fn table(
    refuels: &[RefuelView],
    filters: &Filters<ListRefuels>,
    measures: Measures,
    with_vehicle: bool,
    delete: Option<Callback<RefuelView>>,
) -> Html {
    let has_files = refuels.iter().any(|refuel| !refuel.files.is_empty());
    let vehicle = with_vehicle.then(|| Column::new(text("history-vehicle"), CellSlot::Fact));
    let columns: Vec<Column> = [
        Column::new(text("history-date"), CellSlot::Title).sorts_by("date"),
        Column::new(text("refuel-economy"), CellSlot::Status),
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        Column::new(text("history-fuel"), CellSlot::Fact),
        Column::new(text("refuel-quantity"), CellSlot::Fact).number(),
        Column::new(text("history-cost"), CellSlot::Fact).number().sorts_by("cost"),
        Column::new(text("refuel-unit-price"), CellSlot::Fact).number(),
        Column::new(text("history-odometer"), CellSlot::Fact).number(),
        Column::new(text("refuel-station"), CellSlot::Hidden),
    ])
    .chain(files::column(has_files))
    .collect();
    let rows: Vec<Row> = refuels
        .iter()
        .map(|refuel| row(refuel, measures, (with_vehicle, has_files), &delete))
        .collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "-date".to_owned());
    html! {
        <Table caption={text("refuels-title")} {columns} {rows} {sort}
            onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} />
    }
}

fn row(
    refuel: &RefuelView,
    measures: Measures,
    (with_vehicle, has_files): (bool, bool),
    delete: &Option<Callback<RefuelView>>,
) -> Row {
    let measure = Measure::of(refuel.fuel);
    let price =
        format::unit_price(refuel.unit_price.to_f64(), measure, measures.units, measures.currency);
    let odometer =
        refuel.odometer_km.map(|km| format::distance(km, measures.units)).unwrap_or_default();
    let vehicle = with_vehicle.then(|| html! { &refuel.vehicle });
    let cells = [
        html! { <span class="nowrap">{ format::day(refuel.date) }</span> },
        economy(refuel, measures),
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        html! { { words::fuel(refuel.fuel) } },
        html! { { format::fuel_quantity(refuel.quantity, measure, measures.units) } },
        html! { { format::money(refuel.cost, measures.currency) } },
        html! { { price } },
        html! { { odometer } },
        html! { { for refuel.station.iter() } },
    ])
    .chain(has_files.then(|| files::clips(&refuel.files)))
    .collect();
    let row = Row::new(refuel.id, cells);
    let Some(delete) = delete else { return row };
    let refuel = refuel.clone();
    let id = refuel.id;
    let onclick = delete.reform(move |()| refuel.clone());
    row.to(Screen::EditRefuel { id }).actions(delete_button(onclick))
}

/// What the interval took, or why nothing is said, and what is odd.
fn economy(refuel: &RefuelView, measures: Measures) -> Html {
    let measure = words::measure(Energy::of(refuel.fuel));
    let value = refuel.economy.as_ref().and_then(|interval| {
        let shown = format::economy(interval.value, measure, measures.units)?;
        Some(if interval.counted {
            html! { <span key="value" class="strong numbers">{ shown }</span> }
        } else {
            // Shown and struck out: it is in no average.
            html! { <s key="value" class="muted numbers" title={text("refuel-not-counted")}>{ shown }</s> }
        })
    });
    let partial = (!refuel.full_tank).then(|| {
        let level = refuel.level_after_percent.map_or_else(
            || text("refuel-partial"),
            |level| {
                let share = format::percent(level.to_f64() / 100.0);
                text_with("refuel-partial-to", [("level", share.to_string().into())])
            },
        );
        html! { <span key="partial" class="muted">{ level }</span> }
    });
    let missed = refuel.missed_previous.then(
        || html! { <span key="missed" class="muted">{ text("refuel-missed-previous") }</span> },
    );
    html! {
        <span class="row">
            { for value }
            { for partial }
            { for missed }
            { for refuel.flags.iter().map(|flag| words::flag_pill(*flag)) }
        </span>
    }
}
