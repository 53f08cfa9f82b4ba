//! What the workers are doing right now. Only the process knows it; what has to outlive it is in
//! the jobs' records.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use furgo_shared::{id::JobId, jobs::JobKind};
use tokio::sync::watch;

use super::{Queue, Worker};

/// How one job stands in this process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub is_running: bool,
    /// Of a recurring one: when it ended last, well or not.
    pub ended_at: Option<DateTime<Utc>>,
    /// Of a recurring one: when its own rhythm lets it run next.
    pub next_at: Option<DateTime<Utc>>,
}

/// What there is to do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chores {
    /// By name. Each runs at the start, and then after the pause that it asks for.
    pub recurring: &'static [Worker],
    /// Jobs that are done once.
    pub queues: &'static [Queue],
}

/// See the module.
#[derive(Debug, Default)]
pub struct Workers {
    pub(super) chores: Chores,
    standings: Mutex<HashMap<JobId, Standing>>,
    /// How often somebody wanted queues that rest to try again.
    hurries: watch::Sender<u64>,
    /// Of which of these each queue knows.
    heeded: Mutex<HashMap<&'static str, u64>>,
    /// Runs since the start, those that went well and those that did not.
    runs: Mutex<BTreeMap<(JobKind, bool), u64>>,
}

impl Workers {
    /// Those who do these.
    pub fn of(chores: Chores) -> Self {
        Self { chores, ..Self::default() }
    }

    /// How a job stands.
    pub fn standing(&self, job: JobId) -> Standing {
        self.standings().get(&job).copied().unwrap_or_default()
    }

    /// Queues that rest because nothing got through try again at once, and with them what was put
    /// off. To be called when what is to help them is on disk: they look at it once.
    pub fn hurry(&self) {
        self.hurries.send_modify(|hurries| *hurries += 1);
    }

    /// Changes with every hurry.
    pub(super) fn hurries(&self) -> watch::Receiver<u64> {
        self.hurries.subscribe()
    }

    /// Whether somebody is in a hurry of whom a queue did not know.
    pub(super) fn heed(&self, queue: &'static str) -> bool {
        let hurries = *self.hurries.borrow();
        let mut heeded = self.heeded.lock().unwrap_or_else(PoisonError::into_inner);
        heeded.insert(queue, hurries).unwrap_or_default() != hurries
    }

    /// How often jobs of a kind ran since the start, and whether that went well.
    pub fn runs(&self) -> BTreeMap<(JobKind, bool), u64> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn count(&self, kind: JobKind, went_well: bool) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        *runs.entry((kind, went_well)).or_default() += 1;
    }

    pub(super) fn begin(&self, job: JobId) {
        self.standings().entry(job).or_default().is_running = true;
    }

    pub(super) fn forget(&self, job: JobId) {
        self.standings().remove(&job);
    }

    pub(super) fn end(&self, job: JobId, now: DateTime<Utc>, next_at: DateTime<Utc>) {
        let standing = Standing { is_running: false, ended_at: Some(now), next_at: Some(next_at) };
        self.standings().insert(job, standing);
    }

    fn standings(&self) -> MutexGuard<'_, HashMap<JobId, Standing>> {
        self.standings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
