//! Reads that the copy can answer, as their endpoints would.

use chrono::Days;
use furgo_shared::{
    access::Permission,
    api::{self, Endpoint},
    id::UserId,
    packages::{ListPackages, PackageStatus, TimeWindow},
    page::{Page, PageRequest},
    routes::{MyDay, RouteKind, RouteRowView, RouteStatus, RouteView},
    sync::EntityKind,
    time::{Day, Timestamp},
    vehicles::ListVehicles,
};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, de::DeserializeOwned};
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
            return self.my_day(&serde_html_form::from_str(query).ok()?).map(Local::Whole);
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

    /// All of a kind as they are, with what is looked at of them.
    fn all<T: DeserializeOwned>(&self, kind: EntityKind) -> Vec<(T, Value)> {
        let all = self.copy.all(kind).map(|(_, entity)| &entity.data);
        all.filter_map(|data| Some((read(data)?, data.clone()))).collect()
    }

    /// By id or alias, as the endpoint takes both.
    fn of_vehicle(&self, kind: EntityKind, alias: &str) -> Option<Local> {
        let alias = percent_decode_str(alias).decode_utf8().ok()?;
        let alias = alias.as_ref();
        let id = alias.parse().ok().or_else(|| {
            let vehicles = self.all::<VehicleFacts>(EntityKind::Vehicle);
            let mut vehicles = vehicles.iter().map(|(vehicle, _)| vehicle);
            vehicles.find(|vehicle| same_word(&vehicle.alias, alias)).map(|vehicle| vehicle.id)
        });
        self.one(kind, id?)
    }

    /// The rule is the server's, of `GET /api/routes/mine`.
    fn my_day(&self, query: &MyDay) -> Option<Value> {
        // Before the first copy nobody knows whether there is a route.
        self.first(EntityKind::Me)?;
        let mut own = self.all::<RouteView>(EntityKind::Route);
        own.retain(|(route, _)| {
            route.driver_id == Some(self.user_id) && route.kind == RouteKind::Delivery
        });
        let date = query.date.unwrap_or_else(|| self.day_that_matters(&own));
        // Of other days the copy says nothing.
        let is_kept = days_kept(self.today).contains(&date);
        let named =
            own.iter().map(|(route, _)| route).find(|route| Some(route.id) == query.route_id);
        if !is_kept && named.is_none() && own.iter().all(|(route, _)| route.date != date) {
            return None;
        }
        // Whichever day it is of, what is under way is shown on entering, beside those of today.
        let running = own
            .iter()
            .map(|(route, _)| route)
            .find(|route| query.date.is_none() && route.status == RouteStatus::InProgress);
        let running = running.map(|route| route.id);
        let day = if running.is_some() { self.today } else { date };
        let is_shown = |route: &RouteView| self.touches(route, day) || Some(route.id) == running;
        // One that is named is found on its own day.
        let other_day = named.filter(|named| !is_shown(named)).map(|named| named.date);
        own.retain(|(route, _)| match other_day {
            Some(day) => self.touches(route, day),
            None => is_shown(route),
        });
        let date = other_day.unwrap_or(date);
        own.sort_by_key(|(route, _)| (route.leaves_at(), route.created_at));
        let at_status = |status| own.iter().position(|(route, _)| route.status == status);
        let wanted = own.iter().position(|(route, _)| Some(route.id) == query.route_id);
        let current = wanted
            .or_else(|| at_status(RouteStatus::InProgress))
            .or_else(|| at_status(RouteStatus::Planned))
            .or_else(|| own.len().checked_sub(1));
        let route = current.map(|at| own.remove(at).1);
        let others: Vec<_> = own.iter().map(|(route, _)| RouteRowView::of(route)).collect();
        // As `DayRouteView` is written, without reading and writing all stops once more.
        let others = serde_json::to_string(&others).ok()?;
        let others: Value = serde_json::from_str(&others).ok()?;
        Some(serde_json::json!({ "date": date.to_string(), "route": route, "others": others }))
    }

    fn day_that_matters(&self, own: &[(RouteView, Value)]) -> Day {
        let own = || own.iter().map(|(route, _)| route);
        if let Some(running) = own().find(|route| route.status == RouteStatus::InProgress) {
            return running.date;
        }
        if own().any(|route| self.touches(route, self.today)) {
            return self.today;
        }
        let later = own().filter(|route| route.status.is_open() && route.date > self.today);
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
        let mut vehicles = self.all::<VehicleFacts>(EntityKind::Vehicle);
        vehicles.retain(|(vehicle, _)| {
            let words = [&vehicle.alias, &vehicle.make, &vehicle.model];
            let words = words.into_iter().chain(&vehicle.plate);
            query.is_active.is_none_or(|wanted| vehicle.is_active == wanted)
                && query.q.as_deref().is_none_or(|q| has_word(words, q))
        });
        vehicles.sort_by_key(|(vehicle, _)| vehicle.alias.to_lowercase());
        if query.sort.as_deref() == Some("-alias") {
            vehicles.reverse();
        }
        Some(page(vehicles, query.page, query.limit))
    }

    fn packages(&self, query: ListPackages) -> Option<Local> {
        let ListPackages { status, assigned_to, city, q, from, to, page: at, limit, sort, .. } =
            query;
        let ListPackages { delivery_from, delivery_to, has_window, no_position, .. } = query;
        if query.window_by.is_some() {
            // Which hour an instant is, only whoever knows the time zone can say.
            return None;
        }
        let mut packages = self.all::<PackageFacts>(EntityKind::Package);
        packages.retain(|(package, _)| {
            let PlaceFacts { street, city: place, .. } = &package.address;
            let words = [&package.recipient_name, &package.tracking_code, street, place];
            let words = words.into_iter().chain(&package.reference).chain(&package.recipient_phone);
            let entered = (self.day_of)(package.created_at);
            (status.is_empty() || status.contains(&package.status))
                && assigned_to.is_none_or(|driver| package.assigned_to == Some(driver))
                && city.as_deref().is_none_or(|city| same_word(place, city))
                && q.as_deref().is_none_or(|q| has_word(words, q))
                && from.is_none_or(|from| entered >= from)
                && to.is_none_or(|to| entered <= to)
                && ((delivery_from, delivery_to) == (None, None)
                    || self.due(package).is_some_and(|due| {
                        delivery_from.is_none_or(|from| due >= from)
                            && delivery_to.is_none_or(|to| due <= to)
                    }))
                && has_window.is_none_or(|has| package.time_window.is_some() == has)
                && (!no_position || package.address.latitude.is_none())
        });
        let sort = sort.unwrap_or_else(|| "-created_at".to_owned());
        match sort.trim_start_matches('-') {
            "estimated_delivery" => packages.sort_by_key(|(package, _)| package.estimated_delivery),
            "recipient_name" => {
                packages.sort_by_key(|(package, _)| package.recipient_name.to_lowercase());
            }
            _ => packages.sort_by_key(|(package, _)| package.created_at),
        }
        if sort.starts_with('-') {
            packages.reverse();
        }
        Some(page(packages, at, limit))
    }

    /// Its day of delivery.
    fn due(&self, package: &PackageFacts) -> Option<Day> {
        let of_window = || package.time_window.map(|window| (self.day_of)(window.from));
        package.estimated_delivery.or_else(of_window)
    }
}

