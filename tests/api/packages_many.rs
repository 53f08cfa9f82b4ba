//! Packages by the hundred: what a dispatcher filters them by, how many stand where, and the same
//! particulars for all of them.

use chrono::{Days, NaiveTime, TimeDelta};
use furgo_shared::{
    api,
    change::Change,
    packages::{
        CreatePackage, ListPackages, PackageCountsView, PackageStatus, PackageView, PatchMany,
        PatchPackages, StepPackages, TimeWindow,
    },
    problem::ErrorCode,
    text::Locale,
    time::Day,
    validate::{Empty, FieldCode},
};
use support::{Client, TestApp};
use uuid::Uuid;

use crate::day::{fresh, given_packages, ids, package, step, today};

/// Of whom there are many, and nothing is asked.
const OTHERS: &str = "Someone else";

/// From and until this hour of a day, in the fleet's time zone.
fn window(app: &TestApp, day: Day, from: u32, to: u32) -> Option<TimeWindow> {
    let settings = furgo::features::settings::SettingsRecord::initial(app.now());
    let at = |hour| {
        let local = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
        settings.instant_of(local)
    };
    Some(TimeWindow { from: at(from), to: at(to) })
}

async fn found(client: &Client, query: &ListPackages) -> Vec<String> {
    let (mut names, mut seen) = (Vec::new(), 0);
    for number in 1.. {
        let query = ListPackages { limit: Some(100), page: Some(number), ..query.clone() };
        let page = client.ok(&api::LIST_PACKAGES, [], &query).await;
        seen += page.items.len();
        names.extend(page.items.into_iter().map(|package| package.stored.recipient_name));
        if seen == usize::try_from(page.total).unwrap() {
            break;
        }
    }
    names.retain(|name| name != OTHERS);
    names.sort_unstable();
    names
}

/// Five packages that differ in what is filtered by.
async fn given_five(app: &TestApp, office: &Client) -> Vec<PackageView> {
    let day = today(app);
    let tomorrow = day + Days::new(1);
    let mut nowhere = package("Edurne", 5);
    (nowhere.address.latitude, nowhere.address.longitude) = (None, None);
    let five = [
        CreatePackage { estimated_delivery: Some(day), ..package("Ane", 1) },
        CreatePackage { estimated_delivery: Some(tomorrow), ..package("Beñat", 2) },
        CreatePackage { time_window: window(app, day, 9, 12), ..package("Carlos", 3) },
        CreatePackage {
            estimated_delivery: Some(tomorrow),
            time_window: window(app, tomorrow, 15, 18),
            ..package("Dora", 4)
        },
        nowhere,
    ];
    let mut packages = Vec::new();
    for request in &five {
        packages.push(office.ok(&api::CREATE_PACKAGE, [], request).await);
    }
    packages
}

async fn each_filter_finds_its_own(app: &TestApp, office: &Client) {
    let (day, query) = (today(app), ListPackages::default);
    let on = |from, to| ListPackages { delivery_from: from, delivery_to: to, ..query() };
    let tomorrow = day + Days::new(1);
    assert_eq!(found(office, &on(Some(day), Some(day))).await, ["Ane", "Carlos"]);
    assert_eq!(found(office, &on(Some(tomorrow), None)).await, ["Beñat", "Dora"]);
    assert_eq!(found(office, &on(None, Some(tomorrow))).await, ["Ane", "Beñat", "Carlos", "Dora"]);
    let windowed = ListPackages { has_window: Some(true), ..query() };
    assert_eq!(found(office, &windowed).await, ["Carlos", "Dora"]);
    let by = |hour: &str| ListPackages { window_by: Some(hour.to_owned()), ..query() };
    assert_eq!(found(office, &by("11:59")).await, [""; 0]);
    assert_eq!(found(office, &by("12:00")).await, ["Carlos"]);
    assert_eq!(found(office, &by("18:00")).await, ["Carlos", "Dora"]);
    let open = ListPackages { has_window: Some(false), ..on(Some(day), Some(tomorrow)) };
    assert_eq!(found(office, &open).await, ["Ane", "Beñat"]);
    assert_eq!(found(office, &ListPackages { no_position: true, ..query() }).await, ["Edurne"]);
}

#[actix_web::test]
async fn packages_are_found_by_day_of_delivery_window_and_missing_position() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_five(&app, &office).await;
    each_filter_finds_its_own(&app, &office).await;
    let backwards = ListPackages {
        delivery_from: Some(today(&app)),
        delivery_to: Some(today(&app) - Days::new(1)),
        ..ListPackages::default()
    };
    let problem = office.refused(400, &api::LIST_PACKAGES, [], &backwards).await;
    assert_eq!(problem.fields.of("delivery_to"), Some(FieldCode::OutOfRange));
    let never = ListPackages { window_by: Some("25:00".to_owned()), ..ListPackages::default() };
    let problem = office.refused(400, &api::COUNT_PACKAGES, [], &never).await;
    assert_eq!(problem.fields.of("window_by"), Some(FieldCode::Invalid));
}

/// Beyond a thousand, lists read the catalogue instead of each record.
#[actix_web::test]
async fn among_a_thousand_packages_the_same_ones_are_found() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    given_five(&app, &office).await;
    let far = today(&app) + Days::new(30);
    for number in 0..1_000 {
        let request = CreatePackage { estimated_delivery: Some(far), ..package(OTHERS, number) };
        office.ok(&api::CREATE_PACKAGE, [], &request).await;
    }
    each_filter_finds_its_own(&app, &office).await;
    let later = ListPackages { delivery_from: Some(far), ..ListPackages::default() };
    let counts = office.ok(&api::COUNT_PACKAGES, [], &later).await;
    assert_eq!(counts, PackageCountsView { pending: 1_000, ..PackageCountsView::default() });
}

