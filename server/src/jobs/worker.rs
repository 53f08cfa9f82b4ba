//! One worker: waits for its turn, runs its job, and writes down what went wrong.

use std::{convert::Infallible, future::Future, pin::Pin, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::jobs::JobKind;

use super::{JobRecord, store};
use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
    panics,
    storage::outcome::Once,
};

/// One run of a job; how long it wants to rest afterwards.
pub type Turn<'a> = Pin<Box<dyn Future<Output = Result<Duration>> + 'a>>;

/// Does one kind of recurring job.
#[derive(Clone, Copy, Debug)]
pub struct Worker {
    pub kind: JobKind,
    pub run: for<'a> fn(&'a App) -> Turn<'a>,
}

/// How soon a job that failed once is tried again; each further failure doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// A job that keeps failing is tried again this often.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);
/// How long a worker sleeps at most. What wakes it earlier is the bell.
pub(super) const NAP: Duration = Duration::from_secs(60 * 60);
/// While its job cannot even be read.
pub(super) const UNTIL_READABLE: Duration = Duration::from_secs(60);

/// Does its job whenever it is due, without end.
pub(super) async fn keep(app: &App, worker: &Worker) -> Infallible {
    let (mut bell, mut next) = (app.db.bell(), app.clock.steady());
    loop {
        let wait = step(app, worker, &mut next).await;
        tokio::select! {
            () = tokio::time::sleep(wait.min(NAP)) => {}
            // The bell lives as long as the database.
            _rung = bell.changed() => {}
        }
    }
}

/// Runs the job if it is due. Returns how long to wait, unless the bell rings; `next` is when its
/// own rhythm lets it run.
pub(super) async fn step(app: &App, worker: &Worker, next: &mut DateTime<Utc>) -> Duration {
    let found = app.db.read(&Permit::for_job(), |tx| store::recurring(tx, worker.kind));
    let job = match found {
        Ok(job) => job,
        Err(error) => {
            tracing::warn!(%error, job = ?worker.kind, "a job could not be read");
            return UNTIL_READABLE;
        }
    };
    if job.is_paused {
        return NAP;
    }
    let now = app.clock.steady();
    let due_at = job.due_at.map_or(*next, |due_at| sensible(due_at, now));
    if let Some(wait) = (due_at - now).to_std().ok().filter(|wait| !wait.is_zero()) {
        return wait;
    }
    app.workers.begin(job.id);
    let outcome = panics::caught((worker.run)(app)).await;
    let outcome = outcome.unwrap_or_else(|| Err(Error::Internal("the job panicked".to_owned())));
    app.workers.count(worker.kind, outcome.is_ok());
    let pause = match &outcome {
        Ok(pause) => *pause,
        Err(_) => pause_after(job.attempts.saturating_add(1)),
    };
    let ended = app.clock.steady();
    *next = after(ended, pause);
    app.workers.end(job.id, ended, *next);
    if let Err(error) = note(app, worker.kind, &job, outcome.err(), *next).await {
        tracing::warn!(%error, job = ?worker.kind, "what became of a job could not be written down");
    }
    pause
}

/// A job that was put off while the machine's clock was ahead would wait for that time to come.
pub(super) fn sensible(due_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    if due_at > after(now, LONGEST_PAUSE) { now } else { due_at }
}

pub(super) fn after(now: DateTime<Utc>, pause: Duration) -> DateTime<Utc> {
    let pause = TimeDelta::from_std(pause).unwrap_or(TimeDelta::days(1));
    now.checked_add_signed(pause).unwrap_or(now)
}

/// Five seconds, ten, twenty …
pub(super) fn pause_after(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
}

