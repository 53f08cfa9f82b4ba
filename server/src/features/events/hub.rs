//! What is told, on its way from whoever knows it to the open streams.
//!
//! Nothing here waits and nothing grows: a channel is a ring, and a stream that reads too slowly
//! loses what is oldest.

use furgo_shared::{events::PlanProgress, id::UserId};
use tokio::sync::broadcast;

/// Reports of progress that wait for a slow stream. Only the newest of a plan matters.
const PROGRESS_MAX: usize = 64;

/// Where the program tells what open screens want to know.
#[derive(Debug)]
pub struct Events {
    progress: broadcast::Sender<(UserId, PlanProgress)>,
}

impl Default for Events {
    fn default() -> Self {
        let (progress, _nobody_listens_yet) = broadcast::channel(PROGRESS_MAX);
        Self { progress }
    }
}

impl Events {
    /// Tells the screens of one person, and nobody else, how far their plan has come. From any
    /// thread; never waits.
    pub fn plan_progress(&self, user: UserId, progress: PlanProgress) {
        // Refused only while nobody listens.
        drop(self.progress.send((user, progress)));
    }
}
