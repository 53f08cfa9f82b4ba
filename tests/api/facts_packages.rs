//! What a phone tells of packages, after the office has planned otherwise: rules C1 to C10, C21 and
//! C22 of `docs/offline.md`, each with what everybody sees then and what the office makes of it.

use furgo_shared::{
    api,
    exceptions::{ExceptionKind, Resolution},
    field::FieldCommand,
    id::StopId,
    packages::{PackageStatus, StepReason},
    problem::ErrorCode,
    routes::{CreateRoute, MoveStop, RouteStatus, StepRoute},
    sync::Ending,
    validate::Empty,
};

use crate::{
    day::{given_packages, ids, route, step, today},
    facts::{World, listed, taken_with, told},
};

use ExceptionKind::{
    DeliveredAfterCancel, DeliveredAfterReassignment, Disputed, Gone, ImpliedPickUp, LateEvent,
    PickedUpUnassigned,
};
use PackageStatus::{Assigned, Delivered, Failed, InTransit, Pending, Undelivered};

#[actix_web::test]
async fn c1_what_was_delivered_by_the_other_driver_is_delivered() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let package = anas.stops[0].package_id;
    world.takes_off(&anas, package).await;
    let bens = world.planned_with(&world.ben, vec![package]).await;
    world.app.advance(chrono::TimeDelta::minutes(30));

    let result = world.tells(&[package], Delivered, 40).await;
    taken_with(&result, &[DeliveredAfterReassignment]);

    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (Delivered, Some(world.ana.id())));
    assert_eq!(now.route_id, Some(anas.id));
    let stop = world.route(anas.id).await.stops.into_iter().find(|s| s.package_id == package);
    let stop = stop.expect("it is on the route that it was delivered on");
    assert_eq!((stop.outcome, stop.departed_at), (Some(Delivered), Some(world.ago(40))));
    // Ben has nothing more to bring.
    let bens = world.route(bens.id).await;
    assert_eq!((bens.stops.len(), bens.status), (0, RouteStatus::Cancelled));
    world.ben.refused(404, &api::GET_PACKAGE, [&package.to_string()], &Empty {}).await;
    assert_eq!(world.delivered().await, 1);
    let rows = world.log(package).await;
    let last = rows.last().unwrap();
    assert_eq!((last.old_status, last.new_status, last.late), (Some(Assigned), Delivered, false));
    assert_eq!((last.changed_by, last.occurred_at), (Some(world.ana.id()), world.ago(40)));

    let told = world.only().await;
    assert_eq!((told.kind, told.driver_id), (DeliveredAfterReassignment, Some(world.ana.id())));
    assert_eq!(told.package.as_ref().unwrap().tracking_code, now.tracking_code);
    assert_eq!(told.fact.status, Some(Delivered));
    let plan = told.plan.clone().unwrap();
    assert_eq!((plan.status, plan.driver_name.as_deref()), (Some(Assigned), Some("ben")));
    assert_eq!(plan.by_name, "dora");
    assert_eq!(told.other_route.as_ref().map(|route| route.id), Some(bens.id));
    // Its author reads it and cannot decide; others do not see it.
    let own = listed(&world.ana, false).await;
    assert_eq!((own.len(), own[0].id, own[0].resolutions.len()), (1, told.id, 0));
    assert_eq!(listed(&world.ben, false).await, []);

    let settled = world.settle(&told, Resolution::Stands).await;
    assert_eq!(settled.resolved.as_ref().map(|by| by.by_name.as_str()), Some("dora"));
    assert_eq!((world.open().await.len(), listed(&world.ana, true).await.len()), (0, 1));
    assert_eq!(world.package(package).await.status, Delivered);
}

#[actix_web::test]
async fn c1_the_office_puts_a_delivery_back_to_the_plan() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let package = anas.stops[0].package_id;
    world.takes_off(&anas, package).await;
    world.planned_with(&world.ben, vec![package]).await;
    world.tells(&[package], Delivered, 5).await;
    assert_eq!(world.delivered().await, 1);

    let told = world.only().await;
    world.settle(&told, Resolution::TakenBack).await;

    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (Assigned, Some(world.ben.id())));
    assert_eq!((now.route_id, now.attempts), (None, 0));
    assert_eq!(world.delivered().await, 0);
    let rows = world.log(package).await;
    assert!(rows.last().unwrap().corrected);
    let stop = world.route(anas.id).await.stops.into_iter().find(|s| s.package_id == package);
    assert_eq!(stop.and_then(|stop| stop.outcome), Some(Undelivered));
}

