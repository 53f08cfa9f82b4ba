//! Planning a route: gathers what the form chooses from, and says what is missing for it.

use furgo_shared::{
    api,
    id::{PackageId, UserId},
    packages::{ListPackages, PackageStatus},
    time::Day,
    users::AskDrivers,
    validate::Empty,
    vehicles::ListVehicles,
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::{
    missing::{Lack, Missing},
    plan_form::PlanForm,
};
use crate::{
    features::users::parted,
    hooks::{Query, use_every_page, use_filters, use_query},
    i18n::text,
    screens::Screen,
    ui::{IconName, LinkButton, Page, ProblemCard, Skeleton},
};

/// What a link to this screen may have chosen already.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanStart {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub package_ids: Vec<PackageId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_id: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

/// Those that may be planned, as far as their status says; a page of them.
pub fn open_packages(page: u32, limit: u32) -> ListPackages {
    let status = vec![PackageStatus::Pending, PackageStatus::Undelivered, PackageStatus::Assigned];
    ListPackages { status, page: Some(page), limit: Some(limit), ..ListPackages::default() }
}

/// See the module.
#[component]
pub fn NewRoutePage() -> Html {
    let start = use_filters::<PlanStart>();
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { is_active: Some(true), limit: Some(100), ..ListVehicles::default() },
    );
    let settings = use_query(&api::GET_SETTINGS, &[], &Empty {});
    let (packages, ask_packages) = use_every_page(&api::LIST_PACKAGES, open_packages);
    let content = match (&*drivers, &*vehicles, &*settings, &packages) {
        (Query::Failed(problem), ..) => {
            html! { <ProblemCard problem={problem.clone()} onretry={drivers.refetch.clone()} /> }
        }
        (_, Query::Failed(problem), ..) => {
            html! { <ProblemCard problem={problem.clone()} onretry={vehicles.refetch.clone()} /> }
        }
        (_, _, Query::Failed(problem), _) => {
            html! { <ProblemCard problem={problem.clone()} onretry={settings.refetch.clone()} /> }
        }
        (.., Query::Failed(problem)) => {
            html! { <ProblemCard problem={problem.clone()} onretry={ask_packages.clone()} /> }
        }
        (Query::Ready { value, .. }, ..)
            if value.items.iter().all(|driver| !driver.is_activated) =>
        {
            html! { <Missing what={Lack::Driver} awaited={value.items.clone()} /> }
        }
        (_, _, Query::Ready { value, .. }, _) if value.settings.depot.is_none() => {
            html! { <Missing what={Lack::Depot} /> }
        }
        (
            Query::Ready { .. },
            Query::Ready { .. },
            Query::Ready { .. },
            Query::Ready { value, .. },
        ) if value.is_empty() => {
            html! { <Missing what={Lack::Package} /> }
        }
        (
            Query::Ready { value: drivers, .. },
            Query::Ready { value: vehicles, .. },
            Query::Ready { value: settings, .. },
            Query::Ready { value: packages, .. },
        ) => {
            let packages = packages.clone();
            let (drivers, awaited) = parted(&drivers.items);
            html! {
                <PlanForm {drivers} {awaited} vehicles={vehicles.items.clone()} settings={settings.settings.clone()}
                    {packages} start={start.current().clone()} onstale={ask_packages} />
            }
        }
        (Query::Loading, ..)
        | (_, Query::Loading, ..)
        | (_, _, Query::Loading, _)
        | (.., Query::Loading) => html! { <Skeleton lines=8 rows=true /> },
    };
    let query = serde_html_form::to_string(start.current()).unwrap_or_default();
    let several = html! {
        <LinkButton to={Screen::PlanDay} query={(!query.is_empty()).then_some(query)} icon={IconName::Users}>{ text("plan-day") }</LinkButton>
    };
    html! { <Page title={text("routes-plan")} actions={several} back={Screen::Routes}>{ content }</Page> }
}
