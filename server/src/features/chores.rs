//! What the program does by itself: the jobs that come back, and who does those that are done once.

use std::time::{Duration, Instant};

use chrono::Days;
use furgo_shared::jobs::JobKind;

use super::{
    attention, demo_data, devices, due::scheduler, files, mails, settings, trash::purging,
};
use crate::{
    app::App,
    auth::{Permit, System},
    error::Result,
    jobs::{Chores, Queue, Turn, Worker},
    storage::{Database, blobs::sweep::Swept, catalogue, clients, retention},
};

/// Often enough for limits that are counted in days.
const HOURLY: Duration = Duration::from_secs(60 * 60);
/// Often enough for what somebody is asked once, after thirty days.
const DAILY: Duration = Duration::from_secs(24 * 60 * 60);
/// How soon news follow a record that makes something due.
const LOOK_EVERY: Duration = Duration::from_secs(5 * 60);
/// How often it is looked whether enough new records wait. A search reads those one by one.
const CATALOGUE_EVERY: Duration = Duration::from_secs(1);
/// Surely after midnight, should two clocks differ in how they round.
const AFTER_MIDNIGHT: Duration = Duration::from_secs(2);

/// All of it.
pub const CHORES: Chores = Chores { recurring: RECURRING, queues: QUEUES };

const RECURRING: &[Worker] = &[
    Worker { kind: JobKind::WatchDueWork, run: |app| watch_due_work(app) },
    Worker { kind: JobKind::BuildCatalogues, run: |app| build_catalogues(app) },
    Worker { kind: JobKind::ForgetAnswers, run: |app| forget_answers(app) },
    Worker { kind: JobKind::ForgetChanges, run: |app| forget_changes(app) },
    Worker { kind: JobKind::ForgetNotices, run: |app| forget_notices(app) },
    Worker { kind: JobKind::ForgetMails, run: |app| forget_mails(app) },
    Worker { kind: JobKind::EmptyTrash, run: |app| empty_trash(app) },
    Worker { kind: JobKind::SweepFiles, run: |app| sweep_files(app) },
    Worker { kind: JobKind::AskForFiles, run: |app| ask_for_files(app) },
    Worker { kind: JobKind::ForgetDevices, run: |app| forget_devices(app) },
];

/// The workers of jobs that are done once. Whoever forgot their password does not wait behind a slow
/// mail server before it is looked for their account.
const QUEUES: &[Queue] = &[
    Queue {
        name: "accounts",
        may_run: |_| Ok(vec![JobKind::FindAccount]),
        run: mails::sending::run,
        gave_up: mails::sending::gave_up,
    },
    Queue {
        name: "mail",
        may_run: mails::sending::may_run,
        run: mails::sending::run,
        gave_up: mails::sending::gave_up,
    },
    Queue {
        name: "demo data",
        may_run: |_| Ok(vec![JobKind::FillDemo, JobKind::RemoveDemo]),
        run: demo_data::run,
        gave_up: |_, _, _| Ok(()),
    },
];

/// Notices what becomes due: every few minutes, and right after midnight of the fleet's time zone.
fn watch_due_work(app: &App) -> Turn<'_> {
    Box::pin(async move {
        match scheduler::look(&app.db).await? {
            0 => {}
            news => tracing::info!(news, "due work has become more urgent"),
        }
        Ok(LOOK_EVERY.min(until_midnight(&app.db)? + AFTER_MIDNIGHT))
    })
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

/// Numbers new records as soon as enough of them wait, and behind the start those of an older
/// file. Three quarters of the time are left to other writes.
fn build_catalogues(app: &App) -> Turn<'_> {
    Box::pin(async move {
        let started = Instant::now();
        match catalogue::build_piece(&app.db).await? {
            true => Ok(started.elapsed() * 3),
            false => Ok(CATALOGUE_EVERY),
        }
    })
}

fn forget_answers(app: &App) -> Turn<'_> {
    Box::pin(async move {
        Ok(forgot(retention::forget_outcomes(&app.db).await?, "answers older than thirty days"))
    })
}

fn forget_changes(app: &App) -> Turn<'_> {
    Box::pin(async move {
        let forgotten = retention::forget_changes(&app.db).await?;
        Ok(forgot(forgotten, "changes older than four hundred days"))
    })
}

fn forget_notices(app: &App) -> Turn<'_> {
    Box::pin(async move {
        let settled = attention::forgetting::forget(&app.db).await?;
        forgot(settled, "exceptions settled more than four hundred days ago");
        Ok(forgot(scheduler::forget_old_news(&app.db).await?, "news of more than a year ago"))
    })
}

fn forget_mails(app: &App) -> Turn<'_> {
    Box::pin(
        async move { Ok(forgot(mails::forgetting::forget(&app.db).await?, "mails of long ago")) },
    )
}

/// Often, so that what was erased does not lie about for long: what there is to do is in indexes.
fn sweep_files(app: &App) -> Turn<'_> {
    Box::pin(async move {
        let swept = files::sweeping::sweep(&app.db).await?;
        if swept != Swept::default() {
            let Swept { abandoned, forgotten, pieces } = swept;
            tracing::info!(abandoned, forgotten, pieces, "files were swept");
        }
        Ok(LOOK_EVERY)
    })
}

/// Seldom: every name of a file is read.
fn ask_for_files(app: &App) -> Turn<'_> {
    Box::pin(async move {
        match attention::files::look(&app.db).await? {
            0 => {}
            missing => tracing::info!(missing, "files have not come in thirty days"),
        }
        Ok(DAILY)
    })
}

fn forget_devices(app: &App) -> Turn<'_> {
    Box::pin(async move {
        let results = clients::forget_results(&app.db).await?;
        forgot(results, "results older than thirty days");
        Ok(forgot(devices::operations::forget_unseen(&app.db).await?, "devices that were not seen"))
    })
}

fn empty_trash(app: &App) -> Turn<'_> {
    Box::pin(async move {
        Ok(forgot(purging::purge(&app.db).await?, "records deleted more than thirty days ago"))
    })
}

fn forgot(forgotten: u64, what: &'static str) -> Duration {
    if forgotten > 0 {
        tracing::info!(forgotten, what, "forgot what need not be kept");
    }
    HOURLY
}
