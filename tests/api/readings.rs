//! Odometer readings: their whole life, what fits on the timeline, replaced odometers, whose they
//! are.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    problem::ErrorCode,
    readings::{CreateReading, ListReadings, PatchReading, ReadingKind, ReadingView},
    refuels::CreateRefuel,
    units::Km,
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, Fuel},
};
use support::{Client, TestApp};

use crate::{
    day::{given_vehicle, today, vehicle},
    odometers::{day, given_reading, given_refuel, reading, refuel, replacement},
};

async fn odometer(client: &Client, alias: &str) -> Km {
    client.ok(&api::GET_VEHICLE, [alias], &Empty {}).await.odometer_km
}

async fn is_out_of_order(client: &Client, request: &CreateReading, field: &str) {
    let problem = client.refused(400, &api::CREATE_READING, [], request).await;
    assert_eq!(problem.fields.of(field), Some(FieldCode::OdometerOrder), "{problem:?}");
}

async fn patched(client: &Client, reading: &ReadingView, patch: &PatchReading) -> ReadingView {
    client.ok(&api::PATCH_READING, [&reading.id.to_string()], patch).await
}

#[actix_web::test]
async fn a_reading_is_entered_corrected_and_deleted_and_the_odometer_follows() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    let request = CreateReading {
        notes: Some(" at the gate ".to_owned()),
        ..reading("van", day(&app, 10), 1500)
    };
    let first = given_reading(&office, &request).await;
    assert_eq!((first.odometer_km, first.vehicle.as_str()), (Km::whole(1500), "Van"));
    assert_eq!(
        (first.notes.as_deref(), first.recorded_by),
        (Some("at the gate"), Some(office.id()))
    );
    assert_eq!(odometer(&office, "van").await, Km::whole(1500));
    let id = first.id.to_string();
    assert_eq!(office.ok(&api::GET_READING, [&id], &Empty {}).await, first);

    let higher = PatchReading { odometer_km: Change::Set(Km::whole(1700)), ..Default::default() };
    let corrected = patched(&office, &first, &higher).await;
    assert_eq!((corrected.odometer_km, corrected.version), (Km::whole(1700), 2));
    assert_eq!(odometer(&office, "van").await, Km::whole(1700));
    let stale = office.with("if-match", "\"1\"");
    stale.refused_as(ErrorCode::Stale, &api::PATCH_READING, [&id], &higher).await;
    let previous = PatchReading { previous_km: Change::Set(Km::whole(1)), ..Default::default() };
    let problem = office.refused(400, &api::PATCH_READING, [&id], &previous).await;
    assert_eq!(problem.fields.of("previous_km"), Some(FieldCode::NotUsable));

    office.ok(&api::DELETE_READING, [&id], &Empty {}).await;
    office.refused(404, &api::GET_READING, [&id], &Empty {}).await;
    assert_eq!(odometer(&office, "van").await, Km::whole(1000));
}

#[actix_web::test]
async fn a_reading_fits_between_those_of_other_days() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    given_reading(&office, &reading("van", day(&app, 10), 1500)).await;
    let with_reading = CreateRefuel {
        odometer_km: Some(Km::whole(2000)),
        ..refuel("van", day(&app, 20), Fuel::Diesel, 40)
    };
    given_refuel(&office, &with_reading).await;
    for (number, km, fits) in [
        (5, 999, false), // Below what the vehicle came with.
        (5, 1000, true),
        (9, 1501, false),
        (10, 1200, true), // Readings of one day have no order but their own.
        (10, 2001, false),
        (15, 1499, false),
        (15, 2001, false),
        (15, 1700, true),
        (25, 1999, false),
        (25, 2000, true),
    ] {
        let request = reading("van", day(&app, number), km);
        match fits {
            true => drop(given_reading(&office, &request).await),
            false => is_out_of_order(&office, &request, "odometer_km").await,
        }
    }
    // A record's own reading does not stand in its own way.
    let last = given_reading(&office, &reading("van", day(&app, 30), 9000)).await;
    let lower = PatchReading { odometer_km: Change::Set(Km::whole(2500)), ..Default::default() };
    patched(&office, &last, &lower).await;
    let earlier = PatchReading { date: Change::Set(day(&app, 12)), ..Default::default() };
    let id = last.id.to_string();
    let problem = office.refused(400, &api::PATCH_READING, [&id], &earlier).await;
    assert_eq!(problem.fields.of("odometer_km"), Some(FieldCode::OdometerOrder));
}

#[actix_web::test]
async fn the_office_may_insist_and_it_is_noted_who_did() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Van") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    given_reading(&office, &reading("van", day(&app, 10), 5000)).await;
    let low = CreateReading { force: true, ..reading("van", day(&app, 20), 4000) };
    ana.refused_as(ErrorCode::Forbidden, &api::CREATE_READING, [], &low).await;
    let forced = given_reading(&office, &low).await;
    assert_eq!(forced.forced_by.as_deref(), Some("dora"));
    assert_eq!(odometer(&office, "van").await, Km::whole(5000));
    // Both contradict something now: neither is anybody's measure, the next one may be either.
    let next = given_reading(&ana, &reading("van", day(&app, 30), 4500)).await;
    assert_eq!(next.forced_by, None);
    let in_order = CreateReading { force: true, ..reading("van", day(&app, 40), 5100) };
    assert_eq!(given_reading(&office, &in_order).await.forced_by, None, "nothing to insist on");
}

