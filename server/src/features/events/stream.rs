//! One open stream: a task that writes, and the body of the answer that sends.
//!
//! Between them lie a few lines at most. While the client does not read, the task takes nothing from
//! the rings before it, which then say how much was lost; so a stream never holds more than that.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Weak},
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{
    body::{BodySize, MessageBody},
    rt,
    web::Bytes,
};
use furgo_shared::events::Event;
use tokio::{
    sync::{broadcast::error::RecvError, mpsc},
    time::{Instant, interval_at},
};

use super::hub::Seat;
use crate::{
    auth::Person,
    features::auth,
    storage::{
        Database,
        feed::{Heard, Listener, News},
    },
};

/// Lines that wait for the client, besides what the system keeps for the connection.
const LINES_MAX: usize = 16;
/// Shorter than any proxy's patience with a silent connection.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// What every stream begins with. A browser that lost its connection waits this long, and then says
/// the id: so the server knows that it was there before.
const GREETING: &str = "retry: 3000\nid: 1\n\n";
/// A comment.
const SIGN_OF_LIFE: &str = ":\n\n";

/// The body of the answer.
#[derive(Debug)]
pub(super) struct Lines(mpsc::Receiver<Bytes>);

impl MessageBody for Lines {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        self.0.poll_recv(context).map(|line| line.map(Ok))
    }
}

/// Whose stream it is, and from where it hears.
#[derive(Debug)]
pub(super) struct Stream {
    pub person: Person,
    pub seat: Seat,
    pub listener: Listener,
    /// Only borrowed: an open stream must not keep the data file from being closed.
    pub db: Weak<Database>,
}

/// Begins to write. `was_here` is told first that it has missed something.
pub(super) fn begin(stream: Stream, was_here: bool) -> Lines {
    let (lines, body) = mpsc::channel(LINES_MAX);
    let missed = if was_here { line(&Event::Missed) } else { Bytes::new() };
    let greeting = Bytes::from([GREETING.as_bytes(), &missed].concat());
    // There is room for the first line.
    if lines.try_send(greeting).is_ok() {
        drop(rt::spawn(write(stream, lines)));
    }
    Lines(body)
}

/// By what the task was woken.
enum Woken {
    News(Heard),
    Progress(Event),
    Time,
}

/// Writes until the client, the session or the server is gone.
async fn write(mut stream: Stream, lines: mpsc::Sender<Bytes>) {
    let end = Arc::clone(&stream.seat.end);
    let mut ticks = interval_at(Instant::now() + KEEP_ALIVE, KEEP_ALIVE);
    // Somebody may have been signed out between asking and listening.
    let mut is_there = is_still_there(&stream);
    while is_there {
        let woken = tokio::select! {
            biased;
            () = end.notified() => return,
            () = lines.closed() => return,
            _ = ticks.tick() => Woken::Time,
            woken = stream.next(&lines) => woken,
        };
        is_there = !woken.asks_who() || is_still_there(&stream);
        if let Some(line) = line_of(woken).filter(|_| is_there) {
            // Where the lines are full, the client has enough to read and needs no sign of life.
            drop(lines.try_send(line));
        }
    }
}

impl Woken {
    /// Whether to look who the listener is now.
    fn asks_who(&self) -> bool {
        match self {
            Self::News(heard) => heard.is_about_them,
            Self::Progress(_) => false,
            Self::Time => true,
        }
    }
}

impl Stream {
    /// What comes next, once there is room for it.
    async fn next(&mut self, lines: &mpsc::Sender<Bytes>) -> Woken {
        let Ok(_room) = lines.reserve().await else { return std::future::pending().await };
        loop {
            tokio::select! {
                heard = self.listener.next() => return Woken::News(heard),
                report = self.seat.progress.recv() => match report {
                    Ok((user, progress)) if user == self.person.id => {
                        return Woken::Progress(Event::PlanProgress(progress));
                    }
                    // A later report says more than those that were lost.
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => std::future::pending().await,
                },
            }
        }
    }
}

fn is_still_there(stream: &Stream) -> bool {
    stream.db.upgrade().is_some_and(|db| auth::is_signed_in(&db, &stream.person))
}

fn line_of(woken: Woken) -> Option<Bytes> {
    let event = match woken {
        Woken::Time => return Some(Bytes::from_static(SIGN_OF_LIFE.as_bytes())),
        Woken::Progress(event) => event,
        Woken::News(heard) => match heard.news? {
            News::Changed { noun, id } => Event::Changed { noun: noun.to_owned(), id },
            News::Missed => Event::Missed,
        },
    };
    Some(line(&event))
}

fn line(event: &Event) -> Bytes {
    let (name, data) = event.to_wire();
    Bytes::from(format!("event: {name}\ndata: {data}\n\n"))
}
