//! Packages: entering, editing, lists, the day's summary, the log.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    logs::{ListLog, LogEntryView},
    packages::{
        CreatePackage, ListPackages, OnDay, PackageStatus, PatchPackage, StepPackages, StepReason,
    },
    problem::ErrorCode,
    validate::{Empty, FieldCode},
};
use support::{Client, TestApp, email_of};
use uuid::Uuid;

use crate::day::{fresh, given_packages, ids, log, package, step, today};

async fn names(client: &Client, query: &ListPackages) -> Vec<String> {
    let page = client.ok(&api::LIST_PACKAGES, [], query).await;
    assert_eq!(usize::try_from(page.total).unwrap(), page.items.len());
    page.items.into_iter().map(|package| package.stored.recipient_name).collect()
}

#[actix_web::test]
async fn a_package_is_entered_with_a_code_a_link_and_a_row_in_the_log() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let package = office.ok(&api::CREATE_PACKAGE, [], &package(" Ane ", 1)).await;
    assert_eq!((package.status, package.recipient_name.as_str()), (PackageStatus::Pending, "Ane"));
    assert!(furgo::features::packages::tracking_code::is_valid(&package.tracking_code));
    assert_eq!(package.tracking_url.as_deref().map(str::len), Some("/track/".len() + 32));
    let rows = log(&office, package.id).await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].old_status, rows[0].new_status), (None, PackageStatus::Pending));
    assert_eq!(rows[0].changed_by_name, "dora");
}

#[actix_web::test]
async fn entering_it_again_with_the_same_id_or_key_does_nothing_twice() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let request = CreatePackage { id: Some(Uuid::now_v7().into()), ..package("Ane", 1) };
    let first = office.ok(&api::CREATE_PACKAGE, [], &request).await;
    assert_eq!(office.ok(&api::CREATE_PACKAGE, [], &request).await, first);
    let other = CreatePackage { recipient_name: "Jon".to_owned(), ..request };
    office.refused_as(ErrorCode::IdReused, &api::CREATE_PACKAGE, [], &other).await;
    let keyed = office.with("idempotency-key", "k1");
    let first = keyed.call(&api::CREATE_PACKAGE, [], &package("Jon", 2)).await;
    let second = keyed.call(&api::CREATE_PACKAGE, [], &package("Jon", 2)).await;
    assert_eq!((first.status, &first.bytes), (201, &second.bytes));
    assert_eq!(second.header("idempotency-replayed"), "true");
    keyed.refused_as(ErrorCode::KeyReused, &api::CREATE_PACKAGE, [], &package("Jon", 3)).await;
    assert_eq!(office.ok(&api::LIST_LOG, [], &ListLog::default()).await.total, 2);
}

