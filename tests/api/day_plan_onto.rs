//! Planning a day adds to routes that are planned: what is on them stays on them, and what is new is
//! said to be.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use furgo::storage::check::check;
use furgo_shared::{
    api,
    change::Change,
    id::{PackageId, RouteId, UserId},
    packages::{CreatePackage, PackageStatus, PackageView, StepPackages, TimeWindow},
    problem::ErrorCode,
    routes::{
        CreateRoute, DayPlanView, PatchRoute, PlanDay, PlanDriver, PlannedRouteView, RouteStatus,
        RouteView, UnplannedReason,
    },
    units::Kg,
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::Client;
use uuid::Uuid;

use crate::{
    day::{
        fresh, given_packages, given_vehicle, ids, log, package, route, step, step_route, vehicle,
    },
    day_plan::{Fleet, commit, driver, plan, reasons, with_van},
    random_days::Dice,
};

/// Adds to this route.
fn onto(who: UserId, route: RouteId) -> PlanDriver {
    PlanDriver { route_id: Some(route), ..driver(who) }
}

async fn planned(fleet: &Fleet, who: &Client, van: Option<&str>, hour: u32) -> RouteView {
    let packages = given_packages(&fleet.office, 3).await;
    let request = CreateRoute {
        vehicle: van.map(str::to_owned),
        depart_at: Some(fleet.at(hour, 0)),
        ..route(who.id(), fleet.date, ids(&packages))
    };
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await
}

fn on(route: &RouteView) -> BTreeSet<PackageId> {
    route.stops.iter().map(|stop| stop.package_id).collect()
}

/// What a proposed route has of what was there, and what of what is new.
fn parts(route: &PlannedRouteView) -> (BTreeSet<PackageId>, BTreeSet<PackageId>) {
    let (new, old): (Vec<_>, Vec<_>) = route.stops.iter().partition(|stop| stop.is_new);
    let ids = |stops: Vec<&furgo_shared::routes::PlannedStopView>| {
        stops.into_iter().map(|stop| stop.package_id).collect()
    };
    (ids(old), ids(new))
}

fn ends_at(route: &RouteView) -> furgo_shared::time::Timestamp {
    let minutes = route.planned.duration_min.map(i64::from);
    route.depart_at.unwrap() + TimeDelta::minutes(minutes.unwrap())
}

#[actix_web::test]
async fn a_planned_route_goes_on_with_more_and_keeps_what_it_has() {
    let fleet = Fleet::new().await;
    given_vehicle(&fleet.office, "van").await;
    let before = planned(&fleet, &fleet.ana, Some("van"), 8).await;
    let logged = log(&fleet.office, before.stops[0].package_id).await;
    let packages = given_packages(&fleet.office, 3).await;
    let request = plan(fleet.date, vec![onto(fleet.ana.id(), before.id)], &packages);
    let shown = fleet.shown(&request).await;
    let [added]: [_; 1] = shown.routes.clone().try_into().unwrap();
    assert_eq!((added.route_id, added.driver_id), (Some(before.id), fleet.ana.id()));
    assert_eq!((added.depart_at, added.vehicle.as_deref()), (fleet.at(8, 0), Some("van")));
    assert_eq!(parts(&added), (on(&before), ids(&packages).into_iter().collect()));
    assert_eq!(shown.unplanned, []);
    assert_eq!(fleet.route(before.id).await, before, "a dry run changes nothing");
    let again = fleet.shown(&request).await;
    assert_eq!(DayPlanView { plan_id: shown.plan_id, ..again }, shown);

    let written = fleet.shown(&commit(&request, &shown)).await;
    assert_eq!((written.committed, &written.routes), (true, &shown.routes));
    assert_eq!(fleet.route_count().await, 1);
    let after = fleet.route(before.id).await;
    assert_eq!(after.version, before.version + 1);
    for stop in &before.stops {
        let kept = after.stops.iter().find(|kept| kept.package_id == stop.package_id).unwrap();
        assert_eq!(kept.id, stop.id);
    }
    let order: Vec<_> =
        after.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival)).collect();
    let promised: Vec<_> =
        added.stops.iter().map(|stop| (stop.package_id, stop.estimated_arrival)).collect();
    assert_eq!(order, promised);
    assert_eq!((after.depart_at, after.vehicle_id), (before.depart_at, before.vehicle_id));
    assert_eq!(after.planned.duration_min, added.duration_min);
    for package in &packages {
        let package = fresh(&fleet.office, package.id).await;
        assert_eq!(package.status, PackageStatus::Assigned);
        assert_eq!(
            (package.assigned_to, package.route_id),
            (Some(fleet.ana.id()), Some(before.id))
        );
    }
    assert_eq!(log(&fleet.office, before.stops[0].package_id).await, logged);
}

