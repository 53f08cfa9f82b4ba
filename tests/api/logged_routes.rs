//! Logged routes: what they drive the odometer to, how they are corrected, whose they are.

use furgo_shared::{
    api,
    change::Change,
    problem::ErrorCode,
    routes::{CreateRoute, ListRoutes, PatchRoute, RouteKind, RouteStatus, RouteView},
    units::Km,
    validate::{Empty, FieldCode},
    vehicles::CreateVehicle,
};
use support::{Client, TestApp};

use crate::{
    day::{given_vehicle, vehicle},
    odometers::{day, given_reading, reading},
};

fn driven(app: &TestApp, number: i64, km: i64) -> CreateRoute {
    CreateRoute { distance_km: Some(Km::whole(km)), ..CreateRoute::logged("van", day(app, number)) }
}

fn ending(app: &TestApp, number: i64, km: i64) -> CreateRoute {
    let end_odometer_km = Some(Km::whole(km));
    CreateRoute { end_odometer_km, ..CreateRoute::logged("van", day(app, number)) }
}

async fn given(client: &Client, request: &CreateRoute) -> RouteView {
    client.ok(&api::CREATE_ROUTE, [], request).await
}

async fn odometer(client: &Client, alias: &str) -> Km {
    client.ok(&api::GET_VEHICLE, [alias], &Empty {}).await.odometer_km
}

async fn patched(client: &Client, route: &RouteView, patch: &PatchRoute) -> RouteView {
    client.ok(&api::PATCH_ROUTE, [&route.id.to_string()], patch).await
}

#[actix_web::test]
async fn a_distance_or_an_end_reading_moves_the_odometer() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    let first = given(&office, &driven(&app, 10, 50)).await;
    assert_eq!((first.kind, first.status), (RouteKind::Logged, RouteStatus::Completed));
    assert_eq!(
        (first.distance_km, odometer(&office, "van").await),
        (Some(Km::whole(50)), Km::whole(1050))
    );
    // What was driven without a reading is not driven again.
    let second = given(&office, &ending(&app, 20, 1120)).await;
    assert_eq!(
        (second.distance_km, second.end_odometer_km),
        (Some(Km::whole(70)), Some(Km::whole(1120)))
    );
    assert_eq!(odometer(&office, "van").await, Km::whole(1120));
    let both = CreateRoute { distance_km: Some(Km::whole(60)), ..ending(&app, 30, 1200) };
    assert_eq!(given(&office, &both).await.distance_km, Some(Km::whole(60)));
    assert_eq!(odometer(&office, "van").await, Km::whole(1200));
    // One of the past is as long as the way from the reading before it.
    let between = given(&office, &ending(&app, 25, 1150)).await;
    assert_eq!(between.distance_km, Some(Km::whole(30)));
    for route in [&between, &second, &first] {
        office.ok(&api::DELETE_ROUTE, [&route.id.to_string()], &Empty {}).await;
    }
    assert_eq!(odometer(&office, "van").await, Km::whole(1200), "the last reading stands");
    let missing = CreateRoute::logged("van", day(&app, 30));
    let problem = office.refused(400, &api::CREATE_ROUTE, [], &missing).await;
    assert_eq!(problem.fields.of("distance_km"), Some(FieldCode::Required));
}

#[actix_web::test]
async fn an_end_reading_keeps_to_the_order() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    given_reading(&office, &reading("van", day(&app, 20), 2000)).await;
    for (number, km, code) in [
        (10, 999, FieldCode::OdometerOrder),
        (10, 2001, FieldCode::OdometerOrder),
        (30, 1999, FieldCode::OdometerOrder),
        (30, 2000, FieldCode::OdometerOrder),
        (30, 5001, FieldCode::OutOfRange),
    ] {
        let problem = office.refused(400, &api::CREATE_ROUTE, [], &ending(&app, number, km)).await;
        assert_eq!(problem.fields.of("end_odometer_km"), Some(code), "{number}: {km}");
    }
    let low =
        CreateRoute { distance_km: Some(Km::whole(9)), force: true, ..ending(&app, 30, 1500) };
    ana.refused_as(ErrorCode::Forbidden, &api::CREATE_ROUTE, [], &low).await;
    let forced = given(&office, &low).await;
    assert_eq!(
        (forced.forced_by.as_deref(), forced.distance_km),
        (Some("dora"), Some(Km::whole(9)))
    );
    let ahead = CreateRoute { date: day(&app, 102), ..driven(&app, 1, 10) };
    let problem = office.refused(400, &api::CREATE_ROUTE, [], &ahead).await;
    assert_eq!(problem.fields.of("date"), Some(FieldCode::InFuture));
}

