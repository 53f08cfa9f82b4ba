//! The report of a vehicle or of the fleet; prints well.

use furgo_shared::{api, stats::ReportView};
use yew::prelude::*;

use super::{
    charts::month_charts,
    figures::{Scope, figures},
    query::ReportQuery,
    vehicle_table::vehicle_table,
};
use crate::{
    features::histories::VehicleField,
    format::{self, Span},
    hooks::{Filters, Query, use_filters, use_query},
    i18n::{text, text_with},
    platform,
    session::{Measures, use_measures},
    ui::{Button, Card, EmptyState, IconName, Page, PeriodField, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn ReportsPage() -> Html {
    let (filters, measures, today) =
        (use_filters::<ReportQuery>(), use_measures(), format::today());
    let asked = filters.current();
    let report = use_query(&api::REPORT, &[], &asked.request(today));
    let scope = Scope { vehicle: asked.vehicle.clone(), span: asked.span(today) };
    let content = match &*report {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={report.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => content(value, &scope, measures),
    };
    let print = Callback::from(|()| platform::document::print());
    let actions = html! { <Button icon={IconName::Printer} onclick={print}>{ text("report-print") }</Button> };
    let subtitle = subtitle(asked.vehicle.as_deref(), scope.span);
    html! {
        <Page title={text("report-title")} {subtitle} {actions} age={report.age()}>
            { fields(&filters, scope.span) }
            <div key="content">{ content }</div>
        </Page>
    }
}

/// What a printed page is about.
fn subtitle(vehicle: Option<&str>, (from, to): Span) -> AttrValue {
    let day = |day: Option<furgo_shared::time::Day>| {
        day.map_or_else(|| "…".to_owned(), |day| format::day(day).to_string())
    };
    let whose =
        vehicle.map_or_else(|| text("history-every-vehicle"), |alias| alias.to_owned().into());
    text_with(
        "report-subtitle",
        [("whose", whose.to_string().into()), ("from", day(from).into()), ("to", day(to).into())],
    )
}

fn fields(filters: &Filters<ReportQuery>, span: Span) -> Html {
    html! {
        <div class="toolbar no-print" key="filters">
            <VehicleField vehicle={filters.current().vehicle.clone()} onchange={filters.bind(|asked, vehicle| asked.vehicle = vehicle)} />
            <PeriodField {span} onchange={filters.bind(|asked, span: Span| asked.set_span(span))} />
        </div>
    }
}

fn content(report: &ReportView, scope: &Scope, measures: Measures) -> Html {
    if report.vehicles.is_empty() {
        return html! { <EmptyState icon={IconName::Chart} title={text("report-empty")} hint={text("report-empty-hint")} /> };
    }
    let vehicles = (scope.vehicle.is_none()).then(|| html! {
        <Card key="vehicles" title={text("report-by-vehicle")} flush=true>{ vehicle_table(&report.vehicles, measures) }</Card>
    });
    html! {
        <div class="stack">
            <div key="figures">{ figures(&report.total, scope, measures) }</div>
            <div key="charts">{ month_charts(&report.months, &report.months_before, measures) }</div>
            { for vehicles }
        </div>
    }
}
