//! What surrounds every screen: side bar on a desktop, tab bar on a phone, and the pages that belong
//! to no noun.

mod add_menu;
mod banners;
mod fetched_page;
mod insecure;
mod more_page;
pub mod navigation;
mod new_version;
mod plain_pages;
mod sidebar;
mod sign_out;
mod tab_bar;

use yew::prelude::*;
use yew_router::prelude::*;

use self::{
    banners::Banners, insecure::InsecureLine, new_version::NewVersionLine, sidebar::Sidebar,
    tab_bar::TabBar,
};
pub use self::{
    fetched_page::FetchedPage,
    more_page::MorePage,
    plain_pages::{Instead, NotFoundPage, StartPage, UnreachablePage},
};
use crate::{
    i18n::text,
    offline, parts, platform,
    screens::{self, Screen},
    seat::{Seat, use_seat_taken},
    session::use_viewer,
    ui::{KeyboardShortcuts, ShortcutsDialog},
};

/// The frame of everything behind the sign-in.
#[component]
pub fn Shell() -> Html {
    let (seat, help) = (use_seat_taken(), use_state(|| false));
    let viewer = use_viewer();
    let role = viewer.role;
    add_menu::use_known_vehicles(role);
    offline::use_watch(viewer.drives() || offline::current().is_some(), parts::fetch_exchange);
    let shown = use_route::<Screen>();
    use_effect_with(shown, |_| platform::visits::note());
    let show_help = {
        let help = help.clone();
        Callback::from(move |()| help.set(true))
    };
    let hide_help = {
        let help = help.clone();
        Callback::from(move |()| help.set(false))
    };
    html! {
        <ContextProvider<Seat> context={seat}>
            <div class="shell">
                <a key="skip" class="skip-link" href="#main">{ text("skip-to-content") }</a>
                <Sidebar key="sidebar" onhelp={show_help.clone()} />
                <main key="main" id="main" class="shell__main" tabindex="-1">
                    <InsecureLine key="insecure" />
                    <NewVersionLine key="new-version" />
                    <Banners key="banners" />
                    <Switch<Screen> key="screen" render={move |screen| screens::page(screen, role, seat)} />
                </main>
                <TabBar key="tabs" />
                <KeyboardShortcuts key="keys" onhelp={show_help} />
                <ShortcutsDialog key="help" open={*help} onclose={hide_help} />
            </div>
        </ContextProvider<Seat>>
    }
}