#[actix_web::test]
async fn counts_follow_every_filter_but_the_status_and_drivers_count_their_own() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let ana = app.driver("ana").await;
    let packages = given_five(&app, &office).await;
    let assign = StepPackages {
        assigned_to: Some(ana.id()),
        ..step(packages[0].id, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &assign).await;
    let counts =
        |pending, assigned| PackageCountsView { pending, assigned, ..PackageCountsView::default() };
    let query = ListPackages::default;
    assert_eq!(office.ok(&api::COUNT_PACKAGES, [], &query()).await, counts(4, 1));
    let of_a_status = ListPackages { status: vec![PackageStatus::Assigned], ..query() };
    assert_eq!(office.ok(&api::COUNT_PACKAGES, [], &of_a_status).await, counts(4, 1));
    let due = ListPackages { delivery_to: Some(today(&app)), ..query() };
    assert_eq!(office.ok(&api::COUNT_PACKAGES, [], &due).await, counts(1, 1));
    let called = ListPackages { q: Some("edur".to_owned()), ..query() };
    assert_eq!(office.ok(&api::COUNT_PACKAGES, [], &called).await, counts(1, 0));
    assert_eq!(ana.ok(&api::COUNT_PACKAGES, [], &query()).await, counts(0, 1));
    app.viewer().await.refused(403, &api::COUNT_PACKAGES, [], &query()).await;
}

#[actix_web::test]
async fn the_same_particulars_are_given_to_all_or_to_none() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let ana = app.driver("ana").await;
    let packages = given_packages(&office, 3).await;
    let mut named = ids(&packages);
    named.reverse();
    let day = today(&app) + TimeDelta::days(2);
    let patch = PatchMany {
        estimated_delivery: Change::Set(Some(day)),
        time_window: Change::Set(window(&app, day, 9, 14)),
        service_min: Change::Set(Some(7)),
        locale: Change::Set(Some(Locale::Eu)),
    };
    let request = PatchPackages { package_ids: named.clone(), patch };
    let changed = office.ok(&api::PATCH_PACKAGES, [], &request).await.items;
    assert_eq!(ids(&changed), named);
    for package in &changed {
        assert_eq!((package.estimated_delivery, package.service_min), (Some(day), Some(7)));
        assert_eq!(
            (package.time_window, package.locale),
            (window(&app, day, 9, 14), Some(Locale::Eu))
        );
        assert_eq!((package.version, package.address.city.as_str()), (2, "Bilbao"));
        assert_eq!(fresh(&office, package.id).await, *package);
    }
    let patch = PatchMany { time_window: Change::Set(None), ..PatchMany::default() };
    let taken = PatchPackages { package_ids: named.clone(), patch };
    let changed = office.ok(&api::PATCH_PACKAGES, [], &taken).await.items;
    assert!(changed.iter().all(|package| {
        package.time_window.is_none() && package.estimated_delivery == Some(day)
    }));

    let close = StepPackages {
        reason: Some(furgo_shared::packages::StepReason::Cancelled),
        ..step(named[1], PackageStatus::Failed)
    };
    office.ok(&api::STEP_PACKAGES, [], &close).await;
    let before = fresh(&office, named[0]).await;
    let problem =
        office.refused_as(ErrorCode::IllegalStep, &api::PATCH_PACKAGES, [], &request).await;
    assert_eq!(problem.fields.of("package_ids[1]"), Some(FieldCode::NotUsable));
    assert_eq!(fresh(&office, named[0]).await, before);
    let unknown = PatchPackages {
        package_ids: vec![named[0], named[2], Uuid::now_v7().into()],
        ..request.clone()
    };
    let problem = office.refused(404, &api::PATCH_PACKAGES, [], &unknown).await;
    assert_eq!(problem.fields.of("package_ids[2]"), Some(FieldCode::NotFound));
    assert_eq!(fresh(&office, named[0]).await, before);
    ana.refused(403, &api::PATCH_PACKAGES, [], &request).await;
}

#[actix_web::test]
async fn what_cannot_be_given_to_many_is_refused_before_anything_is_written() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let id = given_packages(&office, 1).await[0].id;
    let service =
        |minutes| PatchMany { service_min: Change::Set(Some(minutes)), ..PatchMany::default() };
    let several = (0..501).map(|_| Uuid::now_v7().into()).collect();
    for (package_ids, patch, field, code) in [
        (vec![], service(5), "package_ids", FieldCode::Required),
        (vec![id, id], service(5), "package_ids", FieldCode::Repeated),
        (several, service(5), "package_ids", FieldCode::TooLong),
        (vec![id], PatchMany::default(), "patch", FieldCode::Required),
        (vec![id], service(481), "patch.service_min", FieldCode::OutOfRange),
    ] {
        let request = PatchPackages { package_ids, patch };
        let problem = office.refused(400, &api::PATCH_PACKAGES, [], &request).await;
        assert_eq!(problem.fields.of(field), Some(code), "{field}");
    }
    let page = office.ok(&api::GET_PACKAGE, [&id.to_string()], &Empty {}).await;
    assert_eq!((page.version, page.service_min), (1, None));
}
