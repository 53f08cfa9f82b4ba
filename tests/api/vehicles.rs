//! Vehicles: who may do what, aliases, lists.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    problem::ErrorCode,
    units::Km,
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, ListVehicles, PatchVehicle},
};
use support::{Client, TestApp};
use uuid::Uuid;

use crate::day::{given_vehicle, vehicle};

async fn aliases(client: &Client, query: &ListVehicles) -> Vec<String> {
    let page = client.ok(&api::LIST_VEHICLES, [], query).await;
    assert_eq!(usize::try_from(page.total).unwrap(), page.items.len());
    page.items.into_iter().map(|vehicle| vehicle.stored.alias).collect()
}

#[actix_web::test]
async fn a_vehicle_is_entered_and_found_by_alias_and_id() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let van = given_vehicle(&office, "Van-1").await;
    assert_eq!((van.odometer_km, van.is_active, van.version), (Km::whole(1000), true, 1));
    for name in ["Van-1", "vAN-1", &van.id.to_string()] {
        assert_eq!(office.ok(&api::GET_VEHICLE, [name], &Empty {}).await, van);
    }
    office.refused(404, &api::GET_VEHICLE, ["Van-2"], &Empty {}).await;
    office.refused(404, &api::GET_VEHICLE, [&Uuid::now_v7().to_string()], &Empty {}).await;
}

#[actix_web::test]
async fn an_alias_is_unique_without_regard_to_case_and_may_be_renamed() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Ñandú").await;
    let problem =
        office.refused_as(ErrorCode::Taken, &api::CREATE_VEHICLE, [], &vehicle("ñANDÚ")).await;
    assert_eq!(problem.fields.of("alias"), Some(FieldCode::Taken));
    given_vehicle(&office, "Other").await;
    let rename = PatchVehicle { alias: Change::Set("NANDU".to_owned()), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["ñandú"], &rename).await;
    office.refused(404, &api::GET_VEHICLE, ["ñandú"], &Empty {}).await;
    given_vehicle(&office, "ñandú").await;
    office.refused_as(ErrorCode::Taken, &api::PATCH_VEHICLE, ["other"], &rename).await;
    // Its own alias in other letters is no other vehicle's.
    let rename = PatchVehicle { alias: Change::Set("OTHER".to_owned()), ..PatchVehicle::default() };
    assert_eq!(office.ok(&api::PATCH_VEHICLE, ["other"], &rename).await.alias, "OTHER");
}

#[actix_web::test]
async fn drivers_see_their_own_vehicles_and_viewers_see_all_but_change_none() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, viewer) = (app.driver("ana").await, app.viewer().await);
    given_vehicle(&office, "Other").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Own") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    let all = ListVehicles::default();
    assert_eq!(aliases(&ana, &all).await, ["Own"]);
    assert_eq!(aliases(&viewer, &all).await, ["Other", "Own"]);
    ana.ok(&api::GET_VEHICLE, ["own"], &Empty {}).await;
    ana.refused(404, &api::GET_VEHICLE, ["other"], &Empty {}).await;
    for client in [&ana, &viewer] {
        client.refused_as(ErrorCode::Forbidden, &api::CREATE_VEHICLE, [], &vehicle("X")).await;
        let patch = PatchVehicle::default();
        client.refused_as(ErrorCode::Forbidden, &api::PATCH_VEHICLE, ["own"], &patch).await;
        client.refused_as(ErrorCode::Forbidden, &api::DEACTIVATE_VEHICLE, ["own"], &Empty {}).await;
    }
    app.stranger().refused(401, &api::LIST_VEHICLES, [], &all).await;
}

#[actix_web::test]
async fn only_active_drivers_are_given_a_vehicle() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let ana = app.driver("ana").await;
    let refused = async |id, code| {
        let request = CreateVehicle { driver_ids: vec![id], ..vehicle("Van") };
        let problem =
            office.refused_as(ErrorCode::Validation, &api::CREATE_VEHICLE, [], &request).await;
        assert_eq!(problem.fields.of("driver_ids"), Some(code));
    };
    refused(Uuid::now_v7().into(), FieldCode::NotFound).await;
    refused(office.id(), FieldCode::NotUsable).await;
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let admin = app.admin().await;
    admin.ok(&api::DEACTIVATE_USER, [&ana.id().to_string()], &Empty {}).await;
    refused(ana.id(), FieldCode::NotUsable).await;
    // Who drives it already stays.
    let patch = PatchVehicle {
        driver_ids: Change::Set(vec![ana.id()]),
        notes: Change::Set(Some(" new tyres ".to_owned())),
        ..PatchVehicle::default()
    };
    let van = office.ok(&api::PATCH_VEHICLE, ["van"], &patch).await;
    assert_eq!(van.notes.as_deref(), Some("new tyres"));
}

