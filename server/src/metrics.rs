//! Figures about the running program, for whoever watches it: Prometheus' text format, on a listener
//! of its own that only this machine reaches. No names, no addresses, no ids.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io,
    net::TcpListener,
    path::PathBuf,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use actix_web::{
    App as ActixApp, HttpResponse,
    http::StatusCode,
    web::{self, Data},
};
use furgo_shared::{api, jobs::JobKind, text::wire_name};

use crate::{
    app::{App, Running, VERSION},
    auth::{Permit, System},
    error::Result,
    features::{jobs::store as jobs, mails::store as mails},
    http::{
        connections::{Connections, Limits},
        serving,
    },
    storage::{blobs, stamp},
    telemetry,
};

/// Classes of status: 1xx to 5xx.
const CLASSES: usize = 5;
/// Where each endpoint stands in the table.
static PLACES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    api::all().iter().enumerate().map(|(at, endpoint)| (endpoint.name, at)).collect()
});

/// Counts requests by endpoint.
#[derive(Debug)]
pub struct Requests(Vec<OfEndpoint>);

#[derive(Debug)]
struct OfEndpoint {
    name: &'static str,
    by_class: [AtomicU64; CLASSES],
    micros: AtomicU64,
}

impl Default for Requests {
    fn default() -> Self {
        let of = |endpoint: &api::Described| OfEndpoint {
            name: endpoint.name,
            by_class: Default::default(),
            micros: AtomicU64::default(),
        };
        Self(api::all().iter().map(of).collect())
    }
}

impl Requests {
    /// One request was answered.
    pub fn count(&self, endpoint: &'static str, status: StatusCode, took: Duration) {
        let row = PLACES.get(endpoint).and_then(|at| self.0.get(*at));
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some((row, count)) = row.and_then(|row| Some((row, row.by_class.get(class)?))) {
            let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            count.fetch_add(1, Ordering::Relaxed);
            row.micros.fetch_add(micros, Ordering::Relaxed);
        }
    }
}

/// Serves the figures of an app on this listener until it is told to stop.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(app: &App, listener: TcpListener, data_file: PathBuf) -> io::Result<Running> {
    let address = listener.local_addr()?;
    let data = Data::new((app.clone(), data_file));
    let connections = Arc::new(Connections::new(Limits::default(), Vec::new()));
    let make = move || {
        ActixApp::new()
            .app_data(data.clone())
            .route("/metrics", web::get().to(page))
            .default_service(web::to(async || HttpResponse::NotFound().finish()))
    };
    let server = serving::serve(make, &connections, listener, None, 1)?;
    Ok(Running { address, handle: server.handle(), server })
}

