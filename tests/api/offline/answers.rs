//! What a phone answers from its copy is what the server would answer.

use chrono::TimeDelta;
use furgo::{clock::Clock, features::settings::SettingsRecord};
use furgo_phone::{
    Copy,
    reads::{Local, Reader},
};
use furgo_shared::{
    api,
    id::ClientId,
    packages::PackageStatus,
    routes::{CreateRoute, MyDay, RouteStatus, StepRoute},
    sync::{AskSnapshot, EntityKind},
    time::Timestamp,
};
use serde_json::Value;
use support::{Client, TestApp};
use uuid::Uuid;

use crate::{
    day::{given_depot, given_packages, given_vehicle, route, step, today},
    random_days::Dice,
};

/// Routes of yesterday, today and tomorrow, some under way, some over, some behind midnight.
async fn given_days(app: &TestApp, office: &Client, drivers: &[Client], dice: &mut Dice) {
    let packages = given_packages(office, 24).await;
    let settings = SettingsRecord::initial(app.now());
    for (number, some) in packages.chunks(3).enumerate() {
        let day = today(app) + TimeDelta::days(i64::try_from(dice.below(4)).unwrap() - 1);
        let hour = [6, 10, 14, 23][dice.below(4)];
        let depart_at = Some(settings.instant_of(day.and_hms_opt(hour, 0, 0).unwrap()));
        let driver = &drivers[number % drivers.len()];
        let ids = some.iter().map(|package| package.id).collect();
        let request = CreateRoute { depart_at, ..route(driver.id(), day, ids) };
        let reply = office.call(&api::CREATE_ROUTE, [], &request).await;
        if reply.status != 201 {
            continue;
        }
        let id = reply.json::<furgo_shared::routes::RouteView>().id.to_string();
        for status in [RouteStatus::InProgress, RouteStatus::Completed] {
            if dice.below(3) == 0 {
                break;
            }
            let step_of_route = StepRoute { confirm: true, ..StepRoute::to(status) };
            driver.call(&api::STEP_ROUTE, [&id], &step_of_route).await;
            let delivered = step(some[0].id, PackageStatus::Delivered);
            driver.call(&api::STEP_PACKAGES, [], &delivered).await;
        }
    }
}

/// Both without what is rounded when a phone computes it.
fn alike(mut value: Value) -> Value {
    for row in value["others"].as_array_mut().into_iter().flatten() {
        if let Some(at) = row["ends_at"].as_str() {
            let at: Timestamp = at.parse().unwrap();
            // The plan's minutes are rounded up.
            let hour = at - TimeDelta::minutes(1);
            row["ends_at"] = hour.format("%Y-%m-%dT%H").to_string().into();
        }
    }
    value
}

/// Where the first difference is.
fn difference(own: &Value, theirs: &Value, path: &str) -> Option<String> {
    match (own, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            let null = Value::Null;
            keys.into_iter().find_map(|key| {
                let (own, theirs) = (a.get(key).unwrap_or(&null), b.get(key).unwrap_or(&null));
                difference(own, theirs, &format!("{path}.{key}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (own, theirs))| difference(own, theirs, &format!("{path}[{at}]")))
        }
        _ if own == theirs => None,
        _ => Some(format!("{path}: {own} and not {theirs}")),
    }
}

#[actix_web::test]
async fn the_copy_answers_as_the_server_does() {
    // Times that are expected follow the clock.
    let app = TestApp::start_by(Clock::stopped_at("2026-10-20T10:00:00Z".parse().unwrap())).await;
    given_depot(&app).await;
    let office = app.dispatcher("dora").await;
    let drivers = [app.driver("ana").await, app.driver("ben").await];
    for alias in ["van", "old-berta"] {
        let van = given_vehicle(&office, alias).await;
        let driver_ids =
            furgo_shared::change::Change::Set(drivers.iter().map(Client::id).collect());
        let patch = furgo_shared::vehicles::PatchVehicle { driver_ids, ..Default::default() };
        office.ok(&api::PATCH_VEHICLE, [&van.id.to_string()], &patch).await;
    }
    given_days(&app, &office, &drivers, &mut Dice(5)).await;
    let settings = SettingsRecord::initial(app.now());
    let mut compared = 0;
    for (driver, number) in drivers.iter().zip(1..) {
        let ask = AskSnapshot {
            client_id: ClientId(Uuid::from_u128(number)),
            user_id: None,
            heals: false,
        };
        let view = driver.ok(&api::SNAPSHOT, [], &ask).await;
        let mut copy = Copy::default();
        view.entities.iter().for_each(|change| copy.take(change));
        let day_of = |at: Timestamp| settings.day_of(at);
        let reader =
            Reader { copy: &copy, user_id: driver.id(), today: today(&app), day_of: &day_of };

        let mut urls = vec![
            "/api/auth/me".to_owned(),
            "/api/settings".to_owned(),
            "/api/routes/mine".to_owned(),
            "/api/vehicles?limit=100".to_owned(),
            "/api/vehicles?is_active=true&limit=1".to_owned(),
            "/api/vehicles?q=berta".to_owned(),
            "/api/vehicles/old%2Dberta".to_owned(),
        ];
        for days in -1..=2 {
            let date = Some(today(&app) + TimeDelta::days(days));
            let query = serde_html_form::to_string(MyDay { date, route_id: None }).unwrap();
            urls.push(format!("/api/routes/mine?{query}"));
        }
        for (kind, path) in [
            (EntityKind::Route, "/api/routes/"),
            (EntityKind::Package, "/api/packages/"),
            (EntityKind::Vehicle, "/api/vehicles/"),
        ] {
            urls.extend(copy.all(kind).map(|(id, _)| format!("{path}{id}")));
        }
        urls.extend(
            copy.all(EntityKind::Route).map(|(id, _)| format!("/api/routes/mine?route_id={id}")),
        );
        urls.extend(copy.all(EntityKind::Hints).map(|(id, _)| format!("/api/vehicles/{id}/hints")));
        for url in urls {
            let reply = driver.raw("GET", &url, None).await;
            assert_eq!(reply.status, 200, "{url}: {}", reply.text());
            let own = match reader.answer(&url) {
                Some(Local::Whole(value) | Local::Part(value)) => value,
                None => panic!("the copy says nothing of {url}"),
            };
            assert_eq!(difference(&alike(own), &alike(reply.json()), ""), None, "{url}");
            compared += 1;
        }
        for unknown in [
            "/api/routes/mine?date=2020-01-01",
            "/api/refuels",
            "/api/packages/00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(reader.answer(unknown), None, "{unknown}");
        }
    }
    assert!(compared > 50, "{compared}");
}
