//! Random days: whatever people do, in whatever order, nothing breaks. Refused requests change
//! nothing; what was taken makes of the routes what the app had shown in advance; at the end every
//! index, count and sum agrees with the records, every package is on one open route at most, and
//! the van's odometer is what the completed routes say.

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::TimeDelta;
use furgo::{
    features::settings::SettingsRecord,
    storage::{
        check::check,
        engine::{KeyRange, Order},
        schema::CHANGES,
    },
};
use furgo_shared::{
    api,
    change::Change,
    effects::{Actor, preview_arrival, preview_packages, preview_route},
    id::StopId,
    packages::{ListPackages, PackageStatus, PackageView, StepPackages, StepReason},
    routes::{
        AddPackages, ContinueFromPast, CreateRoute, ListRoutes, MoveStop, PatchRoute, PlannedView,
        RecordArrival, ReorderStops, RouteStatus, RouteView, StepRoute,
    },
    units::Km,
    validate::Empty,
};
use support::{Client, Reply, TestApp};
use uuid::Uuid;

use crate::day::{given_depot, given_packages, given_vehicle, log, route, step, today};

const PACKAGES: u32 = 12;
const ACTIONS: u32 = 300;

/// Numbers that look random and come again with the same seed (Knuth's constants).
pub struct Dice(pub u64);

impl Dice {
    /// Less than this.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

struct World {
    app: TestApp,
    office: Client,
    everybody: Vec<Client>,
    drivers: Vec<Client>,
    packages: Vec<PackageView>,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start().await;
        given_depot(&app).await;
        let office = app.dispatcher("dora").await;
        given_vehicle(&office, "Van").await;
        let drivers = vec![app.driver("ana").await, app.driver("ben").await];
        let packages = given_packages(&office, PACKAGES).await;
        let mut everybody = vec![app.admin().await, office.clone(), app.viewer().await];
        everybody.extend(drivers.iter().cloned());
        Self { app, office, everybody, drivers, packages }
    }

    /// How many changes the data file has seen.
    fn changes(&self) -> Vec<u8> {
        let (view, mut last) = (self.app.app.db.engine().view().unwrap(), Vec::new());
        let visit = &mut |key: &[u8], _: &[u8]| {
            last = key.to_vec();
            ControlFlow::Break(())
        };
        view.scan(CHANGES, &KeyRange::all(), Order::Descending, visit).unwrap();
        last
    }

    async fn routes(&self) -> Vec<RouteView> {
        routes(&self.office).await
    }

    /// Somebody does something, sensible or not; and the routes as their app would show them, if
    /// it would show anything before the answer.
    async fn act(&self, dice: &mut Dice) -> (Reply, Option<Vec<RouteView>>) {
        let who = dice.one_of(&self.everybody).clone();
        let mut routes = self.routes().await;
        let by =
            Actor { id: who.id(), role: who.user().role, now: self.app.now(), undo_minutes: 10 };
        let reply = match (dice.below(14), routes.is_empty()) {
            (0..=1, _) | (_, true) => return (self.plan(&who, dice).await, None),
            (2..=5, _) => {
                let occurred_at = Some(by.now);
                let request = StepPackages { occurred_at, ..self.step_of_package(dice) };
                routes.iter_mut().for_each(|route| {
                    preview_packages(route, &request, by);
                });
                who.call(&api::STEP_PACKAGES, [], &request).await
            }
            (6..=7, _) => {
                let (at, occurred_at) = (dice.below(routes.len()), Some(by.now));
                let request = StepRoute { occurred_at, ..step_of_route(dice) };
                let id = routes[at].id.to_string();
                preview_route(&mut routes[at], &request, by);
                who.call(&api::STEP_ROUTE, [&id], &request).await
            }
            (8, _) => {
                let route = dice.one_of(&routes);
                let mut stop_ids: Vec<_> = route.stops.iter().map(|stop| stop.id).collect();
                stop_ids.reverse();
                let order = ReorderStops { route_id: route.id, stop_ids };
                return (who.call(&api::REORDER_STOPS, [], &order).await, None);
            }
            (10..=13, _) => return (self.change(&who, &routes, dice).await, None),
            _ => {
                let at = dice.below(routes.len());
                if routes[at].stops.is_empty() || dice.below(3) == 0 {
                    let id = routes[at].id.to_string();
                    return (who.call(&api::DELETE_ROUTE, [&id], &Empty {}).await, None);
                }
                let stop_id = dice.one_of(&routes[at].stops).id;
                let arrival = RecordArrival { stop_id, occurred_at: Some(by.now) };
                preview_arrival(&mut routes[at], &arrival, by);
                who.call(&api::RECORD_ARRIVAL, [], &arrival).await
            }
        };
        (reply, Some(routes))
    }