#[actix_web::test]
async fn two_routes_go_on_at_once_be_they_of_two_drivers_or_of_one() {
    for same in [false, true] {
        let fleet = Fleet::new().await;
        let morning = planned(&fleet, &fleet.ana, None, 8).await;
        let who = if same { &fleet.ana } else { &fleet.ben };
        let noon = planned(&fleet, who, None, 13).await;
        let packages = given_packages(&fleet.office, 8).await;
        let rows = vec![onto(fleet.ana.id(), morning.id), onto(who.id(), noon.id)];
        let request = plan(fleet.date, rows, &packages);
        let shown = fleet.shown(&request).await;
        assert_eq!((shown.routes.len(), shown.unplanned.len()), (2, 0));
        let new: usize = shown.routes.iter().map(|route| parts(route).1.len()).sum();
        assert_eq!(new, 8);
        for (route, before) in shown.routes.iter().zip([&morning, &noon]) {
            assert_eq!((route.route_id, parts(route).0), (Some(before.id), on(before)));
        }
        assert!(!same || shown.routes[0].ends_at.unwrap() <= fleet.at(13, 0));
        let mut turned = commit(&request, &shown);
        turned.drivers.reverse();
        fleet.shown(&turned).await;
        for before in [&morning, &noon] {
            assert!(fleet.route(before.id).await.stops.len() >= before.stops.len());
        }
    }
}

#[actix_web::test]
async fn a_full_van_leaves_out_what_is_new_and_never_what_it_has() {
    let fleet = Fleet::new().await;
    let van = CreateVehicle { capacity_packages: Some(4), ..vehicle("van") };
    fleet.van(&van).await;
    let before = planned(&fleet, &fleet.ana, Some("van"), 8).await;
    let packages = given_packages(&fleet.office, 4).await;
    let request = plan(fleet.date, vec![onto(fleet.ana.id(), before.id)], &packages);
    let shown = fleet.shown(&request).await;
    assert_eq!((parts(&shown.routes[0]).0, shown.routes[0].stops.len()), (on(&before), 4));
    let why = reasons(&shown, &packages);
    assert_eq!(why.iter().flatten().collect::<Vec<_>>(), [&UnplannedReason::Capacity; 3]);
    // It has become smaller than what is on it.
    let patch = PatchVehicle { capacity_packages: Change::Set(Some(2)), ..PatchVehicle::default() };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &patch).await;
    let written = fleet.shown(&PlanDay { commit: true, ..request }).await;
    assert_eq!((parts(&written.routes[0]).0, written.unplanned.len()), (on(&before), 4));
    assert_eq!(on(&fleet.route(before.id).await), on(&before));
}