/// What lists look at of a vehicle.
#[derive(Debug, Deserialize)]
struct VehicleFacts {
    id: Uuid,
    alias: String,
    make: String,
    model: String,
    plate: Option<String>,
    is_active: bool,
}

/// What lists look at of a package.
#[derive(Debug, Deserialize)]
struct PackageFacts {
    tracking_code: String,
    reference: Option<String>,
    recipient_name: String,
    recipient_phone: Option<String>,
    address: PlaceFacts,
    estimated_delivery: Option<Day>,
    time_window: Option<TimeWindow>,
    status: PackageStatus,
    assigned_to: Option<UserId>,
    created_at: Timestamp,
}

#[derive(Debug, Deserialize)]
struct PlaceFacts {
    street: String,
    city: String,
    latitude: Option<f64>,
}

/// Days around today whose routes a copy has.
pub fn days_kept(today: Day) -> [Day; 4] {
    let after = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
    [today.pred_opt().unwrap_or(today), today, after(1), after(2)]
}

/// By way of a text, as everything that the app reads: a second way would cost its download as much
/// again.
fn read<T: DeserializeOwned>(data: &Value) -> Option<T> {
    serde_json::from_str(&data.to_string()).ok()
}

/// A page of what is there, as `Page` is written.
fn page<T>(all: Vec<(T, Value)>, page: Option<u32>, limit: Option<u32>) -> Local {
    let all = all.into_iter().map(|(_, data)| data).collect();
    let Page { items, total, page, limit, .. } = Page::cut(all, PageRequest::new(page, limit));
    Local::Part(serde_json::json!({ "items": items, "total": total, "page": page, "limit": limit }))
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
