//! Brings the demo fleet: it is told in memory, and what came of it is written down, marked.

use std::ops::ControlFlow;

use super::{SLICE, kinds::KINDS, operations, removing, write};
use crate::{
    app::App,
    auth::{Permit, System},
    demo,
    error::Result,
    features::{settings, users::UserRecord, vehicles::VehicleRecord},
    storage::{
        Database, Record as _,
        engine::{KeyRange, Order, Space},
        marked,
    },
};

/// What is written first, all at once.
const FIRST: [Space; 2] = [UserRecord::TABLE, VehicleRecord::TABLE];

/// Fills an installation that is empty. What an attempt before has left goes first.
pub async fn fill(app: &App) -> Result<()> {
    removing::remove_all(app).await?;
    let permit = Permit::<System>::for_job();
    let (is_empty, own) = app
        .db
        .read(&permit, |tx| Ok((operations::is_empty(tx)?, settings::store::current(tx)?)))?;
    if !is_empty {
        return Ok(());
    }
    let rehearsed = demo::rehearse(app, own).await?;
    if !settle(app, &rehearsed).await? {
        return Ok(());
    }
    for kind in KINDS.iter().filter(|kind| !FIRST.contains(&kind.table)) {
        let records = records_of(&rehearsed, kind.table)?;
        for slice in records.chunks(SLICE) {
            let slice = slice.to_vec();
            write(app, move |tx| slice.iter().try_for_each(|bytes| (kind.adopt)(tx, bytes)))
                .await?;
        }
    }
    Ok(())
}

/// Writes people and vehicles at one go, if it is still empty here: the rehearsal took its time.
/// Vehicles are there from then on, so nobody begins in between.
async fn settle(app: &App, rehearsed: &Database) -> Result<bool> {
    let mut first = Vec::new();
    for kind in KINDS.iter().filter(|kind| FIRST.contains(&kind.table)) {
        first.extend(records_of(rehearsed, kind.table)?.into_iter().map(|bytes| (kind, bytes)));
    }
    write(app, move |tx| {
        if !operations::is_empty(tx)? {
            return Ok(());
        }
        first.iter().try_for_each(|(kind, bytes)| (kind.adopt)(tx, bytes))
    })
    .await?;
    Ok(app.db.read(&Permit::<System>::for_job(), |tx| marked::count(tx))? > 0)
}

fn records_of(db: &Database, table: Space) -> Result<Vec<Vec<u8>>> {
    let mut records = Vec::new();
    let view = db.engine().view()?;
    view.scan(table, &KeyRange::all(), Order::Ascending, &mut |_, bytes| {
        records.push(bytes.to_vec());
        ControlFlow::Continue(())
    })?;
    Ok(records)
}
