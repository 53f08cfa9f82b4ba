//! A job as stored.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    id::{JobId, MailId},
    jobs::{JobKind, JobState, JobView},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Workers, store};
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// Longest error that is kept, in characters.
const ERROR_CHARS_MAX: usize = 300;

/// What is to be done. As a rule ids only: what they name is read when its turn has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// What comes back by itself.
    Recurring {
        what: JobKind,
    },
    SendMail {
        mail: MailId,
        has_link: bool,
    },
    FillDemo,
    RemoveDemo,
    /// The address as it was typed; it may be nobody's.
    FindAccount {
        email: String,
    },
}

impl Task {
    /// Of which kind.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::Recurring { what } => *what,
            Self::SendMail { has_link: false, .. } => JobKind::SendMail,
            Self::SendMail { has_link: true, .. } => JobKind::SendLink,
            Self::FillDemo => JobKind::FillDemo,
            Self::RemoveDemo => JobKind::RemoveDemo,
            Self::FindAccount { .. } => JobKind::FindAccount,
        }
    }
}

/// A job. One that does not come back by itself is deleted when it is done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobRecord {
    pub id: JobId,
    pub task: Task,
    /// When it is tried next. None of a recurring one means by its own rhythm, none of another one
    /// that it gave up.
    pub due_at: Option<DateTime<Utc>>,
    /// Failures in a row.
    pub attempts: u32,
    pub last_error: Option<String>,
    pub is_paused: bool,
    pub meta: Meta,
}

impl JobRecord {
    /// One that is to be done once, as soon as possible.
    pub fn new(id: JobId, task: Task, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            id,
            task,
            due_at: Some(due_at),
            attempts: 0,
            last_error: None,
            is_paused: false,
            meta: Meta::new(now),
        }
    }

    /// A recurring one of which nothing needed to be written down yet.
    pub fn recurring(what: JobKind, now: DateTime<Utc>) -> Self {
        Self {
            id: recurring_id(what),
            task: Task::Recurring { what },
            due_at: None,
            attempts: 0,
            last_error: None,
            is_paused: false,
            meta: Meta::new(now),
        }
    }

    /// Whether it comes back by itself.
    pub fn is_recurring(&self) -> bool {
        matches!(self.task, Task::Recurring { .. })
    }

    /// It went wrong, and is tried again then.
    pub fn fail(&mut self, error: &str, due_at: Option<DateTime<Utc>>) {
        self.attempts = self.attempts.saturating_add(1);
        self.last_error = Some(error.chars().take(ERROR_CHARS_MAX).collect());
        self.due_at = due_at;
    }

    /// As an admin sees it.
    pub fn to_view(&self, workers: &Workers) -> JobView {
        let standing = workers.standing(self.id);
        let state = match (standing.is_running, self.is_paused) {
            (true, _) => JobState::Running,
            (false, true) => JobState::Paused,
            (false, false) if self.due_at.is_none() && !self.is_recurring() => JobState::GaveUp,
            (false, false) => JobState::Waiting,
        };
        // One that goes before others is due from before there was any need of it.
        let due_at = self.due_at.map(|due_at| due_at.max(self.meta.created_at));
        JobView {
            id: self.id,
            kind: self.task.kind(),
            state,
            is_recurring: self.is_recurring(),
            due_at: due_at.or(standing.next_at).filter(|_| state == JobState::Waiting),
            attempts: self.attempts,
            last_error: self.last_error.clone(),
            last_run_at: standing.ended_at,
            version: self.meta.version,
        }
    }
}

/// The id of the only job of a recurring kind.
pub fn recurring_id(kind: JobKind) -> JobId {
    Uuid::from_u128(u128::from(store::kind_byte(kind))).into()
}

impl Record for JobRecord {
    const TABLE: Space = store::JOBS;
    const INDEXES: &'static [Space] =
        &[store::ALL.space, store::BY_KIND.space, store::BY_TIME.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    fn sight(&self) -> Sight {
        Sight::of(&[Role::Admin])
    }
}
