//! Deleting is no loss: every kind of record that goes into the trash is out of everything at once,
//! comes back as it was, and is gone for good after thirty days.

use chrono::TimeDelta;
use furgo::{clock::Clock, jobs, storage::check::check};
use furgo_shared::{
    access::Role,
    api,
    change::Change,
    jobs::JobKind,
    packages::{PackageStatus, PatchPackage},
    problem::ErrorCode,
    refuels::CreateRefuel,
    routes::{CreateRoute, RouteView},
    text::wire_name,
    trash::{ListTrash, TRASH_KEPT, TrashKind, TrashView},
    units::{Kg, Km},
    validate::{Empty, FieldCode},
    vehicles::PatchVehicle,
};
use serde_json::Value;
use support::{Client, TestApp};

use crate::{
    day::{fresh, given_depot, given_packages, ids, package, route},
    histories::{Fleet, expense, fleet, refuel, work},
    odometers::reading,
};

/// Something that can be deleted: of every kind, and of routes the other kind too.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    Of(TrashKind),
    PlannedRoute,
}

impl Case {
    pub fn all() -> Vec<Self> {
        TrashKind::ALL.map(Self::Of).into_iter().chain([Self::PlannedRoute]).collect()
    }

    pub fn kind(self) -> TrashKind {
        match self {
            Self::Of(kind) => kind,
            Self::PlannedRoute => TrashKind::Routes,
        }
    }

    /// Whether drivers see it: what is about Ana's van or day.
    fn is_anas(self) -> bool {
        !matches!(self, Self::Of(TrashKind::Packages))
    }

    pub fn path(self, id: &str) -> String {
        format!("/api/{}/{id}", wire_name(&self.kind()))
    }

    /// Enters one; a kind without an arm does not compile.
    pub async fn given(self, fleet: &Fleet) -> String {
        let (office, ago) = (&fleet.office, fleet.ago(5));
        match self {
            Self::Of(TrashKind::Refuels) => {
                let odometer_km = Some(Km::whole(1500));
                let request = CreateRefuel { odometer_km, ..refuel("van", ago) };
                office.ok(&api::CREATE_REFUEL, [], &request).await.id.to_string()
            }
            Self::Of(TrashKind::Maintenance) => {
                let request = work("van", ago, 1600);
                office.ok(&api::CREATE_MAINTENANCE, [], &request).await.id.to_string()
            }
            Self::Of(TrashKind::Expenses) => {
                office.ok(&api::CREATE_EXPENSE, [], &expense("van", ago)).await.id.to_string()
            }
            Self::Of(TrashKind::Readings) => {
                let request = reading("van", ago, 1700);
                office.ok(&api::CREATE_READING, [], &request).await.id.to_string()
            }
            Self::Of(TrashKind::Packages) => given_packages(office, 1).await[0].id.to_string(),
            Self::Of(TrashKind::Routes) => {
                let distance_km = Some(Km::whole(80));
                let request = CreateRoute { distance_km, ..CreateRoute::logged("van", ago) };
                office.ok(&api::CREATE_ROUTE, [], &request).await.id.to_string()
            }
            Self::PlannedRoute => planned(fleet).await.id.to_string(),
        }
    }
}

pub async fn planned(fleet: &Fleet) -> RouteView {
    let packages = given_packages(&fleet.office, 3).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(fleet.ana.id(), fleet.ahead(1), ids(&packages))
    };
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await
}

/// A fleet with a history, and a depot.
pub async fn given_fleet() -> Fleet {
    let fleet = fleet().await;
    given_depot(&fleet.app).await;
    let first = CreateRefuel { odometer_km: Some(Km::whole(1400)), ..refuel("van", fleet.ago(9)) };
    let last = CreateRefuel { odometer_km: Some(Km::whole(2000)), ..refuel("van", fleet.ago(1)) };
    for request in [first, last] {
        fleet.office.ok(&api::CREATE_REFUEL, [], &request).await;
    }
    fleet
}

pub async fn delete(who: &Client, case: Case, id: &str) {
    let reply = who.raw("DELETE", &case.path(id), Some("{}")).await;
    assert_eq!(reply.status, 204, "{case:?}: {}", reply.text());
}