#[actix_web::test]
async fn a_correction_moves_the_kilometres() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    given_vehicle(&office, "Car").await;
    let route = given(&office, &ending(&app, 10, 1100)).await;
    let end = |km| PatchRoute {
        end_odometer_km: Change::Set(Some(Km::whole(km))),
        ..PatchRoute::default()
    };
    let longer = patched(&office, &route, &end(1150)).await;
    assert_eq!(
        (longer.distance_km, odometer(&office, "van").await),
        (Some(Km::whole(150)), Km::whole(1150))
    );
    let shorter = patched(&office, &route, &end(1040)).await;
    assert_eq!(
        (shorter.distance_km, odometer(&office, "van").await),
        (Some(Km::whole(40)), Km::whole(1040))
    );
    // A distance that was typed stays.
    let typed = PatchRoute { distance_km: Change::Set(Km::whole(33)), ..PatchRoute::default() };
    patched(&office, &route, &typed).await;
    assert_eq!(patched(&office, &route, &end(1060)).await.distance_km, Some(Km::whole(33)));
    let moved = PatchRoute {
        vehicle: Change::Set(Some("car".to_owned())),
        date: Change::Set(day(&app, 12)),
        notes: Change::Set(Some("to the garage".to_owned())),
        ..PatchRoute::default()
    };
    let moved = patched(&office, &route, &moved).await;
    assert_eq!((moved.vehicle.as_deref(), moved.date), (Some("Car"), day(&app, 12)));
    assert_eq!(odometer(&office, "van").await, Km::whole(1000));
    assert_eq!(odometer(&office, "car").await, Km::whole(1060));
    let off = PatchRoute { vehicle: Change::Set(None), ..PatchRoute::default() };
    let id = route.id.to_string();
    let problem = office.refused(400, &api::PATCH_ROUTE, [&id], &off).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::Required));
    let stale = office.with("if-match", "\"1\"");
    stale.refused_as(ErrorCode::Stale, &api::DELETE_ROUTE, [&id], &Empty {}).await;
    office.ok(&api::DELETE_ROUTE, [&id], &Empty {}).await;
    assert_eq!(odometer(&office, "car").await, Km::whole(1000));
}

#[actix_web::test]
async fn drivers_log_for_themselves_and_see_what_was_logged_for_their_vehicles() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben, viewer) = (app.driver("ana").await, app.driver("ben").await, app.viewer().await);
    let both = CreateVehicle { driver_ids: vec![ana.id(), ben.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &both).await;
    let bens = CreateVehicle { driver_ids: vec![ben.id()], ..vehicle("car") };
    office.ok(&api::CREATE_VEHICLE, [], &bens).await;
    let own = given(&ana, &driven(&app, 10, 10)).await;
    assert_eq!(own.driver_id, Some(ana.id()));
    let others = CreateRoute { driver_id: Some(ben.id()), ..driven(&app, 10, 10) };
    let problem = ana.refused(400, &api::CREATE_ROUTE, [], &others).await;
    assert_eq!(problem.fields.of("driver_id"), Some(FieldCode::NotUsable));
    let car = CreateRoute { vehicle: Some("car".to_owned()), ..driven(&app, 11, 10) };
    let problem = ana.refused(400, &api::CREATE_ROUTE, [], &car).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    viewer.refused_as(ErrorCode::Forbidden, &api::CREATE_ROUTE, [], &car).await;
    let on_car = given(&ben, &car).await;
    // Ana once drove the car; it is not hers.
    let lent = CreateRoute { driver_id: Some(ana.id()), ..car.clone() };
    let lent = given(&office, &CreateRoute { date: day(&app, 12), ..lent }).await;

    let list = async |client: &Client, query: ListRoutes| {
        let page = client.ok(&api::LIST_ROUTES, [], &query).await;
        let ids: Vec<_> = page.items.iter().map(|route| route.id).collect();
        assert_eq!(usize::try_from(page.total).unwrap(), ids.len());
        ids
    };
    assert_eq!(list(&ana, ListRoutes::default()).await, [lent.id, own.id]);
    assert_eq!(list(&ben, ListRoutes::default()).await, [lent.id, on_car.id, own.id]);
    let of_car = ListRoutes { vehicle: Some("car".to_owned()), ..ListRoutes::default() };
    assert_eq!(list(&ben, of_car.clone()).await, [lent.id, on_car.id]);
    let of_kind = |kind| ListRoutes { kind: Some(kind), ..ListRoutes::default() };
    assert_eq!(list(&office, of_kind(RouteKind::Logged)).await.len(), 3);
    assert_eq!(list(&office, of_kind(RouteKind::Delivery)).await, []);
    let of_car = ListRoutes { kind: Some(RouteKind::Logged), ..of_car };
    assert_eq!(list(&office, of_car).await, [lent.id, on_car.id]);

    ana.refused(404, &api::GET_ROUTE, [&on_car.id.to_string()], &Empty {}).await;
    ben.ok(&api::GET_ROUTE, [&own.id.to_string()], &Empty {}).await;
    ana.ok(&api::GET_ROUTE, [&lent.id.to_string()], &Empty {}).await;
    ana.refused(404, &api::DELETE_ROUTE, [&lent.id.to_string()], &Empty {}).await;
    let note = PatchRoute { notes: Change::Set(Some("x".to_owned())), ..PatchRoute::default() };
    ana.refused(404, &api::PATCH_ROUTE, [&lent.id.to_string()], &note).await;
    let theirs = PatchRoute { driver_id: Change::Set(Some(ben.id())), ..PatchRoute::default() };
    ana.refused(400, &api::PATCH_ROUTE, [&own.id.to_string()], &theirs).await;
    ana.ok(&api::DELETE_ROUTE, [&own.id.to_string()], &Empty {}).await;
}
