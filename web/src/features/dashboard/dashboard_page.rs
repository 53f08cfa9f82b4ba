//! The office's first screen. For a viewer it shows the fleet without the packages.

use furgo_shared::{
    access::{Action, Role},
    api,
    dashboard::DashboardView,
    routes::RouteRowView,
    validate::Empty,
};
use yew::prelude::*;

use super::{
    attention::Attention,
    checklist::Checklist,
    figures::{PackageFigures, month_figures},
};
use crate::{
    features::{garage::health, routes::RouteTable},
    format,
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{ButtonKind, Card, EmptyState, IconName, LinkButton, Page, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn DashboardPage() -> Html {
    let (viewer, measures) = (use_viewer(), use_measures());
    let dashboard = use_query(&api::DASHBOARD, &[], &Empty {});
    let plan = viewer.role.may(Action::PlanRoutes).then(|| html! {
        <>
            <span key="day" class="only-desktop"><LinkButton to={Screen::PlanDay} icon={IconName::Users}>{ text("plan-day") }</LinkButton></span>
            <LinkButton key="route" to={Screen::NewRoute} kind={ButtonKind::Primary} icon={IconName::Route} shortcut="n">{ text("dashboard-plan-route") }</LinkButton>
        </>
    });
    let day = dashboard.value().map(|value| format::day_with_weekday(value.date));
    let content = match &*dashboard {
        Query::Loading => html! { <Skeleton lines=6 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={dashboard.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => content(value, viewer.role, measures),
    };
    html! { <Page title={text("nav-dashboard")} subtitle={day} actions={plan} age={dashboard.age()}>{ content }</Page> }
}

fn content(view: &DashboardView, role: Role, measures: Measures) -> Html {
    let office = role.may(Action::PlanRoutes);
    let figures = role
        .may(Action::ReadPackages)
        .then(|| html! { <PackageFigures key="packages" counts={view.packages} /> });
    // Before the first vehicle there is nothing to say about the fleet.
    let fleet = (view.vehicles_active > 0).then(|| html! {
        <section key="fleet" aria-label={text("dashboard-fleet")}>{ health(&view.health, measures) }</section>
    });
    html! {
        <div class="stack">
            { for office.then(|| html! { <Checklist key="checklist" view={view.clone()} {role} /> }) }
            { for figures }
            { for fleet }
            <div class="columns columns--main" key="columns">
                <RoutesOfToday key="routes" view={view.clone()} {office} />
                <div class="stack" key="side">
                    <Attention key="attention" view={view.clone()} {role} />
                    { month_figures(&view.month, view.vehicles_active, measures) }
                </div>
            </div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RoutesOfTodayProps {
    view: DashboardView,
    office: bool,
}

#[component]
fn RoutesOfToday(props: &RoutesOfTodayProps) -> Html {
    let rows: Vec<RouteRowView> =
        props.view.routes.iter().filter(|route| route.date == props.view.date).cloned().collect();
    let content = if rows.is_empty() {
        let hint = if props.office {
            text("dashboard-no-routes-hint")
        } else {
            text("dashboard-no-routes-hint-viewer")
        };
        html! { <EmptyState icon={IconName::Route} title={text("dashboard-no-routes")} {hint} /> }
    } else {
        html! { <RouteTable {rows} caption={text("dashboard-routes")} with_day=false /> }
    };
    let all = html! { <LinkButton to={Screen::Routes} kind={ButtonKind::Ghost}>{ text("dashboard-all-routes") }</LinkButton> };
    html! { <Card title={text("dashboard-routes")} action={all} flush=true>{ content }</Card> }
}