pub async fn restore(who: &Client, case: Case, id: &str) {
    who.ok(&api::RESTORE, [&wire_name(&case.kind()), id], &Empty {}).await;
}

pub async fn refused(who: &Client, code: ErrorCode, case: Case, id: &str) {
    let args = [&wire_name(&case.kind()), id];
    let problem = who.refused_as(code, &api::RESTORE, args, &Empty {}).await;
    assert!(problem.fields.is_empty());
}

pub async fn code_of(who: &Client, case: Case, id: &str) -> ErrorCode {
    who.raw("GET", &case.path(id), None).await.problem(404).code
}

pub async fn trash_of(who: &Client) -> Vec<TrashView> {
    let page = who.ok(&api::LIST_TRASH, [], &ListTrash::default()).await;
    assert_eq!(page.total, u64::try_from(page.items.len()).unwrap());
    page.items
}

pub fn is_sound(app: &TestApp) {
    let report = check(&*app.app.db.engine().view().unwrap(), app.app.db.schema()).unwrap();
    assert!(report.is_good(), "{report}");
}

/// What counts the writes of a record, and when the last one was.
fn without_versions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| name != "version" && name != "updated_at");
            fields.values_mut().for_each(without_versions);
        }
        Value::Array(items) => items.iter_mut().for_each(without_versions),
        _ => {}
    }
}

/// Everything that lists, sums and figures say, to the office and to a driver; but for what the log
/// says, which knows that something was undone.
pub async fn everything(fleet: &Fleet) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let paths = [
        "refuels?limit=100",
        "refuels/vehicle/van/analysis",
        "maintenance?limit=100",
        "maintenance/upcoming",
        "expenses?limit=100",
        "expenses/summary",
        "expenses/upcoming",
        "readings?limit=100",
        "findings?limit=100",
        "packages?limit=100",
        "packages?limit=100&q=ledesma",
        "routes?limit=100",
        "vehicles",
        "vehicles/van/stats",
        "vehicles/van/fuel-efficiency",
        "vehicles/van/analytics",
        "vehicles/van/timeline?limit=100",
        "garage",
        "reports",
        "due",
        "dashboard",
    ];
    for who in [&fleet.office, &fleet.ana] {
        for path in paths {
            let reply = who.raw("GET", &format!("/api/{path}"), None).await;
            assert_eq!(reply.status, 200, "{path}: {}", reply.text());
            let mut value: Value = reply.json();
            without_versions(&mut value);
            all.push((format!("{} {path}", who.user().name), value));
        }
    }
    all
}

/// Says which answers differ.
pub fn assert_same(before: &[(String, Value)], after: &[(String, Value)], what: &str) {
    for ((path, before), (_, after)) in before.iter().zip(after) {
        assert_eq!(before, after, "{what}: {path}");
    }
}

#[actix_web::test]
async fn what_is_deleted_is_out_of_everything_and_comes_back_as_it_was() {
    let fleet = given_fleet().await;
    for case in Case::all() {
        let without = everything(&fleet).await;
        let id = case.given(&fleet).await;
        let before = everything(&fleet).await;
        assert_ne!(before, without, "{case:?}");
        delete(&fleet.office, case, &id).await;
        // The packages of a route stay, so there is more than before it was planned.
        if !matches!(case, Case::PlannedRoute) {
            assert_same(&everything(&fleet).await, &without, &format!("{case:?} deleted"));
        }
        assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::Deleted);
        is_sound(&fleet.app);
        restore(&fleet.office, case, &id).await;
        assert_same(&everything(&fleet).await, &before, &format!("{case:?} restored"));
        assert!(trash_of(&fleet.office).await.is_empty());
        is_sound(&fleet.app);
        // Out of the way of the next one.
        delete(&fleet.office, case, &id).await;
        empty(&fleet.app).await;
    }
}

/// The trash is looked through so much later, by a program that has run for an hour.
pub async fn look(app: &TestApp, later: TimeDelta) {
    let hour = TimeDelta::hours(1);
    let clock = Clock::stopped_at(app.now() + later - hour);
    clock.advance(hour);
    jobs::look_once(&app.restarted_by(clock).app, JobKind::EmptyTrash).await;
}

