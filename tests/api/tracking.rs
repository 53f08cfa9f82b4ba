//! What the holder of a tracking link sees, and what not.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    packages::{PackageStatus, PackageView},
    routes::RouteStatus,
    text::Locale,
    time::written_day,
    validate::Empty,
};
use support::{Client, TestApp};

use crate::day::{given_depot, given_packages, ids, package, route, step, step_route, today};

fn token(package: &PackageView) -> String {
    package.tracking_url.as_deref().unwrap().trim_start_matches("/track/").to_owned()
}

async fn page(client: &Client, language: &str, path: &str) -> support::Reply {
    client.with("accept-language", language).raw("GET", path, None).await
}

#[actix_web::test]
async fn a_stranger_with_the_link_follows_the_package_and_sees_no_secrets() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let stranger = app.stranger();
    let packages = given_packages(&office, 3).await;
    let request = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let of = |at: usize| {
        let wanted = planned.stops[at].package_id;
        packages.iter().find(|package| package.id == wanted).unwrap()
    };
    let track = async |at| stranger.ok(&api::TRACKING, [&token(of(at))], &Empty {}).await;
    let before = track(2).await;
    assert_eq!((before.status, before.stops_before), (PackageStatus::Assigned, None));
    assert_eq!((before.eta_window, before.estimated_delivery), (None, Some(today(&app))));
    assert_eq!(before.recipient_name, "Ane G.");
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let under_way = track(2).await;
    assert_eq!(under_way.stops_before, Some(2));
    assert!(under_way.eta_window.is_some_and(|window| window.from < window.to));
    let statuses: Vec<_> = under_way.history.iter().map(|step| step.status).collect();
    use PackageStatus::{Assigned, Delivered, InTransit, Pending};
    assert_eq!(statuses, [Pending, Assigned, InTransit]);
    let reply = stranger.call(&api::TRACKING, [&token(of(2))], &Empty {}).await;
    for secret in ["Garmendia", "Ledesma", "600 000", "ane@example", "dora", "\"ana\""] {
        assert!(!reply.text().contains(secret), "{}", reply.text());
    }
    ana.ok(&api::STEP_PACKAGES, [], &step(of(0).id, Delivered)).await;
    assert_eq!(track(2).await.stops_before, Some(1));
    let done = track(0).await;
    assert_eq!((done.status, done.stops_before, done.eta_window), (Delivered, None, None));
}

#[actix_web::test]
async fn the_link_dies_thirty_days_after_the_end() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let admin = app.admin().await;
    let package = given_packages(&office, 1).await.remove(0);
    let delivered = furgo_shared::packages::StepPackages {
        note: Some("handed over at the counter".to_owned()),
        ..step(package.id, PackageStatus::Delivered)
    };
    admin.ok(&api::STEP_PACKAGES, [], &delivered).await;
    let token = token(&package);
    let stranger = app.stranger();
    app.advance(TimeDelta::days(30) - TimeDelta::minutes(1));
    stranger.ok(&api::TRACKING, [&token], &Empty {}).await;
    app.advance(TimeDelta::minutes(2));
    stranger.refused(404, &api::TRACKING, [&token], &Empty {}).await;
    assert_eq!(stranger.raw("GET", &format!("/track/{token}"), None).await.status, 404);
}

#[actix_web::test]
async fn a_wrong_link_is_told_kindly_in_every_language() {
    let app = TestApp::start().await;
    let stranger = app.stranger();
    for token in ["x", "0123456789abcdef0123456789abcdef", "..", "%3Cscript%3E"] {
        stranger.refused(404, &api::TRACKING, [token], &Empty {}).await;
    }
    for (language, words) in [("en", "No package here"), ("eu", "Hemen ez dago paketerik")] {
        let reply = page(&stranger, language, "/track/%3Cscript%3E").await;
        assert_eq!(reply.status, 404);
        assert!(reply.text().contains(words), "{}", reply.text());
        assert!(reply.text().contains(&format!("<html lang=\"{language}\">")));
        assert!(!reply.text().contains("<script"));
    }
}

#[actix_web::test]
async fn the_page_needs_no_script_and_names_cannot_smuggle_one_in() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let mut request = package("<script>alert(1)</script> Jon", 1);
    request.address.city = "\"><img src=x onerror=alert(2)>".to_owned();
    let package = office.ok(&api::CREATE_PACKAGE, [], &request).await;
    let path = package.tracking_url.clone().unwrap();
    let reply = page(&app.stranger(), "es-ES,es;q=0.9", &path).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    let html = reply.text();
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(
        html.contains("&lt;script&gt;alert(1)&lt;/script&gt; J.") && html.contains("lang=\"es\"")
    );
    assert!(html.contains(&package.tracking_code) && html.contains("name=\"robots\""));
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("style-src 'self'"));
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
    assert!(!html.contains("style=") && !html.contains("<style"));
    assert!(reply.header("x-robots-tag").contains("noindex"));
    assert_eq!(reply.header("cache-control"), "no-store");
    let style = app.stranger().raw("GET", "/track.css", None).await;
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
}

#[actix_web::test]
async fn the_expected_day_is_written_as_in_the_app_and_not_once_it_has_passed() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let mut request = package("Ane Garmendia", 1);
    request.estimated_delivery = Some(today(&app));
    let package = office.ok(&api::CREATE_PACKAGE, [], &request).await;
    let path = package.tracking_url.clone().unwrap();
    for (language, locale, label) in [
        ("en", Locale::En, "Estimated delivery"),
        ("es", Locale::Es, "Entrega prevista"),
        ("eu", Locale::Eu, "Aurreikusitako entrega-eguna"),
    ] {
        let html = page(&app.stranger(), language, &path).await.text();
        let day = written_day(locale, today(&app));
        assert!(html.contains(&format!("<dt>{label}</dt><dd>{day}</dd>")), "{html}");
    }
    app.advance(TimeDelta::days(1));
    let html = page(&app.stranger(), "en", &path).await.text();
    assert!(!html.contains("Estimated delivery") && html.contains("Registered"), "{html}");
}

#[actix_web::test]
async fn the_expected_hours_follow_a_late_van() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let packages = given_packages(&office, 3).await;
    let request = route(ana.id(), today(&app) + TimeDelta::days(1), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    let late = TimeDelta::hours(2);
    app.advance(planned.depart_at.unwrap() + late - app.now());
    let ana = app.sign_in("ana@example.org").await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let last = planned.stops.last().unwrap();
    let package = packages.iter().find(|package| package.id == last.package_id).unwrap();
    let seen = app.stranger().ok(&api::TRACKING, [&token(package)], &Empty {}).await;
    let window = seen.eta_window.unwrap();
    let expected = last.estimated_arrival.unwrap() + late;
    assert!(window.from <= expected && expected <= window.to, "{window:?} {expected}");
}