    /// Packages come and go, stops and routes change hands.
    async fn change(&self, who: &Client, routes: &[RouteView], dice: &mut Dice) -> Reply {
        let (route, other) = (dice.one_of(routes), dice.one_of(routes));
        let (id, package_id) = (route.id.to_string(), dice.one_of(&self.packages).id);
        let position = (dice.below(2) == 0).then(|| u32::try_from(dice.below(5)).unwrap());
        let (force, note) = (dice.below(2) == 0, (dice.below(3) > 0).then(|| "so".to_owned()));
        let driver = dice.one_of(&self.drivers).id();
        match dice.below(5) {
            0 => {
                let package_ids = vec![package_id];
                let request = AddPackages { package_ids, position, force, note };
                who.call(&api::ADD_PACKAGES, [&id], &request).await
            }
            1 => {
                let on_board = route.stops.get(dice.below(4)).map(|stop| stop.package_id);
                let package = on_board.unwrap_or(package_id).to_string();
                who.call(&api::REMOVE_PACKAGE, [&id, &package], &Empty {}).await
            }
            2 => {
                let stop_id = route.stops.first().map_or(StopId(Uuid::nil()), |stop| stop.id);
                let request = MoveStop {
                    stop_id,
                    to_route_id: other.id,
                    to_version: None,
                    position,
                    force,
                    note,
                };
                who.call(&api::MOVE_STOP, [], &request).await
            }
            3 => {
                let driver_id = (dice.below(2) == 0).then_some(driver);
                let request = ContinueFromPast { driver_id, package_ids: Vec::new() };
                who.call(&api::CONTINUE_FROM_PAST, [], &request).await
            }
            _ => {
                let vehicle = match dice.below(3) {
                    0 => Change::Set(Some("van".to_owned())),
                    1 => Change::Set(None),
                    _ => Change::Keep,
                };
                let driver_id = Change::Set(Some(driver));
                let request = PatchRoute { vehicle, driver_id, ..PatchRoute::default() };
                who.call(&api::PATCH_ROUTE, [&id], &request).await
            }
        }
    }

    async fn plan(&self, who: &Client, dice: &mut Dice) -> Reply {
        let day = today(&self.app) + TimeDelta::days(i64::try_from(dice.below(3)).unwrap());
        let mut wanted: Vec<_> =
            (0..=dice.below(4)).map(|_| dice.one_of(&self.packages).id).collect();
        wanted.sort();
        wanted.dedup();
        let vehicle = (dice.below(2) == 0).then(|| "van".to_owned());
        let driver = dice.one_of(&self.drivers).id();
        let settings = SettingsRecord::initial(self.app.now());
        let hour = u32::try_from(6 + dice.below(16)).unwrap();
        let depart_at = Some(settings.instant_of(day.and_hms_opt(hour, 0, 0).unwrap()));
        let request = CreateRoute { vehicle, depart_at, ..route(driver, day, wanted) };
        who.call(&api::CREATE_ROUTE, [], &request).await
    }

    fn step_of_package(&self, dice: &mut Dice) -> StepPackages {
        let to = *dice.one_of(&PackageStatus::ALL);
        let assigned_to = (to == PackageStatus::Assigned && dice.below(3) > 0)
            .then(|| dice.one_of(&self.drivers).id());
        let reason = (dice.below(4) > 0).then(|| *dice.one_of(&StepReason::ALL));
        let note = (dice.below(3) > 0).then(|| "because".to_owned());
        let id = dice.one_of(&self.packages).id;
        let undo = dice.below(6) == 0;
        StepPackages { assigned_to, reason, note, undo, ..step(id, to) }
    }
}

fn step_of_route(dice: &mut Dice) -> StepRoute {
    let odometer_km =
        (dice.below(3) == 0).then(|| Km::whole(1000 + i64::try_from(dice.below(400)).unwrap()));
    let status = *dice.one_of(&RouteStatus::ALL);
    let confirm = dice.below(2) == 0;
    StepRoute { odometer_km, confirm, ..StepRoute::to(status) }
}

/// What is shown of a route before the answer: all but what only the server can know, which are
/// its version, and the plan of the others once a stop has gone.
fn foreseeable(mut route: RouteView, has_all_stops: bool) -> RouteView {
    (route.version, route.updated_at) = (0, route.created_at);
    let expected_at = route.created_at;
    route.expect(expected_at);
    if !has_all_stops {
        (route.distance_km, route.planned) = (None, PlannedView::default());
        route.delay_min = None;
        route.stops.sort_by_key(|stop| stop.id);
        route.stops.iter_mut().for_each(|stop| stop.position = 0);
        for stop in &mut route.stops {
            (stop.estimated_arrival, stop.missed_window) = (None, None);
            (stop.travel_s, stop.expected_arrival) = (None, None);
        }
    }
    route
}

/// Nobody and nothing is on two routes at once.
fn one_at_a_time(routes: &[RouteView]) {
    for (at, route) in routes.iter().enumerate().filter(|(_, route)| route.status.is_open()) {
        for other in routes[at + 1..].iter().filter(|other| other.status == route.status) {
            let shares = route.driver_id == other.driver_id
                || route.vehicle_id.is_some() && route.vehicle_id == other.vehicle_id;
            let hours = |route: &RouteView| {
                let minutes = i64::from(route.planned.duration_min.unwrap_or(0));
                let from = route.depart_at.unwrap();
                // What is said of a duration is rounded up.
                (from, from + TimeDelta::minutes(minutes - 1))
            };
            let ((from, to), (other_from, other_to)) = (hours(route), hours(other));
            let overlap =
                route.status == RouteStatus::InProgress || from < other_to && other_from < to;
            assert!(!(shares && overlap), "{route:?} {other:?}");
        }
    }
}

