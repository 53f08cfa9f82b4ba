//! What the office has to decide: who sees it, how it is settled, and how long it is kept.

use std::slice::from_ref;

use chrono::TimeDelta;
use furgo::features::attention::{files::look, forgetting::forget};
use furgo_shared::{
    access::Role,
    api,
    exceptions::{EntryKind, ExceptionKind, ListExceptions, Resolution, ResolveException},
    files::{AddFile, FileDigest, FileType},
    packages::PackageStatus,
    problem::ErrorCode,
    refuels::CreateRefuel,
    sync::{Ending, Push, Said},
    users::SetRole,
    validate::Empty,
};

use crate::{
    day::{given_packages, given_vehicle, ids, today},
    facts::{self, World, listed, taken_with},
    histories::refuel,
    sync_phone::stepped,
};

/// A package that Ane took along unplanned.
async fn given_exception(world: &mut World) -> furgo_shared::exceptions::ExceptionView {
    world.started(&world.ana, 1).await;
    let package = ids(&given_packages(&world.office, 1).await)[0];
    let result = world.tells(&[package], PackageStatus::InTransit, 5).await;
    taken_with(&result, &[ExceptionKind::PickedUpUnassigned]);
    world.only().await
}

#[actix_web::test]
async fn it_is_settled_once_by_an_answer_that_it_has() {
    let mut world = World::new().await;
    let told = given_exception(&mut world).await;
    let (id, admin) = (told.id.to_string(), world.app.admin().await);
    let resolve = |how| ResolveException { how };
    let problem = world
        .office
        .refused(400, &api::RESOLVE_EXCEPTION, [&id], &resolve(Resolution::Counted))
        .await;
    assert_eq!(problem.code, ErrorCode::Validation);
    for somebody in [&world.ana, &world.ben, &world.app.viewer().await] {
        let how = resolve(Resolution::Stands);
        somebody.refused(403, &api::RESOLVE_EXCEPTION, [&id], &how).await;
    }
    world
        .office
        .refused(
            404,
            &api::RESOLVE_EXCEPTION,
            [&uuid::Uuid::now_v7().to_string()],
            &resolve(Resolution::Stands),
        )
        .await;
    let settled = world.settle(&told, Resolution::Stands).await;
    assert!(settled.version > told.version && settled.resolutions.is_empty());
    let again = resolve(Resolution::Stands);
    let again = admin.ok(&api::RESOLVE_EXCEPTION, [&id], &again).await;
    assert_eq!(again, settled);
    let other = resolve(Resolution::TakenBack);
    let problem = admin.refused(409, &api::RESOLVE_EXCEPTION, [&id], &other).await;
    assert_eq!(problem.code, ErrorCode::ChangedMeanwhile);
}

#[actix_web::test]
async fn what_has_gone_on_since_is_not_put_back() {
    let mut world = World::new().await;
    let told = given_exception(&mut world).await;
    let package = told.package.as_ref().unwrap().id;
    world.tells(&[package], PackageStatus::Delivered, 1).await;
    assert_eq!(world.only().await.resolutions, [Resolution::Stands]);
    let how = ResolveException { how: Resolution::TakenBack };
    let id = told.id.to_string();
    let problem = world.office.refused(409, &api::RESOLVE_EXCEPTION, [&id], &how).await;
    assert_eq!(problem.code, ErrorCode::ChangedMeanwhile);
    assert_eq!(world.package(package).await.status, PackageStatus::Delivered);
}

#[actix_web::test]
async fn the_office_counts_them_and_its_author_too() {
    let mut world = World::new().await;
    given_exception(&mut world).await;
    let viewer = world.app.viewer().await;
    for (who, count) in [(&world.office, 1), (&world.ana, 1), (&world.ben, 0), (&viewer, 0)] {
        let dashboard = who.ok(&api::DASHBOARD, [], &Empty {}).await;
        assert_eq!(dashboard.exceptions, count);
    }
    let query = ListExceptions::default();
    viewer.refused(403, &api::LIST_EXCEPTIONS, [], &query).await;
}

#[actix_web::test]
async fn it_goes_with_the_package_that_is_erased_and_400_days_after_it_was_settled() {
    let mut world = World::new().await;
    let told = given_exception(&mut world).await;
    world.settle(&told, Resolution::TakenBack).await;
    let package = told.package.as_ref().unwrap().id.to_string();
    world.office.ok(&api::DELETE_PACKAGE, [&package], &Empty {}).await;
    assert_eq!(listed(&world.office, true).await.len(), 1);
    world.office.ok(&api::ERASE, ["packages", &package], &Empty {}).await;
    assert_eq!(listed(&world.office, true).await, []);

    let package = ids(&given_packages(&world.office, 1).await)[0];
    world.tells(&[package], PackageStatus::InTransit, 5).await;
    let open = world.only().await;
    world.let_pass(401).await;
    assert_eq!(forget(&world.app.app.db).await.unwrap(), 0);
    assert_eq!(world.open().await.len(), 1);
    world.settle(&open, Resolution::Stands).await;
    world.let_pass(399).await;
    assert_eq!(forget(&world.app.app.db).await.unwrap(), 0);
    world.let_pass(2).await;
    assert_eq!(forget(&world.app.app.db).await.unwrap(), 1);
    assert_eq!(listed(&world.office, true).await, []);
}