/// Writes down a failure, or that there is none any more. While all goes well nothing is written.
async fn note(
    app: &App,
    kind: JobKind,
    seen: &JobRecord,
    error: Option<Error>,
    next: DateTime<Utc>,
) -> Result<()> {
    if let Some(error) = &error {
        tracing::warn!(%error, job = ?kind, attempts = seen.attempts + 1, "a job failed");
    } else if seen.due_at.is_none() && seen.attempts == 0 {
        return Ok(());
    }
    let version = seen.meta.version;
    let written = app.db.write(Permit::for_job(), Once::by_job("jobs"), move |tx| {
        let mut job = store::recurring(tx, kind)?;
        // Whoever asked for another run meanwhile gets it.
        let is_asked_again = job.meta.version != version && job.due_at.is_some();
        match error {
            Some(error) => job.fail(&error.to_string(), Some(next)),
            None => {
                (job.attempts, job.last_error) = (0, None);
                job.due_at = job.due_at.filter(|_| is_asked_again);
            }
        }
        tx.put_changed(job).map(drop)
    });
    written.await.map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail; one is to panic")]

    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;
    use crate::{
        auth::{Gate, GateSettings, keys::Keys, password::Cost},
        clock::Clock,
        features,
        storage::{Database, engine::MemoryEngine},
    };

    fn app() -> App {
        let (schema, clock) = (features::schema(), Clock::stopped_at(DateTime::UNIX_EPOCH));
        let engine = Arc::new(MemoryEngine::default());
        let db = Database::new(engine, schema, clock.clone()).unwrap();
        let cost = Cost { memory_kib: 8, passes: 1 };
        let gate = Gate::new(Keys::ephemeral(), cost, GateSettings::default()).unwrap();
        App::new(db, clock, gate)
    }

    fn job(app: &App) -> JobRecord {
        app.db.read(&Permit::for_job(), |tx| store::recurring(tx, JobKind::WatchDueWork)).unwrap()
    }

    static RUNS: AtomicU32 = AtomicU32::new(0);

    /// Panics twice, after it has waited for something, and goes well from then on.
    const SHAKY: Worker = Worker {
        kind: JobKind::WatchDueWork,
        run: |_| {
            Box::pin(async {
                tokio::task::yield_now().await;
                if RUNS.fetch_add(1, Ordering::Relaxed) < 2 {
                    panic!("on purpose");
                }
                Ok(Duration::from_secs(60))
            })
        },
    };

    #[actix_web::test]
    async fn a_job_that_panics_is_tried_again_later_and_later() {
        let app = app();
        let mut next = app.clock.steady();
        assert_eq!(step(&app, &SHAKY, &mut next).await, Duration::from_secs(5));
        let failed = job(&app);
        assert_eq!((failed.attempts, failed.last_error.is_some()), (1, true));

        assert_eq!(step(&app, &SHAKY, &mut next).await, Duration::from_secs(5), "not its turn");
        assert_eq!(RUNS.load(Ordering::Relaxed), 1);
        app.clock.advance(TimeDelta::seconds(5));
        assert_eq!(step(&app, &SHAKY, &mut next).await, Duration::from_secs(10));
        assert_eq!(job(&app).attempts, 2);

        app.clock.advance(TimeDelta::seconds(10));
        assert_eq!(step(&app, &SHAKY, &mut next).await, Duration::from_secs(60));
        let well = job(&app);
        assert_eq!((well.attempts, well.last_error, well.due_at), (0, None, None));
        let version = well.meta.version;
        app.clock.advance(TimeDelta::seconds(60));
        step(&app, &SHAKY, &mut next).await;
        assert_eq!((RUNS.load(Ordering::Relaxed), job(&app).meta.version), (4, version));
    }

    #[test]
    fn pauses_double_up_to_an_hour() {
        assert_eq!(pause_after(1), Duration::from_secs(5));
        assert_eq!(pause_after(4), Duration::from_secs(40));
        assert_eq!(pause_after(40), Duration::from_secs(3600));
    }

    #[test]
    fn a_time_far_ahead_was_given_by_a_wrong_clock() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(sensible(now + TimeDelta::days(365), now), now);
        let soon = now + TimeDelta::minutes(20);
        assert_eq!(sensible(soon, now), soon);
    }
}
