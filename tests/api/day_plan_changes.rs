//! What was shown is written only while nothing that it was computed from has changed; and plans
//! wait for each other.

use std::{future::Future, time::Duration};

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    id::UserId,
    packages::{PackageView, PatchPackage},
    problem::ErrorCode,
    routes::{CreateRoute, DayPlanView, PatchRoute, PlanDay, RouteStatus},
    settings::Settings,
    units::Kg,
    validate::Empty,
    vehicles::PatchVehicle,
};
use support::Reply;
use uuid::Uuid;

use crate::{
    day::{fresh, given_packages, given_vehicle, log, route, step_route},
    day_plan::{Fleet, commit, driver, plan, with_van},
};

/// Three packages, both drivers, Ana with a van.
struct Shown {
    fleet: Fleet,
    packages: Vec<PackageView>,
    request: PlanDay,
    view: DayPlanView,
}

impl Shown {
    async fn new() -> Self {
        let fleet = Fleet::new().await;
        given_vehicle(&fleet.office, "van").await;
        let packages = given_packages(&fleet.office, 3).await;
        let drivers = vec![with_van(fleet.ana.id(), "van"), driver(fleet.ben.id())];
        let request = plan(fleet.date, drivers, &packages);
        let view = fleet.shown(&request).await;
        Self { fleet, packages, request, view }
    }

    async fn is_refused(&self) {
        let routes = self.fleet.route_count().await;
        let logged = log(&self.fleet.office, self.packages[0].id).await;
        let before = fresh(&self.fleet.office, self.packages[0].id).await;
        let request = commit(&self.request, &self.view);
        self.fleet.refused(ErrorCode::ChangedMeanwhile, &request).await;
        assert_eq!(self.fleet.route_count().await, routes);
        assert_eq!(log(&self.fleet.office, self.packages[0].id).await, logged);
        assert_eq!(fresh(&self.fleet.office, self.packages[0].id).await, before);
    }
}

#[actix_web::test]
async fn a_changed_or_deleted_package_undoes_the_plan() {
    let shown = Shown::new().await;
    let (id, office) = (shown.packages[1].id.to_string(), &shown.fleet.office);
    let patch =
        PatchPackage { weight_kg: Change::Set(Some(Kg::whole(3))), ..PatchPackage::default() };
    office.ok(&api::PATCH_PACKAGE, [&id], &patch).await;
    shown.is_refused().await;
    let shown = Shown::new().await;
    let id = shown.packages[1].id.to_string();
    shown.fleet.office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    shown.is_refused().await;
}

#[actix_web::test]
async fn changed_settings_undo_the_plan() {
    let shown = Shown::new().await;
    let admin = shown.fleet.app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    admin.ok(&api::PUT_SETTINGS, [], &Settings { service_min: 9, ..settings }).await;
    shown.is_refused().await;
}

#[actix_web::test]
async fn a_changed_vehicle_undoes_the_plan() {
    let shown = Shown::new().await;
    let patch =
        PatchVehicle { capacity_packages: Change::Set(Some(50)), ..PatchVehicle::default() };
    shown.fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &patch).await;
    shown.is_refused().await;
    let shown = Shown::new().await;
    shown.fleet.office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    shown.is_refused().await;
}

#[actix_web::test]
async fn a_driver_who_is_gone_undoes_the_plan_and_one_who_is_busy_if_they_drive() {
    for position in 0..2 {
        let shown = Shown::new().await;
        assert_eq!(shown.view.routes.len(), 1, "one of them stays at home");
        let fleet = &shown.fleet;
        let admin = fleet.app.admin().await;
        let id = [fleet.ana.id(), fleet.ben.id()][position].to_string();
        admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
        shown.is_refused().await;
    }
    for drives in [true, false] {
        let shown = Shown::new().await;
        let fleet = &shown.fleet;
        let is_wanted = |driver: &UserId| (*driver == shown.view.routes[0].driver_id) == drives;
        let driver = [fleet.ana.id(), fleet.ben.id()].into_iter().find(is_wanted).unwrap();
        let other = given_packages(&fleet.office, 1).await;
        let depart_at = Some(shown.view.routes[0].depart_at);
        let busy = CreateRoute { depart_at, ..route(driver, fleet.date, vec![other[0].id]) };
        fleet.office.ok(&api::CREATE_ROUTE, [], &busy).await;
        match drives {
            true => shown.is_refused().await,
            false => {
                let request = commit(&shown.request, &shown.view);
                fleet.office.ok(&api::PLAN_DAY, [], &request).await;
            }
        }
    }
}

