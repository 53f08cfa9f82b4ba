//! On a phone: everything that the tab bar has no room for.

use yew::prelude::*;

use super::{navigation, sign_out::SignOut};
use crate::{
    i18n::{self, text},
    screens::Screen,
    seat::use_seat,
    session::use_viewer,
    ui::{Card, Icon, IconName, Page, PageWidth, ScreenLink},
};

/// See the module.
#[component]
pub fn MorePage() -> Html {
    let (viewer, seat) = (use_viewer(), use_seat());
    html! {
        <Page title={text("nav-more")} width={PageWidth::Narrow}>
            <Card flush=true>
                <ul>
                    { for navigation::rest(seat).map(|entry| html! {
                        <li key={entry.label}>
                            <ScreenLink to={entry.screen} class="menu__item"><Icon name={entry.icon} /><span>{ text(entry.label) }</span></ScreenLink>
                        </li>
                    }) }
                    <li key="profile">
                        <ScreenLink to={Screen::Profile} class="menu__item">
                            <Icon name={IconName::CircleUser} />
                            <span class="sidebar__who"><span>{ &viewer.name }</span><small>{ i18n::standing(&viewer) }</small></span>
                        </ScreenLink>
                    </li>
                    <li key="leave">
                        <SignOut class="menu__item" />
                    </li>
                </ul>
            </Card>
        </Page>
    }
}