#[actix_web::test]
async fn c1_a_stop_that_was_moved_onto_a_running_route_comes_back_with_its_delivery() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 3).await;
    let bens = world.started(&world.ben, 2).await;
    let stop = &anas.stops[0];
    let move_stop = MoveStop {
        stop_id: stop.id,
        to_route_id: bens.id,
        to_version: None,
        position: None,
        force: true,
        note: Some("she is nearer".to_owned()),
    };
    world.office.ok(&api::MOVE_STOP, [], &move_stop).await;
    // Nobody has loaded it anew: it lies in Ane's van.
    let result = world.tells(&[stop.package_id], Delivered, 1).await;
    taken_with(&result, &[DeliveredAfterReassignment]);
    assert_eq!(world.package(stop.package_id).await.route_id, Some(anas.id));
    assert_eq!(world.route(bens.id).await.stops.len(), 2);
}

#[actix_web::test]
async fn c2_of_two_who_delivered_the_first_stands_until_the_office_decides() {
    for (how, winner) in [(Resolution::FirstStands, "ben"), (Resolution::SecondStands, "ana")] {
        let mut world = World::new().await;
        let anas = world.started(&world.ana, 2).await;
        let package = anas.stops[0].package_id;
        world.takes_off(&anas, package).await;
        let bens = world.planned_with(&world.ben, vec![package]).await;
        world.start(&world.ben, &bens, 20).await;
        world.ben.ok(&api::STEP_PACKAGES, [], &step(package, Delivered)).await;

        let result = world.tells(&[package], Delivered, 5).await;
        taken_with(&result, &[Disputed]);
        let now = world.package(package).await;
        assert_eq!((now.status, now.assigned_to), (Delivered, Some(world.ben.id())));
        assert_eq!(world.delivered().await, 1);
        let rows = world.log(package).await;
        let last = rows.last().unwrap();
        assert_eq!((last.late, last.changed_by), (true, Some(world.ana.id())));

        world.settle(&world.only().await, how).await;
        let now = world.package(package).await;
        assert_eq!((now.status, now.assigned_to_name.as_deref()), (Delivered, Some(winner)));
        assert_eq!(world.delivered().await, 1);
        let route = if winner == "ana" { anas.id } else { bens.id };
        assert_eq!(now.route_id, Some(route));
    }
}

#[actix_web::test]
async fn c2_what_the_second_says_of_its_end_is_what_stands_then() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let package = anas.stops[0].package_id;
    world.takes_off(&anas, package).await;
    let bens = world.planned_with(&world.ben, vec![package]).await;
    world.start(&world.ben, &bens, 20).await;
    world.ben.ok(&api::STEP_PACKAGES, [], &step(package, Delivered)).await;
    taken_with(&world.tells(&[package], Failed, 0).await, &[Disputed]);
    world.settle(&world.only().await, Resolution::SecondStands).await;
    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (Failed, Some(world.ana.id())));
    let rows = world.log(package).await;
    let last = rows.last().unwrap();
    assert_eq!((last.reason, last.corrected), (Some(StepReason::RecipientAbsent), true));
    assert_eq!(world.delivered().await, 0);
}

#[actix_web::test]
async fn c3_whoever_has_it_in_the_van_is_believed_first() {
    for (minutes, is_earlier) in [(10, false), (40, true)] {
        let mut world = World::new().await;
        let anas = world.started(&world.ana, 2).await;
        let package = anas.stops[0].package_id;
        world.takes_off(&anas, package).await;
        let bens = world.planned_with(&world.ben, vec![package]).await;
        world.start(&world.ben, &bens, 20).await;
        let result = world.tells(&[package], Delivered, minutes).await;
        let now = world.package(package).await;
        match is_earlier {
            true => {
                taken_with(&result, &[DeliveredAfterReassignment]);
                assert_eq!((now.status, now.assigned_to), (Delivered, Some(world.ana.id())));
                assert_eq!(world.route(bens.id).await.stops.len(), 0);
            }
            false => {
                taken_with(&result, &[Disputed]);
                assert_eq!((now.status, now.assigned_to), (InTransit, Some(world.ben.id())));
            }
        }
    }
}

