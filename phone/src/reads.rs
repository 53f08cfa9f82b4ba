//! Reads that the copy can answer, as their endpoints would.

use chrono::Days;
use furgo_shared::{
    access::Permission,
    api::{self, Endpoint},
    id::UserId,
    packages::{ListPackages, PackageView},
    page::{Page, PageRequest},
    routes::{DayRouteView, MyDay, RouteKind, RouteRowView, RouteStatus, RouteView},
    sync::EntityKind,
    time::{Day, Timestamp},
    vehicles::{ListVehicles, VehicleView},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

use crate::Copy;

/// What is known of whoever reads, and of now.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub copy: &'a Copy,
    pub user_id: UserId,
    pub today: Day,
    /// The day of an instant, in the fleet's time zone.
    pub day_of: &'a dyn Fn(Timestamp) -> Day,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

/// How good an answer from the copy is.
#[derive(Clone, Debug, PartialEq)]
pub enum Local {
    /// What the server would answer, as far as the copy knows.
    Whole(Value),
    /// A list of what the copy has: the server may know of more.
    Part(Value),
}

impl Reader<'_> {
    /// The answer to a read of this URL, path and query; `None` where the copy says nothing of it.
    pub fn answer(&self, url: &str) -> Option<Local> {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        if is_path_of(&api::ME, path).is_some() {
            return self.first(EntityKind::Me).map(Local::Whole);
        }
        if is_path_of(&api::GET_SETTINGS, path).is_some() {
            return self.first(EntityKind::Settings).map(Local::Whole);
        }
        if is_path_of(&api::MY_ROUTE, path).is_some() {
            return whole(&self.my_day(&serde_html_form::from_str(query).ok()?)?);
        }
        if is_path_of(&api::LIST_VEHICLES, path).is_some() {
            return self.vehicles(&serde_html_form::from_str(query).ok()?);
        }
        if is_path_of(&api::LIST_PACKAGES, path).is_some() {
            return self.packages(serde_html_form::from_str(query).ok()?);
        }
        if let Some(alias) = is_path_of(&api::VEHICLE_HINTS, path) {
            return self.of_vehicle(EntityKind::Hints, alias);
        }
        if let Some(alias) = is_path_of(&api::GET_VEHICLE, path) {
            return self.of_vehicle(EntityKind::Vehicle, alias);
        }
        if let Some(id) = is_path_of(&api::GET_ROUTE, path) {
            return self.one(EntityKind::Route, id.parse().ok()?);
        }
        if let Some(id) = is_path_of(&api::GET_PACKAGE, path) {
            return self.one(EntityKind::Package, id.parse().ok()?);
        }
        None
    }

    fn one(&self, kind: EntityKind, id: Uuid) -> Option<Local> {
        self.copy.get(kind, id).map(|entity| Local::Whole(entity.data.clone()))
    }

    fn first(&self, kind: EntityKind) -> Option<Value> {
        self.copy.all(kind).next().map(|(_, entity)| entity.data.clone())
    }

    fn views<T: DeserializeOwned>(&self, kind: EntityKind) -> Vec<T> {
        let all = self.copy.all(kind);
        all.filter_map(|(_, entity)| serde_json::from_value(entity.data.clone()).ok()).collect()
    }

    /// By id or alias, as the endpoint takes both.
    fn of_vehicle(&self, kind: EntityKind, alias: &str) -> Option<Local> {
        let id = alias.parse().ok().or_else(|| {
            let vehicles: Vec<VehicleView> = self.views(EntityKind::Vehicle);
            let is_it = |vehicle: &&VehicleView| same_word(&vehicle.alias, alias);
            vehicles.iter().find(is_it).map(|vehicle| vehicle.id.0)
        });
        self.one(kind, id?)
    }

    /// The rule is the server's, of `GET /api/routes/mine`.
    fn my_day(&self, query: &MyDay) -> Option<DayRouteView> {
        // Before the first copy nobody knows whether there is a route.
        self.first(EntityKind::Me)?;
        let mut own: Vec<RouteView> = self.views(EntityKind::Route);
        own.retain(|route| {
            route.driver_id == Some(self.user_id) && route.kind == RouteKind::Delivery
        });
        let date = query.date.unwrap_or_else(|| self.day_that_matters(&own));
        let named = own.iter().find(|route| Some(route.id) == query.route_id);
        let date = named.map_or(date, |route| route.date);
        let is_running = |route: &RouteView| route.status == RouteStatus::InProgress;
        own.retain(|route| {
            self.touches(route, date) || (query.date.is_none() && is_running(route))
        });
        own.sort_by_key(|route| (route.depart_at, route.created_at));
        let at_status = |status| own.iter().position(|route| route.status == status);
        let wanted = own.iter().position(|route| Some(route.id) == query.route_id);
        let current = wanted
            .or_else(|| at_status(RouteStatus::InProgress))
            .or_else(|| at_status(RouteStatus::Planned))
            .or_else(|| own.len().checked_sub(1));
        let route = current.map(|at| own.remove(at));
        Some(DayRouteView { date, route, others: own.iter().map(RouteRowView::of).collect() })
    }

    fn day_that_matters(&self, own: &[RouteView]) -> Day {
        if let Some(running) = own.iter().find(|route| route.status == RouteStatus::InProgress) {
            return running.date;
        }
        if own.iter().any(|route| self.touches(route, self.today)) {
            return self.today;
        }
        let later = own.iter().filter(|route| route.status.is_open() && route.date > self.today);
        later.map(|route| route.date).min().unwrap_or(self.today)
    }

    fn touches(&self, route: &RouteView, day: Day) -> bool {
        let goes_on = || {
            let ends = match route.status.is_open() {
                true => RouteRowView::of(route).ends_at,
                false => route.completed_at.or(route.depart_at),
            };
            day.pred_opt() == Some(route.date) && ends.is_some_and(|at| (self.day_of)(at) >= day)
        };
        route.date == day || goes_on()
    }

    fn vehicles(&self, query: &ListVehicles) -> Option<Local> {
        let mut vehicles: Vec<VehicleView> = self.views(EntityKind::Vehicle);
        vehicles.retain(|vehicle| {
            let words = [&vehicle.alias, &vehicle.make, &vehicle.model];
            let words = words.into_iter().chain(&vehicle.plate);
            query.is_active.is_none_or(|wanted| vehicle.is_active == wanted)
                && query.q.as_deref().is_none_or(|q| has_word(words, q))
        });
        match query.sort.as_deref() {
            None | Some("alias") => vehicles.sort_by_key(|vehicle| vehicle.alias.to_lowercase()),
            Some("-alias") => {
                vehicles.sort_by_key(|vehicle| std::cmp::Reverse(vehicle.alias.to_lowercase()));
            }
            Some(_) => {}
        }
        part(&Page::cut(vehicles, PageRequest::new(query.page, query.limit)))
    }

    fn packages(&self, query: ListPackages) -> Option<Local> {
        let ListPackages { status, assigned_to, city, q, from, to, page, limit, sort } = query;
        let mut packages: Vec<PackageView> = self.views(EntityKind::Package);
        packages.retain(|package| {
            let address = &package.address;
            let words = [&package.recipient_name, &package.tracking_code, &address.street];
            let words = words.into_iter().chain([&address.city]).chain(&package.recipient_phone);
            let entered = (self.day_of)(package.created_at);
            (status.is_empty() || status.contains(&package.status))
                && assigned_to.is_none_or(|driver| package.assigned_to == Some(driver))
                && city.as_deref().is_none_or(|city| same_word(&address.city, city))
                && q.as_deref().is_none_or(|q| has_word(words, q))
                && from.is_none_or(|from| entered >= from)
                && to.is_none_or(|to| entered <= to)
        });
        let sort = sort.unwrap_or_else(|| "-created_at".to_owned());
        match sort.trim_start_matches('-') {
            "estimated_delivery" => packages.sort_by_key(|package| package.estimated_delivery),
            "recipient_name" => {
                packages.sort_by_key(|package| package.recipient_name.to_lowercase());
            }
            _ => packages.sort_by_key(|package| package.created_at),
        }
        if sort.starts_with('-') {
            packages.reverse();
        }
        part(&Page::cut(packages, PageRequest::new(page, limit)))
    }
}

/// Days around today whose routes a copy has.
pub fn days_kept(today: Day) -> [Day; 4] {
    let after = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    [today.pred_opt().unwrap_or(today), today, after(1), after(2)]
}

fn whole<T: Serialize>(view: &T) -> Option<Local> {
    serde_json::to_value(view).ok().map(Local::Whole)
}

fn part<T: Serialize>(view: &T) -> Option<Local> {
    serde_json::to_value(view).ok().map(Local::Part)
}

/// What stands in place of the path's parameter (nothing where it has none), if the path is this
/// endpoint's.
fn is_path_of<'p, P: Permission, Req, Res>(
    endpoint: &Endpoint<P, Req, Res>,
    path: &'p str,
) -> Option<&'p str> {
    let (mut wanted, mut given, mut found) = (endpoint.path.split('/'), path.split('/'), "");
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) if wanted.starts_with('{') => found = given,
            (Some(wanted), Some(given)) if wanted == given => {}
            _ => return None,
        }
    }
}

fn same_word(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn has_word<'w>(mut words: impl Iterator<Item = &'w String>, q: &str) -> bool {
    let q = q.to_lowercase();
    words.any(|word| word.to_lowercase().contains(&q))
}
