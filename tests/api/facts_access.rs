//! What somebody tells of what is not theirs: because they drive no more, or because it never was.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    exceptions::ExceptionKind,
    field::FieldCommand,
    packages::{PackageStatus, StepPackages},
    problem::ErrorCode,
    routes::{RouteStatus, StepRoute},
    sync::{Ending, JOURNAL_DAYS},
    users::SetRole,
};

use crate::{
    day::{given_packages, ids},
    facts::{World, taken_with, told},
    sync_phone::stepped,
};

use ExceptionKind::{AccessEnded, LateEvent, LongAgo, RouteClash};
use PackageStatus::{Assigned, Delivered, InTransit, Undelivered};

/// Ane only looks from now on.
async fn ends_access(world: &World) {
    let role = SetRole::to(Role::Viewer);
    let admin = world.app.admin().await;
    admin.ok(&api::SET_ROLE, [&world.ana.id().to_string()], &role).await;
}

#[actix_web::test]
async fn whoever_drives_no_more_takes_nothing_that_never_was_theirs() {
    let mut world = World::new().await;
    let older = world.planned(&world.ben, 1).await;
    ends_access(&world).await;
    world.app.advance(TimeDelta::minutes(10));
    let carl = world.app.driver("carl").await;
    let newer = world.planned(&carl, 1).await;
    for (route, driver) in [(older, world.ben.id()), (newer, carl.id())] {
        let package = route.stops[0].package_id;
        for to in [InTransit, Delivered] {
            let result = world.tells(&[package], to, 15).await;
            taken_with(&result, &[AccessEnded, LateEvent]);
            assert_eq!(result.answer, None);
        }
        let now = world.package(package).await;
        assert_eq!((now.status, now.assigned_to), (Assigned, Some(driver)));
        assert!(world.log(package).await.iter().rev().take(2).all(|row| row.late));
        let start = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
        let result = world.drives(route.id, start, 15).await;
        taken_with(&result, &[AccessEnded, RouteClash]);
        assert_eq!(result.answer, None);
        let now = world.route(route.id).await;
        assert_eq!((now.status, now.driver_id), (RouteStatus::Planned, Some(driver)));
    }
}

#[actix_web::test]
async fn whoever_drives_no_more_is_believed_for_thirty_days() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    ends_access(&world).await;
    world.let_pass(JOURNAL_DAYS - 1).await;
    let since = (JOURNAL_DAYS - 1) * 24 * 60;
    let [first, second] = [0, 1].map(|at| anas.stops[at].package_id);
    let result = world.tells(&[first], Delivered, since + 5).await;
    taken_with(&result, &[AccessEnded]);
    // She is told that it was taken, and shown nothing; as little when she asks again.
    assert_eq!(result.answer, None);
    assert_eq!(world.package(first).await.status, Delivered);
    world.let_pass(2).await;
    let at = world.ago(since + 2 * 24 * 60 + 5);
    let mutation = world.phone.does(stepped(told(&[second], Delivered)), at);
    world.phone.refused(&world.app, ErrorCode::Forbidden, &[mutation]).await;
    assert_eq!(world.package(second).await.status, InTransit);
}

#[actix_web::test]
async fn the_time_that_is_written_is_the_one_that_is_judged() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let claims = |world: &World, at: usize, days| {
        let step = StepPackages {
            occurred_at: Some(world.app.now() - TimeDelta::days(days)),
            ..told(&[anas.stops[at].package_id], Delivered)
        };
        FieldCommand::StepPackages(step)
    };
    let long_ago = claims(&world, 0, JOURNAL_DAYS + 1);
    taken_with(&world.pushes(long_ago, 0).await, &[LongAgo, LateEvent]);
    ends_access(&world).await;
    world.app.advance(TimeDelta::minutes(10));
    let just_now = claims(&world, 1, 0);
    let result = world.pushes(just_now, 15).await;
    assert_eq!(result.outcome, Ending::Rejected);
    assert_eq!(result.problem.map(|problem| problem.code), Some(ErrorCode::Forbidden));
    assert_eq!(world.package(anas.stops[1].package_id).await.status, InTransit);
}

#[actix_web::test]
async fn a_driver_is_shown_only_what_is_theirs_by_what_they_tell() {
    let mut world = World::new().await;
    let bens = world.planned(&world.ben, 1).await;
    let package = bens.stops[0].package_id;
    let result = world.tells(&[package], Undelivered, 5).await;
    taken_with(&result, &[LateEvent]);
    assert_eq!(result.answer.unwrap(), serde_json::json!({ "items": [] }));
    // What she took along is hers, and the office is asked.
    let package = ids(&given_packages(&world.office, 1).await)[0];
    let result = world.tells(&[package], InTransit, 5).await;
    taken_with(&result, &[ExceptionKind::PickedUpUnassigned]);
    assert_eq!(world.package(package).await.assigned_to, Some(world.ana.id()));
}
