//! Every endpoint × every alias × every role × who also drives × nobody, straight from the endpoint table.

use std::collections::BTreeSet;

use furgo::{features, http::Mount};
use furgo_shared::{
    access::{Access, Role},
    api::{self, Body, Described, Method, Reply as Kind},
    change::Change,
    users::PatchUser,
};
use support::{Client, Reply, TestApp};

/// Ways to an endpoint: its own and its aliases.
fn ways(endpoint: &Described) -> Vec<(Method, &'static str)> {
    std::iter::once((endpoint.method, endpoint.path))
        .chain(endpoint.aliases.iter().copied())
        .collect()
}

/// A path that names nothing that exists.
fn path_to_nothing(pattern: &str) -> String {
    let segments = pattern.split('/').map(|segment| match segment.starts_with('{') {
        true => "01900000-0000-7000-8000-000000000000",
        false => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

async fn ask(client: &Client, endpoint: &Described, method: Method, pattern: &str) -> Reply {
    if endpoint.reply == Kind::Stream {
        // An answer without an end: enough that it begins.
        let begun = client.try_events().await.err();
        return begun.unwrap_or_else(|| Reply { status: 200, ..Reply::default() });
    }
    let path = path_to_nothing(pattern);
    match (endpoint.body)(method) {
        Body::Bytes { .. } => {
            client.bytes(method.name(), &path, "application/octet-stream", b"x".to_vec()).await
        }
        Body::Query | Body::None if method.reads() => client.raw(method.name(), &path, None).await,
        _ => client.raw(method.name(), &path, Some("{}")).await,
    }
}

/// Signing out ends the session that asks, so it is asked last.
fn in_order() -> Vec<Described> {
    let mut endpoints = api::all();
    endpoints.sort_by_key(|endpoint| endpoint.name == api::LOGOUT.name);
    endpoints
}

#[actix_web::test]
async fn nobody_gets_past_a_permission() {
    let app = TestApp::start().await;
    app.admin().await;
    for endpoint in in_order() {
        for (method, path) in ways(&endpoint) {
            let reply = ask(&app.stranger(), &endpoint, method, path).await;
            let what = format!("{} {path}: {}", method.name(), reply.text());
            match endpoint.access {
                // Without its cookie a refresh has nobody to refresh.
                Access::Public if endpoint.name == api::REFRESH.name => {
                    assert_eq!(reply.status, 401, "{what}")
                }
                Access::Public => assert!(![401, 403, 405].contains(&reply.status), "{what}"),
                Access::SignedIn | Access::Needs(_) => {
                    assert_eq!(reply.status, 401, "{what}");
                    reply.problem(401);
                }
            }
        }
    }
}

async fn every_way_as(role: Role) {
    every_way(role, false).await;
}

/// Driving gives no permission that the role does not have, and takes none away.
async fn every_way(role: Role, also_drives: bool) {
    let app = TestApp::start().await;
    let client = app.person("somebody", role).await;
    if also_drives {
        let id = client.id().to_string();
        let also_drives = Change::Set(true);
        let patch = PatchUser { also_drives, ..PatchUser::default() };
        assert!(app.admin().await.ok(&api::PATCH_USER, [&id], &patch).await.drives());
    }
    for endpoint in in_order() {
        for (method, path) in ways(&endpoint) {
            let reply = ask(&client, &endpoint, method, path).await;
            let what = format!(
                "{role:?}, also drives: {also_drives}, {} {path}: {}",
                method.name(),
                reply.text()
            );
            match endpoint.access.allows(Some(role)) {
                true if endpoint.name == api::REFRESH.name => {
                    assert_eq!(reply.status, 401, "{what}")
                }
                true => assert!(![401, 403, 405, 500].contains(&reply.status), "{what}"),
                false => assert_eq!(
                    reply.problem(403).code,
                    furgo_shared::problem::ErrorCode::Forbidden,
                    "{what}"
                ),
            }
        }
    }
}

#[actix_web::test]
async fn an_admin_may_what_the_table_says() {
    every_way_as(Role::Admin).await;
}

#[actix_web::test]
async fn a_dispatcher_may_what_the_table_says() {
    every_way_as(Role::Dispatcher).await;
}

#[actix_web::test]
async fn an_admin_who_also_drives_may_what_the_table_says() {
    every_way(Role::Admin, true).await;
}

#[actix_web::test]
async fn a_dispatcher_who_also_drives_may_what_the_table_says() {
    every_way(Role::Dispatcher, true).await;
}

#[actix_web::test]
async fn a_driver_with_the_switch_may_what_the_table_says() {
    every_way(Role::Driver, true).await;
}

#[actix_web::test]
async fn a_driver_may_what_the_table_says() {
    every_way_as(Role::Driver).await;
}

#[actix_web::test]
async fn a_viewer_may_what_the_table_says() {
    every_way_as(Role::Viewer).await;
}

#[test]
fn every_endpoint_of_the_table_is_mounted() {
    let mut mount = Mount::default();
    features::mount(&mut mount);
    let table: BTreeSet<_> = api::all().iter().map(|endpoint| endpoint.name).collect();
    assert_eq!(*mount.names(), table);
}