#[actix_web::test]
async fn a_replaced_odometer_goes_on_from_its_own_first_reading() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    given_reading(&office, &reading("van", day(&app, 10), 90_000)).await;
    let missing = CreateReading { previous_km: None, ..replacement("van", day(&app, 20), 0, 5) };
    let problem = office.refused(400, &api::CREATE_READING, [], &missing).await;
    assert_eq!(problem.fields.of("previous_km"), Some(FieldCode::Required));
    let too_low = replacement("van", day(&app, 20), 89_999, 5);
    is_out_of_order(&office, &too_low, "previous_km").await;
    let replaced = given_reading(&office, &replacement("van", day(&app, 20), 90_100, 5)).await;
    assert_eq!(
        (replaced.kind, replaced.previous_km),
        (ReadingKind::Replacement, Some(Km::whole(90_100)))
    );
    assert_eq!(odometer(&office, "van").await, Km::whole(5));
    is_out_of_order(&office, &reading("van", day(&app, 15), 90_101), "odometer_km").await;
    given_reading(&office, &reading("van", day(&app, 15), 90_050)).await;
    given_reading(&office, &reading("van", day(&app, 30), 400)).await;
    assert_eq!(odometer(&office, "van").await, Km::whole(400));
    is_out_of_order(&office, &reading("van", day(&app, 40), 300), "odometer_km").await;
    let too_high = PatchReading { odometer_km: Change::Set(Km::whole(401)), ..Default::default() };
    let id = replaced.id.to_string();
    let problem = office.refused(400, &api::PATCH_READING, [&id], &too_high).await;
    assert_eq!(problem.fields.of("odometer_km"), Some(FieldCode::OdometerOrder));
    office.ok(&api::DELETE_READING, [&id], &Empty {}).await;
    assert_eq!(odometer(&office, "van").await, Km::whole(90_050));
}

#[actix_web::test]
async fn what_is_wrong_is_refused() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    let good = reading("van", day(&app, 10), 1500);
    let ahead = CreateReading { date: today(&app) + TimeDelta::days(2), ..good.clone() };
    let elsewhere = CreateReading { vehicle: "truck".to_owned(), ..good.clone() };
    let previous = CreateReading { previous_km: Some(Km::whole(1)), ..good.clone() };
    for (request, field, code) in [
        (&ahead, "date", FieldCode::InFuture),
        (&elsewhere, "vehicle", FieldCode::NotFound),
        (&previous, "previous_km", FieldCode::NotUsable),
    ] {
        let problem = office.refused(400, &api::CREATE_READING, [], request).await;
        assert_eq!(problem.fields.of(field), Some(code), "{problem:?}");
    }
    let kept = given_reading(&office, &good).await;
    office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    let later = reading("van", day(&app, 20), 1600);
    office.refused_as(ErrorCode::VehicleInactive, &api::CREATE_READING, [], &later).await;
    let patch = PatchReading { odometer_km: Change::Set(Km::whole(1550)), ..Default::default() };
    assert_eq!(patched(&office, &kept, &patch).await.odometer_km, Km::whole(1550));
}

#[actix_web::test]
async fn readings_belong_to_whoever_sees_the_vehicle() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, viewer) = (app.driver("ana").await, app.viewer().await);
    given_vehicle(&office, "Other").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Own") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    let others = given_reading(&office, &reading("other", day(&app, 10), 1500)).await;
    for (number, km) in [(10, 1100), (12, 1300), (11, 1200)] {
        given_reading(&ana, &reading("own", day(&app, number), km)).await;
    }
    let list = async |client: &Client, query: ListReadings| {
        let page = client.ok(&api::LIST_READINGS, [], &query).await;
        let km: Vec<_> = page.items.iter().map(|reading| reading.odometer_km).collect();
        assert_eq!(usize::try_from(page.total).unwrap(), km.len());
        km
    };
    let newest_first = [1300, 1200, 1100].map(Km::whole);
    assert_eq!(list(&ana, ListReadings::default()).await, newest_first);
    assert_eq!(list(&viewer, ListReadings::default()).await.len(), 4);
    let of_own = ListReadings { vehicle: Some("OWN".to_owned()), ..ListReadings::default() };
    assert_eq!(list(&office, of_own).await, newest_first);
    let of_other = ListReadings { vehicle: Some("other".to_owned()), ..ListReadings::default() };
    assert_eq!(list(&ana, of_other).await, []);
    let days = ListReadings {
        from: Some(day(&app, 11)),
        to: Some(day(&app, 12)),
        sort: Some("date".to_owned()),
        ..ListReadings::default()
    };
    assert_eq!(list(&ana, days).await, [1200, 1300].map(Km::whole));

    let id = others.id.to_string();
    ana.refused(404, &api::GET_READING, [&id], &Empty {}).await;
    ana.refused(404, &api::DELETE_READING, [&id], &Empty {}).await;
    let request = reading("other", day(&app, 20), 1600);
    let problem = ana.refused(400, &api::CREATE_READING, [], &request).await;
    assert_eq!(problem.fields.of("vehicle"), Some(FieldCode::NotFound));
    viewer.ok(&api::GET_READING, [&id], &Empty {}).await;
    viewer.refused_as(ErrorCode::Forbidden, &api::CREATE_READING, [], &request).await;
}
