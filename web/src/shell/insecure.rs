//! The banner about a connection that is not trusted, with the way to change that.

use furgo_shared::access::Action;
use yew::prelude::*;

use crate::{
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{InsecureBanner, ScreenLink},
};

/// Whoever can do something about it is led there.
#[component]
pub fn InsecureLine() -> Html {
    let viewer = use_viewer();
    let can_change = viewer.role.may(Action::ManageSettings);
    html! {
        <InsecureBanner>
            { for can_change.then(|| html! { <ScreenLink to={Screen::Settings}>{ text("insecure-way") }</ScreenLink> }) }
        </InsecureBanner>
    }
}
