//! Navigation on a desktop: groups that fold, and oneself at the foot.

use furgo_shared::id::UserId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    add_menu::AddMenu,
    navigation::{self, Entry, Group},
    sign_out::SignOut,
};
use crate::{
    features::attention::AttentionCount,
    i18n::{self, text},
    screens::Screen,
    seat::{Seat, use_seat},
    session::{use_session, use_viewer},
    ui::{Icon, IconName, ScreenLink},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SidebarProps {
    pub onhelp: Callback<()>,
}

/// See the module.
#[component]
pub fn Sidebar(props: &SidebarProps) -> Html {
    let (viewer, session, shown) = (use_viewer(), use_session(), use_route::<Screen>());
    let seat = use_seat();
    let fleet =
        session.welcome().map(|welcome| welcome.fleet_name.clone()).filter(|name| !name.is_empty());
    let onhelp = props.onhelp.reform(|_: MouseEvent| ());
    html! {
        <header class="sidebar">
            <ScreenLink to={seat.home()} class="sidebar__brand">
                <img src="/favicon.svg" alt="" /><span>{ fleet.unwrap_or_else(|| "Furgo".to_owned()) }</span>
            </ScreenLink>
            <AddMenu class="sidebar__link" />
            <nav class="sidebar__nav" aria-label={text("nav-label")}>
                { for navigation::across(seat).map(|entry| html! { <ul key="across">{ link(&entry, None, None) }</ul> }) }
                { for Group::ALL.into_iter().map(|group| self::group(group, seat, viewer.id, shown.as_ref())) }
            </nav>
            <div class="sidebar__foot">
                <ScreenLink to={Screen::Profile} class="sidebar__link" current={shown == Some(Screen::Profile)}>
                    <Icon name={IconName::CircleUser} />
                    <span class="sidebar__who"><span>{ &viewer.name }</span><small>{ i18n::standing(&viewer) }</small></span>
                </ScreenLink>
                <button type="button" class="sidebar__link" onclick={onhelp} aria-keyshortcuts="?"><Icon name={IconName::Keyboard} /><span>{ text("shortcuts-title") }</span></button>
                <SignOut class="sidebar__link" />
            </div>
        </header>
    }
}

fn group(group: Group, seat: Seat, person: UserId, shown: Option<&Screen>) -> Html {
    let entries = navigation::entries(seat.role()).filter(|entry| entry.group == group);
    let entries: Vec<Entry> = entries.collect();
    html! {
        <details class="sidebar__group" open=true key={group.label()} hidden={entries.is_empty()}>
            <summary>{ text(group.label()) }<Icon name={IconName::ChevronDown} /></summary>
            <ul>{ for entries.iter().map(|entry| link(entry, seat.query(&entry.screen, person), shown)) }</ul>
        </details>
    }
}

fn link(entry: &Entry, query: Option<String>, shown: Option<&Screen>) -> Html {
    let current = navigation::is_current(&entry.screen, shown);
    let shortcut = (entry.screen == Screen::Search).then_some("/");
    html! {
        <li key={entry.label}>
            <ScreenLink to={entry.screen.clone()} query={query.map(AttrValue::from)} class="sidebar__link" {current} {shortcut}>
                <Icon name={entry.icon} /><span>{ text(entry.label) }</span>
                { for (entry.screen == Screen::Attention).then(|| html! { <AttentionCount key="count" /> }) }
            </ScreenLink>
        </li>
    }
}
