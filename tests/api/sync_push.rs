//! What was done on a phone arrives in its order, each command once, whatever is repeated, left out,
//! refused or lost on the way.

use std::slice::from_ref;

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    exceptions::ExceptionKind,
    field::FieldCommand,
    id::ClientId,
    packages::PackageStatus,
    problem::ErrorCode,
    refuels::{CreateRefuel, ListRefuels, RefuelView},
    routes::{RouteStatus, RouteView, StepRoute},
    sync::{AskDigest, AskSnapshot, Ending, Mutation, Pull, Push, PushedView, Said},
    users::SetRole,
    vehicles::CreateVehicle,
};
use support::{Client, TestApp, email_of};
use uuid::Uuid;

use crate::{
    day::{fresh, given_depot, given_packages, ids, route, step, step_route, today, vehicle},
    histories::refuel,
    sync_phone::{Phone, stepped},
};

/// A driver with a van and a planned route of so many packages.
async fn given_day(app: &TestApp, packages: u32) -> (Client, RouteView) {
    given_depot(app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = given_packages(&office, packages).await;
    let request = route(ana.id(), today(app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    (ana, planned)
}

fn start(route: &RouteView) -> FieldCommand {
    let step = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
    FieldCommand::StepRoute { route_id: route.id, step }
}

fn deliver(route: &RouteView, stop: usize) -> FieldCommand {
    stepped(step(route.stops[stop].package_id, PackageStatus::Delivered))
}

fn fuel(app: &TestApp, id: Uuid) -> FieldCommand {
    let refuel = CreateRefuel { id: Some(id.into()), ..refuel("van", today(app)) };
    FieldCommand::CreateRefuel(Box::new(refuel))
}

fn endings(pushed: &PushedView) -> Vec<Ending> {
    pushed.results.iter().map(|result| result.outcome).collect()
}

async fn refuels(client: &Client) -> u64 {
    client.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await.page.total
}

#[actix_web::test]
async fn a_morning_without_a_network_arrives_as_it_was_done() {
    let app = TestApp::start().await;
    let (ana, planned) = given_day(&app, 3).await;
    let mut phone = Phone::of(&ana);
    let now = app.now();
    let at = |minutes: i64| now - TimeDelta::minutes(minutes);
    let mutations = [
        phone.does(start(&planned), at(60)),
        phone.does(deliver(&planned, 0), at(50)),
        phone.does(fuel(&app, Uuid::now_v7()), at(45)),
        phone.says(Said::Discarded, at(44)),
        phone.does(deliver(&planned, 1), at(40)),
    ];
    let pushed = phone.push(&app, &mutations).await;
    assert_eq!(endings(&pushed), [Ending::Applied; 5]);
    assert_eq!(pushed.last_seq, 5);
    let numbers: Vec<_> = pushed.results.iter().map(|result| (result.seq, result.id)).collect();
    assert_eq!(numbers, mutations.each_ref().map(|mutation| (mutation.seq, mutation.id)));
    let order: Vec<_> = pushed.results.iter().map(|result| result.server_seq).collect();
    assert!(order.is_sorted() && order[0] < order[4], "{order:?}");
    let route: RouteView =
        serde_json::from_value(pushed.results[0].answer.clone().unwrap()).unwrap();
    assert_eq!((route.id, route.started_at), (planned.id, Some(at(60))));
    let refuel: RefuelView =
        serde_json::from_value(pushed.results[2].answer.clone().unwrap()).unwrap();
    assert_eq!(refuel.vehicle, "van");

    let route =
        ana.ok(&api::GET_ROUTE, [&planned.id.to_string()], &furgo_shared::validate::Empty {}).await;
    let left: Vec<_> = route.stops.iter().filter_map(|stop| stop.departed_at).collect();
    assert_eq!(left, [at(50), at(40)]);
    assert_eq!(refuels(&ana).await, 1);
}

#[actix_web::test]
async fn what_is_pushed_again_is_taken_once() {
    let app = TestApp::start().await;
    let (ana, planned) = given_day(&app, 2).await;
    let mut phone = Phone::of(&ana);
    let mutations = [
        phone.does(start(&planned), app.now()),
        phone.does(fuel(&app, Uuid::now_v7()), app.now()),
        phone.does(stepped(step(Uuid::now_v7().into(), PackageStatus::Delivered)), app.now()),
    ];
    let first = phone.push(&app, &mutations).await;
    assert_eq!(endings(&first), [Ending::Applied, Ending::Applied, Ending::Rejected]);
    let again = phone.push(&app, &mutations).await;
    assert_eq!(endings(&again), [Ending::Duplicate; 3]);
    assert_eq!(again.last_seq, 3);
    for (first, again) in first.results.iter().zip(&again.results) {
        assert_eq!(again.first, Some(first.outcome));
        assert_eq!((&again.answer, &again.problem), (&first.answer, &first.problem));
        assert_eq!(again.server_seq, first.server_seq);
    }
    // With something new behind it.
    let more = [
        mutations[1].clone(),
        mutations[2].clone(),
        phone.does(fuel(&app, Uuid::now_v7()), app.now()),
    ];
    let pushed = phone.push(&app, &more).await;
    assert_eq!(endings(&pushed), [Ending::Duplicate, Ending::Duplicate, Ending::Applied]);
    assert_eq!(refuels(&ana).await, 2);
    // Nothing to say asks how far the server is.
    assert_eq!(phone.push(&app, &[]).await.last_seq, 4);
}

#[actix_web::test]
async fn a_refused_command_takes_its_number_and_does_not_hold_up_the_next() {
    let app = TestApp::start().await;
    let (ana, planned) = given_day(&app, 1).await;
    let mut phone = Phone::of(&ana);
    let now = app.now();
    let unknown = Mutation { kind: "tolls.pay.9".to_owned(), ..phone.says(Said::Discarded, now) };
    let nobodys = phone.does(stepped(step(Uuid::now_v7().into(), PackageStatus::Delivered)), now);
    let mut wrong = refuel("van", today(&app));
    wrong.station = Some("x".repeat(5_000));
    let wrong = phone.does(FieldCommand::CreateRefuel(Box::new(wrong)), now);
    let delivery = furgo_shared::routes::CreateRoute::delivery(ana.id(), today(&app), vec![]);
    let planning = phone.does(FieldCommand::LogRoute(Box::new(delivery)), now);
    let good = phone.does(start(&planned), now);
    let pushed = phone.push(&app, &[unknown, nobodys, wrong, planning, good]).await;
    assert_eq!(pushed.last_seq, 5);
    let codes: Vec<_> = pushed
        .results
        .iter()
        .map(|result| result.problem.as_ref().map(|problem| problem.code))
        .collect();
    assert_eq!(
        codes,
        [
            Some(ErrorCode::MalformedBody),
            Some(ErrorCode::NotFound),
            Some(ErrorCode::Validation),
            Some(ErrorCode::Validation),
            None
        ]
    );
    assert_eq!(endings(&pushed)[4], Ending::Applied);
}

#[actix_web::test]
async fn what_leaves_something_out_or_is_another_story_changes_nothing() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let mut phone = Phone::of(&ana);
    let [one, two, three] = std::array::from_fn(|_| {
        let command = fuel(&app, Uuid::now_v7());
        phone.does(command, app.now())
    });
    let problem = phone.refused(&app, ErrorCode::SequenceGap, &[two.clone(), three.clone()]).await;
    assert_eq!(problem.expected_seq, Some(1));
    assert_eq!(refuels(&ana).await, 0);
    phone.push(&app, from_ref(&one)).await;
    let problem = phone.refused(&app, ErrorCode::SequenceGap, from_ref(&three)).await;
    assert_eq!(problem.expected_seq, Some(2));
    // The same number for something else: a phone that was copied.
    let other = Mutation { id: Uuid::now_v7(), ..one.clone() };
    phone.refused(&app, ErrorCode::ClientStateForked, &[other, two.clone()]).await;
    assert_eq!(refuels(&ana).await, 1);
    // Without what an old backup lacks, which the phone has no more.
    let push = Push { oldest_seq: 3, ..phone.push_at(app.now(), from_ref(&three)) };
    let pushed: PushedView = ana.ok(&api::PUSH, [], &push).await;
    assert_eq!(endings(&pushed), [Ending::AppliedWithException]);
    assert_eq!(pushed.results[0].exceptions, [ExceptionKind::JournalLost]);
    assert_eq!((pushed.last_seq, refuels(&ana).await), (3, 2));
}

#[actix_web::test]
async fn a_command_that_came_over_http_before_is_not_done_again() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let mut phone = Phone::of(&ana);
    let mutation = phone.does(fuel(&app, Uuid::now_v7()), app.now());
    let Said::Command(command) = mutation.said().unwrap() else { panic!("a command") };
    let request = command.request();
    let keyed = ana.with("idempotency-key", &mutation.id.to_string());
    let reply = keyed.raw(request.method.name(), &request.path, Some(&request.body)).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let pushed = phone.push(&app, from_ref(&mutation)).await;
    assert_eq!(endings(&pushed), [Ending::Duplicate]);
    assert_eq!(pushed.results[0].first, Some(Ending::Applied));
    assert_eq!(pushed.results[0].answer, Some(reply.json()));
    assert_eq!((pushed.last_seq, refuels(&ana).await), (1, 1));
    // And the other way about.
    let mutation = phone.does(fuel(&app, Uuid::now_v7()), app.now());
    phone.push(&app, from_ref(&mutation)).await;
    let Said::Command(command) = mutation.said().unwrap() else { panic!("a command") };
    let request = command.request();
    let keyed = ana.with("idempotency-key", &mutation.id.to_string());
    let reply = keyed.raw(request.method.name(), &request.path, Some(&request.body)).await;
    assert_eq!((reply.status, reply.header("idempotency-replayed")), (201, "true"));
    assert_eq!(refuels(&ana).await, 2);
}

#[actix_web::test]
async fn two_phones_count_apart_and_nobody_counts_on_with_another_persons() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let ben = app.driver("ben").await;
    let (mut one, mut two) = (Phone::of(&ana), Phone::of(&ana));
    for phone in [&mut one, &mut two] {
        assert_eq!(phone.send(&app, fuel(&app, Uuid::now_v7())).await.seq, 1);
    }
    let mut stolen = Phone { client: ben, ..one.clone() };
    let mutation = stolen.does(fuel(&app, Uuid::now_v7()), app.now());
    stolen.refused(&app, ErrorCode::ClientStateForked, &[mutation]).await;
    assert_eq!(one.send(&app, fuel(&app, Uuid::now_v7())).await.seq, 2);
    assert_eq!(refuels(&ana).await, 3);
}

