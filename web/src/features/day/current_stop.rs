//! The stop in front of the driver: where, who, when, and what to know at the door.

use std::rc::Rc;

use furgo_shared::{packages::Address, routes::StopView};
use yew::prelude::*;

use super::navigation_link::{call_url, navigation_url};
use crate::{
    format,
    i18n::{text, text_with},
    platform::device,
    session::use_measures,
    ui::{Button, Icon, IconName, StatusPill, Tone},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CurrentStopProps {
    pub stop: Rc<StopView>,
    /// From 1.
    pub number: usize,
    pub total: usize,
    /// It came up a moment ago: a press would not count yet.
    pub rests: bool,
    pub onarrived: Callback<()>,
}

/// See the module.
#[component]
pub fn CurrentStop(props: &CurrentStopProps) -> Html {
    let (stop, package) = (&props.stop, &props.stop.package);
    let recipient = package.recipient_name.clone().unwrap_or_default();
    let arrived = match stop.actual_arrival {
        Some(at) => {
            html! { <StatusPill tone={Tone::Info} icon={IconName::MapPin} label={text_with("day-arrived-at", [("time", format::clock(at).to_string().into())])} /> }
        }
        None => {
            html! { <Button icon={IconName::MapPin} disabled={props.rests} onclick={props.onarrived.clone()}>{ text("day-arrived") }</Button> }
        }
    };
    html! {
        <section class="day-stop" aria-label={text("day-next-stop")}>
            <p class="day-stop__head numbers" key="head">
                <span class="strong">{ text_with("day-stop-of", [("number", props.number.into()), ("total", props.total.into())]) }</span>
                <span>{ planned(stop) }</span>
                { for late(stop).map(|late| html! { <span key="late">{ late }</span> }) }
            </p>
            <Place key="place" stop={stop.clone()} />
            <p class="day-stop__who clamp" key="who">{ recipient }</p>
            <Details key="details" stop={stop.clone()} />
            <div class="day-stop__ways" key="ways" data-steady={format!("ways of {}", stop.id)}>
                <Ways key="ways" stop={stop.clone()} />
                <div key={if stop.actual_arrival.is_some() { "arrived" } else { "arrive" }} class="row">{ arrived }</div>
            </div>
        </section>
    }
}

/// A few minutes are nothing that anybody could act on.
const DIFFERS_MIN: i64 = 5;

/// How far behind the recipient's time window the van will come.
pub fn late(stop: &StopView) -> Option<Html> {
    let label = text_with("day-late", [("late", stop.late_min?.into())]);
    Some(html! { <StatusPill tone={Tone::Bad} icon={IconName::Clock} {label} /> })
}

/// When the van is to come, if anybody knows: as expected now where that is not what was planned.
pub fn planned(stop: &StopView) -> AttrValue {
    let differs = stop
        .expected_arrival
        .zip(stop.estimated_arrival)
        .filter(|(expected, planned)| (*expected - *planned).num_minutes().abs() >= DIFFERS_MIN);
    if let Some((expected, _)) = differs {
        return text_with(
            "day-expected-at",
            [("time", format::clock(expected).to_string().into())],
        );
    }
    match stop.estimated_arrival {
        Some(at) => text_with("day-planned-at", [("time", format::clock(at).to_string().into())]),
        None => text("day-planned-unknown"),
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct StopProps {
    stop: Rc<StopView>,
}

#[component]
fn Place(props: &StopProps) -> Html {
    let package = &props.stop.package;
    let town = |address: &Address| format!("{} {}", address.postal_code, address.city);
    let (street, town) = package.address.as_ref().map_or_else(
        || (package.city.clone(), String::new()),
        |address| (address.street.clone(), town(address)),
    );
    html! {
        <h2 class="day-stop__place">
            <span class="day-stop__street">{ street }</span>
            <span class="day-stop__town">{ town }</span>
        </h2>
    }
}

/// Window, notes, weight, earlier attempts: only what there is.
#[component]
fn Details(props: &StopProps) -> Html {
    let units = use_measures().units;
    let package = &props.stop.package;
    let window = package.time_window.map(|window| {
        text_with(
            "day-window",
            [
                ("from", format::clock(window.from).to_string().into()),
                ("to", format::clock(window.to).to_string().into()),
            ],
        )
    });
    html! {
        <div class="day-stop__details">
            <p class="row" key="pills">
                { for window.map(|window| html! { <StatusPill key="window" tone={Tone::Warn} icon={IconName::Clock} label={window} /> }) }
                { for (package.attempts > 0).then(|| html! {
                    <StatusPill key="attempts" tone={Tone::Warn} icon={IconName::Retry} label={text_with("day-attempts", [("count", package.attempts.into())])} />
                }) }
                { for props.stop.from_road_m.map(|metres| html! {
                    <StatusPill key="far" tone={Tone::Warn} icon={IconName::MapPin} label={format::from_road(metres, units)} />
                }) }
                { for package.tracking_code.iter().map(|code| html! { <span key="code" class="mono muted">{ code }</span> }) }
                { for package.weight_kg.map(|weight| html! { <span key="weight" class="numbers muted">{ format::kg(weight) }</span> }) }
            </p>
            { for package.access_note.iter().map(|way| html! { <p key="access" class="day-stop__note"><Icon name={IconName::MapPin} /><span>{ way }</span></p> }) }
            { for package.description.iter().map(|note| html! { <p key="note" class="day-stop__note"><Icon name={IconName::Info} /><span>{ note }</span></p> }) }
        </div>
    }
}

/// The way there and the call.
#[component]
fn Ways(props: &StopProps) -> Html {
    let package = &props.stop.package;
    let way = package.address.as_ref().map(|address| navigation_url(device::device(), address));
    let call = package.recipient_phone.as_deref().map(call_url);
    html! {
        <div class="row">
            { for way.map(|href| html! {
                <a key="way" class="button button--secondary" {href} target="_blank" rel="noopener noreferrer"><Icon name={IconName::Navigation} /><span>{ text("day-navigate") }</span></a>
            }) }
            { for call.map(|href| html! {
                <a key="call" class="button button--secondary" {href}><Icon name={IconName::Phone} /><span>{ text("day-call") }</span></a>
            }) }
        </div>
    }
}
