//! A vehicle's figures of a period beside the year before, their charts, and its particulars.

use std::rc::Rc;

use furgo_shared::{
    access::Action,
    api,
    readings::ListFindings,
    stats::{PeriodOf, ReportView},
    vehicles::VehicleView,
};
use yew::prelude::*;

use super::{activity::Activity, drivers_card::DriversCard, facts::FactsCard};
use crate::{
    features::{
        histories::query_of,
        reports::{Scope, figures, month_charts},
    },
    format::Span,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    screens::Screen,
    session::{use_measures, use_viewer},
    ui::{Icon, IconName, LinkButton, ProblemCard, Skeleton, service_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OverviewTabProps {
    pub vehicle: Rc<VehicleView>,
    pub span: Span,
}

/// See the module.
#[component]
pub fn OverviewTab(props: &OverviewTabProps) -> Html {
    let (vehicle, measures) = (&props.vehicle, use_measures());
    let may_edit = use_viewer().role.may(Action::EditVehicles);
    let scope = Scope { vehicle: Some(vehicle.alias.clone()), span: props.span };
    let (from, to) = props.span;
    let report =
        use_query(&api::REPORT, &[], &PeriodOf { vehicle: Some(vehicle.alias.clone()), from, to });
    let charts = match &*report {
        Query::Loading => html! { <Skeleton lines=6 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={report.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => period(value, &scope, measures),
    };
    html! {
        <div class="stack">
            <FindingsNote key="findings" alias={vehicle.alias.clone()} />
            <div key="charts">{ charts }</div>
            <div class="columns columns--main no-print" key="particulars">
                <FactsCard key="facts" vehicle={vehicle.clone()} />
                { for may_edit.then(|| html! { <div class="stack" key="side">{ side(vehicle) }</div> }) }
            </div>
        </div>
    }
}

fn period(report: &ReportView, scope: &Scope, measures: crate::session::Measures) -> Html {
    html! {
        <div class="stack">
            <div key="figures">{ figures(&report.total, scope, measures) }</div>
            <div key="charts">{ month_charts(&report.months, &report.months_before, measures) }</div>
        </div>
    }
}

fn side(vehicle: &Rc<VehicleView>) -> Html {
    html! {
        <>
            <DriversCard key="drivers" driver_ids={vehicle.driver_ids.clone()} alias={vehicle.alias.clone()} />
            <div class="card" key="activity">
                <div class="row row--between">
                    { service_pill(vehicle.is_active) }
                    <Activity vehicle={vehicle.clone()} />
                </div>
            </div>
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct FindingsNoteProps {
    alias: String,
}

/// That figures may be wrong, if something looks wrong.
#[component]
fn FindingsNote(props: &FindingsNoteProps) -> Html {
    let findings = use_query(
        &api::LIST_FINDINGS,
        &[],
        &ListFindings { vehicle: Some(props.alias.clone()), limit: Some(1), page: None },
    );
    let count = findings.value().map_or(0, |findings| findings.total);
    if count == 0 {
        return html! { <div hidden=true></div> };
    }
    let query = query_of(&[("vehicle", props.alias.as_str())]);
    html! {
        <div class="notice notice--next">
            <Icon name={IconName::Alert} />
            <span class="grow notice__text">{ text_with("garage-findings", [("count", count.into())]) }</span>
            <LinkButton to={Screen::Findings} {query}>{ text("vehicle-see-findings") }</LinkButton>
        </div>
    }
}