/// The session has ended, and somebody else has signed in before the phone was told.
#[actix_web::test]
async fn a_phone_says_nothing_as_somebody_else() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let ben = app.driver("ben").await;
    for is_known in [false, true] {
        let mut phone = Phone::of(&ana);
        if is_known {
            phone.snapshot().await;
        }
        let mutation = phone.does(fuel(&app, Uuid::now_v7()), app.now());
        let (client_id, user_id) = (phone.id, Some(ana.id()));
        let push = Push { user_id, ..phone.push_at(app.now(), from_ref(&mutation)) };
        let ask = AskSnapshot { client_id, user_id, heals: true };
        let cursor = if is_known { phone.cursor.clone() } else { "x".to_owned() };
        let pull = Pull { client_id, user_id, cursor, limit: None };
        let digest = AskDigest { client_id, user_id };
        let other = ErrorCode::OtherPerson;
        ben.refused_as(other, &api::PUSH, [], &push).await;
        ben.refused_as(other, &api::SNAPSHOT, [], &ask).await;
        ben.refused_as(other, &api::PULL, [], &pull).await;
        ben.refused_as(other, &api::DIGEST, [], &digest).await;
        assert_eq!((refuels(&ben).await, refuels(&ana).await), (0, u64::from(is_known)));
        // Nor is the phone Ben's now: whoever it belongs to goes on with it.
        let pushed: PushedView = ana.ok(&api::PUSH, [], &push).await;
        assert_eq!(endings(&pushed), [Ending::Applied]);
    }
}

