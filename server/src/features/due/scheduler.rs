//! Looks at what is due and writes news of what has become more urgent, and once a week how much
//! is waiting. Running it again writes nothing.

use std::{collections::BTreeMap, time::Instant};

use chrono::{Datelike, Days, TimeDelta};
use furgo_shared::{due::State, due_work::NoticeKind, time::Day};
use uuid::Uuid;

use super::{
    DigestWeekRecord, DueStateRecord, NoticeRecord,
    digest::{self, DIGEST_WEEK_ID},
    items::{self, DueItem},
    store,
};
use crate::{
    auth::{Permit, System},
    error::Result,
    features::{mails, settings},
    storage::{Database, Meta, Reads, WriteTx, outcome::Once},
};

/// How long news are kept: a year, and what is late in it.
pub const KEPT: TimeDelta = TimeDelta::days(400);
/// Notices that one transaction deletes at most; each is a record and its index rows.
const SLICE: usize = 200;

/// Items that one transaction writes at most; each is a state and perhaps a notice.
const PIECE: usize = 100;

/// An item that stands otherwise than it stood when it was last looked at.
#[derive(Clone, Debug)]
struct Step {
    id: Uuid,
    from: Option<State>,
    to: State,
    /// Somebody should know.
    news: Option<NoticeKind>,
}

/// The first look in a week.
#[derive(Clone, Debug)]
struct Week {
    monday: Day,
    digest: Option<NoticeKind>,
}

/// What has to be written.
#[derive(Debug, Default)]
struct Changes {
    today: Day,
    steps: Vec<Step>,
    forget: Vec<DueStateRecord>,
    /// Unless this one was looked at.
    week: Option<Week>,
}

/// Compares how everything stands with how it stood, apart from requests, and writes in pieces what
/// differs. Returns how many news were written; while nothing has changed, nothing is.
///
/// # Errors
/// When storage fails; what was written until then is not written again.
pub async fn look(db: &Database) -> Result<usize> {
    let Changes { today, steps, forget, week } =
        db.read_apart(Permit::<System>::for_job(), |tx| changes(tx)).await?;
    let digests = week.iter().filter(|week| week.digest.is_some()).count();
    let news = steps.iter().filter(|step| step.news.is_some()).count() + digests;
    for piece in steps.chunks(PIECE) {
        let piece = piece.to_vec();
        write(db, move |tx| piece.into_iter().try_for_each(|step| take(tx, today, step))).await?;
    }
    for piece in forget.chunks(PIECE) {
        let piece = piece.to_vec();
        write(db, move |tx| piece.iter().try_for_each(|state| tx.delete(state))).await?;
    }
    if let Some(week) = week {
        write(db, move |tx| begin(tx, today, week)).await?;
    }
    Ok(news)
}

/// One piece in a transaction of its own. Three quarters of the time are left to other writes.
async fn write(
    db: &Database,
    piece: impl FnOnce(&mut WriteTx<'_, System>) -> Result<()> + Send + 'static,
) -> Result<()> {
    let started = Instant::now();
    db.write(Permit::<System>::for_job(), Once::by_job("due_work"), piece).await?;
    tokio::time::sleep(started.elapsed() * 3).await;
    Ok(())
}

fn changes(tx: &impl Reads) -> Result<Changes> {
    let today = settings::store::today(tx)?;
    let items = items::all(tx)?;
    let known = store::states(tx)?;
    let mut before: BTreeMap<Uuid, DueStateRecord> =
        known.into_iter().map(|state| (state.id, state)).collect();
    let mut steps = Vec::new();
    for item in &items {
        let (from, to) = (before.remove(&item.id).map(|old| old.state), item.assessment.state);
        if from != Some(to) {
            let news = is_news(from, item).then(|| news(from, item));
            steps.push(Step { id: item.id, from, to, news });
        }
    }
    let week = week(tx, today, &items)?;
    Ok(Changes { today, steps, forget: before.into_values().collect(), week })
}

/// It has become more urgent than it was, so that somebody should know.
fn is_news(old: Option<State>, item: &DueItem) -> bool {
    let new = item.assessment.state;
    item.is_pressing() && old.is_none_or(|old| new < old)
}

fn news(old: Option<State>, item: &DueItem) -> NoticeKind {
    let view = item.to_view();
    NoticeKind::StateChanged {
        source: item.source,
        source_id: item.id,
        vehicle_id: item.vehicle_id,
        vehicle: view.vehicle,
        maintenance: item.kind,
        category: item.category,
        description: view.description,
        from: old,
        to: item.assessment.state,
        due_date: view.due_date,
        due_odometer_km: view.due_odometer_km,
    }
}

/// The first look in a week sums up. A fleet that begins in the middle of one has heard it all.
fn week(tx: &impl Reads, today: Day, items: &[DueItem]) -> Result<Option<Week>> {
    let since_monday = Days::new(today.weekday().num_days_from_monday().into());
    let monday = today.checked_sub_days(since_monday).unwrap_or(today);
    let last = tx.find::<DigestWeekRecord>(DIGEST_WEEK_ID)?.map(|week| week.monday);
    // A clock that was set back is no new week.
    if last.is_some_and(|last| last >= monday) {
        return Ok(None);
    }
    let is_told = last.is_some() || today == monday;
    Ok(Some(Week { monday, digest: digest::of(items).filter(|_| is_told) }))
}

/// Remembers how an item stands and tells it. Nothing, if it was done already.
fn take(tx: &mut WriteTx<'_, System>, today: Day, step: Step) -> Result<()> {
    let known = store::state_of(tx, step.id)?;
    if known.as_ref().map(|known| known.state) != step.from {
        return Ok(());
    }
    if let Some(notice) = step.news {
        tell(tx, today, notice)?;
    }
    let meta = known.map_or_else(|| Meta::new(tx.now()), |known| known.meta);
    tx.put(DueStateRecord { id: step.id, state: step.to, meta }).map(drop)
}

fn begin(tx: &mut WriteTx<'_, System>, today: Day, week: Week) -> Result<()> {
    let known = tx.find::<DigestWeekRecord>(DIGEST_WEEK_ID)?;
    if known.as_ref().is_some_and(|known| known.monday >= week.monday) {
        return Ok(());
    }
    if let Some(notice) = week.digest {
        if let NoticeKind::Digest { overdue, due, soon } = notice {
            mails::queueing::digest(tx, overdue, due, soon)?;
        }
        tell(tx, today, notice)?;
    }
    let meta = known.map_or_else(|| Meta::new(tx.now()), |known| known.meta);
    tx.put(DigestWeekRecord { monday: week.monday, meta }).map(drop)
}

fn tell(tx: &mut WriteTx<'_, System>, today: Day, notice: NoticeKind) -> Result<()> {
    let (id, meta) = (tx.new_id().into(), Meta::new(tx.now()));
    tx.put(NoticeRecord { id, date: today, notice, meta }).map(drop)
}

/// Forgets old news, in slices. Returns how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget_old_news(db: &Database) -> Result<u64> {
    let before = db.clock().now() - KEPT;
    let mut forgotten = 0;
    loop {
        let old =
            db.read(&Permit::<System>::for_job(), |tx| store::older_than(tx, before, SLICE))?;
        if old.is_empty() {
            return Ok(forgotten);
        }
        forgotten += u64::try_from(old.len()).unwrap_or(0);
        let started = Instant::now();
        db.write(Permit::<System>::for_job(), Once::by_job("forget_news"), move |tx| {
            old.iter().try_for_each(|notice| tx.delete(notice))
        })
        .await?;
        tokio::time::sleep(started.elapsed() * 3).await;
    }
}
