//! The stops of a route in order, with planned and real times; while the route is open the office
//! changes the order, puts packages on and takes them off.

use std::rc::Rc;

use furgo_shared::{
    id::StopId,
    routes::{RouteView, StopView},
};
use yew::prelude::*;

use super::{
    add_dialog::AddDialog,
    move_dialog::MoveDialog,
    ordering::{Ordering, arranged, use_ordering},
    stop_order,
    stop_row::{Ask, StopRow, is_open},
    take_off_dialog::TakeOffDialog,
};
use crate::{
    i18n::{text, text_with},
    ui::{Button, ButtonKind, Card, Icon, IconName, IconSize, ProblemBox},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StopListProps {
    pub route: Rc<RouteView>,
    /// May change the route while it is open.
    pub may_plan: bool,
    /// May look at packages.
    pub may_read: bool,
    /// Reads the route again.
    pub refetch: Callback<()>,
}

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asking {
    Add,
    About(StopId, Ask),
}

/// See the module.
#[component]
pub fn StopList(props: &StopListProps) -> Html {
    let (route, order) = (&props.route, use_ordering(&props.route));
    let asking = use_state(|| None::<Asking>);
    let ask = {
        let asking = asking.clone();
        Callback::from(move |what: Asking| asking.set(Some(what)))
    };
    let onclose = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let changeable = props.may_plan && route.status.is_open() && !order.is_on();
    let action =
        changeable.then(|| actions(route, order.begin.clone(), ask.reform(|()| Asking::Add)));
    let asked = |wanted: Ask| match *asking {
        Some(Asking::About(id, what)) if what == wanted => {
            route.stops.iter().find(|stop| stop.id == id).cloned()
        }
        Some(_) | None => None,
    };
    let refetch = &props.refetch;
    let row = |(number, stop): (usize, &StopView)| {
        html! {
            <StopRow key={stop.id.to_string()} {number} stop={stop.clone()} is_open={is_open(route, stop)} may_read={props.may_read}
                count={order.count()} movable={order.is_on() && stop.is_open()} onmove={order.onmove.clone()}
                mark={order.mark(stop.id)} ondrag={order.ondrag.clone()}
                {changeable} onask={ask.reform(|(stop, what)| Asking::About(stop, what))} />
        }
    };
    html! {
        <Card title={text_with("stops-title", [("count", route.stops.len().into())])} {action} flush=true>
            { for order.save.problem().map(|problem| html! { <div key="problem" class="stops__bar"><ProblemBox {problem} /></div> }) }
            { for order.is_on().then(|| bar(&order)) }
            { for missed(route) }
            <ol class="stops" key="stops" ref={order.list.clone()}>
                { for arranged(route, order.draft.as_deref()).into_iter().map(row) }
            </ol>
            <AddDialog key="add" route={route.clone()} open={*asking == Some(Asking::Add)} onclose={onclose.clone()} refetch={refetch.clone()} />
            <TakeOffDialog key="take-off" route={route.clone()} stop={asked(Ask::TakeOff)} onclose={onclose.clone()} refetch={refetch.clone()} />
            <MoveDialog key="move" route={route.clone()} stop={asked(Ask::Move)} {onclose} refetch={refetch.clone()} />
        </Card>
    }
}

/// The ways out of changing the order.
fn bar(order: &Ordering) -> Html {
    html! {
        <div class="stops__bar row" key="bar" data-unsaved="true">
            <span class="grow muted">{ text("stops-order-hint") }</span>
            <Button onclick={order.cancel.clone()}>{ text("action-cancel") }</Button>
            <Button kind={ButtonKind::Primary} busy={order.save.busy()} onclick={order.send.clone()}>{ text("stops-save-order") }</Button>
        </div>
    }
}

/// What can be done with the stops as a whole.
fn actions(route: &RouteView, onorder: Callback<()>, onadd: Callback<()>) -> Html {
    let can_order = stop_order::open_stops(route).len() > 1;
    html! {
        <div class="row">
            { for can_order.then(|| html! {
                <Button key="order" kind={ButtonKind::Ghost} icon={IconName::ArrowUpDown} onclick={onorder}>{ text("stops-change-order") }</Button>
            }) }
            <Button key="add" kind={ButtonKind::Ghost} icon={IconName::Plus} onclick={onadd}>{ text("stops-add") }</Button>
        </div>
    }
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
