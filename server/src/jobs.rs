//! What the server does by itself while it runs.

use std::{convert::Infallible, time::Duration};

use crate::storage::{Database, retention};

/// Often enough for limits that are counted in days.
const PAUSE: Duration = Duration::from_secs(60 * 60);

/// Forgets what need not be kept any longer, at the start and then every hour, without end.
pub async fn keep_tidy(db: &Database) -> Infallible {
    loop {
        match retention::forget_outcomes(db).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "forgot answers older than thirty days"),
            Err(error) => {
                tracing::warn!(%error, "could not forget old answers; trying again in an hour")
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}
