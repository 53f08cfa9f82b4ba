//! Open streams of events: who hears what, and when they end.

use std::collections::BTreeSet;

use furgo::{
    auth::{Permit, Person},
    features::{events::STREAMS_OF_ONE_MAX, packages::PackageRecord},
    storage::{Reads, feed::LISTENERS_MAX, outcome::Once},
};
use furgo_shared::{
    access::Role,
    api,
    auth::{Password, UpdatePassword},
    change::Change,
    events::{Event, PlanProgress},
    id::SessionId,
    packages::{PackageStatus, StepPackages, StepReason},
    problem::ErrorCode,
    refuels::CreateRefuel,
    routes::{CreateRoute, MoveStop, RouteStatus},
    settings::Settings,
    users::SetRole,
    validate::Empty,
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::{Client, EventStream, PASSWORD, TestApp};
use uuid::Uuid;

use crate::{
    blobs::photo,
    day::{
        fresh, given_depot, given_packages, given_vehicle, ids, route, step, step_route, today,
        vehicle,
    },
    histories::refuel,
};

fn changed(noun: &str, id: impl Into<Uuid>) -> Event {
    Event::Changed { noun: noun.to_owned(), id: id.into() }
}

/// Saves the settings, which everybody may see, and gives what each heard until then.
async fn heard_by<const N: usize>(
    app: &TestApp,
    streams: [&mut EventStream; N],
) -> [BTreeSet<(String, Uuid)>; N] {
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    // Another name each time: what changes nothing is not told.
    let fleet_name = Uuid::now_v7().to_string();
    admin.ok(&api::PUT_SETTINGS, [], &Settings { fleet_name, ..settings }).await;
    let mut all = [const { BTreeSet::new() }; N];
    for (stream, heard) in streams.into_iter().zip(&mut all) {
        loop {
            let event = stream.next().await.expect("the stream goes on");
            let Event::Changed { noun, id } = event else { unreachable!("{event:?}") };
            match noun.as_str() {
                "settings" => break,
                // When a session was last used is noted now and then.
                "sessions" => {}
                _ => drop(heard.insert((noun, id))),
            }
        }
    }
    all
}

fn set<const N: usize>(records: [(&str, Uuid); N]) -> BTreeSet<(String, Uuid)> {
    records.into_iter().map(|(noun, id)| (noun.to_owned(), id)).collect()
}

/// Only those of these nouns.
fn of<const N: usize>(
    heard: &BTreeSet<(String, Uuid)>,
    nouns: [&str; N],
) -> BTreeSet<(String, Uuid)> {
    heard.iter().filter(|(noun, _)| nouns.contains(&noun.as_str())).cloned().collect()
}

#[actix_web::test]
async fn what_is_written_is_told_in_the_order_of_writing() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let mut stream = office.events().await;
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert_eq!(stream.header("cache-control"), "no-store");
    assert_eq!(stream.fields, ["retry: 3000", "id: 1"]);

    let packages = given_packages(&office, 4).await;
    given_depot(&app).await;
    let mut told = Vec::new();
    while let Some(Event::Changed { noun, id }) = stream.next().await {
        match noun.as_str() {
            "settings" => break,
            "packages" => told.push(id),
            other => assert_eq!(other, "logs"),
        }
    }
    assert_eq!(told, packages.iter().map(|package| package.id.into()).collect::<Vec<Uuid>>());
}

