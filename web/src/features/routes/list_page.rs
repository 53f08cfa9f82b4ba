//! All routes, newest day first.

use furgo_shared::{
    access::Action,
    api,
    page::Page as Rows,
    routes::{ListRoutes, RouteRowView},
};
use yew::prelude::*;

use super::{filters::RouteFilters, route_table::RouteTable};
use crate::{
    hooks::{Filters, Query, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{ButtonKind, EmptyState, IconName, LinkButton, Page, Pagination, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn RoutesPage() -> Html {
    let (viewer, filters) = (use_viewer(), use_filters::<ListRoutes>());
    let routes = use_query(&api::LIST_ROUTES, &[], filters.current());
    let may_plan = viewer.role.may(Action::PlanRoutes);
    let plan = may_plan.then(|| html! {
        <>
            <span key="day" class="only-desktop">{ plan_day() }</span>
            <LinkButton key="route" to={Screen::NewRoute} kind={ButtonKind::Primary} icon={IconName::Plus} shortcut="n">{ text("routes-new") }</LinkButton>
        </>
    });
    let content = match &*routes {
        Query::Loading => html! { <Skeleton lines=8 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={routes.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => {
            nothing(filters.current(), may_plan)
        }
        Query::Ready { value, .. } => rows(value, &filters),
    };
    html! {
        <Page title={text("nav-routes")} actions={plan} age={routes.age()}>
            { for may_plan.then(|| html! { <div key="day" class="only-phone"><div>{ plan_day() }</div></div> }) }
            <RouteFilters key="filters" filters={filters.clone()} />
            <div key="list" class="stack">{ content }</div>
        </Page>
    }
}

fn plan_day() -> Html {
    html! { <LinkButton key="day" to={Screen::PlanDay} icon={IconName::Users}>{ text("plan-day") }</LinkButton> }
}

fn rows(page: &Rows<RouteRowView>, filters: &Filters<ListRoutes>) -> Html {
    html! {
        <>
            <RouteTable key="table" rows={page.items.clone()} caption={text("nav-routes")} />
            <Pagination key="pages" page={page.page} limit={page.limit} total={page.total} onpage={filters.bind(|filters, page| filters.page = Some(page))} />
        </>
    }
}

/// No route at all, or none that fits the filters.
fn nothing(filters: &ListRoutes, may_plan: bool) -> Html {
    if *filters != ListRoutes::default() {
        return html! {
            <EmptyState icon={IconName::Search} title={text("routes-none-found")} hint={text("routes-none-found-hint")}>
                <LinkButton to={Screen::Routes}>{ text("routes-clear-filters") }</LinkButton>
            </EmptyState>
        };
    }
    let hint = if may_plan { text("routes-none-hint") } else { text("routes-none-hint-viewer") };
    html! {
        <EmptyState icon={IconName::Route} title={text("routes-none")} {hint}>
            { for may_plan.then(|| html! { <LinkButton kind={ButtonKind::Primary} to={Screen::NewRoute}>{ text("routes-plan") }</LinkButton> }) }
            { for may_plan.then(plan_day) }
        </EmptyState>
    }
}
