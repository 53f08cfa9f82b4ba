//! The lifecycle of packages through HTTP: every step from every status by every role.

use chrono::TimeDelta;
use furgo_shared::{
    access::Role,
    api,
    id::PackageId,
    lifecycle::Reason,
    packages::{PACKAGE_LIFECYCLE, PackageStatus, PackageView, StepPackages, StepReason},
    problem::ErrorCode,
    routes::{RouteStatus, RouteView},
    settings::Settings,
    text::wire_name,
    validate::{Empty, FieldCode},
};
use support::{Client, TestApp};

use crate::day::{fresh, given_depot, given_packages, ids, log, route, step, step_route, today};

/// A correction.
fn correction(id: PackageId, status: PackageStatus) -> StepPackages {
    StepPackages {
        note: Some("as told on the telephone".to_owned()),
        reason: Some(StepReason::Lost),
        ..step(id, status)
    }
}

/// Everything that any step needs.
fn complete(id: PackageId, to: PackageStatus, driver: &Client) -> StepPackages {
    StepPackages {
        assigned_to: (to == PackageStatus::Assigned).then(|| driver.id()),
        reason: Some(StepReason::Lost),
        ..step(id, to)
    }
}

/// What must be true after a refusal.
async fn unchanged(office: &Client, before: &PackageView, rows: usize) {
    assert_eq!(&fresh(office, before.id).await, before);
    assert_eq!(log(office, before.id).await.len(), rows);
}

/// Brings a new package to a status, without a route.
async fn package_at(office: &Client, driver: &Client, status: PackageStatus) -> PackageView {
    let id = given_packages(office, 1).await[0].id;
    use PackageStatus::{Assigned, Delivered, Failed, InTransit, Pending, Undelivered};
    let steps: &[PackageStatus] = match status {
        Pending => &[],
        Assigned => &[Assigned],
        InTransit => &[Assigned, InTransit],
        Delivered => &[Assigned, InTransit, Delivered],
        Undelivered => &[Assigned, InTransit, Undelivered],
        Failed => &[Failed],
    };
    for to in steps {
        office.ok(&api::STEP_PACKAGES, [], &complete(id, *to, driver)).await;
    }
    fresh(office, id).await
}

#[actix_web::test]
async fn the_office_takes_exactly_the_steps_of_the_table() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    for from in PackageStatus::ALL {
        for to in PackageStatus::ALL {
            let before = package_at(&office, &ana, from).await;
            let rows = log(&office, before.id).await.len();
            let request = complete(before.id, to, &ana);
            if let Some(legal) = PACKAGE_LIFECYCLE.step(from, to, Role::Dispatcher) {
                if legal.reason == Reason::Required {
                    let silent = StepPackages { reason: None, ..request.clone() };
                    let problem = office.refused(400, &api::STEP_PACKAGES, [], &silent).await;
                    assert_eq!(problem.fields.of("reason"), Some(FieldCode::Required));
                    unchanged(&office, &before, rows).await;
                }
                let after = office.ok(&api::STEP_PACKAGES, [], &request).await.items.remove(0);
                assert_eq!((after.status, after.version), (to, before.version + 1));
                let row = log(&office, before.id).await.pop().unwrap();
                assert_eq!(
                    (row.old_status, row.new_status, row.corrected),
                    (Some(from), to, false)
                );
                assert_eq!(row.changed_by, Some(office.id()));
                continue;
            }
            let problem =
                office.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &request).await;
            assert_eq!(problem.from, Some(wire_name(&from)));
            let allowed = PACKAGE_LIFECYCLE.open_to(from, Role::Dispatcher);
            let allowed: Vec<_> = allowed.map(|status| wire_name(&status)).collect();
            assert_eq!(problem.allowed, Some(allowed), "{from:?} to {to:?}");
            unchanged(&office, &before, rows).await;
        }
    }
}