#[actix_web::test]
async fn drivers_see_their_own_packages_without_the_link_and_viewers_none() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let packages = given_packages(&office, 2).await;
    let assign = StepPackages {
        assigned_to: Some(ana.id()),
        ..step(packages[0].id, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &assign).await;
    let id = packages[0].id.to_string();
    let seen = ana.ok(&api::GET_PACKAGE, [&id], &Empty {}).await;
    assert_eq!((seen.stored.tracking_url, seen.assigned_to_name.as_deref()), (None, Some("ana")));
    assert_eq!(names(&ana, &ListPackages::default()).await, ["Ane Garmendia 0"]);
    assert_eq!(ana.ok(&api::MY_PACKAGES, [], &Empty {}).await.items.len(), 1);
    assert_eq!(names(&ben, &ListPackages::default()).await, [""; 0]);
    let anas = ListPackages { assigned_to: Some(ana.id()), ..ListPackages::default() };
    assert_eq!(names(&ben, &anas).await, [""; 0]);
    assert_eq!(names(&office, &anas).await.len(), 1);
    for path in [&api::GET_PACKAGE] {
        ben.refused(404, path, [&id], &Empty {}).await;
    }
    ben.refused(404, &api::PACKAGE_LOG, [&id], &Empty {}).await;
    assert_eq!(ana.ok(&api::PACKAGE_LOG, [&id], &Empty {}).await.items.len(), 2);
    let viewer = app.viewer().await;
    viewer.refused(403, &api::GET_PACKAGE, [&id], &Empty {}).await;
    viewer.refused(403, &api::LIST_PACKAGES, [], &ListPackages::default()).await;
    ana.refused(403, &api::CREATE_PACKAGE, [], &package("X", 1)).await;
    ana.refused(403, &api::DELETE_PACKAGE, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn lists_are_filtered_ordered_and_paged() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let ana = app.driver("ana").await;
    let day = today(&app);
    for (name, city, in_days) in
        [("Beñat", "Bilbao", Some(3)), ("ane", "Getxo", None), ("Carlos", "bilbao", Some(1))]
    {
        let mut request = package(name, 1);
        request.address.city = city.to_owned();
        request.estimated_delivery = in_days.map(|days| day + TimeDelta::days(days));
        office.ok(&api::CREATE_PACKAGE, [], &request).await;
        // What is entered in the same millisecond has no order.
        app.advance(TimeDelta::milliseconds(1));
    }
    let all = office.ok(&api::LIST_PACKAGES, [], &ListPackages::default()).await.items;
    let assign =
        |id| StepPackages { assigned_to: Some(ana.id()), ..step(id, PackageStatus::Assigned) };
    office.ok(&api::STEP_PACKAGES, [], &assign(all[0].id)).await;
    let query = ListPackages::default;
    let sorted = |sort: &str| ListPackages { sort: Some(sort.to_owned()), ..query() };
    assert_eq!(names(&office, &query()).await, ["Carlos", "ane", "Beñat"]);
    assert_eq!(names(&office, &sorted("created_at")).await, ["Beñat", "ane", "Carlos"]);
    assert_eq!(names(&office, &sorted("recipient_name")).await, ["ane", "Beñat", "Carlos"]);
    assert_eq!(names(&office, &sorted("-recipient_name")).await, ["Carlos", "Beñat", "ane"]);
    assert_eq!(names(&office, &sorted("estimated_delivery")).await, ["Carlos", "Beñat", "ane"]);
    let status = |status| ListPackages { status, ..query() };
    assert_eq!(names(&office, &status(vec![PackageStatus::Assigned])).await, ["Carlos"]);
    assert_eq!(names(&office, &status(vec![PackageStatus::Pending])).await, ["ane", "Beñat"]);
    let open = vec![PackageStatus::Pending, PackageStatus::Assigned, PackageStatus::Pending];
    assert_eq!(names(&office, &status(open)).await, ["Carlos", "ane", "Beñat"]);
    let city = ListPackages { city: Some("BILBAO".to_owned()), ..query() };
    assert_eq!(names(&office, &city).await, ["Carlos", "Beñat"]);
    let code = ListPackages { q: Some(all[1].tracking_code.to_lowercase()), ..query() };
    assert_eq!(names(&office, &code).await, ["ane"]);
    let q = |text: &str| ListPackages { q: Some(text.to_owned()), ..query() };
    assert_eq!(names(&office, &q(&all[1].tracking_code[4..])).await, ["ane"]);
    assert_eq!(names(&office, &q("BEN")).await, ["Beñat"]);
    assert_eq!(names(&office, &q("bil carl")).await, ["Carlos"]);
    assert_eq!(names(&office, &q("0000")).await, ["Carlos", "ane", "Beñat"]);
    for nothing in ["eñat", "ilbao", "bil ane", "¡!"] {
        assert_eq!(names(&office, &q(nothing)).await, [""; 0], "{nothing}");
    }
    let days = |from, to| ListPackages { from: Some(from), to: Some(to), ..query() };
    assert_eq!(names(&office, &days(day, day)).await.len(), 3);
    let tomorrow = day + TimeDelta::days(1);
    assert_eq!(names(&office, &days(tomorrow, tomorrow)).await, [""; 0]);
    let page = ListPackages { page: Some(2), limit: Some(2), ..query() };
    let page = office.ok(&api::LIST_PACKAGES, [], &page).await;
    assert_eq!((page.items[0].recipient_name.as_str(), page.total), ("Beñat", 3));
    office.refused(400, &api::LIST_PACKAGES, [], &sorted("weight")).await;
}

#[actix_web::test]
async fn a_package_is_corrected_while_it_is_not_finished_and_deleted_while_pending() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let packages = given_packages(&office, 2).await;
    let id = packages[0].id.to_string();
    let patch = PatchPackage {
        recipient_name: Change::Set("Jon".to_owned()),
        recipient_email: Change::Set(None),
        ..PatchPackage::default()
    };
    let fixed = office.with("if-match", "\"1\"").ok(&api::PATCH_PACKAGE, [&id], &patch).await;
    assert_eq!((fixed.recipient_name.as_str(), fixed.recipient_email.clone()), ("Jon", None));
    let late = office.with("if-match", "\"1\"");
    late.refused_as(ErrorCode::Stale, &api::PATCH_PACKAGE, [&id], &patch).await;
    late.refused_as(ErrorCode::Stale, &api::DELETE_PACKAGE, [&id], &Empty {}).await;
    let fail = StepPackages {
        reason: Some(StepReason::Cancelled),
        ..step(packages[0].id, PackageStatus::Failed)
    };
    office.ok(&api::STEP_PACKAGES, [], &fail).await;
    office.refused_as(ErrorCode::IllegalStep, &api::PATCH_PACKAGE, [&id], &patch).await;
    office.refused_as(ErrorCode::PackageNotPending, &api::DELETE_PACKAGE, [&id], &Empty {}).await;
    let other = packages[1].id.to_string();
    office.ok(&api::DELETE_PACKAGE, [&other], &Empty {}).await;
    office.refused(404, &api::GET_PACKAGE, [&other], &Empty {}).await;
}

