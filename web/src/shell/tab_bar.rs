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
    ui::{Icon, IconName, ScreenLink},
};

/// See the module.
#[component]
pub fn TabBar() -> Html {
    let (seat, shown) = (use_seat(), use_route::<Screen>());
    let in_more = shown.as_ref().is_some_and(|shown| {
        matches!(shown, Screen::More | Screen::Profile)
            || navigation::rest(seat)
                .any(|entry| navigation::is_current(&entry.screen, Some(shown)))
    });
    let tabs = navigation::tabs(seat).map(|entry| {
        let current = navigation::is_current(&entry.screen, shown.as_ref());
        tab(entry.screen, entry.label, entry.icon, current)
    });
    html! {
        <nav class="tab-bar" aria-label={text("nav-label")}>
            <ul class="tab-bar__list">
                { for tabs }
                { tab(Screen::More, "nav-more", IconName::Ellipsis, in_more) }
                { for add_menu::is_open_to(seat.role()).then(|| html! { <li key="add"><AddMenu class="tab-bar__link" /></li> }) }
            </ul>
        </nav>
    }
}

fn tab(to: Screen, label: &'static str, icon: IconName, current: bool) -> Html {
    html! {
        <li key={label}>
            <ScreenLink {to} class="tab-bar__link" {current}><Icon name={icon} /><span>{ text(label) }</span></ScreenLink>
        </li>
    }
}
