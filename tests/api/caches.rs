//! What browsers and other clients keep of answers: nobody is shown what another person was.

use std::collections::BTreeSet;

use furgo_shared::{
    access::Role,
    api::{self, Method},
    change::Change,
    packages::PatchPackage,
    routes::RouteStatus,
    users::UserView,
    validate::Empty,
};
use support::{Keeps, Reply, SharedBrowser, TestApp, email_of};

use crate::day::{given_depot, given_packages, ids, route, step_route, today};

async fn name_shown(browser: &SharedBrowser) -> String {
    browser.get("/api/auth/me").await.json::<UserView>().name
}

#[actix_web::test]
async fn two_people_on_one_browser_are_shown_their_own() {
    let app = TestApp::start().await;
    app.active("olaia", Role::Dispatcher).await;
    app.active("dani", Role::Driver).await;
    for keeps in [Keeps::WhatItMay, Keeps::WhateverHasATag] {
        let browser = app.shared_browser(keeps);
        for name in ["olaia", "dani", "olaia"] {
            browser.sign_in(&email_of(name)).await;
            assert_eq!(name_shown(&browser).await, name, "{keeps:?}");
            assert_eq!(name_shown(&browser).await, name, "{keeps:?}, once more");
            browser.sign_out().await;
        }
        assert_eq!(browser.get("/api/auth/me").await.status, 401, "{keeps:?}");
        assert_eq!(browser.kept().await > 0, keeps == Keeps::WhateverHasATag);
    }
}

/// A route with all of its stops, under way.
async fn route_under_way(app: &TestApp) -> (String, String) {
    given_depot(app).await;
    let (office, dani) = (app.dispatcher("olaia").await, app.driver("dani").await);
    let packages = given_packages(&office, 2).await;
    let planned = route(dani.id(), today(app), ids(&packages));
    let route = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&dani, &route, RouteStatus::InProgress).await;
    (route.id.to_string(), packages[0].id.to_string())
}

#[actix_web::test]
async fn a_tag_is_good_for_its_reader_alone() {
    let app = TestApp::start().await;
    let (route, package) = route_under_way(&app).await;
    let office = app.sign_in(&email_of("olaia")).await;
    let readers = [office.clone(), app.admin().await, app.viewer().await, app.driver("eva").await];
    let settings = "/api/settings".to_owned();
    for path in [format!("/api/routes/{route}"), format!("/api/packages/{package}"), settings] {
        let tag = office.raw("GET", &path, None).await.header("etag").to_owned();
        let statuses: Vec<u16> = {
            let mut statuses = Vec::new();
            for reader in &readers {
                let known = reader.with("if-none-match", &tag);
                statuses.push(known.raw("GET", &path, None).await.status);
            }
            statuses
        };
        assert_eq!(statuses[0], 304, "{path}: their own");
        assert!(!statuses[1..].contains(&304), "{path}: {statuses:?}");
    }
}

#[actix_web::test]
async fn a_tag_covers_what_comes_from_other_records() {
    let app = TestApp::start().await;
    let (route, package) = route_under_way(&app).await;
    let office = app.sign_in(&email_of("olaia")).await;
    let path = format!("/api/routes/{route}");
    let before = office.raw("GET", &path, None).await;
    let rename = PatchPackage {
        recipient_name: Change::Set("Somebody Else".to_owned()),
        ..PatchPackage::default()
    };
    office.ok(&api::PATCH_PACKAGE, [&package], &rename).await;

    let known = office.with("if-none-match", before.header("etag"));
    let after = known.raw("GET", &path, None).await;
    assert_eq!(after.status, 200);
    assert!(after.text().contains("Somebody Else"));
}

