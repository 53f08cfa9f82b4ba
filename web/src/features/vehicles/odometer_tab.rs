//! The one odometer timeline of a vehicle: every reading with the record that it comes from.

use furgo_shared::{
    api,
    odometer::Source,
    readings::{ListTimeline, TimelineView},
};
use yew::prelude::*;

use super::query::VehicleQuery;
use crate::{
    features::histories::words,
    format,
    hooks::{Filters, use_query},
    i18n::text,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{CellSlot, Column, EmptyState, IconName, Listing, Row, StatusPill, Table, Tone},
};

/// A desktop shows this many rows without a second page.
const ROWS: u32 = 50;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OdometerTabProps {
    pub alias: String,
    pub filters: Filters<VehicleQuery>,
}

/// See the module.
#[component]
pub fn OdometerTab(props: &OdometerTabProps) -> Html {
    let (filters, measures, viewer) = (&props.filters, use_measures(), use_viewer());
    let current = filters.current();
    let (from, to) = current.span();
    let timeline = use_query(
        &api::VEHICLE_TIMELINE,
        &[&props.alias],
        &ListTimeline { from, to, page: current.page, limit: Some(ROWS) },
    );
    let listing = Listing {
        list: &timeline,
        nothing: html! { <EmptyState icon={IconName::Gauge} title={text("history-empty-period")} hint={text("odometer-none-hint")} /> },
        filtered: current.page.is_some(),
        onclear: filters.bind(|query, ()| query.page = None),
        onpage: filters.bind(|query, page| query.page = Some(page)),
    };
    let is_open = |screen: &Screen| screen.is_open_to(viewer.role);
    html! { <div>{ listing.show(|points| table(points, measures, is_open)) }</div> }
}

fn table(points: &[TimelineView], measures: Measures, is_open: impl Fn(&Screen) -> bool) -> Html {
    let columns = vec![
        Column::new(text("history-date"), CellSlot::Title),
        Column::new(text("odometer-state"), CellSlot::Status),
        Column::new(text("history-odometer"), CellSlot::Fact).number(),
        Column::new(text("odometer-from"), CellSlot::Fact),
    ];
    let rows: Vec<Row> = points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let row = row(point, is_replacement(points, index), index, measures);
            match record_of(point).filter(&is_open) {
                Some(screen) => row.to(screen),
                None => row,
            }
        })
        .collect();
    html! { <Table caption={text("vehicle-tab-odometer")} {columns} {rows} /> }
}

fn row(point: &TimelineView, replaced: bool, index: usize, measures: Measures) -> Row {
    let conflict = point.in_conflict.then(|| {
        let label = text("flag-odometer_conflict");
        html! { <StatusPill key="conflict" tone={Tone::Bad} icon={IconName::Alert} {label} /> }
    });
    let replaced = replaced.then(|| {
        let label = text("reading-kind-replacement");
        html! { <StatusPill key="replaced" tone={Tone::Info} icon={IconName::Refresh} {label} /> }
    });
    Row::new(
        format!("{index}{}", point.record_id),
        vec![
            html! { <span class="nowrap">{ format::day(point.date) }</span> },
            html! { <>{ for conflict }{ for replaced }</> },
            html! { { format::distance(point.odometer_km, measures.units) } },
            html! { { words::source(point.source) } },
        ],
    )
}

/// A replaced odometer says two things: what the old one showed last and the new one first.
fn is_replacement(points: &[TimelineView], index: usize) -> bool {
    let Some(point) = points.get(index).filter(|point| point.source == Source::Reading) else {
        return false;
    };
    points
        .iter()
        .enumerate()
        .any(|(other, neighbour)| other != index && neighbour.record_id == point.record_id)
}

/// The record that says it.
fn record_of(point: &TimelineView) -> Option<Screen> {
    match point.source {
        Source::Refuel => Some(Screen::EditRefuel { id: point.record_id.into() }),
        Source::Maintenance => Some(Screen::EditMaintenance { id: point.record_id.into() }),
        Source::Reading => Some(Screen::EditReading { id: point.record_id.into() }),
        Source::RouteStart | Source::RouteEnd => Some(Screen::Route { id: point.record_id.into() }),
        Source::Initial => None,
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::units::Km;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_reading_that_is_there_twice_is_a_replacement() {
        let point = |id: u128, source| TimelineView {
            record_id: Uuid::from_u128(id),
            source,
            date: "2026-03-01".parse().expect("a day of the calendar"),
            odometer_km: Km::whole(10),
            in_conflict: false,
        };
        let points = [
            point(1, Source::Reading),
            point(2, Source::Reading),
            point(2, Source::Reading),
            point(3, Source::RouteEnd),
            point(3, Source::RouteStart),
        ];
        let found: Vec<bool> =
            (0..points.len()).map(|index| is_replacement(&points, index)).collect();
        assert_eq!(found, [false, true, true, false, false]);
    }
}