#[actix_web::test]
async fn what_is_late_already_stays_and_what_is_promised_is_kept() {
    let fleet = Fleet::new().await;
    let window = |from, to| Some(TimeWindow { from: fleet.at(from, 0), to: fleet.at(to, 0) });
    let mut old = Vec::new();
    for (number, time_window) in [(0, window(6, 7)), (1, window(8, 9)), (2, window(15, 16))] {
        old.push(fleet.package(&CreatePackage { time_window, ..package("Ane", number) }).await);
    }
    let request = route(fleet.ana.id(), fleet.date, ids(&old));
    let before: RouteView = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let mut new = Vec::new();
    for number in 3..30 {
        let request = CreatePackage { service_min: Some(20), ..package("Jon", number) };
        new.push(fleet.package(&request).await);
    }
    let row = PlanDriver { end: Some(fleet.at(17, 0)), ..onto(fleet.ana.id(), before.id) };
    let shown = fleet.shown(&plan(fleet.date, vec![row], &new)).await;
    let [route]: [_; 1] = shown.routes.clone().try_into().unwrap();
    assert_eq!(parts(&route).0, on(&before));
    assert!(parts(&route).1.len() > 10 && !shown.unplanned.is_empty());
    assert!(route.ends_at.unwrap() <= fleet.at(17, 0));
    let arrival = |package: &PackageView| {
        let stop = route.stops.iter().find(|stop| stop.package_id == package.id).unwrap();
        stop.estimated_arrival.unwrap()
    };
    let stood = before.stops.iter().find(|stop| stop.package_id == old[0].id).unwrap();
    assert!(arrival(&old[0]) <= stood.estimated_arrival.unwrap(), "no later than it was");
    assert!(arrival(&old[1]) <= fleet.at(9, 0));
    assert!(arrival(&old[2]) >= fleet.at(15, 0) && arrival(&old[2]) <= fleet.at(16, 0));
}

#[actix_web::test]
async fn a_further_round_of_the_same_driver_and_van_begins_when_the_first_is_over() {
    let fleet = Fleet::new().await;
    given_vehicle(&fleet.office, "van").await;
    let before = planned(&fleet, &fleet.ana, Some("van"), 8).await;
    let packages = given_packages(&fleet.office, 20).await;
    let round =
        |hour| PlanDriver { start: Some(fleet.at(hour, 0)), ..with_van(fleet.ana.id(), "van") };
    let rows = |hour| vec![onto(fleet.ana.id(), before.id), round(hour)];
    let request = plan(fleet.date, rows(10), &packages);
    let shown = fleet.shown(&request).await;
    assert_eq!((shown.routes.len(), shown.unplanned.len()), (2, 0));
    assert!(shown.routes[0].ends_at.unwrap() <= fleet.at(10, 0));
    assert!(shown.routes[1].depart_at >= fleet.at(10, 0) && shown.routes[1].route_id.is_none());
    let written = fleet.shown(&commit(&request, &shown)).await;
    assert_eq!((written.routes.len(), fleet.route_count().await), (2, 2));
    // Before she is back there is no room for a second one.
    let next = Fleet { date: fleet.date + TimeDelta::days(1), ..fleet };
    let before = planned(&next, &next.ana, Some("van"), 8).await;
    let packages = given_packages(&next.office, 2).await;
    let early = PlanDriver { start: Some(next.at(8, 5)), ..with_van(next.ana.id(), "van") };
    let rows = vec![onto(next.ana.id(), before.id), early];
    let fields = next.refused(ErrorCode::Validation, &plan(next.date, rows, &packages)).await;
    let both =
        ["driver_id", "vehicle"].map(|name| (format!("drivers[1].{name}"), FieldCode::Repeated));
    assert_eq!(fields, both);
}

