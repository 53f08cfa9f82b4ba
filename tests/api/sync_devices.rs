//! The devices that keep a copy: registered, seen, counted, sent away, forgotten.

use std::{slice::from_ref, time::Duration};

use chrono::TimeDelta;
use furgo::{
    features::devices::operations::{DEVICES_KEPT, forget_unseen},
    storage::clients::{RESULTS_KEPT, forget_results},
};
use furgo_shared::{
    api,
    id::ClientId,
    page::Items,
    problem::ErrorCode,
    sync::{AskSnapshot, DeviceView, Ending, ListDevices, Said},
    users::RemoveUser,
    validate::Empty,
};
use support::{Client, TestApp, email_of};
use uuid::Uuid;

use crate::sync_phone::Phone;

async fn devices(client: &Client, of: Option<&Client>) -> Vec<DeviceView> {
    let ask = ListDevices { user_id: of.map(Client::id) };
    let devices: Items<DeviceView> = client.ok(&api::LIST_DEVICES, [], &ask).await;
    devices.items
}

#[actix_web::test]
async fn a_device_is_registered_by_what_it_says_first() {
    let app = TestApp::start().await;
    let (admin, ana, ben) = (app.admin().await, app.driver("ana").await, app.driver("ben").await);
    let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1";
    let mut phone = Phone::of(&ana.with("user-agent", agent));
    phone.snapshot().await;
    let said = phone.says(Said::Discarded, app.now());
    let push = phone.push_at(app.now() + TimeDelta::hours(1), &[said]);
    phone.client.ok(&api::PUSH, [], &push).await;
    let own = devices(&ana, None).await;
    assert_eq!(own.len(), 1);
    let device = &own[0];
    assert_eq!((device.id, device.user_id, device.user_name.as_str()), (phone.id, ana.id(), "ana"));
    assert_eq!((device.name.as_str(), device.last_seq, device.heals), ("Safari on iPhone", 1, 0));
    assert!(device.is_current);
    let ahead = device.skew_ms.unwrap() - 3_600_000;
    assert!(ahead.abs() < 10_000, "{ahead}");

    let id = phone.id.to_string();
    assert_eq!(ana.ok(&api::GET_DEVICE, [&id], &Empty {}).await.id, phone.id);
    assert!(!admin.ok(&api::GET_DEVICE, [&id], &Empty {}).await.is_current);
    assert_eq!(devices(&admin, Some(&ana)).await.len(), 1);
    assert_eq!(devices(&admin, None).await, []);
    assert_eq!(devices(&ben, Some(&ana)).await, []);
    ben.refused_as(ErrorCode::NotFound, &api::GET_DEVICE, [&id], &Empty {}).await;
    ben.refused_as(ErrorCode::NotFound, &api::REVOKE_DEVICE, [&id], &Empty {}).await;
    let office = app.dispatcher("dora").await;
    office.refused_as(ErrorCode::NotFound, &api::GET_DEVICE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_device_that_is_sent_away_is_told_so_whoever_asks_with_it() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let (mut phone, mut other) = (Phone::of(&ana), Phone::of(&app.sign_in(&email_of("ana")).await));
    phone.snapshot().await;
    other.snapshot().await;
    admin.ok(&api::REVOKE_DEVICE, [&phone.id.to_string()], &Empty {}).await;
    let said = phone.says(Said::Discarded, app.now());
    phone.refused(&app, ErrorCode::DeviceRevoked, from_ref(&said)).await;
    assert_eq!(phone.ask(None).await.problem(401).code, ErrorCode::DeviceRevoked);
    ana.refused_as(ErrorCode::DeviceRevoked, &api::ME, [], &Empty {}).await;
    // Whoever signs in again on it is let in; the device is not.
    ana.ok(&api::WELCOME, [], &Empty {}).await;
    phone.client = app.sign_in(&email_of("ana")).await;
    phone.client.ok(&api::ME, [], &Empty {}).await;
    phone.refused(&app, ErrorCode::DeviceRevoked, &[said]).await;
    assert_eq!(phone.ask(None).await.problem(401).code, ErrorCode::DeviceRevoked);
    assert!(other.pull(None).await.is_some(), "the other one goes on");
    let left: Vec<_> = devices(&phone.client, None).await.iter().map(|device| device.id).collect();
    assert_eq!(left, [other.id]);
    admin
        .refused_as(ErrorCode::NotFound, &api::GET_DEVICE, [&phone.id.to_string()], &Empty {})
        .await;
}

#[actix_web::test]
async fn a_lost_phone_is_told_so_whatever_happens_before_it_asks() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let mut phone = Phone::of(&ana);
    phone.snapshot().await;
    admin.ok(&api::REVOKE_DEVICE, [&phone.id.to_string()], &Empty {}).await;
    // She signs in on another one, and all her sessions are ended.
    let other = app.sign_in(&email_of("ana")).await;
    let id = ana.id().to_string();
    admin.ok(&api::DEACTIVATE_USER, [&id], &Empty {}).await;
    admin.ok(&api::REACTIVATE_USER, [&id], &Empty {}).await;
    other.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
    let anew = app.sign_in(&email_of("ana")).await;
    ana.refused_as(ErrorCode::DeviceRevoked, &api::ME, [], &Empty {}).await;
    assert_eq!(anew.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items.len(), 1);
}

