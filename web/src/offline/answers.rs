//! The last answers of reads, for screens that the copy says nothing of. Bounded, like the memory's.

use serde::{Deserialize, Serialize};
use yew::platform::spawn_local;

use super::engine;
use crate::cache::{ANSWERS_MAX, Shows};

/// Longer answers are not kept: a list of ten thousand rows is no driver's day.
const BYTES_MAX: usize = 200_000;

/// An answer, and when it came, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub url: String,
    pub body: String,
    pub at_ms: f64,
}

/// What this phone can say to a read without a connection: the copy where it knows all of it, else the
/// last answer, else what the copy knows of it. With what it shows already.
pub fn answer(url: &str) -> Option<(Kept, Shows)> {
    engine::current()?.answer(url)
}

/// Keeps an answer for the days without a connection.
pub fn keep(url: &str, body: &str, at_ms: f64) {
    let Some(engine) = engine::driving() else { return };
    if body.len() > BYTES_MAX {
        return;
    }
    let kept = Kept { url: url.to_owned(), body: body.to_owned(), at_ms };
    let surplus = engine.remember_answer(kept.clone(), ANSWERS_MAX);
    spawn_local(async move { engine.store_answer(kept, surplus).await });
}
