//! Several routes a day: of a driver, of a van, and over midnight.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    packages::{CreatePackage, TimeWindow},
    problem::{ErrorCode, Problem},
    routes::{
        CreateRoute, DayRouteView, ListRoutes, MissedWindow, MyDay, PatchRoute, PlanDay,
        RouteOfDriver, RouteStatus, RouteView,
    },
    validate::{Empty, FieldCode},
};
use support::Client;

use crate::{
    day::{given_packages, given_vehicle, ids, package, route, step_route, today},
    day_plan::{Fleet, commit, driver, with_van},
    fixture_changes::{is_sound, opened},
};

/// A route of two new packages that leaves at this hour.
async fn at_hour(fleet: &Fleet, who: &Client, hour: u32, vehicle: Option<&str>) -> CreateRoute {
    let packages = given_packages(&fleet.office, 2).await;
    CreateRoute {
        depart_at: Some(fleet.at(hour, 0)),
        vehicle: vehicle.map(str::to_owned),
        ..route(who.id(), fleet.date, ids(&packages))
    }
}

async fn planned(fleet: &Fleet, who: &Client, hour: u32, vehicle: Option<&str>) -> RouteView {
    let request = at_hour(fleet, who, hour, vehicle).await;
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await
}

async fn overlaps(fleet: &Fleet, request: &CreateRoute) -> Problem {
    fleet.office.refused_as(ErrorCode::Overlaps, &api::CREATE_ROUTE, [], request).await
}

#[actix_web::test]
async fn a_driver_has_several_routes_a_day_that_do_not_overlap() {
    let fleet = Fleet::new().await;
    let morning = planned(&fleet, &fleet.ana, 8, None).await;
    let afternoon = planned(&fleet, &fleet.ana, 15, None).await;
    let between = at_hour(&fleet, &fleet.ana, 8, None).await;
    let problem = overlaps(&fleet, &between).await;
    let other = problem.overlaps.unwrap();
    assert_eq!((other.route_id, other.driver_name.as_str()), (Some(morning.id), "ana"));
    assert_eq!((other.from, other.date), (fleet.at(8, 0), fleet.date));
    assert!(other.to > other.from && other.to < fleet.at(15, 0));
    assert_eq!(problem.fields.of("driver_id"), Some(FieldCode::NotUsable));
    // As soon as she is back, she can leave again; and Ben all the time.
    let next = CreateRoute { depart_at: Some(other.to), ..between.clone() };
    fleet.office.ok(&api::CREATE_ROUTE, [], &next).await;
    planned(&fleet, &fleet.ben, 8, None).await;
    // One cannot be moved into another.
    let later = PatchRoute { depart_at: Change::Set(fleet.at(15, 0)), ..PatchRoute::default() };
    let id = morning.id.to_string();
    fleet.office.refused_as(ErrorCode::Overlaps, &api::PATCH_ROUTE, [&id], &later).await;
    // She sees them all: first what comes next.
    let day = MyDay { date: Some(fleet.date), ..MyDay::default() };
    let mine = fleet.ana.ok(&api::MY_ROUTE, [], &day).await;
    assert_eq!(mine.route.as_ref().map(|route| route.id), Some(morning.id));
    let others = |view: &DayRouteView| view.others.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(others(&mine).len(), 2);
    assert_eq!(others(&mine)[1], afternoon.id);
    assert!(mine.others.iter().map(|row| row.depart_at).is_sorted());
    let chosen = MyDay { route_id: Some(afternoon.id), ..day.clone() };
    let mine_too = fleet.ana.ok(&api::MY_ROUTE, [], &chosen).await;
    assert_eq!(mine_too.route.map(|route| route.id), Some(afternoon.id));
    let of = RouteOfDriver { user_id: fleet.ana.id(), date: Some(fleet.date) };
    assert_eq!(fleet.office.ok(&api::ROUTE_OF_DRIVER, [], &of).await, mine);
    // One runs at a time.
    step_route(&fleet.ana, &morning, RouteStatus::InProgress).await;
    let start = furgo_shared::routes::StepRoute {
        confirm: true,
        ..furgo_shared::routes::StepRoute::to(RouteStatus::InProgress)
    };
    let id = afternoon.id.to_string();
    let problem = fleet.ana.refused_as(ErrorCode::Overlaps, &api::STEP_ROUTE, [&id], &start).await;
    assert_eq!(problem.overlaps.and_then(|other| other.route_id), Some(morning.id));
    step_route(&fleet.ana, &morning, RouteStatus::Completed).await;
    step_route(&fleet.ana, &afternoon, RouteStatus::InProgress).await;
    let mine = fleet.ana.ok(&api::MY_ROUTE, [], &MyDay::default()).await;
    assert_eq!(mine.route.as_ref().map(|route| route.id), Some(afternoon.id));
}