#[actix_web::test]
async fn the_office_goes_past_the_table_with_a_note_only() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let admin = app.admin().await;
    for (from, corrects) in
        PackageStatus::ALL.into_iter().flat_map(|from| [(from, true), (from, false)])
    {
        for to in PackageStatus::ALL {
            let before = package_at(&office, &ana, from).await;
            let rows = log(&office, before.id).await.len();
            let corrector = if corrects { &office } else { &admin };
            let bare = complete(before.id, to, &ana);
            let noted = StepPackages { note: correction(before.id, to).note, ..bare.clone() };
            if from == to {
                corrector.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &noted).await;
                unchanged(&office, &before, rows).await;
                continue;
            }
            let by_table = PACKAGE_LIFECYCLE.step(from, to, Role::Admin).is_some();
            if !by_table {
                let problem = admin.refused(400, &api::STEP_PACKAGES, [], &bare).await;
                assert_eq!(problem.fields.of("note"), Some(FieldCode::Required));
                unchanged(&office, &before, rows).await;
            }
            let after = corrector.ok(&api::STEP_PACKAGES, [], &noted).await.items.remove(0);
            assert_eq!(after.status, to);
            let row = log(&office, before.id).await.pop().unwrap();
            assert_eq!((row.new_status, row.corrected), (to, !by_table), "{from:?} to {to:?}");
        }
    }
}

#[actix_web::test]
async fn a_driver_takes_the_drivers_steps_on_the_running_route_only() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, admin) = (app.dispatcher("dora").await, app.admin().await);
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let packages = given_packages(&office, 36).await;
    let planned = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let early = step(packages[0].id, PackageStatus::InTransit);
    let problem = ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &early).await;
    assert_eq!(problem.from.as_deref(), Some("assigned"));
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let mut waiting = packages.iter();
    for from in PackageStatus::ALL {
        for to in PackageStatus::ALL {
            let id = waiting.next().unwrap().id;
            if from != PackageStatus::InTransit {
                admin.ok(&api::STEP_PACKAGES, [], &correction(id, from)).await;
            }
            let before = fresh(&office, id).await;
            let rows = log(&office, id).await.len();
            let request = StepPackages { assigned_to: None, ..complete(id, to, &ana) };
            ben.refused(404, &api::STEP_PACKAGES, [], &request).await;
            if from == PackageStatus::Pending {
                ana.refused(404, &api::STEP_PACKAGES, [], &request).await;
            } else if PACKAGE_LIFECYCLE.step(from, to, Role::Driver).is_some() {
                let after = ana.ok(&api::STEP_PACKAGES, [], &request).await.items.remove(0);
                assert_eq!(after.status, to);
                continue;
            } else {
                ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &request).await;
            }
            unchanged(&office, &before, rows).await;
        }
    }
}

#[actix_web::test]
async fn viewers_take_no_steps() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let viewer = app.viewer().await;
    for from in PackageStatus::ALL {
        let before = package_at(&office, &ana, from).await;
        for to in PackageStatus::ALL {
            let request = complete(before.id, to, &ana);
            viewer.refused_as(ErrorCode::Forbidden, &api::STEP_PACKAGES, [], &request).await;
        }
    }
}

#[actix_web::test]
async fn work_is_given_to_active_drivers_only() {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, admin) = (app.driver("ana").await, app.admin().await);
    let id = given_packages(&office, 1).await[0].id;
    let refused = async |assigned_to, code| {
        let request = StepPackages { assigned_to, ..step(id, PackageStatus::Assigned) };
        let problem = office.refused(400, &api::STEP_PACKAGES, [], &request).await;
        assert_eq!(problem.fields.of("assigned_to"), Some(code));
    };
    refused(None, FieldCode::Required).await;
    refused(Some(office.id()), FieldCode::NotUsable).await;
    refused(Some(uuid::Uuid::now_v7().into()), FieldCode::NotFound).await;
    admin.ok(&api::DEACTIVATE_USER, [&ana.id().to_string()], &Empty {}).await;
    refused(Some(ana.id()), FieldCode::NotUsable).await;
    assert_eq!(log(&office, id).await.len(), 1);
}