#[actix_web::test]
async fn pushes_at_the_same_time_take_each_command_once() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let mut phone = Phone::of(&ana);
    let mutations: Vec<_> = (0..20)
        .map(|_| {
            let command = fuel(&app, Uuid::now_v7());
            phone.does(command, app.now())
        })
        .collect();
    // Registered before, so that they race for the commands alone.
    phone.push(&app, &[]).await;
    let (one, two, three, four) = tokio::join!(
        phone.push(&app, &mutations),
        phone.push(&app, &mutations),
        phone.push(&app, &mutations),
        phone.push(&app, &mutations),
    );
    for pushed in [one, two, three, four] {
        assert_eq!((pushed.results.len(), pushed.last_seq), (20, 20));
        let is_fine = |ending: &Ending| matches!(ending, Ending::Applied | Ending::Duplicate);
        assert!(endings(&pushed).iter().all(is_fine), "{pushed:?}");
    }
    assert_eq!(refuels(&ana).await, 20);
}

#[actix_web::test]
async fn clocks_that_are_a_day_off_are_put_right() {
    let app = TestApp::start().await;
    let (ana, planned) = given_day(&app, 2).await;
    let mut phone = Phone::of(&ana);
    let now = app.now();
    for (stop, ahead) in [26, -26].into_iter().enumerate() {
        let ahead = TimeDelta::hours(ahead);
        let done_at = now - TimeDelta::minutes(30);
        let mut mutations = vec![phone.does(start(&planned), now - TimeDelta::hours(1) + ahead)];
        let claimed = furgo_shared::packages::StepPackages {
            occurred_at: Some(done_at + ahead),
            ..step(planned.stops[stop].package_id, PackageStatus::Delivered)
        };
        mutations.push(phone.does(stepped(claimed), done_at + ahead));
        let pushed: PushedView =
            ana.ok(&api::PUSH, [], &phone.push_at(app.now() + ahead, &mutations)).await;
        assert_eq!(endings(&pushed), [Ending::Applied; 2], "{pushed:?}");
        let office = app.admin().await;
        let rows = crate::day::log(&office, planned.stops[stop].package_id).await;
        let happened = rows.last().unwrap().occurred_at;
        assert!((happened - done_at).abs() < TimeDelta::seconds(10), "{happened} {done_at}");
    }
    // What a phone with a clock that it puts right on the way claims of the future happened now.
    let mutation = phone.does(fuel(&app, Uuid::now_v7()), app.now() + TimeDelta::hours(3));
    let pushed = phone.push(&app, &[mutation]).await;
    assert_eq!(endings(&pushed), [Ending::AppliedWithException]);
    assert_eq!(pushed.results[0].exceptions, [ExceptionKind::ClockAhead]);
}

