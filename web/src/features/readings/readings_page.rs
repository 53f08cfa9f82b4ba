//! Odometer readings by themselves, and odometers that were replaced.

use furgo_shared::{
    access::Action,
    api,
    readings::{ListReadings, ReadingView},
    trash::TrashKind,
};
use yew::prelude::*;

use super::{
    filters::{ReadingFilters, is_filtered},
    reading_table::table,
};
use crate::{
    features::histories::{add_button, use_deletion},
    hooks::{use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::{use_measures, use_viewer},
    ui::{EmptyState, IconName, Listing, Page, ProblemBox},
};

/// A desktop shows this many rows without a second page.
const ROWS: u32 = 50;

/// See the module.
#[component]
pub fn ReadingsPage() -> Html {
    let (filters, measures) = (use_filters::<ListReadings>(), use_measures());
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let current = filters.current();
    let list = use_query(
        &api::LIST_READINGS,
        &[],
        &ListReadings { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let deletion = use_deletion(&api::DELETE_READING, TrashKind::Readings, "reading-deleted");
    let add = may_record
        .then(|| add_button(Screen::NewReading, current.vehicle.as_deref(), text("readings-add")));
    let listing = Listing {
        list: &list,
        nothing: nothing(may_record),
        filtered: is_filtered(current),
        onclear: filters.bind(|filters, ()| *filters = ListReadings::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let delete = may_record
        .then(|| deletion.delete.reform(|view: ReadingView| (view.id.into(), view.version)));
    html! {
        <Page title={text("readings-title")} subtitle={text("readings-subtitle")} actions={add} age={list.age()}>
            <ReadingFilters key="filters" filters={filters.clone()} />
            { for deletion.problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div class="history" key="list">{ listing.show(|rows| table(rows, &filters, measures, delete)) }</div>
        </Page>
    }
}

fn nothing(may_record: bool) -> Html {
    let hint = if may_record { text("readings-empty-hint") } else { text("history-empty-reader") };
    html! {
        <EmptyState icon={IconName::Gauge} title={text("readings-empty")} {hint}>
            { for may_record.then(|| add_button(Screen::NewReading, None, text("readings-add"))) }
        </EmptyState>
    }
}