#[actix_web::test]
async fn the_summary_counts_what_happened_that_day() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let packages = given_packages(&office, 3).await;
    let assign = StepPackages {
        package_id: None,
        package_ids: ids(&packages),
        assigned_to: Some(ana.id()),
        ..step(packages[0].id, PackageStatus::Assigned)
    };
    office.ok(&api::STEP_PACKAGES, [], &assign).await;
    let yesterday = today(&app) - TimeDelta::days(1);
    let sent = StepPackages {
        occurred_at: Some(app.now() - TimeDelta::days(1)),
        ..step(packages[1].id, PackageStatus::InTransit)
    };
    office.ok(&api::STEP_PACKAGES, [], &sent).await;
    let summary = office.ok(&api::DAY_SUMMARY, [], &OnDay { date: None }).await;
    assert_eq!((summary.created, summary.assigned, summary.in_transit), (3, 3, 0));
    let before = office.ok(&api::DAY_SUMMARY, [], &OnDay { date: Some(yesterday) }).await;
    assert_eq!((before.created, before.in_transit), (0, 1));
    let anas = ana.ok(&api::DAY_SUMMARY, [], &OnDay { date: None }).await;
    assert_eq!((anas.created, anas.assigned), (3, 3));
    let bens = ben.ok(&api::DAY_SUMMARY, [], &OnDay { date: None }).await;
    assert_eq!((bens.created, bens.assigned), (0, 0));
}

#[actix_web::test]
async fn the_log_is_listed_newest_first_and_drivers_see_their_packages_rows() {
    let app = TestApp::start().await;
    let (office, admin) = (app.dispatcher("dora").await, app.admin().await);
    let ana = app.driver("ana").await;
    let packages = given_packages(&office, 2).await;
    let assign = StepPackages {
        assigned_to: Some(ana.id()),
        ..step(packages[0].id, PackageStatus::Assigned)
    };
    app.advance(TimeDelta::milliseconds(1));
    admin.ok(&api::STEP_PACKAGES, [], &assign).await;
    let all = office.ok(&api::LIST_LOG, [], &ListLog::default()).await;
    assert_eq!(all.total, 3);
    assert_eq!(all.items[0].new_status, PackageStatus::Assigned);
    let by = |changed_by| ListLog { changed_by: Some(changed_by), ..ListLog::default() };
    assert_eq!(office.ok(&api::LIST_LOG, [], &by(office.id())).await.total, 2);
    assert_eq!(office.ok(&api::LIST_LOG, [], &by(admin.id())).await.total, 1);
    let of = |package_id| ListLog { package_id: Some(package_id), ..ListLog::default() };
    assert_eq!(office.ok(&api::LIST_LOG, [], &of(packages[0].id)).await.total, 2);
    let both = ListLog { changed_by: Some(admin.id()), ..of(packages[0].id) };
    assert_eq!(office.ok(&api::LIST_LOG, [], &both).await.total, 1);
    let tomorrow = today(&app) + TimeDelta::days(1);
    let later = ListLog { from: Some(tomorrow), ..ListLog::default() };
    assert_eq!(office.ok(&api::LIST_LOG, [], &later).await.total, 0);
    assert_eq!(ana.ok(&api::LIST_LOG, [], &ListLog::default()).await.total, 2);
    assert_eq!(ana.ok(&api::LIST_LOG, [], &of(packages[1].id)).await.total, 0);
    app.viewer().await.refused(403, &api::LIST_LOG, [], &ListLog::default()).await;
    let page = ListLog { page: Some(2), limit: Some(2), ..ListLog::default() };
    assert_eq!(office.ok(&api::LIST_LOG, [], &page).await.items.len(), 1);
}