/// Whatever was deleted, however long ago, is gone.
pub async fn empty(app: &TestApp) {
    look(app, TRASH_KEPT + TimeDelta::seconds(1)).await;
}

#[actix_web::test]
async fn the_trash_says_what_it_was_when_and_by_whom() {
    let fleet = given_fleet().await;
    let admin = fleet.app.admin().await;
    for case in Case::all() {
        let id = case.given(&fleet).await;
        delete(&fleet.office, case, &id).await;
        for who in [&fleet.office, &admin] {
            let [item] = &trash_of(who).await[..] else { panic!("{case:?}") };
            assert_eq!((item.kind, item.id.to_string()), (case.kind(), id.clone()));
            assert_eq!(item.deleted_by, Some(fleet.office.id()));
            assert_eq!(item.deleted_by_name.as_deref(), Some(fleet.office.user().name.as_str()));
            assert_eq!(item.kept_until - item.deleted_at, TRASH_KEPT);
            let about = (item.vehicle.as_deref(), item.title.as_str());
            match case {
                Case::Of(TrashKind::Packages) => assert!(about.1.starts_with("Ane Garmendia 0, ")),
                Case::PlannedRoute => assert_eq!(about, (Some("van"), &*fleet.ana.user().name)),
                Case::Of(_) => assert_eq!(about.0, Some("van")),
            }
        }
        empty(&fleet.app).await;
    }
}

#[actix_web::test]
async fn only_whoever_deleted_it_or_an_admin_brings_it_back() {
    let fleet = given_fleet().await;
    let (admin, other) = (fleet.app.admin().await, fleet.app.dispatcher("otto").await);
    for case in Case::all() {
        let id = case.given(&fleet).await;
        delete(&fleet.office, case, &id).await;
        for who in [&other, &fleet.ana, &fleet.ben] {
            assert!(trash_of(who).await.is_empty(), "{case:?}");
        }
        // Who would see it hears that it is deleted, and nobody else that it ever was.
        assert_eq!(code_of(&other, case, &id).await, ErrorCode::Deleted);
        refused(&other, ErrorCode::Forbidden, case, &id).await;
        let (seen, not_restored) = match case.is_anas() {
            true => (ErrorCode::Deleted, ErrorCode::Forbidden),
            false => (ErrorCode::NotFound, ErrorCode::NotFound),
        };
        if !matches!(case, Case::Of(TrashKind::Packages)) {
            assert_eq!(code_of(&fleet.ana, case, &id).await, seen, "{case:?}");
            assert_eq!(code_of(&fleet.ben, case, &id).await, ErrorCode::NotFound, "{case:?}");
        }
        refused(&fleet.ana, not_restored, case, &id).await;
        refused(&fleet.ben, ErrorCode::NotFound, case, &id).await;
        refused(&fleet.viewer, ErrorCode::Forbidden, case, &id).await;
        fleet.viewer.refused(403, &api::LIST_TRASH, [], &ListTrash::default()).await;
        refused(&fleet.app.stranger(), ErrorCode::NotSignedIn, case, &id).await;
        restore(&admin, case, &id).await;
        delete(&fleet.office, case, &id).await;
        restore(&fleet.office, case, &id).await;
        delete(&fleet.office, case, &id).await;
        empty(&fleet.app).await;
    }
}