#[actix_web::test]
async fn c4_what_was_called_off_and_delivered_is_delivered() {
    for (how, stands) in [(Resolution::Stands, Delivered), (Resolution::TakenBack, Failed)] {
        let mut world = World::new().await;
        let anas = world.started(&world.ana, 2).await;
        let package = anas.stops[0].package_id;
        let mut cancel = step(package, Failed);
        cancel.reason = Some(StepReason::Cancelled);
        world.office.ok(&api::STEP_PACKAGES, [], &cancel).await;
        let result = world.tells(&[package], Delivered, 5).await;
        taken_with(&result, &[DeliveredAfterCancel]);
        assert_eq!(world.package(package).await.status, Delivered);
        assert_eq!(world.delivered().await, 1);
        let told = world.only().await;
        assert_eq!(told.plan.as_ref().unwrap().status, Some(Failed));
        world.settle(&told, how).await;
        assert_eq!(world.package(package).await.status, stands);
        assert_eq!(world.delivered().await, u64::from(stands == Delivered));
    }
}

#[actix_web::test]
async fn c5_what_was_done_with_a_deleted_package_is_told_and_does_not_hold_up_the_others() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let [gone, there] = [anas.stops[0].package_id, anas.stops[1].package_id];
    world.takes_off(&anas, gone).await;
    world.office.ok(&api::DELETE_PACKAGE, [&gone.to_string()], &Empty {}).await;

    let alone = world.tells(&[gone], Delivered, 5).await;
    assert_eq!(alone.outcome, Ending::Rejected);
    assert_eq!(alone.problem.unwrap().code, ErrorCode::Gone);
    assert_eq!(world.open().await, []);

    let both = world.tells(&[gone, there], Delivered, 4).await;
    taken_with(&both, &[Gone]);
    assert_eq!(world.package(there).await.status, Delivered);
    let told = world.only().await;
    assert_eq!(told.package.as_ref().map(|package| package.id), Some(gone));
    world.settle(&told, Resolution::Noted).await;
    assert_eq!(world.delivered().await, 1);
}

#[actix_web::test]
async fn c6_an_attempt_counts_and_changes_no_plan() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let package = anas.stops[0].package_id;
    world.takes_off(&anas, package).await;
    let tomorrow = today(&world.app).succ_opt().unwrap();
    let request = route(world.ana.id(), tomorrow, vec![package]);
    let planned = world.office.ok(&api::CREATE_ROUTE, [], &request).await;
    let result = world.tells(&[package], Undelivered, 5).await;
    taken_with(&result, &[LateEvent]);
    let now = world.package(package).await;
    assert_eq!((now.status, now.attempts, now.route_id), (Assigned, 1, Some(planned.id)));
    assert_eq!(world.route(planned.id).await.stops.len(), 1);
    let rows = world.log(package).await;
    let last = rows.last().unwrap();
    assert_eq!((last.new_status, last.late), (Undelivered, true));
    assert_eq!(last.reason, Some(StepReason::RecipientAbsent));
    // Nobody has to decide anything.
    assert_eq!(world.open().await, []);
}

#[actix_web::test]
async fn c7_what_was_taken_along_unplanned_is_on_board() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 1).await;
    let package = ids(&given_packages(&world.office, 1).await)[0];
    let result = world.tells(&[package], InTransit, 5).await;
    taken_with(&result, &[PickedUpUnassigned]);
    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (InTransit, Some(world.ana.id())));
    assert_eq!(now.route_id, Some(anas.id));
    assert_eq!(world.route(anas.id).await.stops.len(), 2);
    world.settle(&world.only().await, Resolution::TakenBack).await;
    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to, now.route_id), (Pending, None, None));
    assert_eq!(world.route(anas.id).await.stops.len(), 1);
}

#[actix_web::test]
async fn c8_what_was_delivered_must_have_been_loaded() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 1).await;
    let package = anas.stops[0].package_id;
    let result = world.tells(&[package], Delivered, 0).await;
    taken_with(&result, &[ImpliedPickUp]);
    let rows = world.log(package).await;
    let steps: Vec<_> = rows.iter().map(|row| (row.new_status, row.implied)).collect();
    let expected = [(Pending, false), (Assigned, false), (InTransit, true), (Delivered, false)];
    assert_eq!(steps, expected);
    assert_eq!((world.delivered().await, world.open().await.len()), (1, 0));
}

