//! Large figures.

use yew::prelude::*;

use super::{
    button::ScreenLink,
    icon::{Icon, IconName},
};
use crate::screens::Screen;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatsProps {
    pub children: Html,
}

/// A row of [`Stat`]s.
#[component]
pub fn Stats(props: &StatsProps) -> Html {
    html! { <div class="stats">{ props.children.clone() }</div> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatProps {
    pub label: AttrValue,
    /// Already formatted.
    pub value: AttrValue,
    #[prop_or_default]
    pub unit: Option<AttrValue>,
    #[prop_or_default]
    pub note: Option<AttrValue>,
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// The list behind the figure.
    #[prop_or_default]
    pub to: Option<Screen>,
    /// The filters of that list, as a query string without `?`.
    #[prop_or_default]
    pub query: Option<AttrValue>,
}

/// One figure with its name, and the way to what it counts.
#[component]
pub fn Stat(props: &StatProps) -> Html {
    let content = html! {
        <>
            <span class="stat__label">{ for props.icon.map(|name| html! { <Icon {name} /> }) }{ &props.label }</span>
            <span class="stat__value">{ &props.value }{ for props.unit.iter().map(|unit| html! { <span class="stat__unit">{ " " }{ unit }</span> }) }</span>
            { for props.note.iter().map(|note| html! { <span class="stat__note">{ note }</span> }) }
        </>
    };
    match &props.to {
        Some(to) => {
            html! { <ScreenLink to={to.clone()} query={props.query.clone()} class="stat">{ content }</ScreenLink> }
        }
        None => html! { <div class="stat">{ content }</div> },
    }
}