#[actix_web::test]
async fn nothing_can_be_done_with_what_lies_in_the_trash() {
    let fleet = given_fleet().await;
    for case in Case::all() {
        let id = case.given(&fleet).await;
        delete(&fleet.office, case, &id).await;
        for (method, body) in [("DELETE", "{}"), ("PATCH", r#"{"notes":"x"}"#)] {
            let body = match (case, method) {
                (Case::Of(TrashKind::Packages), "PATCH") => r#"{"description":"x"}"#,
                _ => body,
            };
            let reply = fleet.office.raw(method, &case.path(&id), Some(body)).await;
            assert_eq!(reply.problem(404).code, ErrorCode::Deleted, "{case:?} {method}");
        }
        is_sound(&fleet.app);
        empty(&fleet.app).await;
    }
    let nothing = "01900000-0000-7000-8000-000000000000";
    let office = &fleet.office;
    office.refused_as(ErrorCode::NotFound, &api::RESTORE, ["refuels", nothing], &Empty {}).await;
    office.refused_as(ErrorCode::NotFound, &api::RESTORE, ["vehicles", nothing], &Empty {}).await;
    office.refused_as(ErrorCode::NotFound, &api::RESTORE, ["refuels", "x"], &Empty {}).await;
}

#[actix_web::test]
async fn restoring_can_be_repeated() {
    let fleet = given_fleet().await;
    for case in Case::all() {
        let id = case.given(&fleet).await;
        delete(&fleet.office, case, &id).await;
        let keyed = fleet.office.with("idempotency-key", &format!("restore-{id}"));
        restore(&keyed, case, &id).await;
        let before = everything(&fleet).await;
        restore(&keyed, case, &id).await;
        restore(&fleet.office, case, &id).await;
        assert_eq!(everything(&fleet).await, before, "{case:?}");
        // The answer of then: it is not restored once more.
        delete(&fleet.office, case, &id).await;
        restore(&keyed, case, &id).await;
        assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::Deleted);
        empty(&fleet.app).await;
    }
}

#[actix_web::test]
async fn after_thirty_days_it_is_gone_for_good_and_not_a_second_earlier() {
    let fleet = given_fleet().await;
    for case in Case::all() {
        let id = case.given(&fleet).await;
        delete(&fleet.office, case, &id).await;
        look(&fleet.app, TRASH_KEPT - TimeDelta::seconds(10)).await;
        assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::Deleted, "{case:?}");
        empty(&fleet.app).await;
        assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::NotFound, "{case:?}");
        refused(&fleet.office, ErrorCode::NotFound, case, &id).await;
        assert!(trash_of(&fleet.app.admin().await).await.is_empty());
        is_sound(&fleet.app);
    }
}

#[actix_web::test]
async fn much_is_emptied_in_slices() {
    let fleet = given_fleet().await;
    for _ in 0..230 {
        let id = Case::Of(TrashKind::Expenses).given(&fleet).await;
        delete(&fleet.office, Case::Of(TrashKind::Expenses), &id).await;
    }
    let page = ListTrash { page: Some(3), limit: Some(100) };
    for who in [&fleet.office, &fleet.app.admin().await] {
        let page = who.ok(&api::LIST_TRASH, [], &page).await;
        assert_eq!((page.items.len(), page.total), (30, 230));
        let times: Vec<_> = page.items.iter().map(|item| item.deleted_at).collect();
        assert!(times.is_sorted_by(|newer, older| newer >= older));
    }
    empty(&fleet.app).await;
    assert!(trash_of(&fleet.office).await.is_empty());
    is_sound(&fleet.app);
}

#[actix_web::test]
async fn what_was_taken_meanwhile_is_in_the_way_until_it_is_free_again() {
    let fleet = given_fleet().await;
    let route = planned(&fleet).await;
    delete(&fleet.office, Case::PlannedRoute, &route.id.to_string()).await;
    let other = planned(&fleet).await;
    let args = ["routes", &route.id.to_string()];
    let problem =
        fleet.office.refused_as(ErrorCode::Overlaps, &api::RESTORE, args, &Empty {}).await;
    assert_eq!(problem.fields.of("driver_id"), Some(FieldCode::NotUsable));
    assert_eq!(problem.overlaps.and_then(|other| other.route_id), Some(other.id));
    delete(&fleet.office, Case::PlannedRoute, &other.id.to_string()).await;
    restore(&fleet.office, Case::PlannedRoute, &route.id.to_string()).await;
    is_sound(&fleet.app);
}