#[actix_web::test]
async fn what_cannot_go_on_is_named_and_nothing_changes() {
    let fleet = Fleet::new().await;
    given_vehicle(&fleet.office, "van").await;
    let (ana, ben) = (fleet.ana.id(), fleet.ben.id());
    let morning = planned(&fleet, &fleet.ana, None, 8).await;
    let noon = planned(&fleet, &fleet.ana, None, 13).await;
    let running = planned(&fleet, &fleet.ben, None, 8).await;
    let running = step_route(&fleet.ben, &running, RouteStatus::InProgress).await;
    let packages = given_packages(&fleet.office, 2).await;
    let row = onto(ana, morning.id);
    let refused = async |code, rows: Vec<PlanDriver>, field: &str, what| {
        for commit in [false, true] {
            let request = PlanDay { commit, ..plan(fleet.date, rows.clone(), &packages) };
            let fields = fleet.refused(code, &request).await;
            assert_eq!(fields, [(format!("drivers[{field}"), what)]);
        }
    };
    let (invalid, not_usable) = (ErrorCode::Validation, FieldCode::NotUsable);
    let closed = ErrorCode::RouteClosed;
    refused(closed, vec![onto(ben, running.id)], "0].route_id", not_usable).await;
    refused(invalid, vec![onto(ben, morning.id)], "0].route_id", not_usable).await;
    let nobodys = onto(ana, Uuid::now_v7().into());
    refused(invalid, vec![row.clone(), nobodys], "1].route_id", FieldCode::NotFound).await;
    let twice = vec![row.clone(), row.clone()];
    refused(invalid, twice, "1].route_id", FieldCode::Repeated).await;
    let van = PlanDriver { vehicle: Some("van".to_owned()), ..row.clone() };
    refused(invalid, vec![van], "0].vehicle", not_usable).await;
    let start = PlanDriver { start: Some(fleet.at(9, 0)), ..row.clone() };
    refused(invalid, vec![start], "0].start", not_usable).await;
    let ending = |at| PlanDriver { end: Some(at), ..row.clone() };
    let early = ending(ends_at(&morning) - TimeDelta::minutes(10));
    refused(invalid, vec![early], "0].end", FieldCode::OutOfRange).await;
    let long = ending(fleet.at(8, 1) + TimeDelta::days(1));
    refused(invalid, vec![long], "0].end", FieldCode::OutOfRange).await;
    refused(ErrorCode::Overlaps, vec![ending(fleet.at(14, 0))], "0].end", not_usable).await;
    let other_day = plan(fleet.date + TimeDelta::days(1), vec![row.clone()], &packages);
    let fields = fleet.refused(invalid, &other_day).await;
    assert_eq!(fields, [("drivers[0].route_id".to_owned(), FieldCode::OutOfRange)]);
    // What is on the route is on it already.
    let there = PlanDay { package_ids: vec![morning.stops[0].package_id], ..other_day };
    let there = PlanDay { date: fleet.date, ..there };
    fleet.refused(ErrorCode::PackageNotPlannable, &there).await;
    for before in [&morning, &noon, &running] {
        assert_eq!(fleet.route(before.id).await.version, before.version);
    }
    assert_eq!(fresh(&fleet.office, packages[0].id).await, packages[0]);
    // Until another is to leave is long enough for both.
    let view = fleet.shown(&plan(fleet.date, vec![ending(fleet.at(13, 0))], &packages)).await;
    assert_eq!(view.unplanned, []);
}

#[actix_web::test]
async fn a_route_that_has_changed_since_undoes_the_plan() {
    for change in 0..4 {
        let fleet = Fleet::new().await;
        let before = planned(&fleet, &fleet.ana, None, 8).await;
        let packages = given_packages(&fleet.office, 2).await;
        let request = plan(fleet.date, vec![onto(fleet.ana.id(), before.id)], &packages);
        let shown = fleet.shown(&request).await;
        let id = before.id.to_string();
        match change {
            0 => drop(step_route(&fleet.ana, &before, RouteStatus::InProgress).await),
            1 => {
                let depart_at = Change::Set(fleet.at(9, 0));
                let patch = PatchRoute { depart_at, ..PatchRoute::default() };
                fleet.office.ok(&api::PATCH_ROUTE, [&id], &patch).await;
            }
            2 => {
                let stop = before.stops[0].package_id.to_string();
                fleet.office.ok(&api::REMOVE_PACKAGE, [&id, &stop], &Empty {}).await;
            }
            _ => fleet.office.ok(&api::DELETE_ROUTE, [&id], &Empty {}).await,
        }
        fleet.refused(ErrorCode::ChangedMeanwhile, &commit(&request, &shown)).await;
        for package in &packages {
            assert_eq!(fresh(&fleet.office, package.id).await, *package);
        }
    }
}

