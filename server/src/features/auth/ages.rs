//! Ages of sessions and links after the clock was set.
//!
//! While the program runs they grow old by its own clock, whatever the machine's says. From one run
//! to the next there is only the machine's: what was made while that was ahead lies in the future
//! then, and would live on until its time has come.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{LinkRecord, SessionRecord, record::Proof, store};
use crate::{
    auth::{Permit, System},
    error::Result,
    storage::{Database, Index, Key, Reads, Record, WriteTx, engine::Order, outcome::Once},
};

/// Clocks that are kept in step by the network differ by less.
const TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// Sets back what lies in the future, so that the last that is known of it was now: it lives as
/// long from here as it would have lived from then. Before anybody is let in.
pub async fn mend(db: &Database) -> Result<()> {
    // A write that would change nothing is a flush for nothing.
    let is_ahead = db.read(&Permit::<System>::for_job(), |tx| {
        Ok(!sessions_ahead(tx)?.is_empty() || !links_ahead(tx)?.is_empty())
    })?;
    if is_ahead {
        let mended = db
            .write(Permit::<System>::for_job(), Once::by_job("set_back_sessions"), set_back)
            .await?;
        drop(mended);
        tracing::warn!("the clock has gone back; sessions and links made ahead of it are set back");
    }
    Ok(())
}

fn set_back(tx: &mut WriteTx<'_, System>) -> Result<()> {
    for (mut session, by) in sessions_ahead(tx)? {
        session.meta.created_at -= by;
        session.last_used_at -= by;
        if let Proof::Tokens { renewed_at, .. } = &mut session.proof {
            *renewed_at -= by;
        }
        tx.put(session)?;
    }
    for (mut link, by) in links_ahead(tx)? {
        link.meta.created_at -= by;
        link.expires_at -= by;
        tx.put(link)?;
    }
    Ok(())
}

/// Sessions whose last known time lies in the future, and how far.
fn sessions_ahead(tx: &impl Reads) -> Result<Vec<(SessionRecord, TimeDelta)>> {
    ahead(tx, store::SESSIONS_BY_USER, |session| match &session.proof {
        Proof::Tokens { renewed_at, .. } => session.last_used_at.max(*renewed_at),
        Proof::Cookie { .. } => session.last_used_at,
    })
}

fn links_ahead(tx: &impl Reads) -> Result<Vec<(LinkRecord, TimeDelta)>> {
    ahead(tx, store::LINKS_BY_USER, |link| link.meta.created_at)
}

fn ahead<R: Record>(
    tx: &impl Reads,
    index: Index<R>,
    last: impl Fn(&R) -> DateTime<Utc>,
) -> Result<Vec<(R, TimeDelta)>> {
    let mut ids: Vec<Uuid> = Vec::new();
    tx.visit_ids(index, &Key::new(), Order::Ascending, &mut |id| {
        ids.push(id);
        ControlFlow::Continue(())
    })?;
    let mut found = Vec::new();
    for id in ids {
        let Some(record) = tx.find_unseen::<R>(id)? else { continue };
        let by = last(&record) - tx.steady();
        if by > TOLERANCE {
            found.push((record, by));
        }
    }
    Ok(found)
}
