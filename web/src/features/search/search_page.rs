//! One field for everything: `Ctrl K` and `/` lead here from anywhere.

use furgo_shared::{
    access::{Action, Role},
    api,
    packages::{ListPackages, PackageView},
    page::Page as Rows,
    users::{ListUsers, UserView},
    vehicles::{ListVehicles, VehicleView},
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;
use yew_router::Routable;

use super::words::is_found;
use crate::{
    features::histories::query_of,
    format,
    hooks::{Query, UseQuery, use_filters, use_query_if},
    i18n::{self, text, text_with},
    screens::Screen,
    session::use_viewer,
    shell::navigation,
    ui::{
        Card, EmptyState, Icon, IconName, Page, PageWidth, ProblemCard, ScreenLink, SearchField,
        Skeleton, package_pill,
    },
};

/// More of one kind are better looked at in their list.
const ROWS: u32 = 6;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Wanted {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    q: Option<String>,
}

/// See the module.
#[component]
pub fn SearchPage() -> Html {
    let (filters, role) = (use_filters::<Wanted>(), use_viewer().role);
    let q = filters.current().q.clone().unwrap_or_default();
    let onsearch = filters.bind(|wanted, q: String| wanted.q = format::filled(&q));
    html! {
        <Page title={text("nav-search")} width={PageWidth::Narrow}>
            <div key="field"><SearchField label={text("search-everything")} value={q.clone()} {onsearch} autofocus=true /></div>
            <div key="found">{ if q.is_empty() { nothing_yet() } else { html! { <Found key={q.clone()} q={q.clone()} {role} /> } } }</div>
        </Page>
    }
}

fn nothing_yet() -> Html {
    html! { <EmptyState icon={IconName::Search} title={text("search-begin")} hint={text("search-begin-hint")} /> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct FoundProps {
    q: String,
    role: Role,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    let (q, role) = (Some(props.q.clone()), props.role);
    let limit = Some(ROWS);
    let vehicles = use_query_if(
        role.may(Action::ReadFleet),
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { q: q.clone(), limit, ..ListVehicles::default() },
    );
    let packages = use_query_if(
        role.may(Action::ReadPackages),
        &api::LIST_PACKAGES,
        &[],
        &ListPackages { q: q.clone(), limit, ..ListPackages::default() },
    );
    let people = use_query_if(
        role.may(Action::ManageUsers),
        &api::LIST_USERS,
        &[],
        &ListUsers { q, limit, ..ListUsers::default() },
    );
    let screens: Vec<Html> = navigation::entries(role)
        .filter(|entry| entry.screen != Screen::Search && is_found(&text(entry.label), &props.q))
        .map(|entry| line(entry.screen, entry.icon, text(entry.label), None))
        .collect();
    let screens = (!screens.is_empty()).then(|| {
        html! { <Card key="screens" title={text("search-screens")} flush=true><ul>{ for screens }</ul></Card> }
    });
    let of = |wanted: bool, group: Option<Html>| group.filter(|_| wanted);
    let groups: Vec<Html> = [
        screens,
        of(
            role.may(Action::ReadPackages),
            group("nav-packages", Screen::Packages, &packages, &props.q, package),
        ),
        of(
            role.may(Action::ReadFleet),
            group("nav-vehicles", Screen::Vehicles, &vehicles, &props.q, vehicle),
        ),
        of(
            role.may(Action::ManageUsers),
            group("nav-users", Screen::Users, &people, &props.q, person),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let content = if groups.is_empty() {
        html! { <EmptyState icon={IconName::Search} title={text("search-nothing")} hint={text("search-nothing-hint")} /> }
    } else {
        html! { { for groups } }
    };
    html! { <div class="stack" role="status">{ content }</div> }
}

/// What was found of one kind; nothing where nothing was.
fn group<Item>(
    label: &'static str,
    list: Screen,
    found: &UseQuery<Rows<Item>>,
    q: &str,
    row: fn(&Item) -> Html,
) -> Option<Html> {
    let content = match &**found {
        Query::Loading => html! { <Skeleton lines=2 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={found.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => return None,
        Query::Ready { value, .. } => {
            let rest = (value.total > u64::from(ROWS)).then(|| {
                let query = query_of(&Wanted { q: Some(q.to_owned()) });
                html! {
                    <li key="rest">
                        <ScreenLink to={list} {query} class="menu__item"><Icon name={IconName::ChevronRight} /><span>{ text_with("search-all", [("count", value.total.into())]) }</span></ScreenLink>
                    </li>
                }
            });
            html! { <ul>{ for value.items.iter().map(row) }{ for rest }</ul> }
        }
    };
    Some(html! { <Card key={label} title={text(label)} flush=true>{ content }</Card> })
}

fn line(to: Screen, icon: IconName, name: AttrValue, note: Option<Html>) -> Html {
    let key = to.to_path();
    html! {
        <li {key}>
            <ScreenLink {to} class="menu__item found"><Icon name={icon} /><span class="grow clamp">{ name }</span>{ for note }</ScreenLink>
        </li>
    }
}

fn vehicle(vehicle: &VehicleView) -> Html {
    let name = format!("{} · {} {}", vehicle.alias, vehicle.make, vehicle.model);
    let to = Screen::Vehicle { alias: vehicle.alias.clone() };
    line(to, IconName::Truck, name.into(), None)
}

fn package(package: &PackageView) -> Html {
    let address = &package.address;
    let name = format!(
        "{} · {}, {} · {}",
        package.recipient_name, address.street, address.city, package.tracking_code
    );
    let to = Screen::Package { id: package.id };
    line(to, IconName::Package, name.into(), Some(package_pill(package.status)))
}

fn person(user: &UserView) -> Html {
    let name = format!("{} · {}", user.name, i18n::standing(user));
    line(Screen::User { id: user.id }, IconName::User, name.into(), None)
}
