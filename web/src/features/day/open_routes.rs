//! A route of another day that was never completed would be forgotten: this reminds of it.

use furgo_shared::{
    api,
    routes::{ListRoutes, RouteStatus},
    time::Day,
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{use_held, use_query},
    i18n::{text, text_with},
    screens::Screen,
    session::use_viewer,
    ui::{Icon, IconName, LinkButton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OpenRoutesProps {
    /// The day that is shown.
    pub date: Day,
}

/// See the module.
#[component]
pub fn OpenRoutes(props: &OpenRoutesProps) -> Html {
    let viewer = use_viewer();
    let wanted = ListRoutes {
        status: Some(RouteStatus::InProgress),
        driver_id: Some(viewer.id),
        limit: Some(5),
        ..ListRoutes::default()
    };
    let routes = use_query(&api::LIST_ROUTES, &[], &wanted);
    let old: Vec<Day> = routes
        .value()
        .map(|page| {
            page.items.iter().map(|route| route.date).filter(|date| *date < props.date).collect()
        })
        .unwrap_or_default();
    let old = use_held(&old);
    html! {
        <ul class="stack stack--tight" hidden={old.is_empty()}>
            { for old.into_iter().map(|day| html! {
                <li class="notice notice--next" key={day.to_string()}>
                    <Icon name={IconName::Alert} />
                    <span class="grow">{ text_with("day-old-route", [("day", format::day_short(day).to_string().into())]) }</span>
                    <LinkButton to={Screen::Day} query={format!("date={day}")}>{ text("day-old-route-show") }</LinkButton>
                </li>
            }) }
        </ul>
    }
}
