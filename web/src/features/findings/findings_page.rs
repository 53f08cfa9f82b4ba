//! All findings, the most recent first.

use furgo_shared::{
    access::Action,
    api,
    readings::{FindingView, ListFindings},
};
use yew::prelude::*;

use super::card::card;
use crate::{
    features::histories::VehicleField,
    hooks::{use_filters, use_query},
    i18n::text,
    session::{use_measures, use_viewer},
    ui::{EmptyState, IconName, Listing, Page},
};

/// See the module.
#[component]
pub fn FindingsPage() -> Html {
    let (filters, measures) = (use_filters::<ListFindings>(), use_measures());
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let current = filters.current();
    let list = use_query(&api::LIST_FINDINGS, &[], current);
    let listing = Listing {
        list: &list,
        nothing: html! { <EmptyState icon={IconName::CircleCheck} title={text("findings-none")} hint={text("findings-none-hint")} /> },
        filtered: current.vehicle.is_some() || current.page.is_some(),
        onclear: filters.bind(|filters, ()| *filters = ListFindings::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let cards = |findings: &[FindingView]| {
        html! { <ul class="findings">{ for findings.iter().map(|finding| card(finding, measures, may_record)) }</ul> }
    };
    html! {
        <Page title={text("nav-findings")} subtitle={text("findings-subtitle")} age={list.age()}>
            <div class="toolbar" key="filters">
                <VehicleField vehicle={current.vehicle.clone()}
                    onchange={filters.bind(|filters, vehicle| { filters.vehicle = vehicle; filters.page = None; })} />
            </div>
            <div key="list">{ listing.show(cards) }</div>
        </Page>
    }
}
