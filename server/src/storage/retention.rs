//! Forgetting what need not be kept any longer, in slices: a large deletion in one transaction
//! would hold up every other write, and redb is slow at it.

use std::ops::ControlFlow;

use super::{
    Database, Key,
    engine::{KeyRange, Order, Overlay, Space, View},
    error::Result,
    outcome::REMEMBERED,
    schema::{CHANGES, OUTCOMES, OUTCOMES_BY_AGE},
    stamp,
};

/// Keys that one transaction deletes at most.
pub const SLICE_KEYS_MAX: usize = 1_000;

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
        Ok(rows.len())
    })
    .await
}

/// Forgets changes before a sequence number. Clients that have seen less fetch everything again.
/// Returns how many.
///
/// # Errors
/// When storage fails; what was forgotten until then stays forgotten.
pub async fn forget_changes(db: &Database, before: u64) -> Result<u64> {
    in_slices(db, move |data| {
        let before = before.min(stamp::last_change(data)? + 1);
        let range = KeyRange { start: Vec::new(), end: Some(before.to_be_bytes().to_vec()) };
        let keys = first_keys(data, CHANGES, &range, SLICE_KEYS_MAX - 1)?;
        let forgotten = u64::try_from(keys.len()).unwrap_or(0);
        if forgotten > 0 {
            let oldest = stamp::oldest_change(data)? + forgotten;
            stamp::set_oldest_change(data, oldest);
        }
        for key in &keys {
            data.delete(CHANGES, key.clone());
        }
        Ok(keys.len())
    })
    .await
}

/// Repeats a slice, each in a transaction of its own, until it finds nothing more.
async fn in_slices<F>(db: &Database, slice: F) -> Result<u64>
where
    F: Fn(&mut Overlay<'_>) -> Result<usize> + Clone + Send + 'static,
{
    let mut forgotten = 0;
    loop {
        let slice = slice.clone();
        match db.maintain(move |data| slice(data)).await? {
            0 => return Ok(forgotten),
            keys => forgotten += u64::try_from(keys).unwrap_or(0),
        }
    }
}

fn first_keys(
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
