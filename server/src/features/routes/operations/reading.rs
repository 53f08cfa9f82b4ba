//! Lists of routes, single ones, and "my day".

use furgo_shared::{
    id::{RouteId, UserId},
    page::{Page, PageRequest, parse_sort},
    problem::ErrorCode,
    routes::{
        DayRouteView, ListRoutes, MyDay, ROUTE_SORTS, RouteKind, RouteOfDriver, RouteRowView,
        RouteStatus, RouteView,
    },
    time::{Day, Timestamp},
};

use super::super::{RouteRecord, listing, store, view};
use crate::{
    error::{Error, Result},
    features::{settings, vehicles},
    storage::{Reads, engine::Order},
};

/// One route with its stops.
pub fn read(tx: &impl Reads, id: RouteId) -> Result<RouteView> {
    view::full(tx, &tx.require(id)?)
}

/// One with stops that are still to be done: of those that are over nobody plans anything, and their
/// recipients are forgotten after a while.
pub fn open_delivery(tx: &impl Reads, id: RouteId) -> Result<RouteRecord> {
    let route: RouteRecord = tx.require(id)?;
    match (route.kind, route.status.is_open()) {
        (RouteKind::Delivery, true) => Ok(route),
        (RouteKind::Delivery, false) => Err(Error::Code(ErrorCode::RouteClosed)),
        (RouteKind::Logged, _) => Err(Error::Code(ErrorCode::NotFound)),
    }
}

/// What kind of route it is, which never changes.
pub fn kind(tx: &impl Reads, id: RouteId) -> Result<RouteKind> {
    Ok(tx.require::<RouteRecord>(id)?.kind)
}

/// One page of the routes that the viewer may see. A vehicle that is not there drove none.
pub fn list(tx: &impl Reads, query: &ListRoutes) -> Result<Page<RouteRowView>> {
    let vehicle = match query.vehicle.as_deref() {
        None => None,
        Some(alias) => match vehicles::store::find(tx, alias)? {
            Some(vehicle) => Some(vehicle.id),
            None => return Ok(Page::cut(Vec::new(), PageRequest::new(query.page, query.limit))),
        },
    };
    let sort = parse_sort(query.sort.as_deref(), ROUTE_SORTS);
    let order = match sort.is_none_or(|sort| sort.descending) {
        true => Order::Descending,
        false => Order::Ascending,
    };
    listing::list(tx, query, vehicle, order)?.try_map(|route| view::row(tx, &route))
}

/// The viewer's routes of a day. Without one: of the day of the route under way, if there is one; else
/// today's; else the next one. A route of theirs that is named is found on whatever day it is.
pub fn mine(tx: &impl Reads, query: &MyDay) -> Result<DayRouteView> {
    let today = settings::store::today(tx)?;
    let MyDay { date, route_id } = *query;
    let Some(driver) = tx.viewer().user_id() else {
        return Ok(DayRouteView { date: date.unwrap_or(today), route: None, others: Vec::new() });
    };
    let (mut day, mut routes) = match date {
        Some(day) => (day, touching(tx, driver, day)?),
        None => of_today(tx, driver, today)?,
    };
    let named = route_id.filter(|id| routes.iter().all(|route| route.id != *id));
    let named = named.map(|id| tx.find::<RouteRecord>(id)).transpose()?.flatten();
    if let Some(named) = named.filter(|named| is_driven_by(named, driver)) {
        day = named.date;
        routes = touching(tx, driver, day)?;
    }
    to_day_view(tx, day, routes, route_id)
}

/// It was or is theirs to drive; what was only logged is on no day.
fn is_driven_by(route: &RouteRecord, driver: UserId) -> bool {
    route.driver_id == Some(driver) && route.kind == RouteKind::Delivery
}

/// A driver's routes of a day; today's when none is named.
pub fn of_driver(tx: &impl Reads, query: &RouteOfDriver) -> Result<DayRouteView> {
    let day = query.date.map_or_else(|| settings::store::today(tx), Ok)?;
    to_day_view(tx, day, touching(tx, query.user_id, day)?, None)
}

fn of_today(tx: &impl Reads, driver: UserId, today: Day) -> Result<(Day, Vec<RouteRecord>)> {
    let open = store::open_of_driver(tx, driver)?;
    if let Some(running) = open.iter().find(|route| route.status == RouteStatus::InProgress) {
        let mut routes = touching(tx, driver, today)?;
        if routes.iter().all(|route| route.id != running.id) {
            routes.push(running.clone());
        }
        return Ok((running.date, routes));
    }
    let routes = touching(tx, driver, today)?;
    match open.into_iter().find(|route| route.date > today) {
        Some(next) if routes.is_empty() => Ok((next.date, touching(tx, driver, next.date)?)),
        _ => Ok((today, routes)),
    }
}

/// The driver's routes that leave on a day, and the one of the day before that goes on behind
/// midnight.
fn touching(tx: &impl Reads, driver: UserId, day: Day) -> Result<Vec<RouteRecord>> {
    let begins = settings::store::current(tx)?.start_of(day);
    let before = day.pred_opt().map(|before| store::of_driver_on(tx, driver, before));
    let mut routes = before.transpose()?.unwrap_or_default();
    routes.retain(|route| ends(route) > begins);
    routes.extend(store::of_driver_on(tx, driver, day)?);
    routes.retain(|route| route.kind == RouteKind::Delivery);
    Ok(routes)
}

/// When it is over, or was.
pub fn ends(route: &RouteRecord) -> Timestamp {
    match route.status {
        RouteStatus::Planned | RouteStatus::InProgress => route.hours().to,
        // One that was called off before it left was never anywhere.
        RouteStatus::Completed | RouteStatus::Cancelled => {
            route.completed_at.unwrap_or(route.departs_at())
        }
    }
}

fn to_day_view(
    tx: &impl Reads,
    day: Day,
    mut routes: Vec<RouteRecord>,
    wanted: Option<RouteId>,
) -> Result<DayRouteView> {
    routes.sort_by_key(|route| (route.hours().from, route.meta.created_at));
    let at_status = |status| routes.iter().position(|route| route.status == status);
    let current = routes.iter().position(|route| Some(route.id) == wanted);
    let current = current
        .or_else(|| at_status(RouteStatus::InProgress))
        .or_else(|| at_status(RouteStatus::Planned))
        .or_else(|| routes.len().checked_sub(1));
    let route = current.map(|at| routes.remove(at));
    Ok(DayRouteView {
        date: day,
        route: route.map(|route| view::full(tx, &route)).transpose()?,
        others: routes.iter().map(|route| view::row(tx, route)).collect::<Result<_>>()?,
    })
}
