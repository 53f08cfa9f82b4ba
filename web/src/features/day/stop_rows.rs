//! All stops of the day with their states; another one can be taken first, a failed one again.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    effects::{self, Actor, StopState, Visit},
    id::{PackageId, StopId},
    packages::PackageStatus,
    routes::{RouteStatus, RouteView, StopView},
};
use yew::prelude::*;

use super::current_stop::{late, planned};
use crate::{
    format,
    i18n::{text, text_with},
    ui::{Button, ButtonKind, Card, Icon, IconName, IconSize, package_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StopRowsProps {
    pub route: Rc<RouteView>,
    /// Not confirmed by the server.
    pub waiting: BTreeSet<PackageId>,
    /// The stop on the big card.
    pub current: Option<StopId>,
    pub onchoose: Callback<StopId>,
    /// Whoever looks at it, and when.
    pub by: Actor,
    /// A second attempt.
    pub onagain: Callback<StopId>,
    /// One's own last step is taken back.
    pub onundo: Callback<StopId>,
}

/// See the module.
#[component]
pub fn StopRows(props: &StopRowsProps) -> Html {
    html! {
        <Card title={text("day-all-stops")} flush=true>
            <ol class="stops">{ for props.route.stops.iter().enumerate().map(|(index, stop)| row(index + 1, stop, props)) }</ol>
        </Card>
    }
}

fn row(number: usize, stop: &StopView, props: &StopRowsProps) -> Html {
    let package = &stop.package;
    let is_current = props.current == Some(stop.id);
    let place = package
        .address
        .as_ref()
        .map_or_else(|| package.city.clone(), |address| address.street.clone());
    let who = package.recipient_name.clone().unwrap_or_default();
    let waits = props.waiting.contains(&stop.package_id);
    let state = format!("{} {:?} {is_current} {}", stop.id, package.status, can_undo(stop, props));
    // Whatever a row says changes as a whole, and so do its buttons.
    let key = format!("{state} {waits} {:?}", stop.departed_at.or(stop.actual_arrival));
    html! {
        <li class={classes!("stop", is_current.then_some("stop--current"))} {key} data-steady={state} aria-current={is_current.then_some("step")}>
            <span class="stop__number numbers" aria-hidden="true">{ number }</span>
            <div class="stop__body" key="body">
                <div class="row row--between"><span class="strong clamp stop__what">{ place }</span>{ package_pill(package.status) }</div>
                <p class="clamp muted">{ who }</p>
                <div class="stop__foot">
                    <p class="row small numbers muted grow"><span key="time">{ time(stop) }</span>{ for late(stop).map(|late| html! { <span key="late">{ late }</span> }) }{ for waits.then(waiting) }</p>
                    { for can_undo(stop, props).then(|| {
                        let (id, onundo) = (stop.id, props.onundo.clone());
                        html! { <div key="undo"><Button kind={ButtonKind::Ghost} icon={IconName::Undo} onclick={onundo.reform(move |()| id)}>{ text("history-undo") }</Button></div> }
                    }) }
                    { for way_on(stop, is_current, props) }
                </div>
            </div>
        </li>
    }
}

/// What was done at a door, by whoever looks, and not long ago.
fn can_undo(stop: &StopView, props: &StopRowsProps) -> bool {
    let (route, by) = (props.route.status, props.by);
    let is_done = !stop.has_left && !stop.is_open();
    stop.last_step.is_some_and(|last| {
        let stop = StopState { last_step: Some(last), ..StopState::default() };
        let visit = Visit { stop, route, driver: props.route.driver_id };
        is_done && effects::can_undo(Some(&visit), last.from, Some(by.id), by.now, by.undo_minutes)
    })
}

fn time(stop: &StopView) -> AttrValue {
    match stop.departed_at.or(stop.actual_arrival) {
        Some(at) => text_with("day-was-there", [("time", format::clock(at).to_string().into())]),
        None => planned(stop),
    }
}

fn waiting() -> Html {
    html! { <span key="waiting" class="day-waiting"><Icon name={IconName::CloudUpload} size={IconSize::Small} />{ text("day-waiting") }</span> }
}

fn way_on(stop: &StopView, is_current: bool, props: &StopRowsProps) -> Option<Html> {
    if props.route.status != RouteStatus::InProgress {
        return None;
    }
    let to = |callback: &Callback<StopId>| {
        let id = stop.id;
        callback.reform(move |()| id)
    };
    match stop.package.status {
        PackageStatus::InTransit if !is_current => Some(html! {
            <div key="way"><Button kind={ButtonKind::Ghost} icon={IconName::ArrowUp} onclick={to(&props.onchoose)}>{ text("day-take-now") }</Button></div>
        }),
        PackageStatus::Undelivered => Some(html! {
            <div key="way"><Button kind={ButtonKind::Ghost} icon={IconName::Retry} onclick={to(&props.onagain)}>{ text("day-try-again") }</Button></div>
        }),
        PackageStatus::InTransit
        | PackageStatus::Pending
        | PackageStatus::Assigned
        | PackageStatus::Delivered
        | PackageStatus::Failed => None,
    }
}
