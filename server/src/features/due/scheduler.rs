//! Looks at what is due and writes news of what has become more urgent, and once a week how much
//! is waiting. Running it again writes nothing.

use std::collections::BTreeMap;

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
    features::settings,
    storage::{Database, Meta, Reads, WriteTx, outcome::Once},
};

/// How long news are kept: a year, and what is late in it.
pub const KEPT: TimeDelta = TimeDelta::days(400);
/// Notices that one transaction deletes at most; each is a record and its index rows.
const SLICE: usize = 200;

/// What has to be written.
#[derive(Debug, Default)]
struct Changes {
    today: Day,
    news: Vec<NoticeKind>,
    remember: Vec<(Uuid, State)>,
    forget: Vec<DueStateRecord>,
    /// The week that begins, unless it was looked at.
    monday: Option<Day>,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.news.is_empty()
            && self.remember.is_empty()
            && self.forget.is_empty()
            && self.monday.is_none()
    }
}

/// Compares how everything stands with how it stood. Returns how many news were written; while
/// nothing has changed, nothing is.
///
/// # Errors
/// When storage fails; nothing was written then.
pub async fn look(db: &Database) -> Result<usize> {
    // Mostly nothing has changed, and then nothing is written to the disk.
    let expected = db.read(&Permit::<System>::for_job(), |tx| changes(tx))?;
    if expected.is_empty() {
        return Ok(0);
    }
    db.write(Permit::<System>::for_job(), Once::by_job("due_work"), |tx| {
        let changes = changes(tx)?;
        apply(tx, changes)
    })
    .await?;
    Ok(expected.news.len())
}

fn changes(tx: &impl Reads) -> Result<Changes> {
    let today = settings::store::today(tx)?;
    let items = items::all(tx)?;
    let known = store::states(tx)?;
    let mut before: BTreeMap<Uuid, DueStateRecord> =
        known.into_iter().map(|state| (state.id, state)).collect();
    let mut changes = Changes { today, ..Changes::default() };
    for item in &items {
        let (old, new) = (before.remove(&item.id).map(|old| old.state), item.assessment.state);
        if old != Some(new) {
            changes.remember.push((item.id, new));
        }
        if is_news(old, item) {
            changes.news.push(news(old, item));
        }
    }
    changes.forget = before.into_values().collect();
    week(tx, &items, &mut changes)?;
    Ok(changes)
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
fn week(tx: &impl Reads, items: &[DueItem], changes: &mut Changes) -> Result<()> {
    let since_monday = Days::new(changes.today.weekday().num_days_from_monday().into());
    let monday = changes.today.checked_sub_days(since_monday).unwrap_or(changes.today);
    let last = tx.find::<DigestWeekRecord>(DIGEST_WEEK_ID)?.map(|week| week.monday);
    // A clock that was set back is no new week.
    if last.is_some_and(|last| last >= monday) {
        return Ok(());
    }
    changes.monday = Some(monday);
    if last.is_some() || changes.today == monday {
        changes.news.extend(digest::of(items));
    }
    Ok(())
}

fn apply(tx: &mut WriteTx<'_, System>, changes: Changes) -> Result<()> {
    let meta = Meta::new(tx.now());
    for notice in changes.news {
        let id = tx.new_id().into();
        tx.put(NoticeRecord { id, date: changes.today, notice, meta: meta.clone() })?;
    }
    for (id, state) in changes.remember {
        let meta = store::state_of(tx, id)?.map_or_else(|| meta.clone(), |old| old.meta);
        tx.put(DueStateRecord { id, state, meta })?;
    }
    for state in &changes.forget {
        tx.delete(state)?;
    }
    if let Some(monday) = changes.monday {
        let old = tx.find::<DigestWeekRecord>(DIGEST_WEEK_ID)?;
        let meta = old.map_or(meta, |old| old.meta);
        tx.put(DigestWeekRecord { monday, meta })?;
    }
    Ok(())
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
        db.write(Permit::<System>::for_job(), Once::by_job("forget_news"), move |tx| {
            old.iter().try_for_each(|notice| tx.delete(notice))
        })
        .await?;
    }
}