#[actix_web::test]
async fn two_drivers_share_a_van_and_a_driver_has_two() {
    let fleet = Fleet::new().await;
    for alias in ["kangoo", "master"] {
        given_vehicle(&fleet.office, alias).await;
    }
    let early = planned(&fleet, &fleet.ana, 8, Some("kangoo")).await;
    let taken = at_hour(&fleet, &fleet.ben, 8, Some("kangoo")).await;
    let problem = overlaps(&fleet, &taken).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotUsable));
    assert_eq!(problem.overlaps.unwrap().vehicle.as_deref(), Some("kangoo"));
    let late = planned(&fleet, &fleet.ben, 16, Some("kangoo")).await;
    planned(&fleet, &fleet.ana, 16, Some("master")).await;
    // A van on its way cannot leave with somebody else.
    step_route(&fleet.ana, &early, RouteStatus::InProgress).await;
    let start = furgo_shared::routes::StepRoute {
        confirm: true,
        ..furgo_shared::routes::StepRoute::to(RouteStatus::InProgress)
    };
    let id = late.id.to_string();
    let problem = fleet.ben.refused_as(ErrorCode::Overlaps, &api::STEP_ROUTE, [&id], &start).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotUsable));
    // Another driver or another van: what is theirs already stands in the way.
    let id = early.id.to_string();
    let patch = |driver| PatchRoute { driver_id: Change::Set(driver), ..PatchRoute::default() };
    fleet.office.refused(400, &api::PATCH_ROUTE, [&id], &patch(None)).await;
    let given = fleet.office.ok(&api::PATCH_ROUTE, [&id], &patch(Some(fleet.ben.id()))).await;
    assert_eq!(given.driver_name.as_deref(), Some("ben"));
    for stop in &given.stops {
        let id = stop.package_id.to_string();
        let package = fleet.ben.ok(&api::GET_PACKAGE, [&id], &Empty {}).await;
        assert_eq!(package.assigned_to, Some(fleet.ben.id()));
        fleet.ana.refused(404, &api::GET_PACKAGE, [&id], &Empty {}).await;
    }
    fleet.ana.refused(404, &api::GET_ROUTE, [&id], &Empty {}).await;
    let id = late.id.to_string();
    let busy = fleet.office.call(&api::PATCH_ROUTE, [&id], &patch(Some(fleet.ana.id()))).await;
    let problem = busy.problem(409);
    assert_eq!((problem.code, problem.overlaps.is_some()), (ErrorCode::Overlaps, true));
}

#[actix_web::test]
async fn a_night_shift_belongs_to_the_day_it_leaves_and_is_shown_on_both() {
    let fleet = Fleet::new().await;
    let after_midnight = fleet.at(0, 30) + TimeDelta::days(1);
    let window = |from| Some(TimeWindow { from, to: from + TimeDelta::minutes(90) });
    let (next_day, day) = (fleet.date + TimeDelta::days(1), fleet.date);
    let mut packages = Vec::new();
    for window in [None, window(after_midnight), window(fleet.at(12, 0) + TimeDelta::days(2))] {
        let request = CreatePackage { time_window: window, ..package("Ane", 3) };
        packages.push(fleet.office.ok(&api::CREATE_PACKAGE, [], &request).await);
    }
    let request = CreateRoute {
        depart_at: Some(fleet.at(22, 0)),
        ..route(fleet.ana.id(), day, ids(&packages))
    };
    let night = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let stop =
        |at: usize| night.stops.iter().find(|stop| stop.package_id == packages[at].id).unwrap();
    // The van comes and waits.
    assert!(stop(1).expected_arrival >= Some(after_midnight));
    assert_eq!(stop(1).missed_window, None);
    assert_eq!(stop(2).missed_window, Some(MissedWindow::OtherDay));
    for date in [day, next_day] {
        let mine =
            fleet.ana.ok(&api::MY_ROUTE, [], &MyDay { date: Some(date), ..MyDay::default() }).await;
        assert_eq!((mine.date, mine.route.map(|route| route.id)), (date, Some(night.id)));
    }
    let after = MyDay { date: Some(next_day + TimeDelta::days(1)), ..MyDay::default() };
    assert_eq!(fleet.ana.ok(&api::MY_ROUTE, [], &after).await.route, None);
    // It keeps her from leaving early on the next day, and from nothing later.
    let packages = given_packages(&fleet.office, 2).await;
    let early = CreateRoute {
        depart_at: Some(fleet.at(0, 0) + TimeDelta::days(1)),
        ..route(fleet.ana.id(), next_day, ids(&packages))
    };
    overlaps(&fleet, &early).await;
    let usual = CreateRoute { depart_at: None, ..early };
    fleet.office.ok(&api::CREATE_ROUTE, [], &usual).await;
}

