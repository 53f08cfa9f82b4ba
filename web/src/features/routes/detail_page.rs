//! One route: what it is, where it goes, its stops in order.

use std::rc::Rc;

use furgo_shared::{
    access::{Action, Role},
    api,
    id::RouteId,
    routes::{RouteKind, RouteView},
    validate::Empty,
};
use yew::prelude::*;

use super::{
    route_actions::RouteActions, route_facts::RouteFacts, sketch::RouteSketch, stop_list::StopList,
};
use crate::{
    format,
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{Page, ProblemCard, Skeleton, route_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteDetailPageProps {
    pub id: RouteId,
}

/// See the module.
#[component]
pub fn RouteDetailPage(props: &RouteDetailPageProps) -> Html {
    let (viewer, route) =
        (use_viewer(), use_query(&api::GET_ROUTE, &[&props.id.to_string()], &Empty {}));
    let title = route.value().map_or_else(|| text("route-title"), |route| title(route));
    let day = route.value().map(|route| format::day_with_weekday(route.date));
    let actions = route.value().map(|route| {
        html! {
            <div class="row">
                <span key="status" class="only-desktop">{ route_pill(route.status) }</span>
                <RouteActions key="actions" route={route.clone()} role={viewer.role} />
            </div>
        }
    });
    let content = match &*route {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={route.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => content(value, viewer.role, &route.refetch),
    };
    html! { <Page {title} subtitle={day} {actions} back={Screen::Routes} age={route.age()}>{ content }</Page> }
}

/// Whoever drove; a logged route may name nobody, then its vehicle.
fn title(route: &RouteView) -> AttrValue {
    let name = route.driver_name.clone().or_else(|| route.vehicle.clone());
    name.map_or_else(|| text("route-title"), AttrValue::from)
}

fn content(route: &Rc<RouteView>, role: Role, refetch: &Callback<()>) -> Html {
    if route.kind == RouteKind::Logged {
        return html! { <RouteFacts route={route.clone()} /> };
    }
    let may_read = role.may(Action::ReadPackages);
    // Whoever may not see addresses has nothing to draw.
    let sketch = may_read.then(|| html! { <RouteSketch key="sketch" route={route.clone()} /> });
    html! {
        <div class="route-layout">
            <div class="route-layout__side" key="side">
                <span class="only-phone" key="status"><span>{ route_pill(route.status) }</span></span>
                <RouteFacts key="facts" route={route.clone()} />
                { for sketch }
            </div>
            <StopList key="stops" route={route.clone()} may_plan={role.may(Action::PlanRoutes)} {may_read} refetch={refetch.clone()} />
        </div>
    }
}
