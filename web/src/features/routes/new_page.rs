//! Planning a route: gathers what the form chooses from, and says what is missing for it.

use furgo_shared::{
    access::Action,
    api,
    id::{PackageId, UserId},
    packages::{ListPackages, PackageStatus, PackageView},
    time::Day,
    validate::Empty,
    vehicles::ListVehicles,
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::plan_form::PlanForm;
use crate::{
    hooks::{Query, use_every_page, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{ButtonKind, EmptyState, IconName, LinkButton, Page, ProblemCard, Skeleton},
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

fn open_packages(page: u32, limit: u32) -> ListPackages {
    let status = vec![PackageStatus::Pending, PackageStatus::Undelivered, PackageStatus::Assigned];
    ListPackages { status, page: Some(page), limit: Some(limit), ..ListPackages::default() }
}

/// See the module.
#[component]
pub fn NewRoutePage() -> Html {
    let start = use_filters::<PlanStart>();
    let drivers = use_query(&api::LIST_DRIVERS, &[], &Empty {});
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
        (Query::Ready { value, .. }, ..) if value.items.is_empty() => {
            html! { <Missing what={Lack::Driver} /> }
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
            let packages: Vec<PackageView> = (**packages).clone();
            html! {
                <PlanForm drivers={drivers.items.clone()} vehicles={vehicles.items.clone()} settings={settings.settings.clone()}
                    {packages} start={start.current().clone()} onstale={ask_packages} />
            }
        }
        (Query::Loading, ..)
        | (_, Query::Loading, ..)
        | (_, _, Query::Loading, _)
        | (.., Query::Loading) => html! { <Skeleton lines=8 rows=true /> },
    };
    html! { <Page title={text("routes-plan")} back={Screen::Routes}>{ content }</Page> }
}

/// What a route cannot be planned without.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lack {
    Driver,
    Depot,
    Package,
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MissingProps {
    what: Lack,
}

#[component]
fn Missing(props: &MissingProps) -> Html {
    let role = use_viewer().role;
    let (icon, title, hint, to, verb, needs) = match props.what {
        Lack::Driver => (
            IconName::User,
            text("plan-no-driver"),
            text("plan-no-driver-hint"),
            Screen::NewUser,
            text("plan-no-driver-do"),
            Action::ManageUsers,
        ),
        Lack::Depot => (
            IconName::MapPin,
            text("plan-no-depot"),
            text("plan-no-depot-hint"),
            Screen::Settings,
            text("plan-no-depot-do"),
            Action::ManageSettings,
        ),
        Lack::Package => (
            IconName::Package,
            text("plan-no-package"),
            text("plan-no-package-hint"),
            Screen::NewPackage,
            text("plan-no-package-do"),
            Action::EditPackages,
        ),
    };
    html! {
        <EmptyState {icon} {title} {hint}>
            { for role.may(needs).then(|| html! { <LinkButton {to} kind={ButtonKind::Primary}>{ verb }</LinkButton> }) }
        </EmptyState>
    }
}
