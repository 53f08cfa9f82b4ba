//! One worker of jobs that are done once, in the order in which they are due.

use std::{convert::Infallible, future::Future, pin::Pin, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{id::JobId, jobs::JobKind};

use super::{
    JobRecord, Task, store,
    worker::{NAP, UNTIL_READABLE, after, pause_after, sensible},
};
use crate::{
    app::App,
    auth::{Permit, System},
    error::{Error, Result},
    panics,
    storage::{Reads, WriteTx, outcome::Once},
};

/// Jobs of a kind that strangers can have written.
pub const QUEUE_MAX: u64 = 1_000;
/// What keeps failing for this long is not tried again by itself.
const AGE_MAX: TimeDelta = TimeDelta::days(5);

/// What became of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The job is done, and was deleted by whoever did it.
    Done,
    /// It is tried again, later and later.
    Later(String),
    /// It is not tried again by itself.
    Never(String),
    /// Not only this one: all jobs of the queue wait.
    Blocked(String),
}

/// One run of a job.
pub type Errand<'a> = Pin<Box<dyn Future<Output = Result<Outcome>> + 'a>>;

/// Does the jobs of some kinds, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    pub name: &'static str,
    /// Of which kinds jobs may run now.
    pub may_run: fn(&App) -> Result<Vec<JobKind>>,
    pub run: for<'a> fn(&'a App, JobRecord) -> Errand<'a>,
    /// What else is written when one of its jobs is not tried again by itself, and why.
    pub gave_up: GaveUp,
}

/// See [`Queue::gave_up`].
pub type GaveUp = fn(&mut WriteTx<'_, System>, &Task, &str) -> Result<()>;

/// While nothing gets through.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    failures: u32,
    until: Option<DateTime<Utc>>,
    /// Jobs run whenever they are due, until one does not get through.
    is_hurried: bool,
}

/// Does what is due, without end.
pub(super) async fn keep(app: &App, queue: &Queue) -> Infallible {
    let (mut bell, mut rest) = (app.db.bell(), Rest::default());
    let mut hurries = app.workers.hurries();
    loop {
        let wait = match step(app, queue, &mut rest).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, queue = queue.name, "jobs could not be read or written");
                UNTIL_READABLE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait.min(NAP)) => {}
            // The bell lives as long as the database.
            _rung = bell.changed() => {}
            // So do the workers.
            _hurried = hurries.changed() => {}
        }
    }
}

/// Does the next job, if one is due. Returns how long to wait, unless the bell rings.
pub(super) async fn step(app: &App, queue: &Queue, rest: &mut Rest) -> Result<Duration> {
    let now = app.clock.steady();
    let left = |until: DateTime<Utc>| (until - now).to_std().ok().filter(|left| !left.is_zero());
    if app.workers.heed(queue.name) {
        *rest = Rest { is_hurried: true, ..Rest::default() };
    }
    if let Some(left) = rest.until.and_then(left) {
        return Ok(left);
    }
    let kinds = (queue.may_run)(app)?;
    let job = app.db.read(&Permit::<System>::for_job(), |tx| store::next(tx, &kinds))?;
    let Some(job) = job else {
        rest.is_hurried = false;
        return Ok(NAP);
    };
    let due_at = job.due_at.map_or(now, |due_at| sensible(due_at, now));
    if let Some(left) = left(due_at).filter(|_| !rest.is_hurried) {
        return Ok(left);
    }
    app.workers.begin(job.id);
    let outcome = panics::caught((queue.run)(app, job.clone())).await;
    app.workers.forget(job.id);
    let outcome = outcome.unwrap_or_else(|| Err(Error::Internal("the job panicked".to_owned())));
    let outcome = outcome.unwrap_or_else(|error| {
        tracing::warn!(%error, job = %job.id, "a job failed");
        Outcome::Later(error.to_string())
    });
    app.workers.count(job.task.kind(), outcome == Outcome::Done);
    let now = app.clock.steady();
    let is_young = now - job.meta.created_at < AGE_MAX;
    let next = after(now, pause_after(job.attempts.saturating_add(1)));
    let (error, next) = match outcome {
        Outcome::Done => {
            *rest = Rest { is_hurried: rest.is_hurried, ..Rest::default() };
            return Ok(Duration::ZERO);
        }
        Outcome::Later(error) => (error, is_young.then_some(next)),
        Outcome::Never(error) => (error, None),
        Outcome::Blocked(error) => {
            rest.failures = rest.failures.saturating_add(1);
            let until = after(now, pause_after(rest.failures));
            rest.until = Some(until);
            // It may be this job's own fault: the others pass it.
            (error, is_young.then_some(next.max(until)))
        }
    };
    rest.is_hurried = false;
    note(app, queue.gave_up, job.id, error, next).await?;
    Ok(Duration::ZERO)
}

/// Writes down a failure. The log is not told what a mail server said: it may name people.
async fn note(
    app: &App,
    gave_up: GaveUp,
    id: JobId,
    error: String,
    next: Option<DateTime<Utc>>,
) -> Result<()> {
    tracing::info!(job = %id, "a job did not succeed; the settings say why");
    let written = app.db.write(Permit::<System>::for_job(), Once::by_job("jobs"), move |tx| {
        let Some(mut job) = tx.find_unseen::<JobRecord>(id)? else { return Ok(()) };
        job.fail(&error, next);
        if next.is_none() {
            gave_up(tx, &job.task, &error)?;
        }
        tx.put(job).map(drop)
    });
    written.await.map(drop)
}