#[actix_web::test]
async fn the_log_of_some_days_is_what_happened_on_them_newest_first() {
    let app = TestApp::start().await;
    app.dispatcher("dora").await;
    app.dispatcher("edu").await;
    let first = today(&app);
    for count in [2, 0, 3, 1] {
        // A token does not live for days.
        let (office, edu) =
            (app.sign_in(&email_of("dora")).await, app.sign_in(&email_of("edu")).await);
        for package in given_packages(&office, count).await {
            app.advance(TimeDelta::milliseconds(2));
            let gives_up = StepPackages {
                reason: Some(StepReason::Other),
                note: Some("lost".to_owned()),
                ..step(package.id, PackageStatus::Failed)
            };
            edu.ok(&api::STEP_PACKAGES, [], &gives_up).await;
        }
        app.advance(TimeDelta::days(1));
    }
    let (office, edu) = (app.sign_in(&email_of("dora")).await, app.sign_in(&email_of("edu")).await);
    let whole = ListLog { limit: Some(100), ..ListLog::default() };
    let all = office.ok(&api::LIST_LOG, [], &whole).await.items;
    assert_eq!(all.len(), 12);
    let day = |days: i64| Some(first + TimeDelta::days(days));
    let people = [None, Some(office.id()), Some(edu.id())];
    for (from, to, expected) in [
        (None, day(0), &all[8..]),
        (day(1), day(1), &[]),
        (day(1), None, &all[..8]),
        (day(0), day(2), &all[2..]),
        (day(2), day(9), &all[..8]),
        (day(4), None, &[]),
    ] {
        for changed_by in people {
            let is_theirs =
                |row: &&LogEntryView| changed_by.is_none() || row.changed_by == changed_by;
            let expected: Vec<_> = expected.iter().filter(is_theirs).cloned().collect();
            let days = ListLog { from, to, changed_by, limit: Some(3), ..ListLog::default() };
            let mut found = Vec::new();
            for page in 1..=5 {
                let page = ListLog { page: Some(page), ..days.clone() };
                let page = office.ok(&api::LIST_LOG, [], &page).await;
                assert_eq!(page.total, u64::try_from(expected.len()).unwrap(), "{days:?}");
                found.extend(page.items);
            }
            assert_eq!(found, expected, "{days:?}");
        }
    }
}

#[actix_web::test]
async fn several_packages_move_together_or_not_at_all() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let ana = app.driver("ana").await;
    let packages = given_packages(&office, 3).await;
    let mut wanted = ids(&packages);
    wanted.reverse();
    let assign = StepPackages {
        package_id: None,
        package_ids: wanted.clone(),
        assigned_to: Some(ana.id()),
        ..step(packages[0].id, PackageStatus::Assigned)
    };
    let moved = office.ok(&api::STEP_PACKAGES, [], &assign).await.items;
    assert_eq!(ids(&moved), wanted);
    let back = StepPackages {
        package_id: None,
        package_ids: wanted,
        ..step(packages[0].id, PackageStatus::InTransit)
    };
    office.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Pending)).await;
    let problem = office.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &back).await;
    assert_eq!(problem.from.as_deref(), Some("pending"));
    assert_eq!(problem.allowed.unwrap(), ["assigned", "failed"]);
    assert_eq!(fresh(&office, packages[2].id).await.status, PackageStatus::Assigned);
    assert_eq!(log(&office, packages[2].id).await.len(), 2);
    let none = StepPackages { package_id: None, ..step(packages[0].id, PackageStatus::InTransit) };
    let problem = office.refused(400, &api::STEP_PACKAGES, [], &none).await;
    assert_eq!(problem.fields.of("package_ids"), Some(FieldCode::Required));
    let unknown = step(Uuid::now_v7().into(), PackageStatus::Failed);
    office.refused(404, &api::STEP_PACKAGES, [], &unknown).await;
}
