//! Navigation on a phone: under the thumb, at most five places, and what can be added.

use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    add_menu::{self, AddMenu},
    navigation,
};
use crate::{
    i18n::text,
    screens::Screen,
    seat::use_seat,
    session::use_viewer,
    ui::{Icon, IconName, ScreenLink},
};

/// See the module.
#[component]
pub fn TabBar() -> Html {
    let (seat, shown, person) = (use_seat(), use_route::<Screen>(), use_viewer().id);
    let in_more = shown.as_ref().is_some_and(|shown| {
        matches!(shown, Screen::More | Screen::Profile)
            || navigation::rest(seat)
                .any(|entry| navigation::is_current(&entry.screen, Some(shown)))
    });
    let tabs = navigation::tabs(seat).map(|entry| {
        let current = navigation::is_current(&entry.screen, shown.as_ref());
        let query = seat.query(&entry.screen, person);
        tab(entry.screen, query, entry.label, entry.icon, current)
    });
    html! {
        <nav class="tab-bar" aria-label={text("nav-label")}>
            <ul class="tab-bar__list">
                { for tabs }
                { tab(Screen::More, None, "nav-more", IconName::Ellipsis, in_more) }
                { for add_menu::is_open_to(seat.role()).then(|| html! { <li key="add"><AddMenu class="tab-bar__link" /></li> }) }
            </ul>
        </nav>
    }
}

fn tab(
    to: Screen,
    query: Option<String>,
    label: &'static str,
    icon: IconName,
    current: bool,
) -> Html {
    html! {
        <li key={label}>
            <ScreenLink {to} query={query.map(AttrValue::from)} class="tab-bar__link" {current}><Icon name={icon} /><span>{ text(label) }</span></ScreenLink>
        </li>
    }
}
