//! Waiting for what a browser does in its own time.

use std::time::{Duration, Instant};

/// Looks again and again until there is something; `None` when patience ends.
pub async fn eventually<T>(patience: Duration, look: impl AsyncFn() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    while start.elapsed() < patience {
        if let Some(found) = look().await {
            return Some(found);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    None
}
