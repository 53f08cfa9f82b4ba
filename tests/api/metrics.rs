//! Figures for whoever watches the program.

use std::net::TcpListener;

use furgo::{jobs, metrics};
use furgo_shared::{api, jobs::JobKind, problem::ErrorCode, validate::Empty};
use support::TestApp;

use crate::mails::app_with_mail;

/// The value of a line, whatever the lines before it.
fn value(page: &str, line: &str) -> Option<u64> {
    page.lines().find_map(|each| each.strip_prefix(line)?.strip_prefix(' ')?.parse().ok())
}

fn page(app: &TestApp) -> String {
    metrics::text(&app.app, Some(4096)).unwrap()
}

#[actix_web::test]
async fn requests_are_counted_by_endpoint_and_status() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for _ in 0..3 {
        admin.ok(&api::ME, [], &Empty {}).await;
    }
    app.stranger().refused(401, &api::ME, [], &Empty {}).await;
    let page = page(&app);
    let me = |class| format!("furgo_requests_total{{endpoint=\"me\",status=\"{class}\"}}");
    assert_eq!((value(&page, &me("2xx")), value(&page, &me("4xx"))), (Some(3), Some(1)));
    assert!(page.contains("furgo_request_seconds_total{endpoint=\"me\"} 0."), "{page}");
    assert_eq!(value(&page, "furgo_storage_takes_writes"), Some(1));
    assert_eq!(value(&page, "furgo_data_file_bytes"), Some(4096));
    assert!(value(&page, "furgo_writes_total{outcome=\"written\"}") > Some(0), "{page}");
    assert_eq!(value(&page, "furgo_writes_total{outcome=\"failed\"}"), Some(0));
    assert!(value(&page, "furgo_changes_total") > Some(0), "{page}");
    assert!(!page.contains("alma") && !page.contains(&admin.id().to_string()), "{page}");
}

#[actix_web::test]
async fn jobs_mails_and_streams_are_counted() {
    let (app, server, admin) = app_with_mail().await;
    server.be("busy");
    crate::mails::invite(&admin, "ben").await;
    jobs::work_off(&app.app).await.unwrap();
    jobs::look_once(&app.app, JobKind::ForgetAnswers).await;
    let stream = admin.events().await;
    let page = page(&app);
    for (line, expected) in [
        ("furgo_jobs_waiting{kind=\"send_link\"}", 1),
        ("furgo_mails_waiting", 1),
        ("furgo_job_runs_total{kind=\"send_link\",outcome=\"failed\"}", 1),
        ("furgo_job_runs_total{kind=\"forget_answers\",outcome=\"done\"}", 1),
        ("furgo_event_streams", 1),
    ] {
        assert_eq!(value(&page, line), Some(expected), "{line} in {page}");
    }
    drop(stream);
}

#[actix_web::test]
async fn figures_have_a_listener_of_their_own() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin.refused_as(ErrorCode::NotFound, &api::GET_VEHICLE, ["metrics"], &Empty {}).await;
    assert!(!admin.raw("GET", "/metrics", None).await.text().contains("furgo_"));

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let running = metrics::serve(&app.app, listener, "nowhere".into()).unwrap();
    let (address, handle) = (running.address, running.handle);
    let served = actix_web::rt::spawn(running.server);
    let text = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
    assert_eq!(text.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = text.text().await.unwrap();
    assert!(text.starts_with("# HELP furgo_info") && !text.contains("data_file"), "{text}");
    let other = reqwest::get(format!("http://{address}/api/health")).await.unwrap();
    assert_eq!(other.status(), 404);
    handle.stop(false).await;
    served.await.unwrap().unwrap();
}
