//! The stops of a route in order, with planned and real times; the office may change the order.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::StopId,
    measures::Units,
    routes::{MissedWindow, ReorderStops, RouteView, StopView},
    text::wire_name,
};
use yew::prelude::*;

use super::stop_order::{self, Move};
use crate::{
    format,
    i18n::{text, text_with},
    outbox::use_write,
    platform,
    screens::Screen,
    session::use_measures,
    ui::{
        Button, ButtonKind, Card, Icon, IconButton, IconName, IconSize, ProblemBox, ScreenLink,
        StatusPill, Tone, package_pill, use_toasts,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StopListProps {
    pub route: Rc<RouteView>,
    /// May change the order while the route is open.
    pub may_plan: bool,
    /// May look at packages.
    pub may_read: bool,
}

/// See the module.
#[component]
pub fn StopList(props: &StopListProps) -> Html {
    let (draft, toasts) = (use_state(|| None::<Vec<StopId>>), use_toasts());
    let save = {
        let draft = draft.clone();
        use_write(&api::REORDER_STOPS, move |_: RouteView| {
            draft.set(None);
            toasts.say(text("stops-order-saved"));
        })
    };
    let route = &props.route;
    let begin = {
        let (draft, save, route) = (draft.clone(), save.clone(), route.clone());
        Callback::from(move |()| {
            save.reset();
            draft.set(Some(stop_order::open_stops(&route)));
        })
    };
    let cancel = {
        let draft = draft.clone();
        Callback::from(move |()| draft.set(None))
    };
    let send = {
        let (draft, save, route_id) = (draft.clone(), save.clone(), route.id);
        Callback::from(move |()| {
            if let Some(order) = &*draft {
                save.send(&[], &ReorderStops { route_id, stop_ids: order.clone() });
            }
        })
    };
    let moved = use_mut_ref(|| None::<(StopId, Move)>);
    {
        // The browser drops the focus of a row that changes its place.
        let moved = moved.clone();
        use_effect_with((*draft).clone(), move |_| {
            if let Some((stop, by)) = moved.take().filter(|_| platform::focus::nothing_has_it()) {
                platform::focus::child_of_id(&format!("move-{stop}"), button_of(by));
            }
        });
    }
    let onmove = {
        let draft = draft.clone();
        Callback::from(move |(stop, by): (StopId, Move)| {
            moved.replace(Some((stop, by)));
            draft.set(draft.as_ref().map(|order| stop_order::moved(order, stop, by)));
        })
    };
    let can_order =
        props.may_plan && route.status.is_open() && stop_order::open_stops(route).len() > 1;
    let action = (can_order && draft.is_none()).then(|| html! {
        <Button kind={ButtonKind::Ghost} icon={IconName::ArrowUpDown} onclick={begin}>{ text("stops-change-order") }</Button>
    });
    let ordering = draft.is_some();
    html! {
        <Card title={text_with("stops-title", [("count", route.stops.len().into())])} {action} flush=true>
            { for save.problem().map(|problem| html! { <div key="problem" class="stops__bar"><ProblemBox {problem} /></div> }) }
            { for ordering.then(|| html! {
                <div class="stops__bar row" key="bar" data-unsaved="true">
                    <span class="grow muted">{ text("stops-order-hint") }</span>
                    <Button onclick={cancel}>{ text("action-cancel") }</Button>
                    <Button kind={ButtonKind::Primary} busy={save.busy()} onclick={send}>{ text("stops-save-order") }</Button>
                </div>
            }) }
            { for missed(route) }
            <ol class="stops" key="stops">
                { for arranged(route, draft.as_deref()).into_iter().map(|(number, stop)| html! {
                    <StopRow key={stop.id.to_string()} {number} stop={stop.clone()} is_open={is_open(route, stop)} may_read={props.may_read}
                        count={draft.as_ref().map_or(0, Vec::len)} movable={ordering && stop_order::is_open(stop)} onmove={onmove.clone()} />
                }) }
            </ol>
        </Card>
    }
}

/// Stops with their numbers: as planned, or the open ones in the order that is being made.
fn arranged<'a>(route: &'a RouteView, draft: Option<&[StopId]>) -> Vec<(usize, &'a StopView)> {
    let mut next = draft
        .unwrap_or_default()
        .iter()
        .filter_map(|id| route.stops.iter().find(|stop| stop.id == *id));
    let in_order =
        route.stops.iter().map(|stop| match draft.is_some() && stop_order::is_open(stop) {
            true => next.next().unwrap_or(stop),
            false => stop,
        });
    in_order.enumerate().map(|(index, stop)| (index + 1, stop)).collect()
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct StopRowProps {
    number: usize,
    stop: StopView,
    /// The stop is still to be done.
    is_open: bool,
    may_read: bool,
    movable: bool,
    /// Open stops that can be moved.
    count: usize,
    onmove: Callback<(StopId, Move)>,
}

#[component]
fn StopRow(props: &StopRowProps) -> Html {
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
    html! {
        <li class="stop">
            <span class="stop__number numbers" aria-hidden="true">{ props.number }</span>
            <div class="stop__body">
                <div class="row row--between"><span class="clamp stop__what">{ title }</span>{ package_pill(package.status) }</div>
                <p class="clamp muted">{ place }</p>
                <p class="row small numbers">{ times(stop, props.is_open, units) }</p>
            </div>
            { for props.movable.then(|| html! { <MoveButtons key="move" ..props.clone() /> }) }
        </li>
    }
}

fn planned(stop: &StopView) -> AttrValue {
    match stop.estimated_arrival {
        Some(at) => text_with("stops-planned", [("time", format::clock(at).to_string().into())]),
        None => text("stops-arrival-unknown"),
    }
}

fn is_open(route: &RouteView, stop: &StopView) -> bool {
    route.status.is_open() && stop.is_open()
}

fn missed_label(missed: MissedWindow) -> AttrValue {
    text(&format!("stops-missed-{}", wire_name(&missed)))
}

/// Which packages are planned outside their time windows, in one sentence above the stops.
fn missed(route: &RouteView) -> Option<Html> {
    let missed =
        route.stops.iter().filter(|stop| stop.missed_window.is_some() && is_open(route, stop));
    // Whoever may not know codes is told the towns.
    let name = |stop: &StopView| {
        stop.package.tracking_code.clone().unwrap_or_else(|| stop.package.city.clone())
    };
    let codes: Vec<String> = missed.map(name).collect();
    (!codes.is_empty()).then(|| {
        let parts = [("count", codes.len().into()), ("codes", codes.join(", ").into())];
        html! {
            <p class="stops__bar row" key="missed" role="status">
                <Icon name={IconName::Alert} size={IconSize::Small} />
                <span class="grow">{ text_with("stops-missed", parts) }</span>
            </p>
        }
    })
}

fn times(stop: &StopView, is_open: bool, units: Units) -> Html {
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
            { for real.map(|at| html! { <span key="real" class="strong">{ text_with("stops-real", [("time", format::clock(at).to_string().into())]) }</span> }) }
            { for window.map(|window| html! { <span key="window">{ window }</span> }) }
            { for stop.missed_window.filter(|_| is_open).map(|missed| html! { <StatusPill key="missed" tone={Tone::Warn} icon={IconName::Clock} label={missed_label(missed)} /> }) }
            { for (!stop.is_located).then(|| html! { <span key="place" class="with-icon muted"><Icon name={IconName::MapPin} size={IconSize::Small} />{ text("stops-no-position") }</span> }) }
            { for stop.from_road_m.map(|metres| html! { <span key="far" class="with-icon muted"><Icon name={IconName::MapPin} size={IconSize::Small} />{ format::from_road(metres, units) }</span> }) }
        </>
    }
}

/// Which of the [`MoveButtons`] moves so, from 0.
const fn button_of(by: Move) -> u32 {
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
