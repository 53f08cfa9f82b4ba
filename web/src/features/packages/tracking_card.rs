//! The link with which the recipient follows the package.

use yew::prelude::*;

use crate::{
    i18n::text,
    platform::document,
    ui::{Card, CopyField, Icon, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TrackingCardProps {
    /// Path of the page.
    pub path: String,
}

/// See the module.
#[component]
pub fn TrackingCard(props: &TrackingCardProps) -> Html {
    let url = document::absolute(&props.path);
    html! {
        <Card title={text("package-tracking")}>
            <CopyField label={text("package-tracking-link")} value={url.clone()} hint={text("package-tracking-hint")}>
                <a class="button button--secondary" href={url} target="_blank" rel="noopener noreferrer">
                    <Icon name={IconName::ExternalLink} /><span>{ text("package-tracking-open") }</span>
                </a>
            </CopyField>
        </Card>
    }
}
