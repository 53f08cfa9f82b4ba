//! The order of a route's open stops while it is being changed: by buttons, by dragging, and sent when
//! it is right.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::StopId,
    routes::{ReorderStops, RouteView, StopView},
};
use yew::prelude::*;

use super::{
    stop_order::{self, Move},
    stop_row::{Gesture, Mark, button_of},
};
use crate::{
    i18n::text,
    outbox::{Sending, use_write},
    platform,
    ui::use_toasts,
};

/// The stop that is held, and the place where it would be put down.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    stop: StopId,
    over: usize,
}

/// How it goes, and what changes it.
#[derive(Clone, Debug)]
pub struct Ordering {
    /// The open stops in their new order; none while nobody changes it.
    pub draft: Option<Vec<StopId>>,
    held: Option<Held>,
    /// To be put on the list whose rows are dragged.
    pub list: NodeRef,
    pub save: Sending,
    pub begin: Callback<()>,
    pub cancel: Callback<()>,
    pub send: Callback<()>,
    pub onmove: Callback<(StopId, Move)>,
    pub ondrag: Callback<(StopId, Gesture)>,
}

/// See the module.
#[hook]
pub fn use_ordering(route: &Rc<RouteView>) -> Ordering {
    let (draft, toasts) = (use_state(|| None::<Vec<StopId>>), use_toasts());
    let (held, list) = (use_state_eq(|| None::<Held>), use_node_ref());
    let save = {
        let draft = draft.clone();
        use_write(&api::REORDER_STOPS, move |_: RouteView| {
            draft.set(None);
            toasts.say(text("stops-order-saved"));
        })
    };
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
    let ondrag = {
        let (draft, held, list, route) = (draft.clone(), held.clone(), list.clone(), route.clone());
        Callback::from(move |(stop, gesture): (StopId, Gesture)| {
            let Some(order) = &*draft else { return };
            let place = |height| {
                let rows =
                    arranged(&route, Some(order)).into_iter().zip(platform::drag::middles(&list));
                let open = rows.filter(|((_, stop), _)| stop.is_open());
                let open: Vec<_> = open.map(|((_, stop), middle)| (stop.id, middle)).collect();
                stop_order::place_at(&open, stop, height)
            };
            match gesture {
                Gesture::Over(height) => held.set(Some(Held { stop, over: place(height) })),
                Gesture::PutDown(height) => {
                    draft.set(Some(stop_order::placed(order, stop, place(height))));
                    held.set(None);
                }
                Gesture::LetGo => held.set(None),
            }
        })
    };
    let (draft, held, save) = ((*draft).clone(), *held, (*save).clone());
    Ordering { draft, held, list, save, begin, cancel, send, onmove, ondrag }
}

impl Ordering {
    /// Whether the order is being changed.
    pub fn is_on(&self) -> bool {
        self.draft.is_some()
    }

    /// How many stops can be moved now.
    pub fn count(&self) -> usize {
        self.draft.as_ref().map_or(0, Vec::len)
    }

    /// Where the stop that is held would come to lie, drawn on its neighbours.
    pub fn mark(&self, stop: StopId) -> Option<Mark> {
        let (held, order) = self.held.zip(self.draft.as_ref())?;
        if held.stop == stop {
            return Some(Mark::Held);
        }
        let mut others = order.iter().filter(|other| **other != held.stop);
        let is_back = stop_order::placed(order, held.stop, held.over) == *order;
        let last = others.clone().count().saturating_sub(1);
        match others.position(|other| *other == stop)? {
            _ if is_back => None,
            at if at == held.over => Some(Mark::Before),
            at if at == last && held.over > last => Some(Mark::After),
            _ => None,
        }
    }
}

/// Stops with their numbers: as planned, or the open ones in the order that is being made.
pub fn arranged<'a>(route: &'a RouteView, draft: Option<&[StopId]>) -> Vec<(usize, &'a StopView)> {
    let mut next = draft
        .unwrap_or_default()
        .iter()
        .filter_map(|id| route.stops.iter().find(|stop| stop.id == *id));
    let in_order = route.stops.iter().map(|stop| match draft.is_some() && stop.is_open() {
        true => next.next().unwrap_or(stop),
        false => stop,
    });
    in_order.enumerate().map(|(index, stop)| (index + 1, stop)).collect()
}
