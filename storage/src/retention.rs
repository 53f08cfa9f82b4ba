//! Forgetting what need not be kept any longer, in slices: a large deletion in one transaction
//! would hold up every other write, and redb is slow at it.

use std::{ops::ControlFlow, sync::Arc, time::Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Database, Key,
    change_log::{Change, ChangeKind},
    engine::{KeyRange, Order, Overlay, Space, View},
    error::Result,
    outcome::REMEMBERED,
    reads::damaged,
    record::meta_of,
    schema::{CHANGES, OUTCOMES, OUTCOMES_BY_AGE, RecordKind},
    stamp,
};

/// Keys that one transaction deletes at most.
pub const SLICE_KEYS_MAX: usize = 1_000;
/// How long every change is kept, deletions among them; then the last one of each record.
pub const CHANGES_KEPT: TimeDelta = TimeDelta::days(400);
/// Changes that one transaction looks at; each may cost reading and writing a record.
const SLICE_CHANGES: usize = 100;

/// Forgets outcomes that are older than they are remembered. Returns how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget_outcomes(db: &Database) -> Result<u64> {
    let until = Key::new().instant(db.clock().now() - REMEMBERED).into_bytes();
    in_slices(db, move |data| {
        let range = KeyRange { start: Vec::new(), end: Some(until.clone()) };
        // Each outcome is two keys.
        let rows = first_keys(data, OUTCOMES_BY_AGE, &range, SLICE_KEYS_MAX / 2)?;
        for row in &rows {
            let key = row.get(size_of::<u64>()..).unwrap_or_default();
            data.delete(OUTCOMES, key.to_vec());
            data.delete(OUTCOMES_BY_AGE, row.clone());
        }
        Ok(Some(rows.len()).filter(|rows| *rows > 0))
    })
    .await
}

/// Forgets changes that are older than they are kept, but for the last one of each record. Clients
/// that have seen less than what is left fetch everything again. Returns how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget_changes(db: &Database) -> Result<u64> {
    let until = db.clock().now() - CHANGES_KEPT;
    let kinds: Arc<[RecordKind]> = db.schema().records.clone().into();
    in_slices(db, move |data| forget_old_changes(data, &kinds, until)).await
}

/// `None` when no change is old any more.
fn forget_old_changes(
    data: &mut Overlay<'_>,
    kinds: &[RecordKind],
    until: DateTime<Utc>,
) -> Result<Option<usize>> {
    let old = oldest_changes(data, until)?;
    let Some((newest, _)) = old.last() else { return Ok(None) };
    stamp::set_oldest_change(data, newest + 1);
    let mut forgotten = 0;
    for (sequence, change) in &old {
        if !keeps(data, kinds, *sequence, change)? {
            data.delete(CHANGES, sequence.to_be_bytes().to_vec());
            forgotten += 1;
        }
    }
    Ok(Some(forgotten))
}

/// The oldest changes, as far as they are surely from before a time.
fn oldest_changes(data: &Overlay<'_>, until: DateTime<Utc>) -> Result<Vec<(u64, Change)>> {
    let oldest = stamp::oldest_change(data)?;
    if !undated_are_old(data, oldest, until)? {
        return Ok(Vec::new());
    }
    let range = KeyRange { start: oldest.to_be_bytes().to_vec(), end: None };
    let (mut old, mut failure) = (Vec::new(), None);
    data.scan(CHANGES, &range, Order::Ascending, &mut |key, row| match numbered(key, row) {
        Ok((_, change)) if change.at().is_some_and(|at| at > until) => ControlFlow::Break(()),
        Ok(row) => {
            old.push(row);
            if old.len() < SLICE_CHANGES {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        }
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(old), Err)
}

/// Whether changes of an unknown time are from before this one, where there are any: they are no
/// younger than the first that has a time.
fn undated_are_old(data: &Overlay<'_>, oldest: u64, until: DateTime<Utc>) -> Result<bool> {
    let at = |sequence: u64| {
        let row = data.get(CHANGES, &sequence.to_be_bytes())?;
        Ok(row.map(|row| Change::from_bytes(&row)).transpose()?.and_then(|change| change.at()))
    };
    let (mut undated, mut dated) = (oldest, stamp::last_change(data)?);
    if undated > dated || at(undated)?.is_some() {
        return Ok(true);
    }
    while dated - undated > 1 {
        let middle = undated.midpoint(dated);
        match at(middle)? {
            Some(_) => dated = middle,
            None => undated = middle,
        }
    }
    Ok(at(dated)?.is_some_and(|at| at <= until))
}

fn numbered(key: &[u8], row: &[u8]) -> Result<(u64, Change)> {
    let sequence = key.try_into().map(u64::from_be_bytes).map_err(|_length| damaged(CHANGES))?;
    Ok((sequence, Change::from_bytes(row)?))
}

/// Whether this is the last change of a record that is there. A record from before schema 4 learns
/// it here.
fn keeps(
    data: &mut Overlay<'_>,
    kinds: &[RecordKind],
    sequence: u64,
    change: &Change,
) -> Result<bool> {
    let kind = kinds.iter().find(|kind| kind.table.0 == change.table);
    let Some(kind) = kind else { return Ok(false) };
    let Some(record) = data.get(kind.table, change.id.as_bytes())? else { return Ok(false) };
    // What cannot be read is for `furgo check` to tell; its last change may be all that is left.
    let Ok(meta) = meta_of(&record) else { return Ok(true) };
    // The last change of one in the trash is its deletion.
    let is_put = change.kind == ChangeKind::Put;
    if is_put && meta.sequence.is_none() && meta.version == change.version {
        data.put(kind.table, change.id.as_bytes().to_vec(), (kind.number)(&record, sequence)?);
        return Ok(true);
    }
    Ok(meta.sequence == Some(sequence))
}

/// Repeats a slice, each in a transaction of its own, until it finds nothing more. Three quarters
/// of the time are left to other writes.
pub(super) async fn in_slices<F>(db: &Database, slice: F) -> Result<u64>
where
    F: Fn(&mut Overlay<'_>) -> Result<Option<usize>> + Clone + Send + 'static,
{
    let mut forgotten = 0;
    loop {
        let (slice, started) = (slice.clone(), Instant::now());
        match db.maintain(move |data| slice(data)).await? {
            None => return Ok(forgotten),
            Some(keys) => forgotten += u64::try_from(keys).unwrap_or(0),
        }
        tokio::time::sleep(started.elapsed() * 3).await;
    }
}

pub(super) fn first_keys(
    data: &Overlay<'_>,
    space: Space,
    range: &KeyRange,
    limit: usize,
) -> Result<Vec<Vec<u8>>> {
    let mut keys = Vec::new();
    data.scan(space, range, Order::Ascending, &mut |key, _| {
        keys.push(key.to_vec());
        if keys.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(keys)
}