#[actix_web::test]
async fn writes_compare_the_version_alone() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    let (dani, tablet) =
        (app.browser(&email_of("dani")).await, app.sign_in(&email_of("dani")).await);
    let me = |reply: &Reply| reply.json::<UserView>().version;
    let tag = dani.raw("GET", "/api/auth/me", None).await.header("etag").to_owned();
    let renamed = |name: &str| format!("{{\"name\":\"{name}\"}}");
    let rename = |name: &str| Some(renamed(name));

    // By the tag, and by the bare number that the app sends.
    let put = |condition: String, body: Option<String>| {
        let client = tablet.with("if-match", &condition);
        async move { client.raw("PUT", "/api/auth/updateprofile", body.as_deref()).await }
    };
    let first = put(tag.clone(), rename("Dani B")).await;
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(put(tag.clone(), rename("Dani C")).await.status, 412);
    let second = put(format!("\"{}\"", me(&first)), rename("Dani D")).await;
    assert_eq!(second.status, 200);
    // What compresses on the way makes the tag weak.
    let third = put(format!("W/{}", second.header("etag")), rename("Dani E")).await;
    assert_eq!(third.status, 200);
    // The role belongs to the reader, not to the version.
    let admin = app.admin().await;
    let path = format!("/api/users/{}", dani.id());
    let seen_by_admin = admin.raw("GET", &path, None).await;
    assert_ne!(seen_by_admin.header("etag"), third.header("etag"));
    assert_eq!(seen_by_admin.tagged_version(), third.tagged_version());
    let fourth = put(seen_by_admin.header("etag").to_owned(), rename("Dani F")).await;
    assert_eq!(fourth.status, 200);
}

#[actix_web::test]
async fn no_answer_of_the_api_is_kept() {
    let app = TestApp::start().await;
    let (route, package) = route_under_way(&app).await;
    let admin = app.admin().await;
    let reads: BTreeSet<String> = api::all()
        .into_iter()
        .filter(|endpoint| endpoint.method == Method::Get && endpoint.path != api::EVENTS.path)
        .map(|endpoint| match endpoint.path {
            path if path.starts_with("/api/routes/") => path.replace("{id}", &route),
            path => path.replace("{id}", &package),
        })
        .collect();
    let mut found = 0;
    for path in reads {
        for client in [&admin, &app.stranger()] {
            let reply = client.raw("GET", &path, None).await;
            assert_eq!(reply.header("cache-control"), "no-store", "{path}: {}", reply.status);
            found += usize::from(reply.status == 200);
        }
    }
    assert!(found > 20, "{found} answers with content");
    for (method, path) in [("GET", "/api"), ("GET", "//api/auth/me"), ("DELETE", "/api/users")] {
        assert_eq!(
            app.stranger().raw(method, path, None).await.header("cache-control"),
            "no-store"
        );
    }
    assert_eq!(
        admin.raw("PATCH", "/api/packages/x", Some("{")).await.header("cache-control"),
        "no-store"
    );
}

#[actix_web::test]
async fn leaving_is_never_refused() {
    let app = TestApp::start().await;
    app.active("dani", Role::Driver).await;
    let stranger = app.stranger().call(&api::LOGOUT, [], &Empty {}).await;
    assert_eq!((stranger.status, stranger.header("clear-site-data")), (204, "\"cache\""));
    assert_eq!(app.stranger().raw("POST", "/api/auth/logout", None).await.status, 204);

    let cookie_of = |reply: Reply| reply.header("set-cookie").split(';').next().unwrap().to_owned();
    let sign_in = || async {
        let body = format!(
            r#"{{"email":"{}","password":"{}","grant":"session"}}"#,
            email_of("dani"),
            support::PASSWORD
        );
        cookie_of(app.stranger().raw("POST", "/api/auth/login", Some(&body)).await)
    };
    // Another site ends nothing, and is not told so.
    let cookie = sign_in().await;
    let with_cookie = app.stranger().with("cookie", &cookie);
    let foreign = with_cookie.with("sec-fetch-site", "cross-site");
    let reply = foreign.call(&api::LOGOUT, [], &Empty {}).await;
    assert_eq!((reply.status, reply.header("set-cookie")), (204, ""));
    assert_eq!(with_cookie.raw("GET", "/api/auth/me", None).await.status, 200);
    // Without a word about the site, the cookie's session ends.
    let reply = with_cookie.call(&api::LOGOUT, [], &Empty {}).await;
    assert_eq!(reply.status, 204);
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
    assert_eq!(with_cookie.raw("GET", "/api/auth/me", None).await.status, 401);
}