/// In eight hours for one recipient there would be room for more others than any weight balances.
#[actix_web::test]
async fn what_was_accepted_is_not_given_up_for_however_many_others() {
    let fleet = Fleet::new().await;
    let long = CreatePackage { service_min: Some(480), ..package("Ane", 0) };
    let long = fleet.package(&long).await;
    let request = route(fleet.ana.id(), fleet.date, vec![long.id]);
    let before: RouteView = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let mut new = Vec::new();
    for _ in 0..300 {
        let short = CreatePackage { service_min: Some(1), ..package("Jon", 0) };
        new.push(fleet.package(&short).await);
    }
    let end = Some(ends_at(&before) + TimeDelta::minutes(10));
    let row = PlanDriver { end, ..onto(fleet.ana.id(), before.id) };
    let shown = fleet.shown(&plan(fleet.date, vec![row], &new)).await;
    let (old, added) = parts(&shown.routes[0]);
    assert_eq!(old, BTreeSet::from([long.id]));
    assert_eq!(added.len() + shown.unplanned.len(), 300);
}

fn number_below(dice: &mut Dice, limit: usize) -> u32 {
    u32::try_from(dice.below(limit)).unwrap()
}

#[actix_web::test]
async fn a_package_that_comes_back_by_a_plan_has_one_stop() {
    let fleet = Fleet::new().await;
    let before = planned(&fleet, &fleet.ana, None, 8).await;
    let back = before.stops[1].package_id;
    let note = Some("It was never loaded".to_owned());
    let undelivered = StepPackages { note, ..step(back, PackageStatus::Undelivered) };
    fleet.office.ok(&api::STEP_PACKAGES, [], &undelivered).await;
    fleet.office.ok(&api::STEP_PACKAGES, [], &step(back, PackageStatus::Assigned)).await;
    let package = fresh(&fleet.office, back).await;
    assert_eq!(package.route_id, None, "it has left, and its stop tells why");
    let request = plan(fleet.date, vec![onto(fleet.ana.id(), before.id)], &[package]);
    let shown = fleet.shown(&request).await;
    fleet.office.ok(&api::PLAN_DAY, [], &commit(&request, &shown)).await;
    let after = fleet.route(before.id).await;
    assert_eq!((after.stops.len(), on(&after)), (3, on(&before)));
    assert!(after.stops.iter().all(|stop| stop.outcome.is_none()));
}

#[actix_web::test]
async fn a_van_that_carries_too_much_already_gets_nothing_more_be_it_light() {
    let fleet = Fleet::new().await;
    let van = CreateVehicle { capacity_kg: Some(Kg::whole(200)), ..vehicle("van") };
    fleet.van(&van).await;
    let mut packages = Vec::new();
    for number in 0..3 {
        let heavy = CreatePackage { weight_kg: Some(Kg::whole(50)), ..package("Ane", number) };
        packages.push(fleet.package(&heavy).await);
    }
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(fleet.ana.id(), fleet.date, ids(&packages))
    };
    let before = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let capacity_kg = Change::Set(Some(Kg::whole(100)));
    let smaller = PatchVehicle { capacity_kg, ..PatchVehicle::default() };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &smaller).await;
    let light = vec![fleet.package(&package("Jon", 5)).await];
    let request = plan(fleet.date, vec![onto(fleet.ana.id(), before.id)], &light);
    let shown = fleet.shown(&request).await;
    assert_eq!(reasons(&shown, &light), [Some(UnplannedReason::Capacity)]);
}

