//! The data-quality inbox: what is found, what goes away when it is mended, and whose it is.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    odometer::Source,
    readings::{CreateReading, FindingCode, FindingView, ListFindings, PatchReading},
    refuels::CreateRefuel,
    units::{Km, Quantity},
    vehicles::{CreateVehicle, Fuel},
};
use support::{Client, TestApp};

use crate::{
    day::{given_vehicle, vehicle},
    odometers::{day, given_reading, given_refuel, reading, refuel},
};

async fn inbox(client: &Client, vehicle: Option<&str>) -> Vec<FindingView> {
    let query = ListFindings { vehicle: vehicle.map(str::to_owned), page: None, limit: Some(100) };
    let page = client.ok(&api::LIST_FINDINGS, [], &query).await;
    assert_eq!(usize::try_from(page.total).unwrap(), page.items.len());
    page.items
}

fn codes(findings: &[FindingView]) -> Vec<FindingCode> {
    findings.iter().map(|finding| finding.code).collect()
}

fn at(app: &TestApp, number: i64, km: i64, litres: i64) -> CreateRefuel {
    CreateRefuel {
        odometer_km: Some(Km::whole(km)),
        ..refuel("van", day(app, number), Fuel::Diesel, litres)
    }
}

#[actix_web::test]
async fn contradictions_and_jumps_are_found_and_mended() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_vehicle(&office, "Van").await;
    for number in 1..=5 {
        given_reading(&office, &reading("van", day(&app, number * 10), 1000 + number * 100)).await;
    }
    assert_eq!(inbox(&office, None).await, []);
    let jump = given_reading(&office, &reading("van", day(&app, 60), 9000)).await;
    let found = inbox(&office, Some("van")).await;
    assert_eq!(codes(&found), [FindingCode::OdometerJump]);
    let records: Vec<_> =
        found[0].records.iter().map(|record| (record.source, record.odometer_km)).collect();
    assert_eq!(
        records,
        [(Source::Reading, Some(Km::whole(1500))), (Source::Reading, Some(Km::whole(9000)))]
    );
    assert_eq!((found[0].date, found[0].vehicle.as_str()), (Some(day(&app, 60)), "Van"));

    let low = CreateReading { force: true, ..reading("van", day(&app, 70), 1700) };
    let low = given_reading(&office, &low).await;
    assert_eq!(codes(&inbox(&office, None).await), [FindingCode::OdometerConflict]);
    let mend = PatchReading { odometer_km: Change::Set(Km::whole(1600)), ..Default::default() };
    office.ok(&api::PATCH_READING, [&jump.id.to_string()], &mend).await;
    assert_eq!(inbox(&office, None).await, []);
    let far = PatchReading { odometer_km: Change::Set(Km::whole(8000)), ..Default::default() };
    office.ok(&api::PATCH_READING, [&low.id.to_string()], &far).await;
    assert_eq!(codes(&inbox(&office, None).await), [FindingCode::OdometerJump]);
    let confirm = PatchReading { confirmed: Change::Set(true), ..Default::default() };
    office.ok(&api::PATCH_READING, [&low.id.to_string()], &confirm).await;
    assert_eq!(inbox(&office, None).await, []);
}

#[actix_web::test]
async fn odd_refuels_are_found_with_what_is_usual() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let request = CreateVehicle { tank_capacity: Some(Quantity::whole(60)), ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &request).await;
    for number in 0..6 {
        given_refuel(&office, &at(&app, 50 + number * 5, 1000 + number * 500, 30)).await;
    }
    given_refuel(&office, &at(&app, 80, 4500, 30)).await;
    let found = inbox(&office, None).await;
    assert_eq!(codes(&found), [FindingCode::MissedSuspected]);
    assert_eq!((found[0].value, found[0].usual), (Some(3.0), Some(5.14)));
    let last = found[0].records.last().unwrap();
    assert_eq!((last.source, last.quantity), (Source::Refuel, Some(Quantity::whole(30))));
    assert_eq!((last.fuel, last.version), (Some(Fuel::Diesel), 1));
    given_refuel(&office, &at(&app, 85, 5000, 70)).await;
    let mut found = codes(&inbox(&office, None).await);
    found.sort();
    assert_eq!(found, [FindingCode::OverCapacity, FindingCode::MissedSuspected]);
}

#[actix_web::test]
async fn vehicles_that_nothing_is_written_about_are_found() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    for alias in ["Busy", "Silent", "Empty", "Sold"] {
        given_vehicle(&office, alias).await;
    }
    given_reading(&office, &reading("silent", day(&app, 30), 1100)).await;
    given_reading(&office, &reading("sold", day(&app, 30), 1100)).await;
    given_reading(&office, &reading("busy", day(&app, 90), 1100)).await;
    let silent = inbox(&office, None).await;
    let told: Vec<_> =
        silent.iter().map(|each| (each.code, each.vehicle.as_str(), each.date)).collect();
    let expected = day(&app, 30);
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(FindingCode::NoEntries, "Silent", Some(expected))));
    office.ok(&api::DEACTIVATE_VEHICLE, ["sold"], &furgo_shared::validate::Empty {}).await;
    assert_eq!(inbox(&office, None).await.len(), 1);
    app.advance(TimeDelta::days(60));
    let office = app.sign_in("dora@example.org").await;
    let vehicles: Vec<_> =
        inbox(&office, None).await.into_iter().map(|each| (each.vehicle, each.date)).collect();
    assert_eq!(vehicles[2], ("Empty".to_owned(), None), "the longest silence last");
    assert_eq!((vehicles[0].0.as_str(), vehicles[1].0.as_str()), ("Busy", "Silent"));
}

#[actix_web::test]
async fn drivers_find_what_is_odd_about_their_own_vehicles() {
    let app = TestApp::start().await;
    let (office, ana, viewer) =
        (app.dispatcher("dora").await, app.driver("ana").await, app.viewer().await);
    given_vehicle(&office, "Other").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Own") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    for alias in ["own", "other"] {
        given_reading(&office, &reading(alias, day(&app, 60), 5000)).await;
        let low = CreateReading { force: true, ..reading(alias, day(&app, 70), 4000) };
        given_reading(&office, &low).await;
    }
    let vehicles = async |client: &Client, vehicle: Option<&str>| -> Vec<String> {
        inbox(client, vehicle).await.into_iter().map(|finding| finding.vehicle).collect()
    };
    assert_eq!(vehicles(&ana, None).await, ["Own"]);
    assert_eq!(vehicles(&ana, Some("other")).await, [""; 0]);
    assert_eq!(vehicles(&viewer, None).await.len(), 2);
    assert_eq!(vehicles(&office, Some("other")).await, ["Other"]);
    let second = ListFindings { vehicle: None, page: Some(2), limit: Some(1) };
    let page = office.ok(&api::LIST_FINDINGS, [], &second).await;
    assert_eq!((page.items.len(), page.total), (1, 2));
}
