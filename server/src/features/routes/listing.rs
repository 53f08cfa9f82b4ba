//! Lists of routes. Drivers' lists are made of the routes that they drive and of what was logged
//! for their vehicles; a route that is both stands in both, and is listed once.

use std::{cell::Cell, ops::ControlFlow};

use furgo_shared::{
    access::Role,
    id::{RouteId, UserId, VehicleId},
    page::{Page, PageRequest},
    routes::{ListRoutes, RouteKind},
};

use super::{RouteRecord, store};
use crate::{
    auth::{Person, Viewer},
    error::Result,
    features::histories::reach::Reach,
    storage::{Index, Key, Reads, Span, engine::Order, summary::FLEET},
};

/// Whether a page of an index answers it; more than one filter reads the routes that one of them
/// lets through.
pub fn is_bounded(query: &ListRoutes) -> bool {
    let filters = [query.driver_id.is_some(), query.vehicle.is_some(), query.status.is_some()];
    filters.into_iter().filter(|is_set| *is_set).count() <= usize::from(query.kind.is_none())
        && PageRequest::new(query.page, query.limit).is_early()
}

/// One page of the routes that the viewer may see.
pub fn list(
    tx: &impl Reads,
    query: &ListRoutes,
    vehicle: Option<VehicleId>,
    order: Order,
) -> Result<Page<RouteRecord>> {
    let page = PageRequest::new(query.page, query.limit);
    let (index, groups, told) = match driver(tx) {
        Some(driver) => (store::BY_KIND, groups_of_driver(tx, driver, query.kind)?, 0),
        None => group_of_office(query, vehicle),
    };
    let mut span = Span::of(groups, order);
    if query.from.is_some() || query.to.is_some() {
        span = span.days(query.from, query.to);
    }
    let filters = [query.driver_id.is_some(), vehicle.is_some(), query.status.is_some()];
    let is_told = filters.iter().filter(|is_set| **is_set).count() == told;
    match (is_told, driver(tx)) {
        (true, None) => tx.list_in(index, &span, page),
        (true, Some(_)) => once_each(tx, index, &span, page),
        (false, _) => {
            let last = Cell::new(None);
            let keep = |route: &RouteRecord| {
                last.replace(Some(route.id)) != Some(route.id) && matches(route, query, vehicle)
            };
            tx.list_in_where(index, &span, page, keep, |_| {})
        }
    }
}

fn driver(tx: &impl Reads) -> Option<UserId> {
    match tx.viewer() {
        Viewer::Person(Person { role: Role::Driver, id, .. }) => Some(*id),
        Viewer::Person(_) | Viewer::System | Viewer::Stranger => None,
    }
}

fn groups_of_driver(tx: &impl Reads, driver: UserId, kind: Option<RouteKind>) -> Result<Vec<Key>> {
    let mut groups = Vec::new();
    if kind != Some(RouteKind::Logged) {
        groups.push(store::of_kind(RouteKind::Delivery, driver));
    }
    if kind != Some(RouteKind::Delivery) {
        groups.push(store::of_kind(RouteKind::Logged, driver));
        let vehicles = Reach::of(tx, None)?.subjects().into_iter();
        groups.extend(vehicles.map(|vehicle| store::of_kind(RouteKind::Logged, vehicle)));
    }
    Ok(groups)
}

/// The smallest group that holds what is wanted, and how many of the filters by driver, vehicle
/// and status it settles.
fn group_of_office(
    query: &ListRoutes,
    vehicle: Option<VehicleId>,
) -> (Index<RouteRecord>, Vec<Key>, usize) {
    let (index, group, told) = match (query.kind, query.driver_id, vehicle, query.status) {
        (Some(kind), Some(driver), ..) => (store::BY_KIND, store::of_kind(kind, driver), 1),
        (Some(kind), None, Some(vehicle), _) => (store::BY_KIND, store::of_kind(kind, vehicle), 1),
        (Some(kind), None, None, _) => (store::BY_KIND, store::of_kind(kind, FLEET), 0),
        (None, Some(driver), ..) => (store::BY_DRIVER, Key::new().id(driver), 1),
        (None, None, Some(vehicle), _) => (store::BY_VEHICLE, Key::new().id(vehicle), 1),
        (None, None, None, Some(status)) => (store::BY_STATUS, store::of_status(status), 1),
        (None, None, None, None) => (store::BY_DATE, Key::new(), 0),
    };
    (index, vec![group], told)
}

fn matches(route: &RouteRecord, query: &ListRoutes, vehicle: Option<VehicleId>) -> bool {
    query.driver_id.is_none_or(|driver| route.driver_id == Some(driver))
        && vehicle.is_none_or(|vehicle| route.vehicle_id == Some(vehicle))
        && query.status.is_none_or(|status| route.status == status)
}

/// One page of a span whose groups may have routes in common. Of the others no record is read.
fn once_each(
    tx: &impl Reads,
    index: Index<RouteRecord>,
    span: &Span,
    page: PageRequest,
) -> Result<Page<RouteRecord>> {
    let (mut items, mut total, mut last) = (Vec::new(), 0, None);
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    tx.rows(index, span, |_, id| {
        let id = RouteId(id);
        if last.replace(id) != Some(id) {
            if total >= page.offset() && items.len() < limit {
                items.push(tx.require(id)?);
            }
            total += 1;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Page::of(items, total, page))
}