#[actix_web::test]
async fn everybody_hears_of_what_they_may_see_and_of_nothing_else() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (admin, office, viewer) =
        (app.admin().await, app.dispatcher("dora").await, app.viewer().await);
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let mut streams = Vec::new();
    for client in [&admin, &office, &viewer, &ana, &ben] {
        streams.push(client.events().await);
    }
    let [s0, s1, s2, s3, s4] = &mut streams[..] else { unreachable!() };

    let van = given_vehicle(&office, "van-1").await;
    let drivers =
        PatchVehicle { driver_ids: Change::Set(vec![ana.id()]), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["van-1"], &drivers).await;
    let tank = ana.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(&app))).await;
    let package = given_packages(&office, 1).await.remove(0);
    let request = CreateRoute {
        vehicle: Some("van-1".to_owned()),
        ..route(ana.id(), today(&app), vec![package.id])
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let guest = app.active("gorka", Role::Viewer).await;

    let nouns = ["vehicles", "refuels", "packages", "routes", "users", "links"];
    let heard = heard_by(&app, [s0, s1, s2, s3, s4]).await;
    let [by_admin, by_office, by_viewer, by_ana, by_ben] = heard.map(|heard| of(&heard, nouns));
    let fleet =
        [("vehicles", van.id.into()), ("refuels", tank.id.into()), ("routes", planned.id.into())];
    let all = &set(fleet) | &set([("packages", package.id.into()), ("users", guest.id.into())]);
    assert_eq!(by_admin, all);
    assert_eq!(by_office, all);
    assert_eq!(by_viewer, set(fleet));
    assert_eq!(by_ana, &set(fleet) | &set([("packages", package.id.into())]));
    assert_eq!(by_ben, set([]));
}

#[actix_web::test]
async fn what_goes_to_another_driver_is_told_to_both_and_then_to_one() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let package = given_packages(&office, 1).await.remove(0);
    let give = |driver: &Client| StepPackages {
        assigned_to: Some(driver.id()),
        ..step(package.id, PackageStatus::Assigned)
    };
    let (mut anas, mut bens) = (ana.events().await, ben.events().await);
    let this = || set([("packages", package.id.into())]);

    office.ok(&api::STEP_PACKAGES, [], &give(&ana)).await;
    assert_eq!(heard_by(&app, [&mut anas, &mut bens]).await, [this(), set([])]);
    // It leaves ana: she had it on her screen.
    office.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Pending)).await;
    assert_eq!(heard_by(&app, [&mut anas, &mut bens]).await, [this(), set([])]);
    office.ok(&api::STEP_PACKAGES, [], &give(&ben)).await;
    assert_eq!(heard_by(&app, [&mut anas, &mut bens]).await, [set([]), this()]);

    let van = given_vehicle(&office, "van-1").await;
    let drive = async |drivers: Vec<_>| {
        let patch = PatchVehicle { driver_ids: Change::Set(drivers), ..PatchVehicle::default() };
        office.ok(&api::PATCH_VEHICLE, ["van-1"], &patch).await;
    };
    drive(vec![ana.id()]).await;
    drive(vec![ben.id()]).await;
    let vans = || set([("vehicles", van.id.into())]);
    let [by_ana, by_ben] = heard_by(&app, [&mut anas, &mut bens]).await;
    assert_eq!([of(&by_ana, ["vehicles"]), of(&by_ben, ["vehicles"])], [vans(), vans()]);
    // What is recorded on the van now is ben's alone, also its end.
    let tank = office.ok(&api::CREATE_REFUEL, [], &refuel("van-1", today(&app))).await;
    office.ok(&api::DELETE_REFUEL, [&tank.id.to_string()], &Empty {}).await;
    let [by_ana, by_ben] = heard_by(&app, [&mut anas, &mut bens]).await;
    assert_eq!(by_ana, set([]));
    assert_eq!(of(&by_ben, ["refuels"]), set([("refuels", tank.id.into())]));
}

#[actix_web::test]
async fn the_office_follows_a_delivery() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let packages = given_packages(&office, 2).await;
    let planned =
        office.ok(&api::CREATE_ROUTE, [], &route(ana.id(), today(&app), ids(&packages))).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let mut stream = office.events().await;
    let in_vain = StepPackages {
        reason: Some(StepReason::RecipientAbsent),
        ..step(packages[0].id, PackageStatus::Undelivered)
    };
    ana.ok(&api::STEP_PACKAGES, [], &in_vain).await;
    stream.until(&changed("packages", packages[0].id)).await;
    // Whoever asks because they were told sees what they were told of.
    assert_eq!(fresh(&office, packages[0].id).await.status, PackageStatus::Undelivered);
}

