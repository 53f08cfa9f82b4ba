//! Waiting for what a browser does in its own time.

use std::time::{Duration, Instant};

/// Looks again and again until there is something, or patience ends.
pub async fn eventually<T>(patience: Duration, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(start.elapsed() < patience, "waited {patience:?} for {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