#[actix_web::test]
async fn a_planned_route_takes_its_packages_back_unless_one_has_gone_elsewhere() {
    let fleet = given_fleet().await;
    let route = planned(&fleet).await;
    let (id, first) = (route.id.to_string(), route.stops[0].package_id);
    delete(&fleet.office, Case::PlannedRoute, &id).await;
    let free = fresh(&fleet.office, first).await;
    assert_eq!((free.status, free.route_id), (PackageStatus::Pending, None));
    let (package, package_id) = (Case::Of(TrashKind::Packages), first.to_string());
    delete(&fleet.office, package, &package_id).await;
    refused(&fleet.office, ErrorCode::PackageNotPlannable, Case::PlannedRoute, &id).await;
    restore(&fleet.office, package, &package_id).await;
    restore(&fleet.office, Case::PlannedRoute, &id).await;
    let back = fresh(&fleet.office, first).await;
    let expected = (PackageStatus::Assigned, Some(route.id), Some(fleet.ana.id()));
    assert_eq!((back.status, back.route_id, back.assigned_to), expected);
    let again = fleet.office.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert_eq!(
        again.stops.iter().map(|stop| stop.id).collect::<Vec<_>>(),
        route.stops.iter().map(|stop| stop.id).collect::<Vec<_>>()
    );
    delete(&fleet.office, Case::PlannedRoute, &id).await;
    let heavier = PatchPackage {
        weight_kg: Change::Set(Some(Kg::whole(7))),
        service_min: Change::Set(Some(45)),
        ..PatchPackage::default()
    };
    fleet.office.ok(&api::PATCH_PACKAGE, [&package_id], &heavier).await;
    restore(&fleet.office, Case::PlannedRoute, &id).await;
    let corrected = fleet.office.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    // Instead of the usual three minutes.
    let later = TimeDelta::minutes(42);
    assert_eq!(
        corrected.stops[1].estimated_arrival.unwrap(),
        route.stops[1].estimated_arrival.unwrap() + later
    );
    delete(&fleet.office, Case::PlannedRoute, &id).await;
    fleet.retire("van").await;
    refused(&fleet.office, ErrorCode::VehicleInactive, Case::PlannedRoute, &id).await;
}

/// What a driver deleted stays theirs only as long as they would see it.
#[actix_web::test]
async fn a_driver_brings_back_their_own_as_long_as_they_see_the_van() {
    let fleet = given_fleet().await;
    let case = Case::Of(TrashKind::Refuels);
    let id = case.given(&fleet).await;
    delete(&fleet.ana, case, &id).await;
    assert_eq!(trash_of(&fleet.ana).await.len(), 1);
    assert!(trash_of(&fleet.office).await.is_empty());
    let drivers = |ids| PatchVehicle { driver_ids: Change::Set(ids), ..PatchVehicle::default() };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &drivers(vec![])).await;
    assert!(trash_of(&fleet.ana).await.is_empty());
    refused(&fleet.ana, ErrorCode::NotFound, case, &id).await;
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &drivers(vec![fleet.ana.id()])).await;
    restore(&fleet.ana, case, &id).await;
    assert!(trash_of(&fleet.ana).await.is_empty());
}

/// Roles change: somebody who may delete packages no longer does not bring them back either.
#[actix_web::test]
async fn whoever_may_not_delete_it_any_more_does_not_bring_it_back() {
    let fleet = given_fleet().await;
    let admin = fleet.app.admin().await;
    let id = planned(&fleet).await.id.to_string();
    delete(&fleet.office, Case::PlannedRoute, &id).await;
    let role = furgo_shared::users::SetRole::to(Role::Viewer);
    admin.ok(&api::SET_ROLE, [&fleet.office.id().to_string()], &role).await;
    refused(&fleet.office, ErrorCode::Forbidden, Case::PlannedRoute, &id).await;
}

/// A package keeps its tracking page, its code and its log.
#[actix_web::test]
async fn a_package_that_comes_back_has_its_tracking_page_again() {
    let fleet = given_fleet().await;
    let given = fleet.office.ok(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await;
    let (case, id) = (Case::Of(TrashKind::Packages), given.id.to_string());
    let page = given.tracking_url.clone().unwrap();
    let status = async || fleet.app.stranger().raw("GET", &page, None).await.status;
    assert_eq!(status().await, 200);
    delete(&fleet.office, case, &id).await;
    assert_eq!(status().await, 404);
    restore(&fleet.office, case, &id).await;
    assert_eq!(status().await, 200);
    assert_eq!(fresh(&fleet.office, given.id).await.tracking_code, given.tracking_code);
}
