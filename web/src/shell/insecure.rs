//! Says what is lost while browsers do not trust the connection: over plain HTTP, but for the own
//! machine.

use furgo_shared::access::Action;
use yew::prelude::*;

use crate::{
    i18n::text,
    platform::network,
    screens::Screen,
    session::use_viewer,
    ui::{Icon, IconName, ScreenLink},
};

/// See the module. Whoever can do something about it is led there.
#[component]
pub fn InsecureBanner() -> Html {
    let viewer = use_viewer();
    let is_trusted = use_memo((), |()| network::is_trusted());
    html! {
        <div class="banners" hidden={*is_trusted}>
            { for (!*is_trusted).then(|| html! {
                <p class="banner" key="text">
                    <Icon name={IconName::Alert} />
                    <span class="grow">
                        { text("insecure-text") }{ " " }
                        { for viewer.role.may(Action::ManageSettings).then(|| html! { <ScreenLink to={Screen::Settings}>{ text("insecure-way") }</ScreenLink> }) }
                    </span>
                </p>
            }) }
        </div>
    }
}