#[actix_web::test]
async fn a_file_that_does_not_come_is_asked_for_once() {
    let mut world = World::new().await;
    given_vehicle(&world.office, "kangoo").await;
    let refuelled = async |digest| {
        let file = AddFile {
            sha256: FileDigest([digest; 32]),
            length: 4_000,
            kind: FileType::Jpeg,
            name: "receipt.jpg".to_owned(),
        };
        let request = CreateRefuel { files: vec![file], ..refuel("kangoo", today(&world.app)) };
        world.office.ok(&api::CREATE_REFUEL, [], &request).await
    };
    refuelled(7).await;
    let deleted = refuelled(8).await;
    world.office.ok(&api::DELETE_REFUEL, [&deleted.id.to_string()], &Empty {}).await;
    world.let_pass(29).await;
    assert_eq!(look(&world.app.app.db).await.unwrap(), 0);
    world.let_pass(2).await;
    assert_eq!(look(&world.app.app.db).await.unwrap(), 1);
    let told = world.only().await;
    assert_eq!((told.kind, told.entry), (ExceptionKind::FileMissing, Some(EntryKind::Refuel)));
    assert_eq!(told.vehicle.as_ref().unwrap().alias, "kangoo");
    world.settle(&told, Resolution::Noted).await;
    assert_eq!(look(&world.app.app.db).await.unwrap(), 0);
}

#[actix_web::test]
async fn what_a_phone_has_lost_is_told_whatever_comes_of_its_next_command() {
    let mut world = World::new().await;
    given_vehicle(&world.office, "kangoo").await;
    let nobodys = stepped(facts::told(&[uuid::Uuid::now_v7().into()], PackageStatus::Delivered));
    let anas = world.started(&world.ana, 1).await;
    let known = stepped(facts::told(&[anas.stops[0].package_id], PackageStatus::Delivered));
    for (said, outcome) in [
        (Said::Discarded, Ending::AppliedWithException),
        (Said::Command(nobodys), Ending::Rejected),
        (Said::Command(known), Ending::Duplicate),
    ] {
        world.phone.next += 4;
        let mutation = world.phone.says(said.clone(), world.app.now());
        if outcome == Ending::Duplicate
            && let Said::Command(command) = said
        {
            // It came over HTTP before.
            let request = command.request();
            let keyed = world.ana.with("idempotency-key", &mutation.id.to_string());
            let reply = keyed.raw(request.method.name(), &request.path, Some(&request.body)).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
        }
        let push = world.phone.push_at(world.app.now(), from_ref(&mutation));
        let push = Push { oldest_seq: mutation.seq, ..push };
        for is_again in [false, true] {
            let pushed = world.ana.ok(&api::PUSH, [], &push).await;
            let expected = if is_again { Ending::Duplicate } else { outcome };
            assert_eq!(pushed.results[0].outcome, expected);
            assert_eq!(pushed.results[0].exceptions, [ExceptionKind::JournalLost]);
            assert_eq!(world.only().await.kind, ExceptionKind::JournalLost);
        }
        world.settle(&world.only().await, Resolution::Noted).await;
    }
}

#[actix_web::test]
async fn what_the_push_finds_out_is_laid_before_the_office() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 3).await;
    let [long_ago, skewed, demoted] = [0, 1, 2].map(|at| anas.stops[at].package_id);
    let month = 60 * 24 * 31;
    let result = world.tells(&[long_ago], PackageStatus::Delivered, month).await;
    taken_with(&result, &[ExceptionKind::LongAgo, ExceptionKind::LateEvent]);
    let told = world.only().await;
    assert_eq!(told.package.as_ref().map(|package| package.id), Some(long_ago));
    world.settle(&told, Resolution::Noted).await;

    // A clock that is a day ahead: what it says is put right, and kept as it was said.
    let (ahead, ago) = (TimeDelta::hours(26), TimeDelta::minutes(5));
    let claimed = world.app.now() + ahead - ago;
    let unplanned = ids(&given_packages(&world.office, 1).await)[0];
    for (package, to) in [(skewed, PackageStatus::Delivered), (unplanned, PackageStatus::InTransit)]
    {
        let command = stepped(facts::told(&[package], to));
        let mutation = world.phone.does(command, claimed);
        let push = world.phone.push_at(world.app.now() + ahead, &[mutation]);
        world.ana.ok(&api::PUSH, [], &push).await;
    }
    let rows = world.log(skewed).await;
    assert_eq!(rows.last().unwrap().occurred_at, world.ago(5));
    let told = world.only().await;
    assert_eq!((told.fact.at, told.claimed_at), (world.ago(5), Some(claimed)));
    assert_eq!(told.skew_ms, ahead.num_milliseconds());
    world.settle(&told, Resolution::Stands).await;

    // Done while she drove, told when she did not any more.
    world.app.advance(TimeDelta::minutes(10));
    let role = SetRole::to(Role::Viewer);
    let admin = world.app.admin().await;
    admin.ok(&api::SET_ROLE, [&world.ana.id().to_string()], &role).await;
    let result = world.tells(&[demoted], PackageStatus::Delivered, 5).await;
    assert_eq!(result.exceptions.first(), Some(&ExceptionKind::AccessEnded));
    assert_eq!(world.package(demoted).await.status, PackageStatus::Delivered);
    let told = world.open().await;
    let ended = told.iter().find(|told| told.kind == ExceptionKind::AccessEnded).unwrap();
    assert_eq!(ended.package.as_ref().map(|package| package.id), Some(demoted));
    world.settle(ended, Resolution::Stands).await;
}