#[actix_web::test]
async fn a_step_may_be_told_late_and_never_lies_in_the_future() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let at = |at| Some(app.now() + at);
    let id = package_at(&office, &ana, PackageStatus::Assigned).await.id;
    let too_old = at(TimeDelta::days(-31));
    let request = StepPackages { occurred_at: too_old, ..step(id, PackageStatus::InTransit) };
    let problem = office.refused(400, &api::STEP_PACKAGES, [], &request).await;
    assert_eq!(problem.fields.of("occurred_at"), Some(FieldCode::OutOfRange));
    let claimed = at(TimeDelta::hours(-5));
    let request = StepPackages { occurred_at: claimed, ..step(id, PackageStatus::InTransit) };
    office.ok(&api::STEP_PACKAGES, [], &request).await;
    let row = log(&office, id).await.pop().unwrap();
    assert_eq!(Some(row.occurred_at), claimed);
    assert!(row.recorded_at > row.occurred_at);

    let ahead = at(TimeDelta::hours(26));
    let request = StepPackages { occurred_at: ahead, ..step(id, PackageStatus::Delivered) };
    office.ok(&api::STEP_PACKAGES, [], &request).await;
    let row = log(&office, id).await.pop().unwrap();
    assert_eq!(row.occurred_at, row.recorded_at, "a clock that runs ahead");
}

#[actix_web::test]
async fn attempts_count_and_a_reason_called_other_needs_a_note() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let id = package_at(&office, &ana, PackageStatus::InTransit).await.id;
    let path = id.to_string();
    let other = StepPackages {
        reason: Some(StepReason::Other),
        package_id: None,
        ..step(id, PackageStatus::Undelivered)
    };
    let problem = office.refused(400, &api::STEP_PACKAGE, [&path], &other).await;
    assert_eq!(problem.fields.of("note"), Some(FieldCode::Required));
    let other = StepPackages { note: Some("flooded street".to_owned()), ..other };
    let stale = office.with("if-match", "\"1\"");
    stale.refused_as(ErrorCode::Stale, &api::STEP_PACKAGE, [&path], &other).await;
    let after = office.ok(&api::STEP_PACKAGE, [&path], &other).await;
    assert_eq!((after.attempts, after.status), (1, PackageStatus::Undelivered));
    assert_eq!(log(&office, id).await.pop().unwrap().note.as_deref(), Some("flooded street"));
    // To be planned again, with the driver it had.
    let again = office.ok(&api::STEP_PACKAGE, [&path], &step(id, PackageStatus::Assigned)).await;
    assert_eq!((again.assigned_to, again.attempts), (Some(ana.id()), 1));
    let wrong = step(uuid::Uuid::now_v7().into(), PackageStatus::InTransit);
    let problem = office.refused(400, &api::STEP_PACKAGE, [&path], &wrong).await;
    assert_eq!(problem.fields.of("package_id"), Some(FieldCode::Invalid));
}

#[actix_web::test]
async fn a_correction_takes_a_delivery_out_of_the_months_sums() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let admin = app.admin().await;
    let delivered = async || office.ok(&api::DASHBOARD, [], &Empty {}).await.month.delivered;
    let package = package_at(&office, &ana, PackageStatus::Delivered).await;
    assert_eq!(delivered().await, 1);
    assert_eq!(ana.ok(&api::DASHBOARD, [], &Empty {}).await.month.delivered, 1);
    let wrong = correction(package.id, PackageStatus::Undelivered);
    admin.ok(&api::STEP_PACKAGES, [], &wrong).await;
    assert_eq!(delivered().await, 0);
    assert_eq!(ana.ok(&api::DASHBOARD, [], &Empty {}).await.month.delivered, 0);
}

#[actix_web::test]
async fn a_package_that_is_corrected_to_another_driver_leaves_the_route() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let (office, admin) = (app.dispatcher("dora").await, app.admin().await);
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let packages = given_packages(&office, 2).await;
    let planned = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let to =
        |assigned_to, id| StepPackages { assigned_to, ..correction(id, PackageStatus::Assigned) };
    admin.ok(&api::STEP_PACKAGES, [], &to(None, packages[0].id)).await;
    assert_eq!(fresh(&office, packages[0].id).await.route_id, Some(planned.id));
    admin.ok(&api::STEP_PACKAGES, [], &to(Some(ben.id()), packages[1].id)).await;
    let moved = fresh(&office, packages[1].id).await;
    assert_eq!((moved.assigned_to, moved.route_id), (Some(ben.id()), None));
    let left = office.ok(&api::GET_ROUTE, [&planned.id.to_string()], &Empty {}).await;
    assert_eq!(left.stops.len(), 1);
}

