//! Nothing goes from the trash for good before its time, but for what somebody sends away at once.

use chrono::{DateTime, TimeDelta};
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    features::{packages::PackageRecord, vehicles::VehicleRecord},
    jobs,
    storage::{Reads, Record, outcome::Once},
};
use furgo_shared::{
    access::Role,
    api,
    id::UserId,
    jobs::JobKind,
    problem::ErrorCode,
    text::wire_name,
    trash::{ListTrash, TRASH_KEPT, TrashKind},
    users::SetRole,
    validate::Empty,
};
use support::{Client, TestApp};

use crate::{
    day::{given_packages, ids, route},
    histories::Fleet,
    trash::{
        Case, code_of, delete, empty, given_fleet, is_sound, planned, refused, restore, trash_of,
    },
};

async fn erase(who: &Client, case: Case, id: &str) {
    who.ok(&api::ERASE, [&wire_name(&case.kind()), id], &Empty {}).await;
}

async fn not_erased(who: &Client, code: ErrorCode, case: Case, id: &str) {
    who.refused_as(code, &api::ERASE, [&wire_name(&case.kind()), id], &Empty {}).await;
}

#[actix_web::test]
async fn whoever_deleted_it_or_an_admin_deletes_it_for_good() {
    let fleet = given_fleet().await;
    let (admin, other) = (fleet.app.admin().await, fleet.app.dispatcher("otto").await);
    for case in Case::all() {
        for eraser in [&fleet.office, &admin] {
            let id = case.given(&fleet).await;
            // It has to be in the trash.
            not_erased(eraser, ErrorCode::NotFound, case, &id).await;
            delete(&fleet.office, case, &id).await;
            not_erased(&other, ErrorCode::Forbidden, case, &id).await;
            not_erased(&fleet.ben, ErrorCode::NotFound, case, &id).await;
            not_erased(&fleet.viewer, ErrorCode::Forbidden, case, &id).await;
            not_erased(&fleet.app.stranger(), ErrorCode::NotSignedIn, case, &id).await;
            assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::Deleted, "{case:?}");
            erase(eraser, case, &id).await;
            erase(eraser, case, &id).await;
            assert_eq!(code_of(&fleet.office, case, &id).await, ErrorCode::NotFound, "{case:?}");
            refused(&fleet.office, ErrorCode::NotFound, case, &id).await;
            assert!(trash_of(&admin).await.is_empty());
            is_sound(&fleet.app);
        }
    }
}

/// Of a recipient nothing is left: not in the package, nor in a route that had a copy of the address.
#[actix_web::test]
async fn a_recipient_is_erased_at_once() {
    let fleet = given_fleet().await;
    let route = planned(&fleet).await;
    let (route_id, package) = (route.id.to_string(), route.stops[0].package_id.to_string());
    let case = Case::Of(TrashKind::Packages);
    let others = planned_for_ben(&fleet).await;
    for id in [&route_id, &others] {
        delete(&fleet.office, Case::PlannedRoute, id).await;
    }
    delete(&fleet.office, case, &package).await;
    erase(&fleet.office, case, &package).await;
    let trash = trash_of(&fleet.office).await;
    assert_eq!(trash.iter().map(|item| item.id.to_string()).collect::<Vec<_>>(), [others]);
    let view = fleet.app.app.db.engine().view().unwrap();
    let key = uuid::Uuid::from(route.stops[0].package_id);
    assert_eq!(view.get(PackageRecord::TABLE, key.as_bytes()), Ok(None));
    is_sound(&fleet.app);
}

async fn planned_for_ben(fleet: &Fleet) -> String {
    let packages = given_packages(&fleet.office, 1).await;
    let request = route(fleet.ben.id(), fleet.ahead(1), ids(&packages));
    fleet.office.ok(&api::CREATE_ROUTE, [], &request).await.id.to_string()
}

async fn given_deleted(fleet: &Fleet) -> (Case, String) {
    let case = Case::Of(TrashKind::Expenses);
    let id = case.given(fleet).await;
    delete(&fleet.office, case, &id).await;
    (case, id)
}

async fn look(app: &TestApp) {
    jobs::look_once(&app.app, JobKind::EmptyTrash).await;
}

/// Somebody sets the machine's clock forward while the program runs, or it is ahead when the program
/// starts.
#[actix_web::test]
async fn a_clock_that_is_ahead_empties_nothing() {
    let fleet = given_fleet().await;
    let (case, id) = given_deleted(&fleet).await;
    let (late, hour) = (TRASH_KEPT + TimeDelta::days(1), TimeDelta::hours(1));
    fleet.app.advance(hour);
    fleet.app.set_clock(late);
    look(&fleet.app).await;
    fleet.app.set_clock(-late);
    let office = fleet.app.sign_in(&fleet.office.user().email).await;
    assert_eq!(code_of(&office, case, &id).await, ErrorCode::Deleted);

    let clock = Clock::stopped_at(fleet.app.now() + late);
    let started_ahead = fleet.app.restarted_by(clock.clone());
    look(&started_ahead).await;
    // Then it is told the time.
    clock.shift(-late);
    clock.advance(hour);
    look(&started_ahead).await;
    assert_eq!(code_of(&office, case, &id).await, ErrorCode::Deleted);
    empty(&fleet.app).await;
    assert_eq!(code_of(&office, case, &id).await, ErrorCode::NotFound);
}