#[actix_web::test]
async fn a_plan_is_forgotten_after_an_hour_and_is_nobody_elses() {
    let shown = Shown::new().await;
    let request = commit(&shown.request, &shown.view);
    let other = shown.fleet.app.dispatcher("eder").await;
    other.refused_as(ErrorCode::ChangedMeanwhile, &api::PLAN_DAY, [], &request).await;
    let never = PlanDay { plan_id: Some(Uuid::now_v7()), ..request.clone() };
    shown.fleet.refused(ErrorCode::ChangedMeanwhile, &never).await;
    let shorter = PlanDay { package_ids: request.package_ids[1..].to_vec(), ..request.clone() };
    shown.fleet.refused(ErrorCode::IdReused, &shorter).await;
    shown.fleet.app.advance(TimeDelta::minutes(59));
    let office = shown.fleet.app.sign_in(&shown.fleet.office.user().email).await;
    let mut turned = request.clone();
    turned.package_ids.reverse();
    turned.drivers.reverse();
    office.ok(&api::PLAN_DAY, [], &turned).await;

    let shown = Shown::new().await;
    shown.fleet.app.advance(TimeDelta::minutes(60));
    let office = shown.fleet.app.sign_in(&shown.fleet.office.user().email).await;
    let late = commit(&shown.request, &shown.view);
    office.refused_as(ErrorCode::ChangedMeanwhile, &api::PLAN_DAY, [], &late).await;
}

#[actix_web::test]
async fn only_the_last_few_plans_of_a_person_are_remembered() {
    let shown = Shown::new().await;
    let mut views = Vec::new();
    for _ in 0..8 {
        views.push(shown.fleet.shown(&shown.request).await);
    }
    shown.is_refused().await;
    let oldest = commit(&shown.request, &views[0]);
    assert!(shown.fleet.shown(&oldest).await.committed);
}

/// Shorter than the server's own, which ends a wait too.
const PATIENCE: Duration = Duration::from_secs(15);

/// Until it is so; a test that waits in vain fails.
async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap();
}

/// Sends a request while nobody can plan, lets something happen when it has read what it needs,
/// and then lets it plan.
async fn meanwhile(
    fleet: &Fleet,
    request: impl Future<Output = Reply>,
    happens: impl Future,
) -> Reply {
    let desk = &fleet.app.app.planning.desk;
    let places = u32::try_from(desk.places().available_permits()).unwrap();
    let taken = desk.places().acquire_many(places).await.unwrap();
    let happening = async {
        until(|| desk.waiting() == 1).await;
        happens.await;
        drop(taken);
    };
    tokio::join!(request, happening).0
}

#[actix_web::test]
async fn what_changes_while_a_day_is_planned_undoes_the_plan() {
    let shown = Shown::new().await;
    let request = PlanDay { commit: true, ..shown.request.clone() };
    let patch =
        PatchVehicle { capacity_packages: Change::Set(Some(50)), ..PatchVehicle::default() };
    let office = &shown.fleet.office;
    let changed = office.ok(&api::PATCH_VEHICLE, ["van"], &patch);
    let planned = office.call(&api::PLAN_DAY, [], &request);
    let reply = meanwhile(&shown.fleet, planned, changed).await;
    assert_eq!(reply.problem(409).code, ErrorCode::ChangedMeanwhile);
    assert_eq!(shown.fleet.route_count().await, 0);
}

