//! What would be forgotten if nobody said it: a missing depot, packages to plan again, facts that
//! contradict the plans, routes of other days that were never closed.

use furgo_shared::{
    access::{Action, Role},
    dashboard::DashboardView,
    routes::RouteRowView,
};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    ui::{Card, Icon, IconName, LinkButton},
};

/// More open routes than these are better looked at in their list.
const ROUTES_MAX: usize = 5;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AttentionProps {
    pub view: DashboardView,
    pub role: Role,
}

/// See the module. Shows that nothing is left to do, too.
#[component]
pub fn Attention(props: &AttentionProps) -> Html {
    let (view, role) = (&props.view, props.role);
    let depot = (!view.has_depot && role.may(Action::ManageSettings)).then(|| {
        notice(
            "depot",
            text("dashboard-no-depot"),
            Screen::Settings,
            Some("field=depot.address".into()),
            text("dashboard-set-depot"),
        )
    });
    let undelivered = (view.packages.undelivered > 0 && role.may(Action::PlanRoutes)).then(|| {
        let sentence = text_with(
            "dashboard-undelivered-waiting",
            [("count", view.packages.undelivered.into())],
        );
        notice("undelivered", sentence, Screen::NewRoute, None, text("dashboard-plan"))
    });
    let exceptions = (view.exceptions > 0 && role.may(Action::ResolveExceptions)).then(|| {
        let sentence = text_with("dashboard-exceptions", [("count", view.exceptions.into())]);
        notice("exceptions", sentence, Screen::Attention, None, text("dashboard-decide"))
    });
    let old: Vec<&RouteRowView> = view
        .routes
        .iter()
        .filter(|route| route.status.is_open() && route.date < view.date)
        .collect();
    let notices: Vec<Html> = depot
        .into_iter()
        .chain(exceptions)
        .chain(undelivered)
        .chain(old.iter().take(ROUTES_MAX).map(|route| old_route(route)))
        .collect();
    let content = if notices.is_empty() {
        html! { <p class="row muted"><Icon name={IconName::CircleCheck} />{ text("dashboard-nothing-waits") }</p> }
    } else {
        html! { <ul class="stack">{ for notices }</ul> }
    };
    html! { <Card title={text("dashboard-attention")}>{ content }</Card> }
}

fn old_route(route: &RouteRowView) -> Html {
    let sentence = text_with(
        "dashboard-old-route",
        [
            ("day", format::day_short(route.date).to_string().into()),
            ("driver", route.driver_name.as_deref().unwrap_or("–").into()),
        ],
    );
    notice(
        &route.id.to_string(),
        sentence,
        Screen::Route { id: route.id },
        None,
        text("dashboard-open"),
    )
}

fn notice(
    key: &str,
    sentence: AttrValue,
    to: Screen,
    query: Option<AttrValue>,
    verb: AttrValue,
) -> Html {
    html! {
        <li class="notice" key={key.to_owned()}>
            <Icon name={IconName::Alert} />
            <span class="grow notice__text">{ sentence }</span>
            <LinkButton {to} {query}>{ verb }</LinkButton>
        </li>
    }
}