/// A machine without a clock of its own starts in the past, and what is deleted then is not from then.
#[actix_web::test]
async fn what_was_deleted_by_a_clock_that_was_behind_is_kept_as_long() {
    let fleet = given_fleet().await;
    let case = Case::Of(TrashKind::Expenses);
    let id = case.given(&fleet).await;
    let before = fleet.app.now();
    let past = fleet.app.restarted_by(Clock::stopped_at(DateTime::UNIX_EPOCH));
    let email = fleet.office.user().email.clone();
    delete(&past.sign_in(&email).await, case, &id).await;
    let clock = Clock::stopped_at(before);
    clock.advance(TimeDelta::hours(2));
    look(&fleet.app.restarted_by(clock)).await;
    let [item] = &trash_of(&fleet.office).await[..] else { panic!("it is kept") };
    assert!(item.deleted_at >= before - TimeDelta::minutes(5));
    restore(&fleet.office, case, &id).await;
}

async fn has_role(fleet: &Fleet, person: UserId, role: Role) {
    let admin = fleet.app.admin().await;
    admin.ok(&api::SET_ROLE, [&person.to_string()], &SetRole::to(role)).await;
}

/// A dispatcher who became the driver of the route that they deleted sees it and plans nothing.
#[actix_web::test]
async fn what_one_may_not_bring_back_is_not_in_ones_trash() {
    let fleet = given_fleet().await;
    let otto = fleet.app.driver("otto").await;
    let packages = given_packages(&fleet.office, 1).await;
    let request = route(otto.id(), fleet.ahead(1), ids(&packages));
    let route = fleet.office.ok(&api::CREATE_ROUTE, [], &request).await.id.to_string();
    let case = Case::PlannedRoute;
    has_role(&fleet, otto.id(), Role::Dispatcher).await;
    let email = otto.user().email.clone();
    let otto = fleet.app.sign_in(&email).await;
    delete(&otto, case, &route).await;
    assert_eq!(trash_of(&otto).await.len(), 1);
    has_role(&fleet, otto.id(), Role::Driver).await;
    let otto = fleet.app.sign_in(&email).await;
    assert_eq!(code_of(&otto, case, &route).await, ErrorCode::Deleted, "they see it");
    assert!(trash_of(&otto).await.is_empty());
    refused(&otto, ErrorCode::Forbidden, case, &route).await;
    not_erased(&otto, ErrorCode::Forbidden, case, &route).await;
    restore(&fleet.app.admin().await, case, &route).await;
}

/// The total is what all pages show, also of what belonged to something that is gone.
#[actix_web::test]
async fn an_admin_sees_everything_and_as_much_as_the_total_says() {
    let fleet = given_fleet().await;
    let admin = fleet.app.admin().await;
    for _ in 0..3 {
        given_deleted(&fleet).await;
    }
    let van = fleet.van.id;
    let once = Once::by_job("test");
    let gone = fleet.app.app.db.write(Permit::<System>::for_job(), once, move |tx| {
        let van: VehicleRecord = tx.require(van)?;
        tx.delete(&van)
    });
    gone.await.unwrap();
    let mut shown = Vec::new();
    for page in 1..=2 {
        let query = ListTrash { page: Some(page), limit: Some(2) };
        let page = admin.ok(&api::LIST_TRASH, [], &query).await;
        assert_eq!(page.total, 3);
        shown.extend(page.items);
    }
    assert_eq!(shown.len(), 3);
    assert!(trash_of(&fleet.office).await.is_empty());
}

/// A route has the driver and the vehicle that it had, or it does not come back.
#[actix_web::test]
async fn a_route_does_not_come_back_without_its_driver() {
    let fleet = given_fleet().await;
    let route = planned_for_ben(&fleet).await;
    delete(&fleet.office, Case::PlannedRoute, &route).await;
    let admin = fleet.app.admin().await;
    admin.ok(&api::DEACTIVATE_USER, [&fleet.ben.id().to_string()], &Empty {}).await;
    let args = ["routes", route.as_str()];
    for (locale, word) in [("en", "anew"), ("es", "de nuevo"), ("eu", "berriro")] {
        let office = fleet.office.with("accept-language", locale);
        let code = ErrorCode::DriverOrVehicleGone;
        let problem = office.refused_as(code, &api::RESTORE, args, &Empty {}).await;
        assert!(problem.error.contains(word) && problem.fields.is_empty(), "{}", problem.error);
    }
}
