//! Every endpoint that names something × whose it is: what somebody may not see answers exactly as
//! what is not there, and stays as it was.

use std::collections::BTreeMap;

use furgo_shared::{
    api::{self, Body, Described, Method},
    auth::SessionView,
    change::Change,
    id::ClientId,
    readings::{CreateReading, ReadingKind},
    refuels::CreateRefuel,
    sync::AskSnapshot,
    units::Km,
    users::PatchUser,
    validate::Empty,
};
use serde_json::Value;
use support::{Client, Reply};
use uuid::Uuid;

use crate::{
    blobs::photo,
    day::{given_depot, given_packages, route},
    histories::{Fleet, expense, fleet, refuel, work},
};

const NOTHING: &str = "01900000-0000-7000-8000-000000000000";
const NO_FILE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What belongs to Ana, by the beginning of the paths that name it; the last one that fits counts.
struct Hers(Vec<(&'static str, String)>);

impl Hers {
    /// The pattern with her thing in place of its first parameter, and of the others what is nobody's.
    fn path(&self, pattern: &str) -> Option<String> {
        let (_, own) = self.0.iter().rev().find(|(start, _)| pattern.starts_with(start))?;
        Some(filled(pattern, own))
    }
}

fn filled(pattern: &str, first: &str) -> String {
    let mut values = std::iter::once(first).chain(std::iter::repeat(NOTHING));
    let segments = pattern.split('/').map(|segment| match segment {
        // A kind of the trash is no one's.
        "{kind}" => "refuels",
        _ if segment.starts_with('{') => values.next().unwrap(),
        _ => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

fn nobodys(pattern: &str) -> String {
    filled(pattern, if pattern.contains("{sha256}") { NO_FILE } else { NOTHING })
}

async fn given_hers(fleet: &Fleet) -> Hers {
    let (ana, van) = (&fleet.ana, fleet.van.id.to_string());
    let picture = photo(1, 1_000);
    let bought =
        CreateRefuel { files: vec![picture.named("r.jpg")], ..refuel("van", fleet.ago(3)) };
    let bought = ana.ok(&api::CREATE_REFUEL, [], &bought).await;
    picture.brought_by(ana).await;
    let deleted = ana.ok(&api::CREATE_REFUEL, [], &refuel("van", fleet.ago(4))).await;
    ana.ok(&api::DELETE_REFUEL, [&deleted.id.to_string()], &Empty {}).await;
    let oil = ana.ok(&api::CREATE_MAINTENANCE, [], &work("van", fleet.ago(2), 1_400)).await;
    let toll = ana.ok(&api::CREATE_EXPENSE, [], &expense("van", fleet.ago(2))).await;
    let read = CreateReading {
        id: None,
        vehicle: "van".to_owned(),
        date: fleet.ago(1),
        odometer_km: Km::whole(1_500),
        kind: ReadingKind::Reading,
        previous_km: None,
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    };
    let read = ana.ok(&api::CREATE_READING, [], &read).await;
    given_depot(&fleet.app).await;
    let packages = given_packages(&fleet.office, 2).await;
    let ids = packages.iter().map(|package| package.id).collect();
    let planned = route(ana.id(), fleet.today, ids);
    let planned = fleet.office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let device = ClientId(Uuid::now_v7());
    ana.ok(&api::SNAPSHOT, [], &AskSnapshot { client_id: device, user_id: None, heals: false })
        .await;
    let sessions: Vec<SessionView> = ana.ok(&api::LIST_SESSIONS, [], &Empty {}).await.items;
    Hers(vec![
        ("/api/auth/sessions/", sessions[0].id.to_string()),
        ("/api/users/", ana.id().to_string()),
        ("/api/auth/users/", ana.id().to_string()),
        ("/api/vehicles/", van.clone()),
        ("/api/refuels/", bought.id.to_string()),
        ("/api/refuels/vehicle/", van),
        ("/api/maintenance/", oil.id.to_string()),
        ("/api/expenses/", toll.id.to_string()),
        ("/api/readings/", read.id.to_string()),
        ("/api/blobs/", picture.named("").sha256.to_string()),
        ("/api/packages/", packages[0].id.to_string()),
        ("/api/routes/", planned.id.to_string()),
        ("/api/devices/", device.to_string()),
        ("/api/trash/", deleted.id.to_string()),
    ])
}

/// Nobody's in particular: no record of a person is behind these.
const OF_NOBODY: [&str; 3] = ["/api/tracking/", "/api/exceptions/", "/api/jobs/"];

fn named() -> Vec<(Described, Method, &'static str)> {
    let mut named = Vec::new();
    for endpoint in api::all() {
        let aliases = endpoint.aliases.iter().copied();
        for (method, path) in std::iter::once((endpoint.method, endpoint.path)).chain(aliases) {
            if path.contains('{') && !OF_NOBODY.iter().any(|start| path.starts_with(start)) {
                named.push((endpoint, method, path));
            }
        }
    }
    named
}

async fn ask(client: &Client, endpoint: &Described, method: Method, path: &str) -> Reply {
    match (endpoint.body)(method) {
        Body::Bytes { .. } => {
            let bytes = b"\xff\xd8\xff\xe0 not this one".to_vec();
            client.bytes(method.name(), path, "application/octet-stream", bytes).await
        }
        Body::None | Body::Query if method.reads() => client.raw(method.name(), path, None).await,
        _ => client.raw(method.name(), path, Some(body_of(endpoint))).await,
    }
}

/// What gets past the rules of the request itself, so that the record is looked for.
fn body_of(endpoint: &Described) -> &'static str {
    match endpoint.name {
        name if name == api::STEP_ROUTE.name => r#"{"status":"in_progress","confirm":true}"#,
        name if name == api::STEP_PACKAGE.name => r#"{"new_status":"delivered"}"#,
        name if name == api::PATCH_REFUEL.name => r#"{"cost":1}"#,
        name if name == api::PATCH_MAINTENANCE.name => r#"{"cost":1}"#,
        name if name == api::PATCH_EXPENSE.name => r#"{"amount":1}"#,
        name if name == api::PATCH_READING.name => r#"{"notes":"mine now"}"#,
        name if name == api::PATCH_ROUTE.name => r#"{"notes":"mine now"}"#,
        name if name == api::PAY_EXPENSE.name => r#"{"date":"2026-01-01"}"#,
        _ => "{}",
    }
}

/// An answer but for what differs with every request.
fn said(reply: &Reply) -> (u16, BTreeMap<String, Value>) {
    let mut body: BTreeMap<String, Value> =
        serde_json::from_slice(&reply.bytes).unwrap_or_default();
    body.remove("request_id");
    (reply.status, body)
}

/// Everything about Ana's that the office sees.
async fn state(fleet: &Fleet, hers: &Hers) -> String {
    let mut state = fleet.dump().await;
    for path in ["/api/readings?limit=100", "/api/routes?limit=100", "/api/packages?limit=100"] {
        state.push_str(&fleet.office.raw("GET", path, None).await.text());
    }
    let admin = fleet.app.admin().await;
    for path in ["/api/trash".to_owned(), hers.path("/api/devices/{id}").unwrap()] {
        let reply = admin.raw("GET", &path, None).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        state.push_str(&reply.text());
    }
    state
}

async fn strangers(also_drives: bool) {
    let fleet = fleet().await;
    let hers = given_hers(&fleet).await;
    if also_drives {
        let id = fleet.ben.id().to_string();
        let patch = PatchUser { also_drives: Change::Set(true), ..PatchUser::default() };
        fleet.app.admin().await.ok(&api::PATCH_USER, [&id], &patch).await;
    }
    let before = state(&fleet, &hers).await;
    let mut compared = 0;
    for (endpoint, method, pattern) in named() {
        let what = format!("{} {pattern}", method.name());
        let path = hers.path(pattern).expect("a new endpoint says whose record it names");
        let about_hers = ask(&fleet.ben, &endpoint, method, &path).await;
        let about_nothing = ask(&fleet.ben, &endpoint, method, &nobodys(pattern)).await;
        // Erasing again what is erased changes nothing and is no fault, so nothing answers otherwise.
        if endpoint.name != api::ERASE.name {
            assert_eq!(said(&about_hers), said(&about_nothing), "{what}");
        }
        assert!((400..500).contains(&about_hers.status), "{what}: {}", about_hers.text());
        compared += 1;
    }
    assert!(compared > 50, "{compared}");
    assert_eq!(state(&fleet, &hers).await, before);
}

#[actix_web::test]
async fn what_is_another_drivers_answers_as_what_is_not_there() {
    strangers(false).await;
}

#[actix_web::test]
async fn nor_does_the_switch_open_what_is_another_drivers() {
    strangers(true).await;
}

#[actix_web::test]
async fn nobody_of_any_role_ends_the_session_of_another() {
    let fleet = fleet().await;
    let hers = given_hers(&fleet).await;
    let pattern = api::END_SESSION.path;
    for client in [&fleet.office, &fleet.viewer, &fleet.ben, &fleet.app.admin().await] {
        let reply = client.raw("DELETE", &hers.path(pattern).unwrap(), None).await;
        assert_eq!(reply.status, 404, "{}", reply.text());
    }
    fleet.ana.ok(&api::ME, [], &Empty {}).await;
}

/// The measure of the others: what is hers is there for her.
#[actix_web::test]
async fn what_is_ones_own_is_there() {
    let fleet = fleet().await;
    let hers = given_hers(&fleet).await;
    let mut found = 0;
    for (endpoint, method, pattern) in named() {
        let is_read = method == Method::Get && !pattern.ends_with("/upload");
        if is_read && endpoint.access.allows(Some(fleet.ana.user().role)) {
            let reply = ask(&fleet.ana, &endpoint, method, &hers.path(pattern).unwrap()).await;
            assert_eq!(reply.status, 200, "{pattern}: {}", reply.text());
            found += 1;
        }
    }
    assert!(found > 15, "{found}");
}
