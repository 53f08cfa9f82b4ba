//! What the server does by itself while it runs.

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use chrono::Days;

use crate::{
    auth::{Permit, System},
    error::Result,
    features::{due::scheduler, settings},
    storage::{Database, catalogue, retention},
};

/// Often enough for limits that are counted in days.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// How soon news follow a record that makes something due.
const LOOK_EVERY: Duration = Duration::from_secs(5 * 60);
/// How often it is looked whether enough new records wait. A search reads those one by one.
const CATALOGUE_EVERY: Duration = Duration::from_secs(1);
/// Surely after midnight, should two clocks differ in how they round.
const AFTER_MIDNIGHT: Duration = Duration::from_secs(2);

/// Everything that is done again and again, without end.
pub async fn run(db: &Database) -> Infallible {
    tokio::select! {
        never = keep_tidy(db) => never,
        never = watch_due_work(db) => never,
        never = keep_catalogues(db) => never,
    }
}

/// Forgets what need not be kept any longer, at the start and then every hour, without end.
pub async fn keep_tidy(db: &Database) -> Infallible {
    loop {
        report(retention::forget_outcomes(db).await, "answers older than thirty days");
        report(retention::forget_changes(db).await, "changes older than four hundred days");
        report(scheduler::forget_old_news(db).await, "news of more than a year ago");
        tokio::time::sleep(PAUSE).await;
    }
}

fn report<E: std::fmt::Display>(forgotten: std::result::Result<u64, E>, what: &'static str) {
    match forgotten {
        Ok(0) => {}
        Ok(forgotten) => tracing::info!(forgotten, what, "forgot what need not be kept"),
        Err(error) => tracing::warn!(%error, what, "could not forget; trying again in an hour"),
    }
}

/// Numbers new records as soon as enough of them wait, and behind the start those of an older
/// file, without end. Three quarters of the time are left to other writes.
async fn keep_catalogues(db: &Database) -> Infallible {
    loop {
        let started = Instant::now();
        let pause = match catalogue::build_piece(db).await {
            Ok(true) => started.elapsed() * 3,
            Ok(false) => CATALOGUE_EVERY,
            Err(error) => {
                tracing::warn!(%error, "could not catalogue records; trying again in a minute");
                Duration::from_secs(60)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Notices what becomes due: at the start, every few minutes and right after midnight of the
/// fleet's time zone, without end.
async fn watch_due_work(db: &Database) -> Infallible {
    loop {
        match scheduler::look(db).await {
            Ok(0) => {}
            Ok(news) => tracing::info!(news, "due work has become more urgent"),
            Err(error) => {
                tracing::warn!(%error, "could not look at due work; trying again soon")
            }
        }
        let until_midnight = until_midnight(db).unwrap_or(LOOK_EVERY);
        tokio::time::sleep(LOOK_EVERY.min(until_midnight + AFTER_MIDNIGHT)).await;
    }
}

/// Until the fleet's next day begins.
fn until_midnight(db: &Database) -> Result<Duration> {
    db.read(&Permit::<System>::for_job(), |tx| {
        let (settings, now) = (settings::store::current(tx)?, crate::storage::Reads::now(tx));
        let tomorrow = settings.day_of(now).checked_add_days(Days::new(1));
        let left = tomorrow.map(|tomorrow| settings.start_of(tomorrow) - now);
        Ok(left.and_then(|left| left.to_std().ok()).unwrap_or(LOOK_EVERY))
    })
}
