//! All stops of the day with their states; another one can be taken first, a failed one again.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use chrono::TimeDelta;
use furgo_shared::{
    effects::{self, Actor, StopState, Visit},
    id::{PackageId, StopId},
    packages::PackageStatus,
    routes::{RouteStatus, RouteView, StopView},
    time::Timestamp,
};
use yew::prelude::*;

use super::current_stop::{late, planned};
use crate::{
    format,
    i18n::{text, text_with},
    platform,
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
    let acted = use_focus_kept(props);
    let noting = |callback: &Callback<StopId>| {
        let (acted, callback) = (acted.clone(), callback.clone());
        let keys: Vec<_> =
            props.route.stops.iter().map(|stop| (stop.id, key(stop, props))).collect();
        Callback::from(move |id: StopId| {
            acted.replace(keys.iter().find(|(stop, _)| *stop == id).cloned());
            callback.emit(id);
        })
    };
    let props = &StopRowsProps {
        onchoose: noting(&props.onchoose),
        onagain: noting(&props.onagain),
        onundo: noting(&props.onundo),
        ..props.clone()
    };
    html! {
        <Card title={text("day-all-stops")} flush=true>
            <ol class="stops">{ for props.route.stops.iter().enumerate().map(|(index, stop)| row(index + 1, stop, props)) }</ol>
        </Card>
    }
}

/// The stop whose button was pressed, and how its row was drawn then.
type Acted = Rc<RefCell<Option<(StopId, String)>>>;

/// The browser drops the focus of a button that goes away with its row: what takes the row's place
/// gets it, till the server has confirmed the step.
#[hook]
fn use_focus_kept(props: &StopRowsProps) -> Acted {
    let acted: Acted = use_mut_ref(|| None);
    let pressed = acted.borrow().clone();
    let stop =
        pressed.as_ref().and_then(|(id, _)| props.route.stops.iter().find(|stop| stop.id == *id));
    let drawn =
        stop.map(|stop| (stop.id, key(stop, props), props.waiting.contains(&stop.package_id)));
    {
        let acted = acted.clone();
        use_effect_with(drawn, move |drawn| {
            let changed =
                drawn.clone().filter(|(_, key, _)| pressed.is_some_and(|(_, was)| was != *key));
            let Some((id, _, waits)) = changed else { return };
            if platform::focus::nothing_has_it() {
                platform::focus::first_in_id(&format!("stop-{id}"));
            }
            if !waits {
                acted.take();
            }
        });
    }
    acted
}

/// What a row is about: a press counts only while that stands still.
fn state(stop: &StopView, props: &StopRowsProps) -> String {
    let (is_current, can_undo) =
        (props.current == Some(stop.id), can_undo(stop, &props.route, &props.by));
    format!("{} {:?} {is_current} {can_undo}", stop.id, stop.package.status)
}

/// Whatever a row says changes as a whole, and so do its buttons.
fn key(stop: &StopView, props: &StopRowsProps) -> String {
    let waits = props.waiting.contains(&stop.package_id);
    format!("{} {waits} {:?}", state(stop, props), stop.departed_at.or(stop.actual_arrival))
}

fn row(number: usize, stop: &StopView, props: &StopRowsProps) -> Html {
    let package = &stop.package;
    let is_current = props.current == Some(stop.id);
    let who = package.recipient_name.clone().unwrap_or_default();
    let waits = props.waiting.contains(&stop.package_id);
    html! {
        <li class={classes!("stop", is_current.then_some("stop--current"))} id={format!("stop-{}", stop.id)} tabindex="-1" key={key(stop, props)} data-steady={state(stop, props)} aria-current={is_current.then_some("step")}>
            <span class="stop__number numbers" aria-hidden="true">{ number }</span>
            <div class="stop__body" key="body">
                <div class="row row--between"><span class="strong clamp stop__what">{ place(stop) }</span>{ package_pill(package.status) }</div>
                <p class="clamp muted">{ who }</p>
                <div class="stop__foot">
                    <p class="row small numbers muted grow"><span key="time">{ time(stop) }</span>{ for late(stop).map(|late| html! { <span key="late">{ late }</span> }) }{ for waits.then(waiting) }</p>
                    { for can_undo(stop, &props.route, &props.by).then(|| {
                        let (id, onundo) = (stop.id, props.onundo.clone());
                        html! { <div key="undo"><Button kind={ButtonKind::Ghost} icon={IconName::Undo} onclick={onundo.reform(move |()| id)}>{ named("history-undo", stop) }</Button></div> }
                    }) }
                    { for way_on(stop, is_current, props) }
                </div>
            </div>
        </li>
    }
}

/// What was done at a door, by whoever looks, and not long ago.
pub fn can_undo(stop: &StopView, route: &RouteView, by: &Actor) -> bool {
    let is_done = !stop.has_left && !stop.is_open();
    stop.last_step.is_some_and(|last| {
        let stop = StopState { last_step: Some(last), ..StopState::default() };
        let visit = Visit { stop, route: route.status, driver: route.driver_id };
        is_done && effects::can_undo(Some(&visit), last.from, Some(by.id), by.now, by.undo_minutes)
    })
}

/// When the first of the steps that can be undone no longer can.
pub fn undo_ends(route: &RouteView, by: &Actor) -> Option<Timestamp> {
    let undoable = route.stops.iter().filter(|stop| can_undo(stop, route, by));
    let first = undoable.filter_map(|stop| stop.last_step).map(|last| last.at).min();
    first.map(|at| at + TimeDelta::minutes(i64::from(by.undo_minutes)))
}

/// When somebody was there, or is to be.
pub fn time(stop: &StopView) -> AttrValue {
    let said = |key, at| text_with(key, [("time", format::clock(at).to_string().into())]);
    match (stop.departed_at, stop.actual_arrival) {
        (Some(left), _) => said("day-was-there", left),
        (None, Some(came)) => said("day-arrived-at", came),
        (None, None) => planned(stop),
    }
}

/// What a screen reader says of a button: which of the stops it is about.
fn named(key: &str, stop: &StopView) -> Html {
    html! { <>{ text(key) }<span class="visually-hidden">{ format!(" · {}", place(stop)) }</span></> }
}

fn place(stop: &StopView) -> String {
    let package = &stop.package;
    package.address.as_ref().map_or_else(|| package.city.clone(), |address| address.street.clone())
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
            <div key="way"><Button kind={ButtonKind::Ghost} icon={IconName::ArrowUp} onclick={to(&props.onchoose)}>{ named("day-take-now", stop) }</Button></div>
        }),
        PackageStatus::Undelivered => Some(html! {
            <div key="way"><Button kind={ButtonKind::Ghost} icon={IconName::Retry} onclick={to(&props.onagain)}>{ named("day-try-again", stop) }</Button></div>
        }),
        PackageStatus::InTransit
        | PackageStatus::Pending
        | PackageStatus::Assigned
        | PackageStatus::Delivered
        | PackageStatus::Failed => None,
    }
}