/// All routes.
pub async fn routes(office: &Client) -> Vec<RouteView> {
    let all = ListRoutes { limit: Some(100), ..ListRoutes::default() };
    let rows = office.ok(&api::LIST_ROUTES, [], &all).await.items;
    let mut routes = Vec::new();
    for row in rows {
        routes.push(office.ok(&api::GET_ROUTE, [&row.id.to_string()], &Empty {}).await);
    }
    routes
}

/// What must be true after any day.
pub async fn inspect(app: &TestApp, office: &Client) {
    let db = &app.app.db;
    let report = check(&*db.engine().view().unwrap(), db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let all = ListPackages { limit: Some(100), ..ListPackages::default() };
    let packages = office.ok(&api::LIST_PACKAGES, [], &all).await.items;
    let routes = routes(office).await;
    let mut on_open = BTreeMap::new();
    for route in routes.iter().filter(|route| route.status.is_open()) {
        for stop in &route.stops {
            let package = packages.iter().find(|package| package.id == stop.package_id).unwrap();
            if package.route_id == Some(route.id) {
                assert_eq!(on_open.insert(package.id, route.id), None, "on two open routes");
                assert_ne!(package.status, PackageStatus::Pending);
                // Whoever finished one did so, also when the route went to somebody else later.
                assert!(package.status.is_finished() || package.assigned_to == route.driver_id);
            }
        }
    }
    for package in &packages {
        let mut stands = None;
        for row in log(office, package.id).await.into_iter().filter(|row| !row.late) {
            assert_eq!(row.old_status, stands, "the log tells each step");
            stands = Some(row.new_status);
        }
        assert_eq!(stands, Some(package.status));
        let route = routes.iter().find(|route| Some(route.id) == package.route_id);
        assert_eq!(package.route_id.is_some(), route.is_some(), "a route that is not there");
        let has_stop = |route: &RouteView| route.stops.iter().any(|s| s.package_id == package.id);
        assert!(route.is_none_or(has_stop), "a route without its stop");
        assert!(package.status != PackageStatus::Pending || package.assigned_to.is_none());
    }
    let van = office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    let completed = routes.iter().filter(|route| route.status == RouteStatus::Completed);
    let driven = completed.clone().filter(|route| route.vehicle_id == Some(van.id));
    let driven: f64 = driven.filter_map(|route| route.distance_km).map(Km::to_f64).sum();
    assert!(van.odometer_km.to_f64() > 1000.0 + driven - 1.0, "{van:?} has driven {driven}");
    let dashboard = office.ok(&api::DASHBOARD, [], &Empty {}).await;
    let this_month =
        |route: &&RouteView| route.date.format("%Y-%m").to_string() == dashboard.month.month;
    let completed = u64::try_from(completed.filter(this_month).count()).unwrap();
    assert_eq!(dashboard.month.routes_completed, completed);
    let delivered = packages.iter().filter(|package| package.status == PackageStatus::Delivered);
    assert_eq!(dashboard.month.delivered, u64::try_from(delivered.count()).unwrap());
}

async fn live(seed: u64) {
    let (world, mut dice) = (World::new().await, Dice(seed));
    let (mut done, mut refused, mut foreseen) = (0, 0, 0);
    for _ in 0..ACTIONS {
        world.app.advance(TimeDelta::milliseconds(i64::try_from(dice.below(90)).unwrap()));
        let (before, routes) = (world.changes(), world.routes().await);
        let (reply, shown) = world.act(&mut dice).await;
        match reply.status {
            200..=204 => {
                done += 1;
                let Some(shown) = shown else { continue };
                for ((was, shown), is) in routes.into_iter().zip(shown).zip(world.routes().await) {
                    let has_all_stops = was.stops.len() == is.stops.len();
                    foreseen += u32::from(was != is);
                    assert_eq!(foreseeable(shown, has_all_stops), foreseeable(is, has_all_stops));
                }
            }
            400..=499 => {
                refused += 1;
                assert_eq!(world.changes(), before, "refused, yet written: {}", reply.text());
            }
            status => assert!(status < 400, "{status}: {}", reply.text()),
        }
    }
    inspect(&world.app, &world.office).await;
    one_at_a_time(&world.routes().await);
    assert!(foreseen >= 3, "only {foreseen} changes were foreseen");
    assert!(done > 20 && refused > 20, "{done} done and {refused} refused: too tame to say much");
}

#[actix_web::test]
async fn a_random_day_breaks_nothing() {
    live(1).await;
}

#[actix_web::test]
async fn another_random_day_breaks_nothing() {
    live(20_261_122).await;
}

#[actix_web::test]
async fn a_third_random_day_breaks_nothing() {
    live(7_777_777).await;
}