#[actix_web::test]
async fn a_stop_that_changes_hands_is_told_to_both_drivers_and_each_of_their_own_route() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let mut routes = Vec::new();
    for driver in [&ana, &ben] {
        let packages = given_packages(&office, 2).await;
        let request = route(driver.id(), today(&app), ids(&packages));
        routes.push(office.ok(&api::CREATE_ROUTE, [], &request).await);
    }
    let (mut hers, mut his) = (ana.events().await, ben.events().await);
    let request = MoveStop {
        stop_id: routes[0].stops[0].id,
        to_route_id: routes[1].id,
        to_version: None,
        position: None,
        force: false,
        note: None,
    };
    office.ok(&api::MOVE_STOP, [], &request).await;
    let [hers, his] = heard_by(&app, [&mut hers, &mut his]).await;
    let package = routes[0].stops[0].package_id.into();
    for (heard, own) in [(hers, &routes[0]), (his, &routes[1])] {
        let told = set([("packages", package), ("routes", own.id.into())]);
        assert_eq!(of(&heard, ["packages", "routes"]), told);
    }
}

#[actix_web::test]
async fn the_office_hears_that_a_photo_has_come() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let driver_ids = vec![ana.id()];
    office.ok(&api::CREATE_VEHICLE, [], &CreateVehicle { driver_ids, ..vehicle("van") }).await;
    let photo = photo(3, 70_000);
    let request =
        CreateRefuel { files: vec![photo.named("receipt.jpg")], ..refuel("van", today(&app)) };
    let refuel = ana.ok(&api::CREATE_REFUEL, [], &request).await;
    let (mut hers, mut dora) = (ana.events().await, office.events().await);
    let mut viewer = app.viewer().await.events().await;
    let told = heard_by(&app, [&mut hers, &mut dora, &mut viewer]).await;
    assert!(told.iter().all(|heard| of(heard, ["refuels"]).is_empty()));
    photo.brought(&ana).await;
    let came = set([("refuels", refuel.id.into())]);
    for heard in heard_by(&app, [&mut hers, &mut dora, &mut viewer]).await {
        assert_eq!(of(&heard, ["refuels"]), came);
    }
}

#[actix_web::test]
async fn progress_is_told_to_whoever_asked_for_the_plan() {
    let app = TestApp::start().await;
    let (dora, bea) = (app.dispatcher("dora").await, app.dispatcher("bea").await);
    let (mut left, mut right) = (dora.events().await, dora.events().await);
    let mut other = bea.events().await;
    let progress = |percent| PlanProgress {
        plan_id: Uuid::from_u128(5),
        percent,
        routes: Some(3),
        unplanned: 0,
    };
    app.app.events.plan_progress(dora.id(), progress(10));
    app.app.events.plan_progress(dora.id(), progress(60));
    for stream in [&mut left, &mut right] {
        assert_eq!(stream.next().await, Some(Event::PlanProgress(progress(10))));
        assert_eq!(stream.next().await, Some(Event::PlanProgress(progress(60))));
    }
    app.app.events.plan_progress(bea.id(), progress(90));
    assert_eq!(other.next().await, Some(Event::PlanProgress(progress(90))), "and nothing before");
}

/// Writes packages again, many at a time, in one commit or a few.
async fn write_again(app: &TestApp, packages: &[Uuid], times: usize) {
    let writes = (0..times).map(|_| {
        let packages = packages.to_vec();
        app.app.db.write(Permit::for_job(), Once::by_job("test"), move |tx| {
            for id in packages {
                let package = tx.require::<PackageRecord>(id)?;
                tx.put(package)?;
            }
            Ok(())
        })
    });
    // All are queued before the first is answered.
    let mut writes: Vec<_> = writes.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        writes.retain_mut(|write| write.as_mut().poll(context).is_pending());
        if writes.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[actix_web::test]
async fn a_stream_that_cannot_keep_up_says_so_and_goes_on() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let packages: Vec<_> =
        given_packages(&office, 100).await.iter().map(|package| package.id.into()).collect();
    let mut stream = office.events().await;
    // Thousands of news within a moment: more than may wait for anybody.
    write_again(&app, &packages, 60).await;
    let before = stream.until(&Event::Missed).await;
    assert!(before.len() < 6_000, "nobody could read all of it");
    let last = given_packages(&office, 1).await.remove(0);
    stream.until(&changed("packages", last.id)).await;
}

