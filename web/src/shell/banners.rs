//! News about the app itself above every screen: what waits to be sent.

use yew::prelude::*;

use crate::{
    hooks::use_held,
    i18n::text_with,
    outbox::use_outbox,
    ui::{Icon, IconName},
};

/// Shown only while the connection is gone and something waits.
#[component]
pub fn Banners() -> Html {
    let outbox = use_outbox();
    let waits = use_held(&(outbox.is_cut_off() && outbox.pending() > 0));
    html! {
        <div class="banners" role="status" hidden={!waits}>
            { for waits.then(|| html! {
                <p class="banner" key={outbox.pending()}><Icon name={IconName::CloudUpload} />{ text_with("outbox-waiting", [("count", outbox.pending().into())]) }</p>
            }) }
        </div>
    }
}