async fn page(data: Data<(App, PathBuf)>) -> HttpResponse {
    let (app, data_file) = &**data;
    let size = std::fs::metadata(data_file).map(|file| file.len()).ok();
    match text(app, size) {
        Ok(text) => HttpResponse::Ok()
            .insert_header(("Content-Type", "text/plain; version=0.0.4; charset=utf-8"))
            .body(text),
        Err(error) => {
            tracing::warn!(%error, "the figures could not be read");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

/// All figures; the data file's size where there is one.
///
/// # Errors
/// When storage fails.
pub fn text(app: &App, data_file_bytes: Option<u64>) -> Result<String> {
    let mut page = Page::default();
    page.head("furgo_info", "gauge", "The program's version.");
    page.row("furgo_info", &[("version", VERSION)], 1);
    requests(app, &mut page);
    work(app, &mut page)?;
    storage(app, data_file_bytes, &mut page)?;
    page.head(
        "furgo_log_lines_lost_total",
        "counter",
        "Lines of the log that could not be written.",
    );
    page.row("furgo_log_lines_lost_total", &[], telemetry::lost_lines());
    page.head(
        "furgo_copies_healed_total",
        "counter",
        "Copies on phones that did not agree and were fetched anew.",
    );
    page.row("furgo_copies_healed_total", &[], app.heals.load(Ordering::Relaxed));
    page.head("furgo_event_streams", "gauge", "Open streams of events.");
    page.row("furgo_event_streams", &[], count(app.db.feed().listeners()));
    page.head("furgo_connections", "gauge", "Open connections.");
    page.row("furgo_connections", &[], count(app.connections.open()));
    Ok(page.0)
}

fn requests(app: &App, page: &mut Page) {
    page.head("furgo_requests_total", "counter", "Requests by endpoint and class of status.");
    for row in &app.requests.0 {
        for (class, count) in ["1xx", "2xx", "3xx", "4xx", "5xx"].iter().zip(&row.by_class) {
            let count = count.load(Ordering::Relaxed);
            if count > 0 {
                let endpoint = row.name.to_lowercase();
                let labels = [("endpoint", endpoint.as_str()), ("status", *class)];
                page.row("furgo_requests_total", &labels, count);
            }
        }
    }
    page.head("furgo_request_seconds_total", "counter", "Time that requests took, by endpoint.");
    for row in &app.requests.0 {
        let micros = row.micros.load(Ordering::Relaxed);
        if micros > 0 {
            let endpoint = row.name.to_lowercase();
            let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
            page.line(
                "furgo_request_seconds_total",
                &[("endpoint", endpoint.as_str())],
                format_args!("{seconds}.{rest:06}"),
            );
        }
    }
}

fn work(app: &App, page: &mut Page) -> Result<()> {
    page.head("furgo_job_runs_total", "counter", "Runs of jobs since the start, by outcome.");
    for ((kind, went_well), runs) in app.workers.runs() {
        let kind = wire_name(&kind);
        let outcome = if went_well { "done" } else { "failed" };
        page.row("furgo_job_runs_total", &[("kind", &kind), ("outcome", outcome)], runs);
    }
    app.db.read(&Permit::<System>::for_job(), |tx| {
        page.head("furgo_jobs_waiting", "gauge", "Jobs that are not done, by kind.");
        for kind in [JobKind::SendMail, JobKind::SendLink, JobKind::FindAccount] {
            let name = wire_name(&kind);
            page.row("furgo_jobs_waiting", &[("kind", &name)], jobs::count(tx, kind)?);
        }
        page.head("furgo_mails_waiting", "gauge", "Mails that wait to be sent.");
        page.row("furgo_mails_waiting", &[], mails::waiting(tx)?);
        Ok(())
    })
}

fn storage(app: &App, data_file_bytes: Option<u64>, page: &mut Page) -> Result<()> {
    page.head("furgo_storage_takes_writes", "gauge", "1 while storage takes writes.");
    page.row("furgo_storage_takes_writes", &[], u64::from(app.db.takes_writes()));
    page.head("furgo_writes_total", "counter", "Writes since the start, by outcome.");
    let (written, failed) = app.db.writes();
    page.row("furgo_writes_total", &[("outcome", "written")], written);
    page.row("furgo_writes_total", &[("outcome", "failed")], failed);
    page.head("furgo_changes_total", "counter", "Rows that the change log has ever had.");
    let last = stamp::last_change(&*app.db.engine().view()?)?;
    page.row("furgo_changes_total", &[], last);
    let files = blobs::used(&*app.db.engine().view()?)?;
    page.head("furgo_files", "gauge", "Files beside records.");
    page.row("furgo_files", &[], files.files);
    page.head("furgo_files_bytes", "gauge", "What files take, here or on their way.");
    page.row("furgo_files_bytes", &[("state", "kept")], files.bytes);
    page.row("furgo_files_bytes", &[("state", "awaited")], files.staged_bytes);
    if let Some(bytes) = data_file_bytes {
        page.head("furgo_data_file_bytes", "gauge", "Size of the data file.");
        page.row("furgo_data_file_bytes", &[], bytes);
    }
    Ok(())
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// The text format, line by line.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing into a text does not fail.
        writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}").unwrap_or(());
    }

    fn row(&mut self, name: &str, labels: &[(&str, &str)], value: u64) {
        self.line(name, labels, format_args!("{value}"));
    }

    /// Labels are names of ours, which need no escape.
    fn line(&mut self, name: &str, labels: &[(&str, &str)], value: std::fmt::Arguments<'_>) {
        let labels: Vec<_> =
            labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", labels.join(",")),
        };
        writeln!(self.0, "{name}{labels} {value}").unwrap_or(());
    }
}