#[actix_web::test]
async fn c9_an_earlier_fact_changes_nothing_but_the_history() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 1).await;
    let package = anas.stops[0].package_id;
    taken_with(&world.tells(&[package], Delivered, 10).await, &[]);
    taken_with(&world.tells(&[package], InTransit, 20).await, &[LateEvent]);
    taken_with(&world.tells(&[package], Undelivered, 15).await, &[LateEvent]);
    let now = world.package(package).await;
    assert_eq!((now.status, now.attempts), (Delivered, 1));
    let late = world.log(package).await.into_iter().filter(|row| row.late).count();
    assert_eq!((late, world.delivered().await, world.open().await.len()), (2, 1, 0));
    // The tracking page tells what counts.
    let token = world.package(package).await.tracking_url.clone().unwrap();
    let token = token.rsplit('/').next().unwrap().to_owned();
    let tracked = world.office.ok(&api::TRACKING, [&token], &Empty {}).await;
    let told: Vec<_> = tracked.history.iter().map(|step| step.status).collect();
    assert_eq!(told, [Pending, Assigned, InTransit, Delivered]);
}

#[actix_web::test]
async fn c10_the_same_fact_told_twice_is_one() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 2).await;
    let [package, other] = [anas.stops[0].package_id, anas.stops[1].package_id];
    for minutes in [10, 9] {
        taken_with(&world.tells(&[package], Undelivered, minutes).await, &[]);
    }
    let now = world.package(package).await;
    assert_eq!((now.status, now.attempts), (Undelivered, 1));
    assert_eq!(world.log(package).await.len(), 4);
    // A late one, too.
    world.takes_off(&anas, other).await;
    for _ in 0..2 {
        let mutation = world.phone.does(
            FieldCommand::StepPackages(told(&[other], Undelivered)),
            world.app.now() - chrono::TimeDelta::minutes(5),
        );
        world.phone.push(&world.app, &[mutation]).await;
    }
    assert_eq!(world.package(other).await.attempts, 1);
}

#[actix_web::test]
async fn c21_what_the_office_built_on_is_not_taken_back() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 1).await;
    let package = anas.stops[0].package_id;
    world.tells(&[package], Delivered, 2).await;
    let undo = || {
        let mut undo = step(package, InTransit);
        undo.undo = true;
        FieldCommand::StepPackages(undo)
    };
    taken_with(&world.pushes(undo(), 1).await, &[]);
    assert_eq!(world.package(package).await.status, InTransit);
    world.tells(&[package], Delivered, 0).await;
    let mut corrected = step(package, Failed);
    (corrected.reason, corrected.note) = (Some(StepReason::Lost), Some("it was lost".to_owned()));
    world.office.ok(&api::STEP_PACKAGES, [], &corrected).await;
    let refused = world.pushes(undo(), 0).await;
    assert_eq!(refused.outcome, Ending::Rejected);
    assert_eq!(refused.problem.unwrap().code, ErrorCode::IllegalStep);
    assert_eq!(world.package(package).await.status, Failed);
}

#[actix_web::test]
async fn c22_what_was_done_on_a_deleted_route_stands() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 2).await;
    let package = anas.stops[0].package_id;
    world.office.ok(&api::DELETE_ROUTE, [&anas.id.to_string()], &Empty {}).await;
    let start = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
    taken_with(&world.drives(anas.id, start, 30).await, &[Gone]);
    let arrival = furgo_shared::routes::RecordArrival {
        stop_id: StopId(anas.stops[0].id.0),
        occurred_at: None,
    };
    taken_with(&world.pushes(FieldCommand::RecordArrival(arrival), 21).await, &[LateEvent]);
    let result = world.tells(&[package], Delivered, 20).await;
    taken_with(&result, &[DeliveredAfterReassignment, ImpliedPickUp]);
    let now = world.package(package).await;
    assert_eq!((now.status, now.assigned_to), (Delivered, Some(world.ana.id())));
    assert_eq!(world.package(anas.stops[1].package_id).await.status, Pending);
    assert_eq!(world.delivered().await, 1);
    assert_eq!(world.open().await.len(), 2);
}

#[actix_web::test]
async fn plans_are_no_facts() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 1).await;
    let package = anas.stops[0].package_id;
    for to in [Pending, Assigned] {
        let refused = world.tells(&[package], to, 0).await;
        assert_eq!(refused.outcome, Ending::Rejected);
    }
    let cancel = StepRoute::to(RouteStatus::Cancelled);
    assert_eq!(world.drives(anas.id, cancel, 0).await.outcome, Ending::Rejected);
    let silent = FieldCommand::StepPackages(step(package, Undelivered));
    let refused = world.pushes(silent, 0).await.problem.unwrap();
    assert_eq!(refused.code, ErrorCode::Validation);
    let plan = CreateRoute::delivery(world.ana.id(), today(&world.app), vec![package]);
    let plan = FieldCommand::LogRoute(Box::new(plan));
    assert_eq!(world.pushes(plan, 0).await.outcome, Ending::Rejected);
    assert_eq!(world.package(package).await.status, InTransit);
}
