//! What was entered just now, to check or to correct.

use furgo_shared::packages::PackageView;
use yew::prelude::*;

use crate::{
    i18n::text,
    screens::Screen,
    ui::{Card, ScreenLink},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RecentCardProps {
    /// Newest first.
    pub packages: Vec<PackageView>,
}

/// See the module.
#[component]
pub fn RecentCard(props: &RecentCardProps) -> Html {
    let content = if props.packages.is_empty() {
        html! { <p class="muted">{ text("package-recent-none") }</p> }
    } else {
        html! { <ul class="stack stack--tight">{ for props.packages.iter().map(line) }</ul> }
    };
    html! { <Card title={text("package-recent")}><div key="content">{ content }</div></Card> }
}

fn line(package: &PackageView) -> Html {
    html! {
        <li key={package.id.to_string()}>
            <ScreenLink to={Screen::Package { id: package.id }}><span class="clamp">{ &package.recipient_name }</span></ScreenLink>
            <span class="muted small">{ format!("{}, {}", package.address.street, package.address.city) }</span>
        </li>
    }
}
