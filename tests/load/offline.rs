//! What phones without a signal cost when they come back: the bytes of a driver's day, the time to take a
//! hundred commands, and what two hundred phones that follow the office do to the server.
//! `cargo xtask bench offline` runs it.
//!
//! `bench-offline FURGO`: the program under test, whose demo is served to it. Ends with 1 when a promised
//! limit is missed.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made ends")]
#![allow(clippy::print_stdout, reason = "it prints a table")]

use std::{
    fs,
    net::TcpListener,
    process::{Child, Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use furgo::clock::Clock;
use furgo_shared::{
    id::{ClientId, UserId},
    sync::{MUTATIONS_MAX, Mutation, Push, PushedView, SnapshotView},
    time::Timestamp,
};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

const PASSWORD: &str = "tolosa-furgo-demo";
const DRIVERS: [&str; 5] = ["ane", "jon", "nerea", "unai", "dispatcher"];
const PHONES: usize = 200;
/// Changes of the office that every phone hears of.
const ROUNDS: usize = 10;
/// Of a hundred commands, in milliseconds.
const DRAIN_MS_MAX: f64 = 2_000.0;

/// The server under test; it ends with the measurement.
struct Server {
    process: Child,
    origin: String,
    _folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good as killed.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A browser of somebody.
#[derive(Clone)]
struct Browser {
    client: Client,
    origin: String,
    user_id: UserId,
}

impl Browser {
    async fn of(server: &Server, name: &str) -> Self {
        let client = Client::builder().cookie_store(true).build().unwrap();
        let mut browser =
            Self { client, origin: server.origin.clone(), user_id: UserId(Uuid::nil()) };
        let login = json!({ "email": format!("{name}@example.org"), "password": PASSWORD });
        let signed_in = browser.writes("/api/auth/login", &login).await;
        let signed_in: Value = signed_in.json().await.unwrap();
        browser.user_id = serde_json::from_value(signed_in["user"]["id"].clone()).unwrap();
        browser
    }

    async fn reads(&self, path: &str) -> Response {
        self.asks(Method::GET, path, None).await
    }

    async fn writes(&self, path: &str, body: &Value) -> Response {
        self.asks(Method::POST, path, Some(body)).await
    }

    async fn asks(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let url = format!("{}{path}", self.origin);
        let request = self.client.request(method, url).header("Origin", &self.origin);
        let request = match body {
            Some(body) => request.json(body),
            None => request.header("Accept-Encoding", "br"),
        };
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        response
    }
}

/// One device of somebody.
#[derive(Clone)]
struct Phone {
    browser: Browser,
    id: ClientId,
    cursor: String,
}

impl Phone {
    /// A new one, and how many bytes its copy took on the way.
    async fn of(browser: &Browser) -> (Self, usize) {
        let id = ClientId(Uuid::now_v7());
        let path = format!("/api/sync/snapshot?client_id={id}&user_id={}", browser.user_id);
        let bytes = browser.reads(&path).await.bytes().await.unwrap().len();
        let plain = browser.client.get(format!("{}{path}", browser.origin)).send().await.unwrap();
        let snapshot: SnapshotView = plain.json().await.unwrap();
        (Self { browser: browser.clone(), id, cursor: snapshot.cursor }, bytes)
    }

    /// How long one pull takes, in milliseconds, and its bytes.
    async fn pulls(&mut self) -> (f64, usize) {
        let (began, url) = (Instant::now(), &self.browser.origin);
        let query = [("client_id", self.id.to_string()), ("cursor", self.cursor.clone())];
        let query = serde_html_form::to_string(query).unwrap();
        let asked = self.browser.client.get(format!("{url}/api/sync/pull?{query}"));
        let answer = asked.send().await.unwrap();
        assert!(answer.status().is_success(), "a pull: {}", answer.status());
        let body = answer.bytes().await.unwrap();
        let took_ms = began.elapsed().as_secs_f64() * 1e3;
        let page: Value = serde_json::from_slice(&body).unwrap();
        page["cursor"].as_str().unwrap().clone_into(&mut self.cursor);
        (took_ms, body.len())
    }
}

fn main() -> ExitCode {
    let furgo = std::env::args().nth(1).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = serve(&furgo);
    let drain_ms = runtime.block_on(measure(&server));
    match drain_ms <= DRAIN_MS_MAX {
        true => ExitCode::SUCCESS,
        false => {
            println!("Promised: {MUTATIONS_MAX} commands in {DRAIN_MS_MAX:.0} ms.");
            ExitCode::FAILURE
        }
    }
}

fn serve(furgo: &str) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let origin = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(furgo);
    command.args(["demo", "--listen", &format!("127.0.0.1:{port}"), "--data"]);
    command.arg(folder.path().join("data")).stdout(Stdio::null()).stderr(Stdio::null());
    let server = Server { process: command.spawn().unwrap(), origin, _folder: folder };
    let began = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(120), "the demo is not served");
        std::thread::sleep(Duration::from_millis(50));
    }
    server
}

