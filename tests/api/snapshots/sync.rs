//! A phone and its server: another installation, so that nothing else happens there.

use furgo::clock::Clock;
use furgo_shared::{
    api,
    field::FieldCommand,
    refuels::CreateRefuel,
    sync::{AskDigest, AskSnapshot, ListDevices, Pull, Said},
    validate::Empty,
    vehicles::CreateVehicle,
};
use support::TestApp;
use uuid::Uuid;

use super::album::Album;
use crate::{
    day::{given_depot, given_packages, ids, route, today, vehicle},
    histories::refuel,
    sync_phone::Phone,
};

pub async fn tell(album: &mut Album) {
    let app = TestApp::start_by(Clock::stopped_at(album.app.now())).await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = ids(&given_packages(&office, 1).await);
    office.ok(&api::CREATE_ROUTE, [], &route(ana.id(), today(&app), packages)).await;
    let mut phone = Phone::of(&ana);
    let ask = AskSnapshot { client_id: phone.id, user_id: None, heals: false };
    album.keeps(&api::SNAPSHOT, &ana.call(&api::SNAPSHOT, [], &ask).await);
    phone.snapshot().await;
    let refuel = CreateRefuel { id: Some(Uuid::now_v7().into()), ..refuel("van", today(&app)) };
    let nobodys = CreateRefuel { id: None, vehicle: "gone".to_owned(), ..refuel.clone() };
    let mutations = [
        phone.does(FieldCommand::CreateRefuel(Box::new(refuel)), app.now()),
        phone.does(FieldCommand::CreateRefuel(Box::new(nobodys)), app.now()),
        phone.says(Said::Discarded, app.now()),
    ];
    let push = phone.push_at(app.now(), &mutations);
    album.keeps(&api::PUSH, &ana.call(&api::PUSH, [], &push).await);
    let pull =
        Pull { client_id: phone.id, user_id: None, cursor: phone.cursor.clone(), limit: None };
    album.keeps(&api::PULL, &ana.call(&api::PULL, [], &pull).await);
    let ask = AskDigest { client_id: phone.id, user_id: None };
    album.keeps(&api::DIGEST, &ana.call(&api::DIGEST, [], &ask).await);
    album.keeps(
        &api::LIST_DEVICES,
        &ana.call(&api::LIST_DEVICES, [], &ListDevices::default()).await,
    );
    let id = phone.id.to_string();
    album.keeps(&api::GET_DEVICE, &ana.call(&api::GET_DEVICE, [&id], &Empty {}).await);
    album.keeps(&api::REVOKE_DEVICE, &ana.call(&api::REVOKE_DEVICE, [&id], &Empty {}).await);
}
