//! Lists of routes, single ones, and "my day".

use furgo_shared::{
    id::{RouteId, UserId},
    page::{Page, PageRequest, parse_sort},
    routes::{
        DayRouteView, ListRoutes, ROUTE_SORTS, RouteKind, RouteOfDriver, RouteRowView, RouteStatus,
        RouteView,
    },
    time::Day,
};

use super::super::{RouteRecord, listing, store, view};
use crate::{
    error::Result,
    features::{settings, vehicles},
    storage::{Reads, engine::Order},
};

/// One route with its stops.
pub fn read(tx: &impl Reads, id: RouteId) -> Result<RouteView> {
    view::full(tx, &tx.require(id)?)
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

/// The viewer's route: the one under way, whatever its day; else today's; else the next one.
/// With a day, that day's.
pub fn mine(tx: &impl Reads, date: Option<Day>) -> Result<DayRouteView> {
    let today = settings::store::today(tx)?;
    let Some(driver) = tx.viewer().user_id() else {
        return Ok(DayRouteView { date: date.unwrap_or(today), route: None });
    };
    let route = match date {
        Some(day) => of_day(tx, driver, day)?,
        None => current(tx, driver, today)?,
    };
    to_day_view(tx, date.unwrap_or(today), route)
}

/// A driver's route of a day; today's when none is named.
pub fn of_driver(tx: &impl Reads, query: &RouteOfDriver) -> Result<DayRouteView> {
    let today = settings::store::today(tx)?;
    let day = query.date.unwrap_or(today);
    let route = of_day(tx, query.user_id, day)?;
    to_day_view(tx, day, route)
}

fn to_day_view(tx: &impl Reads, day: Day, route: Option<RouteRecord>) -> Result<DayRouteView> {
    let date = route.as_ref().map_or(day, |route| route.date);
    Ok(DayRouteView { date, route: route.map(|route| view::full(tx, &route)).transpose()? })
}

fn of_day(tx: &impl Reads, driver: UserId, day: Day) -> Result<Option<RouteRecord>> {
    match store::open_on(tx, driver, day)? {
        Some(open) => Ok(Some(open)),
        None => store::latest_on(tx, driver, day),
    }
}

fn current(tx: &impl Reads, driver: UserId, today: Day) -> Result<Option<RouteRecord>> {
    let open = store::open_of_driver(tx, driver)?;
    if let Some(running) = open.iter().find(|route| route.status == RouteStatus::InProgress) {
        return Ok(Some(running.clone()));
    }
    match of_day(tx, driver, today)? {
        Some(route) => Ok(Some(route)),
        None => Ok(open.into_iter().find(|route| route.date > today)),
    }
}