#[actix_web::test]
async fn deactivating_and_reactivating_may_be_repeated() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    for _ in 0..2 {
        office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    }
    let van = office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    assert_eq!((van.is_active, van.version), (false, 2));
    for _ in 0..2 {
        let van = office.ok(&api::REACTIVATE_VEHICLE, ["van"], &Empty {}).await;
        assert_eq!((van.is_active, van.version), (true, 3));
    }
}

#[actix_web::test]
async fn a_stale_if_match_changes_nothing() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    let patch = PatchVehicle { year: Change::Set(Some(2020)), ..PatchVehicle::default() };
    let van = office.with("if-match", "\"1\"").ok(&api::PATCH_VEHICLE, ["van"], &patch).await;
    assert_eq!((van.year, van.version), (Some(2020), 2));
    let late = office.with("if-match", "\"1\"");
    let patch = PatchVehicle { year: Change::Set(None), ..PatchVehicle::default() };
    late.refused_as(ErrorCode::Stale, &api::PATCH_VEHICLE, ["van"], &patch).await;
    late.refused_as(ErrorCode::Stale, &api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    let reply = office.call(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    assert_eq!(reply.tagged_version(), Some(2));
}

#[actix_web::test]
async fn entering_it_again_with_the_same_id_answers_as_the_first_time() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let request = CreateVehicle { id: Some(Uuid::now_v7().into()), ..vehicle("Van") };
    let first = office.ok(&api::CREATE_VEHICLE, [], &request).await;
    assert_eq!(office.ok(&api::CREATE_VEHICLE, [], &request).await, first);
    let other = CreateVehicle { alias: "Other".to_owned(), ..request };
    office.refused_as(ErrorCode::IdReused, &api::CREATE_VEHICLE, [], &other).await;
}

#[actix_web::test]
async fn no_vehicle_has_the_id_that_stands_for_the_fleet() {
    let app = TestApp::start().await;
    let request = CreateVehicle { id: Some(Uuid::nil().into()), ..vehicle("Van") };
    let office = app.dispatcher("dora").await;
    let problem =
        office.refused_as(ErrorCode::Validation, &api::CREATE_VEHICLE, [], &request).await;
    assert_eq!(problem.fields.of("id"), Some(FieldCode::Invalid));
}

#[actix_web::test]
async fn lists_are_filtered_and_ordered() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    for (alias, odometer) in [("b", 30), ("C", 10), ("a", 20)] {
        let odometer = CreateVehicle { initial_odometer_km: Km::whole(odometer), ..vehicle(alias) };
        office.ok(&api::CREATE_VEHICLE, [], &odometer).await;
        // What is entered in the same millisecond has no order.
        app.advance(TimeDelta::milliseconds(1));
    }
    office.ok(&api::DEACTIVATE_VEHICLE, ["b"], &Empty {}).await;
    let sorted =
        |sort: &str| ListVehicles { sort: Some(sort.to_owned()), ..ListVehicles::default() };
    assert_eq!(aliases(&office, &sorted("alias")).await, ["a", "b", "C"]);
    assert_eq!(aliases(&office, &sorted("-alias")).await, ["C", "b", "a"]);
    assert_eq!(aliases(&office, &sorted("odometer_km")).await, ["C", "a", "b"]);
    assert_eq!(aliases(&office, &sorted("-created_at")).await, ["a", "C", "b"]);
    let active = |is_active| ListVehicles { is_active: Some(is_active), ..ListVehicles::default() };
    assert_eq!(aliases(&office, &active(true)).await, ["a", "C"]);
    assert_eq!(aliases(&office, &active(false)).await, ["b"]);
    let q = |q: &str| ListVehicles { q: Some(q.to_owned()), ..ListVehicles::default() };
    assert_eq!(aliases(&office, &q("KANG")).await, ["a", "b", "C"]);
    assert_eq!(aliases(&office, &q("c")).await.len(), 3, "the plate has a c too");
    let page = ListVehicles { page: Some(2), limit: Some(2), ..ListVehicles::default() };
    let page = office.ok(&api::LIST_VEHICLES, [], &page).await;
    assert_eq!((page.items[0].alias.as_str(), page.total), ("C", 3));
    office.refused(400, &api::LIST_VEHICLES, [], &sorted("make")).await;
}
