//! One who listens.

use std::sync::Arc;

use furgo_ground::Person;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use uuid::Uuid;

use super::{Feed, Told};

/// What a listener may know of one commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A record that they see was written, or one that they saw is gone.
    Changed { noun: &'static str, id: Uuid },
    /// There was more than could be told.
    Missed,
}

/// What came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// None for what is none of their business.
    pub news: Option<News>,
    /// It may be about the listener's own account or session: look again who they are.
    pub is_about_them: bool,
}

impl Heard {
    const MISSED: Self = Self { news: Some(News::Missed), is_about_them: true };
}

/// Hears what is committed, as long as it lives.
#[derive(Debug)]
pub struct Listener {
    feed: Arc<Feed>,
    person: Person,
    slot: usize,
    since: u64,
    told: Receiver<Told>,
}

impl Listener {
    pub(super) fn new(
        feed: Arc<Feed>,
        person: Person,
        slot: usize,
        since: u64,
        told: Receiver<Told>,
    ) -> Self {
        Self { feed, person, slot, since, told }
    }

    /// What comes next, in commit order. May be given up at any time without losing anything.
    pub async fn next(&mut self) -> Heard {
        match self.told.recv().await {
            Ok(Told::Record { noun, id, audience, as_of }) => {
                let is_about_them =
                    [Uuid::from(self.person.id), Uuid::from(self.person.session)].contains(&id);
                let news = if as_of < self.since {
                    // Judged before they came, and committed after.
                    Some(News::Missed)
                } else {
                    audience.has(self.slot).then_some(News::Changed { noun, id })
                };
                Heard { news, is_about_them }
            }
            Ok(Told::Much) | Err(RecvError::Lagged(_)) => Heard::MISSED,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.feed.leave(self.person, self.slot);
    }
}