#[actix_web::test]
async fn whoever_does_not_drive_pushes_nothing_and_keeps_no_copy() {
    let app = TestApp::start().await;
    let (admin, viewer) = (app.admin().await, app.viewer().await);
    for client in [&admin, &viewer] {
        let mut phone = Phone { cursor: "none".to_owned(), ..Phone::of(client) };
        let mutation = phone.says(Said::Discarded, app.now());
        phone.refused(&app, ErrorCode::Forbidden, &[mutation]).await;
        assert_eq!(phone.ask(None).await.problem(403).code, ErrorCode::Forbidden);
        let ask =
            furgo_shared::sync::AskSnapshot { client_id: phone.id, user_id: None, heals: false };
        client.refused_as(ErrorCode::Forbidden, &api::SNAPSHOT, [], &ask).await;
        let ask = furgo_shared::sync::AskDigest { client_id: phone.id, user_id: None };
        client.refused_as(ErrorCode::Forbidden, &api::DIGEST, [], &ask).await;
    }
}

#[actix_web::test]
async fn whoever_drove_until_now_is_believed_for_what_was_before() {
    let app = TestApp::start().await;
    let (ana, planned) = given_day(&app, 1).await;
    let admin = app.admin().await;
    let mut phone = Phone::of(&ana);
    phone.push(&app, &[]).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let before = app.now();
    app.advance(TimeDelta::hours(1));
    let role = SetRole::to(Role::Viewer);
    admin.ok(&api::SET_ROLE, [&ana.id().to_string()], &role).await;
    app.advance(TimeDelta::minutes(10));
    phone.client = app.sign_in(&email_of("ana")).await;
    phone.cursor = "none".to_owned();
    let mutations = [
        phone.does(deliver(&planned, 0), before),
        phone.does(fuel(&app, Uuid::now_v7()), app.now()),
    ];
    let pushed = phone.push(&app, &mutations).await;
    assert_eq!(endings(&pushed), [Ending::AppliedWithException, Ending::Rejected], "{pushed:?}");
    assert_eq!(pushed.results[0].exceptions, [ExceptionKind::AccessEnded]);
    assert_eq!(fresh(&admin, planned.stops[0].package_id).await.status, PackageStatus::Delivered);
    assert_eq!(phone.ask(None).await.problem(403).code, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn a_push_is_bounded() {
    let app = TestApp::start().await;
    let (ana, _) = given_day(&app, 1).await;
    let mut phone = Phone::of(&ana);
    let many: Vec<_> = (0..101).map(|_| phone.says(Said::Discarded, app.now())).collect();
    phone.refused(&app, ErrorCode::Validation, &many).await;
    assert_eq!(phone.push(&app, &many[..100]).await.last_seq, 100);
    let large = Mutation { args: "x".repeat(600_000).into(), ..many[100].clone() };
    phone.refused(&app, ErrorCode::BodyTooLarge, &[large]).await;
    let other = Phone { id: ClientId(Uuid::now_v7()), ..phone };
    let gap = [many[3].clone(), many[5].clone()];
    other.refused(&app, ErrorCode::Validation, &gap).await;
}
