//! A package's particulars: who, where, when, what.

use std::rc::Rc;

use furgo_shared::packages::PackageView;
use yew::prelude::*;

use crate::{
    format,
    i18n::text,
    ui::{Card, Fact, Facts, IconName, StatusPill, Tone},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FactsCardProps {
    pub package: Rc<PackageView>,
}

/// See the module. Phone and e-mail are one press away.
#[component]
pub fn FactsCard(props: &FactsCardProps) -> Html {
    let package = &props.package;
    html! {
        <Card title={text("package-facts")}>
            <Facts>
                { for package.reference.iter().map(|reference| html! {
                    <Fact key="reference" label={text("package-reference")}>{ reference }</Fact>
                }) }
                <Fact label={text("package-recipient")}>{ &package.recipient_name }</Fact>
                <Fact label={text("package-phone")}>{ link("tel:", package.recipient_phone.as_deref()) }</Fact>
                <Fact label={text("package-email")}>{ link("mailto:", package.recipient_email.as_deref()) }</Fact>
                <Fact label={text("package-address")}>{ address(package) }</Fact>
                <Fact label={text("coordinates-label")}>{ position(package) }</Fact>
                <Fact label={text("package-delivery")}>{ when(package).unwrap_or_else(|| "–".to_owned()) }</Fact>
                <Fact label={text("package-weight")}>{ package.weight_kg.map_or_else(|| "–".into(), format::kg) }</Fact>
                <Fact label={text("package-service")}>{ package.service_min.map_or_else(|| text("package-service-default"), |minutes| format::duration(minutes.into())) }</Fact>
                <Fact label={text("package-attempts")}>{ format::whole(package.attempts.into()) }</Fact>
                <Fact label={text("package-entered-at")}>{ format::moment(package.created_at) }</Fact>
            </Facts>
            { for package.access_note.iter().map(|note| html! {
                <Facts key="access"><Fact label={text("package-access")}>{ note }</Fact></Facts>
            }) }
            { for package.description.iter().map(|description| html! {
                <Facts key="description"><Fact label={text("package-description")}>{ description }</Fact></Facts>
            }) }
        </Card>
    }
}

fn link(scheme: &str, to: Option<&str>) -> Html {
    match to {
        Some(to) => html! { <a href={format!("{scheme}{}", to.replace(' ', ""))}>{ to }</a> },
        None => html! { "–" },
    }
}

fn address(package: &PackageView) -> String {
    let address = &package.address;
    format!("{}\n{} {}\n{}", address.street, address.postal_code, address.city, address.country)
}

/// Without a position no route can take the package: that needs attention.
fn position(package: &PackageView) -> Html {
    match package.address.latitude.zip(package.address.longitude) {
        Some((latitude, longitude)) => {
            let href = format!(
                "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
            );
            html! { <a {href} target="_blank" rel="noopener noreferrer">{ format!("{latitude}, {longitude}") }</a> }
        }
        None => {
            html! { <StatusPill tone={Tone::Warn} icon={IconName::MapPin} label={text("package-no-position")} /> }
        }
    }
}

/// The day, and the hours when somebody is there.
pub fn when(package: &PackageView) -> Option<String> {
    match (package.time_window, package.estimated_delivery) {
        (Some(window), _) => {
            let day = format::day_of(window.from);
            Some(format!(
                "{}, {}\u{2060}–\u{2060}{}",
                format::day_short(day),
                format::clock(window.from),
                format::clock(window.to)
            ))
        }
        (None, Some(day)) => Some(format::day_short(day).to_string()),
        (None, None) => None,
    }
}
