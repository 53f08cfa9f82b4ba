//! An open stream of events, read as a browser would.

use std::time::Duration;

use furgo_shared::{api, events::Event};
use reqwest::Response;

use crate::{Client, Reply};

/// How long an event may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// See the module.
#[derive(Debug)]
pub struct EventStream {
    response: Response,
    text: String,
    /// Ids and times to wait, as the server sent them.
    pub fields: Vec<String>,
}

impl Client {
    /// Opens the stream of events; the stream begins with what the server greets with.
    pub async fn events(&self) -> EventStream {
        self.try_events().await.unwrap_or_else(|reply| panic!("{}: {}", reply.status, reply.text()))
    }

    /// Opens the stream of events, or gives the refusal.
    pub async fn try_events(&self) -> Result<EventStream, Reply> {
        let response = self.open("GET", api::EVENTS.path).await;
        if response.status() != 200 {
            return Err(Reply::of(response).await);
        }
        let mut stream = EventStream { response, text: String::new(), fields: Vec::new() };
        // Whoever has the greeting listens: what is written from now on is heard.
        while stream.fields.is_empty() {
            assert!(stream.more().await, "the stream ended before it began");
            stream.take_fields();
        }
        Ok(stream)
    }
}

impl EventStream {
    /// A header of the answer; empty if it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(block) = self.take_block() {
                if let Some(event) = self.read(&block) {
                    return Some(event);
                }
            } else if !self.more().await {
                return None;
            }
        }
    }

    /// The next events until one of them is this; those before it.
    pub async fn until(&mut self, last: &Event) -> Vec<Event> {
        let mut before = Vec::new();
        loop {
            match self.next().await.expect("the stream goes on") {
                event if event == *last => return before,
                event => before.push(event),
            }
        }
    }

    /// The stream ends without another event.
    pub async fn ends(&mut self) {
        assert_eq!(self.next().await, None, "the stream ends");
    }

    async fn more(&mut self) -> bool {
        let piece = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
        // A connection that breaks off is an end as well.
        let piece = piece.expect("something comes or the stream ends").ok().flatten();
        if let Some(piece) = &piece {
            self.text.push_str(std::str::from_utf8(piece).unwrap());
        }
        piece.is_some()
    }

    fn take_block(&mut self) -> Option<String> {
        let (block, rest) = self.text.split_once("\n\n")?;
        let block = block.to_owned();
        self.text = rest.to_owned();
        Some(block)
    }

    fn take_fields(&mut self) {
        if let Some(block) = self.take_block() {
            assert_eq!(self.read(&block), None, "the greeting is no event");
        }
    }

    fn read(&mut self, block: &str) -> Option<Event> {
        let (mut name, mut data) = (None, None);
        for line in block.lines().filter(|line| !line.starts_with(':')) {
            match line.split_once(": ").expect("a field and its value") {
                ("event", value) => name = Some(value),
                ("data", value) => data = Some(value),
                _ => self.fields.push(line.to_owned()),
            }
        }
        let (name, data) = (name?, data?);
        Some(Event::from_wire(name, data).unwrap_or_else(|| panic!("{name}: {data}")))
    }
}
