//! The server is killed while phones push: nothing is lost, nothing is done twice.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::mpsc::{Receiver, Sender, channel},
};

use chrono::SecondsFormat;
use furgo::clock::Clock;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::process::{PASSWORD, Serving, login, registration};

const KILLS: usize = 20;
const PHONES: usize = 8;
/// Commands of one push.
const BATCH: usize = 10;

/// A phone: what it has done, and how far the server said that it is.
struct Phone {
    client: Uuid,
    /// From 1, without a gap. None has an id of its own: done twice, there would be two.
    mutations: Vec<Value>,
    taken: usize,
}

impl Phone {
    fn new() -> Self {
        Self { client: Uuid::now_v7(), mutations: Vec::new(), taken: 0 }
    }

    /// Pays a toll.
    fn pays(&mut self) {
        self.mutations.push(json!({
            "seq": self.mutations.len() + 1,
            "id": Uuid::now_v7(),
            "occurred_at": now(),
            "kind": "expense.create.1",
            "args": {
                "vehicle": "van", "date": now()[..10], "category": "toll", "amount": 4.35,
                "description": "AP-8",
            },
        }));
    }

    /// Brings what the server has not said to have, and a little of what it has.
    fn push(&mut self, address: &str, token: &str) -> Option<()> {
        let from = self.taken.saturating_sub(2);
        let to = self.mutations.len().min(from + BATCH);
        let push = json!({
            "client_id": self.client,
            "sent_at": now(),
            "oldest_seq": 1,
            "mutations": self.mutations[from..to],
        });
        let answer = post(address, token, &push.to_string())?;
        let last_seq = answer["last_seq"].as_u64().unwrap_or_else(|| panic!("{answer}"));
        for result in answer["results"].as_array().unwrap() {
            assert!(
                ["applied", "duplicate"].contains(&result["outcome"].as_str().unwrap()),
                "{result}"
            );
        }
        let last_seq = usize::try_from(last_seq).unwrap();
        assert!(last_seq >= self.taken, "what was taken is taken");
        self.taken = last_seq;
        Some(())
    }

    /// Goes on until nobody answers.
    fn live(&mut self, address: &str, token: &str, answered: &Sender<()>) {
        loop {
            while self.mutations.len() < self.taken + BATCH {
                self.pays();
            }
            if self.push(address, token).is_none() || answered.send(()).is_err() {
                return;
            }
        }
    }
}

fn now() -> String {
    Clock::system().now().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// What the server answers; `None` when it is gone.
fn post(address: &str, token: &str, json: &str) -> Option<Value> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = json.len();
    let head = format!(
        "POST /api/sync/push HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{token}\r\n"
    );
    stream.write_all(format!("{head}{json}").as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    // Whoever is cut off in the middle knows nothing.
    let body: Value = serde_json::from_str(body).ok()?;
    assert!(head.starts_with("HTTP/1.1 200") || head.starts_with("HTTP/1.1 503"), "{head} {body}");
    head.starts_with("HTTP/1.1 200").then_some(body)
}

/// Whoever drives beside the office, and a van.
fn given_driver(folder: &Path) -> String {
    let serving = Serving::start(folder);
    assert_eq!(serving.post("/api/auth/register", "", &registration(&serving)).status, 201);
    let token = sign_in(&serving);
    let me: Value = serde_json::from_str(&serving.get("/api/auth/me", &token).body).unwrap();
    let path = format!("/api/users/{}", me["id"].as_str().unwrap());
    assert_eq!(serving.patch(&path, &token, r#"{"also_drives":true}"#).status, 200);
    let van = r#"{"alias":"van","make":"Renault","model":"Kangoo","fuel":"diesel","initial_odometer_km":1000}"#;
    assert_eq!(serving.post("/api/vehicles", &token, van).status, 201);
    serving.stop();
    token
}

fn sign_in(serving: &Serving) -> String {
    let answer = serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD));
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    format!("Authorization: Bearer {}\r\n", body["access_token"].as_str().unwrap())
}

/// Lets the phones push until so many pushes were answered, then kills the server.
fn one_life(folder: &Path, token: &str, phones: &mut [Phone], answers: usize) {
    let serving = Serving::start(folder);
    let (answered, heard): (Sender<()>, Receiver<()>) = channel();
    std::thread::scope(|scope| {
        for phone in phones {
            let (address, answered) = (serving.address.clone(), answered.clone());
            scope.spawn(move || phone.live(&address, token, &answered));
        }
        drop(answered);
        assert_eq!(heard.iter().take(answers).count(), answers);
        drop(serving);
        drop(heard);
    });
}

#[test]
fn nothing_is_lost_and_nothing_done_twice_whenever_the_server_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let token = given_driver(folder.path());
    let mut phones: Vec<Phone> = (0..PHONES).map(|_| Phone::new()).collect();
    for life in 0..KILLS {
        one_life(folder.path(), &token, &mut phones, 6 + life);
    }
    let serving = Serving::start(folder.path());
    for phone in &mut phones {
        while phone.taken < phone.mutations.len() {
            phone.push(&serving.address, &token).unwrap();
        }
    }
    let done: usize = phones.iter().map(|phone| phone.mutations.len()).sum();
    let list = serving.get("/api/expenses?limit=1", &sign_in(&serving)).body;
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["total"].as_u64(), u64::try_from(done).ok());
    assert!(done > KILLS * PHONES * 5, "{done}");
    assert!(!serving.stop().contains("panicked"));
}