#[actix_web::test]
async fn a_day_is_planned_with_rows_that_repeat_a_driver_or_a_van() {
    let fleet = Fleet::new().await;
    given_vehicle(&fleet.office, "kangoo").await;
    let packages = given_packages(&fleet.office, 12).await;
    let row = |who: &Client, from, to| {
        let (start, end) = (Some(fleet.at(from, 0)), Some(fleet.at(to, 0)));
        furgo_shared::routes::PlanDriver { start, end, ..with_van(who.id(), "kangoo") }
    };
    let day = |drivers| PlanDay { drivers, ..fleet.day(&packages) };
    let rows = vec![row(&fleet.ana, 8, 10), row(&fleet.ben, 10, 13), row(&fleet.ana, 13, 15)];
    let request = day(rows.clone());
    let shown = fleet.shown(&request).await;
    assert!(shown.unplanned.is_empty() && !shown.routes.is_empty());
    let written = fleet.office.ok(&api::PLAN_DAY, [], &commit(&request, &shown)).await;
    assert!(written.committed);
    // Those who come later start when the van is back; the same hours are refused.
    let packages = given_packages(&fleet.office, 3).await;
    let again = PlanDay { drivers: rows, ..fleet.day(&packages) };
    let fields = fleet.refused(ErrorCode::Overlaps, &again).await;
    assert!(fields.iter().all(|(_, code)| *code == FieldCode::NotUsable), "{fields:?}");
    let free = PlanDay { drivers: vec![with_van(fleet.ben.id(), "kangoo")], ..again };
    let shown = fleet.shown(&free).await;
    let back = written.routes.iter().filter_map(|route| route.ends_at).max();
    assert!(Some(shown.routes[0].depart_at) >= back, "{shown:?}");
    fleet.office.ok(&api::PLAN_DAY, [], &commit(&free, &shown)).await;
    // A driver and their own second row at the same time.
    let same = day(vec![driver(fleet.ana.id()), driver(fleet.ana.id())]);
    let fields = fleet.refused(ErrorCode::Validation, &same).await;
    assert!(fields.contains(&("drivers[1].driver_id".to_owned(), FieldCode::Repeated)));
}

#[actix_web::test]
async fn a_route_of_ones_own_that_is_named_is_found_on_whatever_day_it_is() {
    let fleet = Fleet::new().await;
    let (own, other) =
        (planned(&fleet, &fleet.ana, 8, None).await, planned(&fleet, &fleet.ben, 8, None).await);
    let elsewhere = fleet.date + TimeDelta::days(3);
    let seen = async |date, route: &RouteView| {
        let day = MyDay { date, route_id: Some(route.id) };
        let mine = fleet.ana.ok(&api::MY_ROUTE, [], &day).await;
        (mine.date, mine.route.map(|route| route.id))
    };
    assert_eq!(seen(Some(elsewhere), &own).await, (fleet.date, Some(own.id)));
    assert_eq!(seen(None, &own).await, (fleet.date, Some(own.id)));
    assert_eq!(seen(Some(elsewhere), &other).await, (elsewhere, None));
    // Whoever of the office sees it does not drive it.
    let day = MyDay { date: Some(elsewhere), route_id: Some(own.id) };
    assert_eq!(fleet.office.ok(&api::MY_ROUTE, [], &day).await.route, None);
}

/// A file of schema 8, when a driver had one route a day: the index that kept it so is gone, the one
/// that finds a van's open routes has come.
#[actix_web::test]
async fn the_fleet_of_schema_8_opens_sound_and_has_room_for_a_second_route() {
    let (_folder, app) = opened("fleet-v8.redb").await;
    let office = app.sign_in("dora@example.org").await;
    let routes = office.ok(&api::LIST_ROUTES, [], &ListRoutes::default()).await.items;
    let old = routes.iter().find(|route| route.driver_id.is_some()).unwrap();
    // Planned before driving times were kept.
    let view = office.ok(&api::GET_ROUTE, [&old.id.to_string()], &Empty {}).await;
    assert!(view.stops.iter().all(|stop| stop.travel_s.is_none()));
    let day = today(&app) + TimeDelta::days(2);
    let packages = given_packages(&office, 4).await;
    let request = route(old.driver_id.unwrap(), day, ids(&packages[..2]));
    let first = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let same_hour = CreateRoute { package_ids: ids(&packages[2..]), ..request };
    let problem = office.refused_as(ErrorCode::Overlaps, &api::CREATE_ROUTE, [], &same_hour).await;
    let other = problem.overlaps.unwrap();
    assert_eq!(other.route_id, Some(first.id));
    let later = CreateRoute { depart_at: Some(other.to), ..same_hour };
    office.ok(&api::CREATE_ROUTE, [], &later).await;
    is_sound(&app);
}
