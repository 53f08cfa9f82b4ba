//! Brings the demo fleet: it is told in memory, and what came of it is written down, marked.

use std::ops::ControlFlow;

use super::{SLICE, kinds::KINDS, operations, removing, write};
use crate::{
    app::App,
    auth::{Permit, System},
    demo,
    error::Result,
    features::settings,
    storage::{
        Database,
        engine::{KeyRange, Order, Space},
    },
};

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
    for kind in KINDS {
        let records = records_of(&rehearsed, kind.table)?;
        for slice in records.chunks(SLICE) {
            let slice = slice.to_vec();
            write(app, move |tx| slice.iter().try_for_each(|bytes| (kind.adopt)(tx, bytes)))
                .await?;
        }
    }
    Ok(())
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
