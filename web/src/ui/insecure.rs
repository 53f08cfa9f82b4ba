//! Says what is lost while browsers do not trust the connection: over plain HTTP, but for the own
//! machine.

use yew::prelude::*;

use super::{Icon, IconName};
use crate::{i18n::text, platform::network};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct InsecureBannerProps {
    /// What can be done about it, behind the words.
    #[prop_or_default]
    pub children: Html,
}

/// See the module.
#[component]
pub fn InsecureBanner(props: &InsecureBannerProps) -> Html {
    let is_trusted = use_memo((), |()| network::is_trusted());
    html! {
        <div class="banners" hidden={*is_trusted}>
            { for (!*is_trusted).then(|| html! {
                <p class="banner" key="text">
                    <Icon name={IconName::Alert} />
                    <span class="grow">{ text("insecure-text") }{ " " }{ props.children.clone() }</span>
                </p>
            }) }
        </div>
    }
}
