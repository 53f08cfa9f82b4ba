//! Takes the demo data away: what hangs on something before that itself. What something of one's own
//! still hangs on then stays, and is one's own from then on.

use super::{
    SLICE,
    kinds::{KINDS, held_by_trash},
    write,
};
use crate::{
    app::App,
    auth::{Permit, System},
    error::Result,
    storage::marked,
};

/// Takes all of them away.
pub async fn remove_all(app: &App) -> Result<()> {
    for kind in KINDS.into_iter().rev() {
        loop {
            let permit = Permit::<System>::for_job();
            let ids = app.db.read(&permit, |tx| marked::of_table(tx, kind.table, SLICE))?;
            if ids.is_empty() {
                break;
            }
            write(app, move |tx| {
                let held = held_by_trash(tx)?;
                ids.iter().try_for_each(|id| (kind.remove)(tx, *id, &held))
            })
            .await?;
        }
    }
    Ok(())
}