#[actix_web::test]
async fn ones_own_step_is_undone_for_ten_minutes_and_gives_back_what_it_counted() {
    let app = TestApp::start().await;
    given_depot(&app).await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let packages = given_packages(&office, 3).await;
    let planned = route(ana.id(), today(&app), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    let running = step_route(&ana, &planned, RouteStatus::InProgress).await;
    let stop = |route: &RouteView, at: usize| {
        let id = packages[at].id;
        route.stops.iter().find(|stop| stop.package_id == id).unwrap().stored.clone()
    };
    let begun = running.clone();
    let reported = |at: usize, to| StepPackages {
        reason: Some(StepReason::RecipientAbsent),
        ..step(packages[at].id, to)
    };
    use PackageStatus::{Delivered, InTransit, Undelivered};
    // Delivered by mistake: back, as if it had not been.
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, Delivered)).await;
    let delivered = async || office.ok(&api::DASHBOARD, [], &Empty {}).await.month.delivered;
    assert_eq!(delivered().await, 1);
    let back = step(packages[0].id, InTransit);
    ben.refused(404, &api::STEP_PACKAGES, [], &back).await;
    // Neither somebody else nor without a note, which makes it a correction.
    office.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &back).await;
    ana.ok(&api::STEP_PACKAGES, [], &back).await;
    assert_eq!(delivered().await, 0);
    let row = log(&office, packages[0].id).await.pop().unwrap();
    assert_eq!((row.old_status, row.undone, row.corrected), (Some(Delivered), true, false));
    let id = planned.id.to_string();
    let after = office.ok(&api::GET_ROUTE, [&id], &Empty {}).await;
    assert_eq!(stop(&after, 0), stop(&begun, 0));
    // Not there: an attempt less. Without `undo` it would be a second attempt.
    ana.ok(&api::STEP_PACKAGES, [], &reported(1, Undelivered)).await;
    assert_eq!(fresh(&office, packages[1].id).await.attempts, 1);
    let undo = StepPackages { undo: true, ..step(packages[1].id, InTransit) };
    ana.ok(&api::STEP_PACKAGES, [], &undo).await;
    assert_eq!(fresh(&office, packages[1].id).await.attempts, 0);
    ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &undo).await;
    ana.ok(&api::STEP_PACKAGES, [], &reported(1, Undelivered)).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[1].id, InTransit)).await;
    assert_eq!(fresh(&office, packages[1].id).await.attempts, 1);
    // Two at one door are undone together or not at all.
    let both = |new_status| StepPackages {
        package_id: None,
        package_ids: vec![packages[0].id, packages[2].id],
        ..step(packages[0].id, new_status)
    };
    ana.ok(&api::STEP_PACKAGES, [], &both(Delivered)).await;
    ana.ok(&api::STEP_PACKAGES, [], &both(InTransit)).await;
    ana.ok(&api::STEP_PACKAGES, [], &both(Delivered)).await;
    app.advance(TimeDelta::seconds(601));
    ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &both(InTransit)).await;
    assert_eq!(delivered().await, 2);
    // When it happened counts, not when it was sent.
    let in_time =
        StepPackages { occurred_at: Some(app.now() - TimeDelta::minutes(5)), ..both(InTransit) };
    ana.ok(&api::STEP_PACKAGES, [], &in_time).await;
    // The fleet decides for how long.
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let wrong = Settings { undo_minutes: 121, ..settings.clone() };
    let problem = admin.refused(400, &api::PUT_SETTINGS, [], &wrong).await;
    assert_eq!(problem.fields.of("undo_minutes"), Some(FieldCode::OutOfRange));
    admin.ok(&api::PUT_SETTINGS, [], &Settings { undo_minutes: 0, ..settings }).await;
    ana.ok(&api::STEP_PACKAGES, [], &both(Delivered)).await;
    app.advance(TimeDelta::seconds(1));
    ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &both(InTransit)).await;
    // A route that is over is over.
    step_route(&ana, &planned, RouteStatus::Completed).await;
    ana.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &both(InTransit)).await;
}
