//! What the program does by itself: seen, retried and paused by admins.

use furgo::jobs;
use furgo_shared::{
    api,
    events::Event,
    jobs::{JobKind, JobState, JobView, ListJobs},
    maintenance::CreateMaintenance,
    problem::ErrorCode,
    validate::Empty,
};
use support::{Client, TestApp};

use crate::{
    calendar::{day, enter_work, news, office_at},
    day::given_vehicle,
    histories::work,
};

async fn job(admin: &Client, kind: JobKind) -> JobView {
    let only = ListJobs { kind: Some(kind), ..ListJobs::default() };
    let mut page = admin.ok(&api::LIST_JOBS, [], &only).await;
    assert_eq!((page.total, page.items.len()), (1, 1));
    page.items.remove(0)
}

/// The jobs that are done once, the oldest first.
pub async fn waiting(admin: &Client) -> Vec<JobView> {
    let all = admin.ok(&api::LIST_JOBS, [], &ListJobs::default()).await;
    all.items.into_iter().filter(|job| !job.is_recurring).collect()
}

/// A fleet whose van wants oil since yesterday, which nobody has noticed yet.
async fn overdue() -> (TestApp, Client) {
    let (app, office) = office_at("2026-09-01T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    let oil = CreateMaintenance {
        next_date: Some(day("2026-08-31")),
        ..work("van", day("2026-06-01"), 9_000)
    };
    enter_work(&office, oil).await;
    (app, office)
}

#[actix_web::test]
async fn an_admin_sees_each_recurring_job_and_how_it_went() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.ok(&api::LIST_JOBS, [], &ListJobs::default()).await;
    let kinds: Vec<_> = page.items.iter().map(|job| job.kind).collect();
    assert_eq!(kinds, JobKind::RECURRING);
    assert_eq!(page.items.len(), JobKind::RECURRING.len());
    assert!(page.items.iter().all(|job| job.is_recurring && job.state == JobState::Waiting));
    assert!(page.items.iter().all(|job| job.last_run_at.is_none() && job.version == 0));

    jobs::look_once(&app.app, JobKind::ForgetAnswers).await;
    let ran = job(&admin, JobKind::ForgetAnswers).await;
    assert_eq!((ran.attempts, &ran.last_error), (0, &None));
    assert!(ran.last_run_at < ran.due_at, "{ran:?}");
    assert_eq!(ran.version, 0, "what goes well is not written down");

    let second = ListJobs { page: Some(2), limit: Some(3), kind: None };
    let second = admin.ok(&api::LIST_JOBS, [], &second).await;
    assert_eq!((second.total, second.items[0].id), (page.total, page.items[3].id));
}

#[actix_web::test]
async fn a_paused_job_waits_until_it_is_retried() {
    let (app, office) = overdue().await;
    let admin = app.admin().await;
    let watch = job(&admin, JobKind::WatchDueWork).await;
    let id = watch.id.to_string();
    let paused = admin.ok(&api::PAUSE_JOB, [&id], &Empty {}).await;
    assert_eq!((paused.state, paused.due_at, paused.version), (JobState::Paused, None, 1));
    let again = admin.ok(&api::PAUSE_JOB, [&id], &Empty {}).await;
    assert_eq!(again.version, 1, "it waits already");
    jobs::look_once(&app.app, JobKind::WatchDueWork).await;
    assert!(news(&office).await.is_empty());

    let stale = admin.with("if-match", "\"7\"");
    stale.refused_as(ErrorCode::Stale, &api::RETRY_JOB, [&id], &Empty {}).await;
    let retried = admin.ok(&api::RETRY_JOB, [&id], &Empty {}).await;
    assert_eq!(retried.state, JobState::Waiting);
    jobs::look_once(&app.app, JobKind::WatchDueWork).await;
    assert_eq!(news(&office).await.len(), 1);
    jobs::look_once(&app.app, JobKind::WatchDueWork).await;
    assert_eq!(news(&office).await.len(), 1, "a repeated run does nothing twice");
}

#[actix_web::test]
async fn a_worker_wakes_as_soon_as_its_job_is_retried() {
    let (app, office) = overdue().await;
    let admin = app.admin().await;
    let id = job(&admin, JobKind::WatchDueWork).await.id.to_string();
    admin.ok(&api::PAUSE_JOB, [&id], &Empty {}).await;
    let mut stream = office.events().await;
    let told = async {
        admin.ok(&api::RETRY_JOB, [&id], &Empty {}).await;
        // Its own rhythm would be minutes, the stream's patience is seconds.
        loop {
            let event = stream.next().await.unwrap();
            if matches!(event, Event::Changed { noun, .. } if noun == "notices") {
                return;
            }
        }
    };
    tokio::select! {
        never = jobs::run(&app.app) => match never {},
        () = told => {}
    }
    assert_eq!(news(&office).await.len(), 1);
}

#[actix_web::test]
async fn what_is_no_job_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for id in ["00000000-0000-0000-0000-000000000000", "nothing"] {
        admin.refused_as(ErrorCode::NotFound, &api::RETRY_JOB, [id], &Empty {}).await;
        admin.refused_as(ErrorCode::NotFound, &api::PAUSE_JOB, [id], &Empty {}).await;
    }
}
