//! One stop of a route: what it is about, when, and what can be done with it.

use furgo_shared::{
    id::StopId,
    measures::Units,
    routes::{MissedWindow, RouteView, StopView},
    text::wire_name,
    time::Timestamp,
};
use yew::prelude::*;

use super::{punctuality, stop_order::Move};
use crate::{
    format,
    i18n::{text, text_with},
    platform,
    screens::Screen,
    session::use_measures,
    ui::{
        Icon, IconButton, IconName, IconSize, Menu, MenuItem, ScreenLink, StatusPill, Tone,
        package_pill,
    },
};

/// Nearer to the plan than that is as planned: driving is not clockwork.
const EXPECTED_OFF_S: i64 = 5 * 60;

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    TakeOff,
    Move,
}

/// What a finger or the mouse does with a stop that it holds; heights are on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    Over(f64),
    PutDown(f64),
    LetGo,
}

/// What a row shows of a stop that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is this one.
    Held,
    /// It would come before this one.
    Before,
    /// It would come behind this one, the last.
    After,
}

impl Mark {
    const fn class(self) -> &'static str {
        match self {
            Self::Held => "stop--held",
            Self::Before => "stop--before",
            Self::After => "stop--after",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StopRowProps {
    pub number: usize,
    pub stop: StopView,
    /// The stop is still to be done.
    pub is_open: bool,
    pub may_read: bool,
    /// The order is being changed, and this stop has a place to change.
    pub movable: bool,
    /// Open stops that can be moved.
    pub count: usize,
    pub onmove: Callback<(StopId, Move)>,
    pub mark: Option<Mark>,
    pub ondrag: Callback<(StopId, Gesture)>,
    /// Its package may be taken off, or moved to another route.
    pub changeable: bool,
    pub onask: Callback<(StopId, Ask)>,
}

/// See the module.
#[component]
pub fn StopRow(props: &StopRowProps) -> Html {
    let (stop, package, units) = (&props.stop, &props.stop.package, use_measures().units);
    let known = package.recipient_name.as_ref().or(package.tracking_code.as_ref());
    let who = known.unwrap_or(&package.city).clone();
    let place = package.address.as_ref().map_or_else(
        || package.city.clone(),
        |address| format!("{}, {} {}", address.street, address.postal_code, address.city),
    );
    let title = match props.may_read {
        true => {
            html! { <ScreenLink to={Screen::Package { id: stop.package_id }} class="stop__link">{ who }</ScreenLink> }
        }
        false => html! { <span class="strong">{ who }</span> },
    };
    let mark = props.mark.map(Mark::class);
    html! {
        <li class={classes!("stop", mark)}>
            <div class="stop__side">
                <span class="stop__number numbers" aria-hidden="true">{ props.number }</span>
                { for props.movable.then(|| handle(stop.id, &props.ondrag)) }
            </div>
            <div class="stop__body">
                <div class="row row--between"><span class="clamp stop__what">{ title }</span>{ package_pill(package.status) }</div>
                <p class="clamp muted">{ place }</p>
                <p class="row small numbers">{ times(stop, props.is_open, units) }</p>
            </div>
            { for props.movable.then(|| html! { <MoveButtons key="move" ..props.clone() /> }) }
            { for (props.changeable && props.is_open && !stop.has_left).then(|| menu(props)) }
        </li>
    }
}

fn planned(stop: &StopView) -> AttrValue {
    match stop.estimated_arrival {
        Some(at) => text_with("stops-planned", [("time", format::clock(at).to_string().into())]),
        None => text("stops-arrival-unknown"),
    }
}

/// Whether the stop is still to be done.
pub fn is_open(route: &RouteView, stop: &StopView) -> bool {
    route.status.is_open() && stop.is_open()
}

fn missed_label(missed: MissedWindow) -> AttrValue {
    text(&format!("stops-missed-{}", wire_name(&missed)))
}

/// When the van is expected, where that is news beside the plan.
fn expected(stop: &StopView) -> Option<Timestamp> {
    let (expected, planned) = stop.expected_arrival.zip(stop.estimated_arrival)?;
    ((expected - planned).num_seconds().abs() > EXPECTED_OFF_S).then_some(expected)
}

fn times(stop: &StopView, is_open: bool, units: Units) -> Html {
    let late = stop.late_min.filter(|late| is_open && *late > 0);
    let real = stop.actual_arrival.or(stop.departed_at);
    let window = stop.package.time_window.map(|window| {
        text_with(
            "stops-window",
            [
                ("from", format::clock(window.from).to_string().into()),
                ("to", format::clock(window.to).to_string().into()),
            ],
        )
    });
    html! {
        <>
            <span key="planned" class="muted">{ planned(stop) }</span>
            { for expected(stop).filter(|_| is_open).map(|at| html! { <span key="expected" class="strong">{ text_with("stops-expected", [("time", format::clock(at).to_string().into())]) }</span> }) }
            { for real.map(|at| html! { <span key="real" class="strong">{ text_with("stops-real", [("time", format::clock(at).to_string().into())]) }</span> }) }
            { for window.map(|window| html! { <span key="window">{ window }</span> }) }
            { for late.map(punctuality::late) }
            { for stop.missed_window.filter(|_| is_open && late.is_none()).map(|missed| html! { <StatusPill key="missed" tone={Tone::Warn} icon={IconName::Clock} label={missed_label(missed)} /> }) }
            { for (!stop.is_located).then(|| html! { <span key="place" class="with-icon muted"><Icon name={IconName::MapPin} size={IconSize::Small} />{ text("stops-no-position") }</span> }) }
            { for stop.from_road_m.map(|metres| html! { <span key="far" class="with-icon muted"><Icon name={IconName::MapPin} size={IconSize::Small} />{ format::from_road(metres, units) }</span> }) }
        </>
    }
}

/// Which of the [`MoveButtons`] moves so, from 0.
pub const fn button_of(by: Move) -> u32 {
    match by {
        Move::Up => 0,
        Move::Down => 1,
        Move::First => 2,
        Move::Last => 3,
    }
}

/// Up and down for the neighbour, and all the way: enough for a keyboard and for a thumb.
#[component]
fn MoveButtons(props: &StopRowProps) -> Html {
    let number = props.number;
    let id = format!("move-{}", props.stop.id);
    let label = |key: &'static str| text_with(key, [("number", number.into())]);
    let to = |by: Move| {
        let stop = props.stop.id;
        props.onmove.reform(move |()| (stop, by))
    };
    html! {
        <div class="stop__moves" {id} role="group" aria-label={label("stops-move")}>
            <IconButton icon={IconName::ArrowUp} label={label("stops-move-up")} onclick={to(Move::Up)} />
            <IconButton icon={IconName::ArrowDown} label={label("stops-move-down")} onclick={to(Move::Down)} />
            { for (props.count > 3).then(|| html! { <IconButton key="first" icon={IconName::ChevronUp} label={label("stops-move-first")} onclick={to(Move::First)} /> }) }
            { for (props.count > 3).then(|| html! { <IconButton key="last" icon={IconName::ChevronDown} label={label("stops-move-last")} onclick={to(Move::Last)} /> }) }
        </div>
    }
}

/// To drag the row with a finger or the mouse; the buttons do the same for the keyboard.
fn handle(stop: StopId, ondrag: &Callback<(StopId, Gesture)>) -> Html {
    let when_held = |gesture: fn(f64) -> Gesture| {
        let ondrag = ondrag.clone();
        Callback::from(move |event: PointerEvent| {
            if platform::drag::holds(&event) {
                ondrag.emit((stop, gesture(f64::from(event.client_y()))));
            }
        })
    };
    let onpointerdown = {
        let ondrag = ondrag.clone();
        Callback::from(move |event: PointerEvent| {
            if platform::drag::take(&event) {
                ondrag.emit((stop, Gesture::Over(f64::from(event.client_y()))));
            }
        })
    };
    let let_go = ondrag.reform(move |_: PointerEvent| (stop, Gesture::LetGo));
    html! {
        <span class="stop__handle" data-handle="true" aria-hidden="true" key="handle" {onpointerdown} onpointermove={when_held(Gesture::Over)}
            onpointerup={when_held(Gesture::PutDown)} onpointercancel={let_go.clone()} onlostpointercapture={let_go}>
            <Icon name={IconName::Grip} />
        </span>
    }
}

/// The less frequent things; where somebody has been a stop stays on its route.
fn menu(props: &StopRowProps) -> Html {
    let stop = props.stop.id;
    let ask = |what: Ask| props.onask.reform(move |()| (stop, what));
    let is_untouched = props.stop.actual_arrival.is_none() && props.stop.departed_at.is_none();
    let moves =
        is_untouched.then(|| MenuItem::new(IconName::Route, text("move-stop"), ask(Ask::Move)));
    let items: Vec<MenuItem> = moves
        .into_iter()
        .chain([MenuItem::new(IconName::PackageX, text("take-off"), ask(Ask::TakeOff))])
        .collect();
    html! { <Menu key="menu" label={text_with("stop-menu", [("number", props.number.into())])} {items} /> }
}