async fn measure(server: &Server) -> f64 {
    let ane = Browser::of(server, DRIVERS[0]).await;
    let (phone, bytes) = Phone::of(&ane).await;
    println!("A copy of a day of nine stops, on the way: {bytes} bytes.");

    let drain_ms = drain(&phone).await;
    println!("{MUTATIONS_MAX} commands in one push: {drain_ms:.0} ms.");

    let mut phones = Vec::new();
    for name in DRIVERS {
        let browser = Browser::of(server, name).await;
        for _ in 0..PHONES / DRIVERS.len() {
            phones.push(Phone::of(&browser).await.0);
        }
    }
    let idle_mb = memory_mb(server, "VmRSS:");
    let (mut waits, mut bytes) = (Vec::new(), 0);
    for round in 0..ROUNDS {
        // A pull of something, and one of nothing.
        drain_one(&phone, round).await;
        for _ in 0..2 {
            let mut pulling = JoinSet::new();
            for mut phone in phones.drain(..) {
                pulling.spawn(async move {
                    let pulled = phone.pulls().await;
                    (phone, pulled)
                });
            }
            for (phone, (wait_ms, length)) in pulling.join_all().await {
                phones.push(phone);
                waits.push(wait_ms);
                bytes += length;
            }
        }
    }
    waits.sort_by(f64::total_cmp);
    let at = |part: usize| waits[(waits.len() - 1) * part / 100];
    println!(
        "{} phones at once, {} pulls: p50 {:.0} ms, p99 {:.0} ms, {} bytes each; the server's memory {idle_mb:.0} MB before, {:.0} MB at most.",
        phones.len(),
        waits.len(),
        at(50),
        at(99),
        bytes / waits.len(),
        memory_mb(server, "VmHWM:"),
    );
    drain_ms
}

/// As much as one push may bring, in milliseconds.
async fn drain(phone: &Phone) -> f64 {
    let seqs = 1..=u64::try_from(MUTATIONS_MAX).unwrap();
    let mutations = seqs.map(refuel).collect();
    let began = Instant::now();
    let pushed = push(phone, mutations).await;
    let took_ms = began.elapsed().as_secs_f64() * 1e3;
    let refused = pushed.results.iter().filter_map(|result| result.problem.as_ref());
    assert_eq!(refused.collect::<Vec<_>>(), Vec::<&furgo_shared::problem::Problem>::new());
    assert_eq!(pushed.results.len(), MUTATIONS_MAX);
    took_ms
}

async fn drain_one(phone: &Phone, round: usize) {
    let seq = u64::try_from(MUTATIONS_MAX + round + 1).unwrap();
    push(phone, vec![refuel(seq)]).await;
}

async fn push(phone: &Phone, mutations: Vec<Mutation>) -> PushedView {
    let (client_id, user_id) = (phone.id, Some(phone.browser.user_id));
    let push = Push { client_id, user_id, sent_at: now(), oldest_seq: 1, mutations };
    let body = serde_json::to_value(push).unwrap();
    phone.browser.writes("/api/sync/push", &body).await.json().await.unwrap()
}

fn refuel(seq: u64) -> Mutation {
    let yesterday = (now() - TimeDelta::days(1)).date_naive();
    let args = json!({
        "id": Uuid::now_v7(), "vehicle": "Transit", "date": yesterday, "fuel": "diesel",
        "quantity": 10.0 + f64::from(u32::try_from(seq).unwrap()) / 100.0, "cost": 15.0,
        "full_tank": false,
    });
    let kind = "refuel.create.1".to_owned();
    Mutation { seq, id: Uuid::now_v7(), occurred_at: now(), kind, args }
}

fn now() -> Timestamp {
    Clock::system().now()
}

fn memory_mb(server: &Server, what: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