#[actix_web::test]
async fn what_changes_while_a_route_is_planned_undoes_it() {
    let shown = Shown::new().await;
    let (fleet, office) = (&shown.fleet, &shown.fleet.office);
    let request = furgo_shared::routes::CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(fleet.ana.id(), fleet.date, vec![shown.packages[0].id])
    };
    let admin = fleet.app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let depot =
        settings.depot.clone().map(|depot| furgo_shared::geo::Depot { latitude: 43.3, ..depot });
    let settings = Settings { depot, ..settings };
    let patch =
        PatchVehicle { capacity_packages: Change::Set(Some(50)), ..PatchVehicle::default() };
    let weight =
        PatchPackage { weight_kg: Change::Set(Some(Kg::whole(3))), ..PatchPackage::default() };
    let id = shown.packages[0].id.to_string();
    let create = || office.call(&api::CREATE_ROUTE, [], &request);
    for reply in [
        meanwhile(fleet, create(), admin.ok(&api::PUT_SETTINGS, [], &settings)).await,
        meanwhile(fleet, create(), office.ok(&api::PATCH_VEHICLE, ["van"], &patch)).await,
        meanwhile(fleet, create(), office.ok(&api::PATCH_PACKAGE, [&id], &weight)).await,
    ] {
        assert_eq!(reply.problem(409).code, ErrorCode::ChangedMeanwhile);
    }
    assert_eq!(fleet.route_count().await, 0);
    assert_eq!(log(office, shown.packages[0].id).await.len(), 1);
    assert_eq!(create().await.status, 201);
}

#[actix_web::test]
async fn what_changes_while_a_route_is_planned_anew_undoes_that() {
    let shown = Shown::new().await;
    let (fleet, office) = (&shown.fleet, &shown.fleet.office);
    let request = route(fleet.ana.id(), fleet.date, shown.request.package_ids.clone());
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let id = planned.id.to_string();
    let optimize = || office.call(&api::OPTIMIZE_ROUTE, [&id], &Empty {});
    let van = PatchRoute { vehicle: Change::Set(Some("van".to_owned())), ..PatchRoute::default() };
    let later = planned.depart_at.unwrap() + TimeDelta::hours(1);
    let later = PatchRoute { depart_at: Change::Set(later), ..PatchRoute::default() };
    let package = PatchPackage { service_min: Change::Set(Some(20)), ..PatchPackage::default() };
    let package_id = shown.packages[0].id.to_string();
    for reply in [
        meanwhile(fleet, optimize(), office.ok(&api::PATCH_ROUTE, [&id], &van)).await,
        meanwhile(fleet, optimize(), office.ok(&api::PATCH_ROUTE, [&id], &later)).await,
        meanwhile(fleet, optimize(), office.ok(&api::PATCH_PACKAGE, [&package_id], &package)).await,
        meanwhile(fleet, optimize(), step_route(office, &planned, RouteStatus::InProgress)).await,
    ] {
        assert_eq!(reply.problem(409).code, ErrorCode::ChangedMeanwhile);
    }
    let after = fleet.route(planned.id).await;
    assert_eq!((after.status, after.vehicle.as_deref()), (RouteStatus::InProgress, Some("van")));
    assert_eq!(optimize().await.status, 200);
}

#[actix_web::test]
async fn of_two_who_commit_the_same_packages_at_once_one_gets_all_of_them() {
    let shown = Shown::new().await;
    let (fleet, office) = (&shown.fleet, &shown.fleet.office);
    let other = fleet.app.dispatcher("eder").await;
    let cai = fleet.app.driver("cai").await;
    let more = given_packages(office, 2).await;
    let wanted: Vec<_> = shown.packages[..2].iter().chain(&more).cloned().collect();
    let theirs = plan(fleet.date, vec![driver(cai.id())], &wanted);
    let view = other.ok(&api::PLAN_DAY, [], &theirs).await;
    let (mine, theirs) = (commit(&shown.request, &shown.view), commit(&theirs, &view));
    let (a, b) = tokio::join!(
        office.call(&api::PLAN_DAY, [], &mine),
        other.call(&api::PLAN_DAY, [], &theirs)
    );
    let (won, lost) = if a.status == 200 { (a, b) } else { (b, a) };
    assert_eq!(lost.problem(409).code, ErrorCode::ChangedMeanwhile);
    let won: DayPlanView = won.json();
    assert_eq!(fleet.route_count().await, 1);
    for package in shown.packages.iter().chain(&more) {
        let is_on = won.routes[0].stops.iter().any(|stop| stop.package_id == package.id);
        let now = fresh(office, package.id).await;
        assert_eq!(now.route_id, won.routes[0].route_id.filter(|_| is_on));
    }
}