#[actix_web::test]
async fn a_stream_ends_with_its_session_and_no_other_does() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let dora = app.active("dora", Role::Dispatcher).await;
    let (here, there) = (app.browser(&dora.email).await, app.browser(&dora.email).await);
    let (mut signed_out, mut stays) = (here.events().await, there.events().await);
    let mut admins = admin.events().await;
    here.ok(&api::LOGOUT, [], &Empty {}).await;
    signed_out.ends().await;
    assert_eq!(here.try_events().await.err().map(|reply| reply.status), Some(401));

    // The other session of the same person goes on, until a new password ends it.
    let package = given_packages(&there, 1).await.remove(0);
    stays.until(&changed("packages", package.id)).await;
    let again = app.browser(&dora.email).await;
    let new = UpdatePassword {
        current_password: Password(PASSWORD.to_owned()),
        new_password: Password("kantauri-itsaso-9-belar".to_owned()),
    };
    again.ok(&api::UPDATE_PASSWORD, [], &new).await;
    while stays.next().await.is_some() {}

    let mut own = again.events().await;
    admin.ok(&api::DEACTIVATE_USER, [&dora.id.to_string()], &Empty {}).await;
    while own.next().await.is_some() {}
    admins.until(&changed("users", dora.id)).await;
}

#[actix_web::test]
async fn a_stream_ends_with_the_role_and_tells_nothing_written_after() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let dora = app.dispatcher("dora").await;
    let mut stream = dora.events().await;
    let role = SetRole::to(Role::Viewer);
    admin.ok(&api::SET_ROLE, [&dora.id().to_string()], &role).await;
    given_packages(&admin, 3).await;
    while let Some(event) = stream.next().await {
        assert!(
            !matches!(&event, Event::Changed { noun, .. } if noun == "packages"),
            "a viewer sees no packages: {event:?}"
        );
    }
}

#[actix_web::test]
async fn whoever_comes_back_has_missed_something() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let back = office.with("last-event-id", "1");
    // The greeting and this come at once, before anything has happened.
    let reply = back.try_events().await.err();
    assert!(reply.is_none(), "{reply:?}");
    let mut stream = back.events().await;
    assert_eq!(stream.next().await, Some(Event::Missed));
}

#[actix_web::test]
async fn the_head_alone_opens_no_stream() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let head = office.raw("HEAD", api::EVENTS.path, None).await;
    assert_eq!((head.status, head.header("content-type")), (200, "text/event-stream"));
    assert_eq!(app.app.events.open_streams(), 0);
    let odd = office.raw("GET", "/api/events?since=4", None).await;
    assert!(odd.problem(400).fields.of("since").is_some(), "nothing can be asked for");
}

#[actix_web::test]
async fn a_person_s_oldest_stream_makes_room_for_another_one() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let mut streams = Vec::new();
    for _ in 0..=STREAMS_OF_ONE_MAX {
        streams.push(office.events().await);
    }
    streams[0].ends().await;
    let package = given_packages(&office, 1).await.remove(0);
    for stream in &mut streams[1..] {
        assert_eq!(stream.next().await, Some(changed("packages", package.id)));
    }
}

#[actix_web::test]
async fn when_all_places_are_taken_one_has_to_wait() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let somebody =
        Person { id: office.id(), role: Role::Dispatcher, session: SessionId(Uuid::from_u128(1)) };
    let mut others: Vec<_> =
        (0..LISTENERS_MAX).map(|_| app.app.db.feed().listen(somebody).unwrap()).collect();
    let refused = office.try_events().await.err().unwrap();
    assert_eq!(refused.problem(429).code, ErrorCode::TooManyAttempts);
    assert_eq!(refused.header("retry-after"), "60");
    others.pop();
    office.events().await;
}

#[actix_web::test]
async fn a_client_that_goes_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let streams = [office.events().await, office.events().await, office.events().await];
    assert_eq!(app.app.events.open_streams(), 3);
    drop(streams);
    // Noticed when the connection says so, or by the next line that cannot be sent.
    while app.app.events.open_streams() > 0 {
        given_packages(&office, 1).await;
    }
}

#[actix_web::test]
async fn when_the_server_is_to_stop_all_streams_end_and_none_begins() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let mut streams = [office.events().await, office.events().await];
    app.app.events.close();
    for stream in &mut streams {
        stream.ends().await;
    }
    let refused = office.try_events().await.err().unwrap();
    assert_eq!(refused.problem(503).code, ErrorCode::Unavailable);
}
