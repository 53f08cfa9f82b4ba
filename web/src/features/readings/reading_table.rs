//! Odometer readings as rows.

use furgo_shared::readings::{ListReadings, ReadingKind, ReadingView};
use yew::prelude::*;

use crate::{
    features::histories::delete_button,
    format,
    hooks::Filters,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{CellSlot, Column, IconName, Row, StatusPill, Table, Tone},
};

/// The rows; `delete` is for those who may.
pub fn table(
    readings: &[ReadingView],
    filters: &Filters<ListReadings>,
    measures: Measures,
    delete: Option<Callback<ReadingView>>,
) -> Html {
    let columns = vec![
        Column::new(text("history-date"), CellSlot::Title).sorts_by("date"),
        Column::new(text("reading-kind"), CellSlot::Status),
        Column::new(text("history-vehicle"), CellSlot::Fact),
        Column::new(text("history-odometer"), CellSlot::Fact).number(),
        Column::new(text("history-notes"), CellSlot::Line),
    ];
    let rows: Vec<Row> = readings.iter().map(|reading| row(reading, measures, &delete)).collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "-date".to_owned());
    html! {
        <Table caption={text("readings-title")} {columns} {rows} {sort}
            onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} />
    }
}

fn row(reading: &ReadingView, measures: Measures, delete: &Option<Callback<ReadingView>>) -> Row {
    let cells = vec![
        html! { <span class="nowrap">{ format::day(reading.date) }</span> },
        kind(reading, measures),
        html! { &reading.vehicle },
        html! { { format::distance(reading.odometer_km, measures.units) } },
        html! { { for reading.notes.iter() } },
    ];
    let row = Row::new(reading.id, cells);
    let Some(delete) = delete else { return row };
    let reading = reading.clone();
    let id = reading.id;
    let onclick = delete.reform(move |()| reading.clone());
    row.to(Screen::EditReading { id }).actions(delete_button(onclick))
}

fn kind(reading: &ReadingView, measures: Measures) -> Html {
    match (reading.kind, reading.previous_km) {
        (ReadingKind::Replacement, Some(previous)) => {
            let previous = format::distance(previous, measures.units).to_string();
            let label = text_with("reading-replaced-at", [("previous", previous.into())]);
            html! { <StatusPill tone={Tone::Info} icon={IconName::Refresh} {label} /> }
        }
        (ReadingKind::Replacement, None) => {
            html! { <StatusPill tone={Tone::Info} icon={IconName::Refresh} label={text("reading-kind-replacement")} /> }
        }
        (ReadingKind::Reading, _) => {
            html! { <StatusPill icon={IconName::Gauge} label={text("reading-kind-reading")} /> }
        }
    }
}
