//! The answers of a story, with names for what is random.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta};
use furgo::clock::Clock;
use furgo_shared::{
    access::Permission,
    api::{self, Endpoint, Method},
};
use serde_json::Value;
use support::{Client, Reply, TestApp};
use uuid::Uuid;

use super::reviewed;

/// A Monday morning.
const NOW: &str = "2026-03-02T09:00:00Z";
pub const TODAY: &str = "2026-03-02";

/// Fields whose text is a secret, made by chance, or says which program answers.
const BY_CHANCE: [&str; 7] = [
    "access_token",
    "activation_url",
    "cursor",
    "reset_url",
    "tracking_code",
    "tracking_url",
    "version",
];
/// Of ids, which are random.
const DIGESTS: &str = "digests";

/// See the module.
pub struct Album {
    pub app: TestApp,
    /// By the endpoint's name.
    answers: BTreeMap<&'static str, String>,
    /// Of ids, in the order in which they were first seen.
    names: HashMap<String, String>,
    faults: Vec<String>,
}

impl Album {
    pub async fn new() -> Self {
        let now = DateTime::parse_from_rfc3339(NOW).unwrap().to_utc();
        let app = TestApp::start_by(Clock::stopped_at(now)).await;
        Self { app, answers: BTreeMap::new(), names: HashMap::new(), faults: Vec::new() }
    }

    /// Keeps what an endpoint answers to a request as it is on the wire: a query or a body.
    pub async fn shows<P: Permission, Req, Res, const N: usize>(
        &mut self,
        who: &Client,
        endpoint: &Endpoint<P, Req, Res>,
        args: [&str; N],
        asked: Value,
    ) -> Value {
        let path = endpoint.path_with(&args);
        let reply = match endpoint.method {
            Method::Get => {
                let query = asked.as_object().cloned().unwrap_or_default();
                let query = serde_html_form::to_string(query).unwrap();
                who.raw("GET", &format!("{path}?{query}"), None).await
            }
            method => {
                let body = (!asked.is_null()).then(|| asked.to_string());
                who.raw(method.name(), &path, body.as_deref()).await
            }
        };
        self.keeps(endpoint, &reply)
    }

    /// Keeps an answer.
    pub fn keeps<P: Permission, Req, Res>(
        &mut self,
        endpoint: &Endpoint<P, Req, Res>,
        reply: &Reply,
    ) -> Value {
        if reply.status != endpoint.success {
            self.faults.push(format!("{endpoint:?}: {} {}", reply.status, reply.text()));
        }
        let answer: Value = serde_json::from_slice(&reply.bytes).unwrap_or_default();
        let told = match (answer.is_null(), reply.bytes.len()) {
            (false, _) => serde_json::to_string_pretty(&self.named(answer.clone())).unwrap(),
            (true, 0) => "nothing".to_owned(),
            (true, _) => "bytes".to_owned(),
        };
        self.keeps_text(endpoint, reply.status, reply.header("content-type"), &told);
        answer
    }

    /// Keeps an answer that is no JSON.
    pub fn keeps_text<P: Permission, Req, Res>(
        &mut self,
        endpoint: &Endpoint<P, Req, Res>,
        status: u16,
        kind: &str,
        told: &str,
    ) {
        let head = format!("{endpoint:?}: {status} {kind}");
        let told = format!("{}\n{told}\n", head.trim_end());
        if self.answers.insert(endpoint.name, told).is_some() {
            self.faults.push(format!("{endpoint:?} is shown twice"));
        }
        // No two things happen at the same time, so that their order is no chance.
        self.app.advance(TimeDelta::seconds(1));
    }

    /// A value with names instead of what is random.
    fn named(&mut self, value: Value) -> Value {
        match value {
            Value::String(text) => self.named_text(text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.named(item)).collect(),
            Value::Object(fields) => {
                let named = fields.into_iter().map(|(field, value)| {
                    if let (DIGESTS, Value::Object(digests)) = (field.as_str(), &value) {
                        let digests = digests.keys().map(|kind| (kind.clone(), "<digest>".into()));
                        return (field, Value::Object(digests.collect()));
                    }
                    let is_random = value.is_string() && BY_CHANCE.contains(&field.as_str());
                    let value =
                        if is_random { format!("<{field}>").into() } else { self.named(value) };
                    (field, value)
                });
                Value::Object(named.collect())
            }
            other => other,
        }
    }

    fn named_text(&mut self, text: String) -> String {
        if text.parse::<Uuid>().is_err() {
            return text.replace(&self.app.url, "<origin>");
        }
        let next = format!("<id {}>", self.names.len() + 1);
        self.names.entry(text).or_insert(next).clone()
    }

    /// Every endpoint is shown, each as it was reviewed.
    pub fn is_as_reviewed(&self) {
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
        let mut pages: BTreeMap<&str, String> = BTreeMap::new();
        let mut missing = Vec::new();
        for endpoint in api::all() {
            let noun = endpoint.path.split('/').nth(2).unwrap();
            match self.answers.get(endpoint.name) {
                Some(answer) => pages.entry(noun).or_default().push_str(&format!("{answer}\n")),
                // It has a file of its own.
                None if endpoint.name == api::OPENAPI.name => {}
                None => missing.push(endpoint.name),
            }
        }
        assert!(missing.is_empty(), "show these endpoints in tests/api/snapshots: {missing:?}");
        for (noun, page) in pages {
            reviewed::compare(&format!("{noun}.txt"), &page);
        }
    }
}