#[actix_web::test]
async fn who_comes_when_too_many_wait_hears_when_to_come_again() {
    let shown = Shown::new().await;
    let desk = &shown.fleet.app.app.planning.desk;
    let places = u32::try_from(desk.places().available_permits()).unwrap();
    let taken = desk.places().acquire_many(places).await.unwrap();
    let mut others = Vec::new();
    for name in ["eder", "fina", "gari", "hugo"] {
        others.push(shown.fleet.app.dispatcher(name).await);
    }
    let mut waiting = Vec::new();
    for number in 0..16 {
        let (office, request) = (others[number % 4].clone(), shown.request.clone());
        waiting.push(actix_web::rt::spawn(async move {
            office.call(&api::PLAN_DAY, [], &request).await.status
        }));
    }
    until(|| desk.waiting() == 16).await;
    let request = PlanDay { commit: true, ..shown.request.clone() };
    let refused = shown.fleet.office.call(&api::PLAN_DAY, [], &request).await;
    assert_eq!(refused.problem(503).code, ErrorCode::Unavailable);
    assert_eq!(refused.header("retry-after"), "2");
    let route = route(shown.fleet.ana.id(), shown.fleet.date, shown.request.package_ids.clone());
    let refused = shown.fleet.office.call(&api::CREATE_ROUTE, [], &route).await;
    assert_eq!(refused.problem(503).code, ErrorCode::Unavailable);
    drop(taken);
    for waits in waiting {
        assert_eq!(waits.await.unwrap(), 200);
    }
}

#[actix_web::test]
async fn one_person_does_not_keep_the_others_from_planning() {
    let shown = Shown::new().await;
    let eder = shown.fleet.app.dispatcher("eder").await;
    let desk = &shown.fleet.app.app.planning.desk;
    let places = u32::try_from(desk.places().available_permits()).unwrap();
    let taken = desk.places().acquire_many(places).await.unwrap();
    let mut waiting = Vec::new();
    for (number, who) in [&eder, &eder, &eder, &eder, &shown.fleet.office].into_iter().enumerate() {
        let (who, request) = (who.clone(), shown.request.clone());
        waiting.push(actix_web::rt::spawn(async move {
            who.call(&api::PLAN_DAY, [], &request).await.status
        }));
        until(|| desk.waiting() == number + 1).await;
    }
    let refused = eder.call(&api::PLAN_DAY, [], &shown.request).await;
    assert_eq!(refused.problem(503).code, ErrorCode::Unavailable);
    drop(taken);
    for waits in waiting {
        assert_eq!(waits.await.unwrap(), 200);
    }
}

#[actix_web::test]
async fn whoever_hangs_up_waits_no_longer_and_nothing_is_written() {
    let shown = Shown::new().await;
    let desk = &shown.fleet.app.app.planning.desk;
    let places = u32::try_from(desk.places().available_permits()).unwrap();
    let taken = desk.places().acquire_many(places).await.unwrap();
    // A client of its own, whose connection ends with it.
    let office = shown.fleet.app.sign_in(&shown.fleet.office.user().email).await;
    let request = PlanDay { commit: true, ..shown.request.clone() };
    let asking = actix_web::rt::spawn(async move {
        office.call(&api::PLAN_DAY, [], &request).await;
    });
    until(|| desk.waiting() == 1).await;
    asking.abort();
    until(|| desk.waiting() == 0).await;
    drop(taken);
    assert_eq!(shown.fleet.route_count().await, 0);
    assert!(shown.fleet.shown(&commit(&shown.request, &shown.view)).await.committed);
}