#[actix_web::test]
async fn a_device_with_a_new_copy_is_sent_away_by_its_old_one() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    // A browser that was emptied chooses another number, and stays signed in.
    let (mut old, mut new) = (Phone::of(&ana), Phone::of(&ana));
    old.snapshot().await;
    new.snapshot().await;
    admin.ok(&api::REVOKE_DEVICE, [&old.id.to_string()], &Empty {}).await;
    ana.refused_as(ErrorCode::DeviceRevoked, &api::ME, [], &Empty {}).await;
}

#[actix_web::test]
async fn somebody_has_fifty_devices_at_most() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    for _ in 0..50 {
        Phone::of(&ana).push(&app, &[]).await;
    }
    let one_more = Phone::of(&ana);
    one_more.refused(&app, ErrorCode::TooManyDevices, &[]).await;
    let oldest = devices(&ana, None).await.pop().unwrap();
    let admin = app.admin().await;
    admin.ok(&api::REVOKE_DEVICE, [&oldest.id.to_string()], &Empty {}).await;
    // Its session may have been another's as well by then.
    let ana = app.sign_in(&email_of("ana")).await;
    Phone { client: ana, ..one_more }.push(&app, &[]).await;
}

#[actix_web::test]
async fn whoever_drives_stays_signed_in_on_their_device() {
    let app = TestApp::start().await;
    app.driver("ana").await;
    let browser = app.browser(&email_of("ana")).await;
    let plain = app.browser(&email_of("ana")).await;
    let mut phone = Phone::of(&browser);
    phone.snapshot().await;
    app.advance(TimeDelta::hours(13));
    plain.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
    for _ in 0..6 {
        browser.ok(&api::ME, [], &Empty {}).await;
        is_noted(&app, &browser).await;
        app.advance(TimeDelta::days(13));
    }
    browser.ok(&api::ME, [], &Empty {}).await;
    app.advance(TimeDelta::days(12));
    browser.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
}

/// The last use of a session is noted behind the answer.
async fn is_noted(app: &TestApp, browser: &Client) {
    let noted = async || {
        let sessions = browser.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
        let current = sessions.iter().find(|session| session.is_current).expect("it asks");
        app.now() - current.last_used_at < TimeDelta::hours(1)
    };
    let waiting = async {
        while !noted().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("it is noted");
}

#[actix_web::test]
async fn a_copy_that_did_not_agree_is_counted() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    let client_id = ClientId(Uuid::now_v7());
    for heals in [false, true, true] {
        ana.ok(&api::SNAPSHOT, [], &AskSnapshot { client_id, user_id: None, heals }).await;
    }
    assert_eq!(devices(&app.admin().await, Some(&ana)).await[0].heals, 2);
    let figures = furgo::metrics::text(&app.app, None).unwrap();
    assert!(figures.contains("furgo_copies_healed_total 2"), "{figures}");
}

#[actix_web::test]
async fn devices_that_stay_away_are_forgotten_but_not_how_far_they_had_come() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    let mut phone = Phone::of(&ana);
    let said = [phone.says(Said::Discarded, app.now()), phone.says(Said::Discarded, app.now())];
    phone.push(&app, &said).await;
    app.advance(RESULTS_KEPT + TimeDelta::hours(1));
    assert_eq!(forget_results(&app.app.db).await.unwrap(), 2);
    phone.client = app.sign_in(&email_of("ana")).await;
    let again = phone.push(&app, &said).await;
    let result = &again.results[0];
    assert_eq!((result.outcome, result.first, again.last_seq), (Ending::Duplicate, None, 2));
    app.advance(DEVICES_KEPT + TimeDelta::hours(1));
    assert_eq!(forget_unseen(&app.app.db).await.unwrap(), 1);
    phone.client = app.sign_in(&email_of("ana")).await;
    assert_eq!(devices(&phone.client, None).await, []);
    assert_eq!(phone.push(&app, &said).await.last_seq, 2);
    assert_eq!(devices(&phone.client, None).await.len(), 1);
}

#[actix_web::test]
async fn with_a_person_their_devices_go() {
    let app = TestApp::start().await;
    let (admin, ana) = (app.admin().await, app.driver("ana").await);
    let mut phone = Phone::of(&ana);
    let said = phone.says(Said::Discarded, app.now());
    phone.push(&app, &[said]).await;
    let removal = RemoveUser { confirm: email_of("ana") };
    admin.ok(&api::REMOVE_USER, [&ana.id().to_string()], &removal).await;
    admin
        .refused_as(ErrorCode::NotFound, &api::GET_DEVICE, [&phone.id.to_string()], &Empty {})
        .await;
    // Nothing is known of it any more: whoever brings its number is not mixed with anybody.
    let ben = app.driver("ben").await;
    assert_eq!(Phone { client: ben, ..phone }.push(&app, &[]).await.last_seq, 0);
    crate::fixture_changes::is_sound(&app);
}