async fn random_packages(fleet: &Fleet, dice: &mut Dice, count: usize) -> Vec<PackageView> {
    let mut packages = Vec::new();
    for number in 0..u32::try_from(count).unwrap() {
        let from = fleet.at(7 + number_below(dice, 9), 0);
        let to = from + TimeDelta::minutes(30 + i64::from(number_below(dice, 180)));
        let request = CreatePackage {
            time_window: (dice.below(3) == 0).then_some(TimeWindow { from, to }),
            weight_kg: (dice.below(3) > 0)
                .then(|| Kg::whole(1 + i64::from(number_below(dice, 40)))),
            service_min: (dice.below(3) == 0).then(|| number_below(dice, 30)),
            ..package("Ane", number + number_below(dice, 100))
        };
        packages.push(fleet.package(&request).await);
    }
    packages
}

/// Whatever stands on a route and whatever comes along: what was on it is on it, in time if it was.
async fn whatever_is_added(seed: u64) {
    let (fleet, mut dice) = (Fleet::new().await, Dice(seed));
    let mut standing: Vec<RouteView> = Vec::new();
    for (who, alias) in [(&fleet.ana, "a"), (&fleet.ben, "b")] {
        let capacity_packages = (dice.below(2) == 0).then(|| 8 + number_below(&mut dice, 6));
        fleet.van(&CreateVehicle { capacity_packages, ..vehicle(alias) }).await;
        let count = 1 + dice.below(7);
        let packages = random_packages(&fleet, &mut dice, count).await;
        let request = CreateRoute {
            vehicle: Some(alias.to_owned()),
            depart_at: Some(fleet.at(7 + number_below(&mut dice, 4), 30)),
            return_to_depot: dice.below(3) > 0,
            ..route(who.id(), fleet.date, ids(&packages))
        };
        standing.push(fleet.office.ok(&api::CREATE_ROUTE, [], &request).await);
    }
    let count = 1 + dice.below(25);
    let new = random_packages(&fleet, &mut dice, count).await;
    let rows = [&fleet.ana, &fleet.ben].map(Client::id).into_iter().zip(&standing);
    let mut rows: Vec<_> = rows.map(|(who, route)| onto(who, route.id)).collect();
    rows.truncate(1 + dice.below(2));
    let request = plan(fleet.date, rows.clone(), &new);
    let shown = fleet.shown(&request).await;
    assert_eq!(shown.routes.len(), rows.len());
    for (added, before) in shown.routes.iter().zip(&standing) {
        assert_eq!(parts(added).0, on(before));
        assert_eq!((added.route_id, Some(added.depart_at)), (Some(before.id), before.depart_at));
        for stop in added.stops.iter().filter(|stop| stop.late_min > 0) {
            let stood = before.stops.iter().find(|stood| stood.package_id == stop.package_id);
            let stood = stood.expect("nothing new is late");
            assert!(stop.estimated_arrival <= stood.estimated_arrival, "{stop:?}");
        }
    }
    let planned = shown.routes.iter().map(|route| parts(route).1.len()).sum::<usize>();
    assert_eq!(planned + shown.unplanned.len(), new.len());
    let again = fleet.shown(&request).await;
    assert_eq!(DayPlanView { plan_id: shown.plan_id, ..again }, shown);
    let written = fleet.shown(&commit(&request, &shown)).await;
    assert_eq!(written.routes, shown.routes);
    for before in &standing {
        assert!(on(&fleet.route(before.id).await).is_superset(&on(before)));
    }
    let db = &fleet.app.app.db;
    let report = check(&*db.engine().view().unwrap(), db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

#[actix_web::test]
async fn whatever_is_added_to_random_routes_what_was_on_them_stays() {
    for seed in 1..=12 {
        whatever_is_added(seed).await;
    }
}
