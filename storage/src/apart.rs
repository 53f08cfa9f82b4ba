//! Reads that may take long run apart from the threads that answer requests: a few at a time, with
//! a queue, and whoever finds it full is told to come again. So a search over everything never
//! keeps anybody waiting who only wants one record.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::available_parallelism,
};

use furgo_ground::{Error, Result};
use furgo_shared::problem::ErrorCode;
use tokio::sync::Semaphore;

/// Searches that may wait. Each takes some tens of milliseconds, so the last one waits a few
/// seconds at most.
const WAITING_MAX: usize = 64;
/// Phones that may wait for what has changed, each for some milliseconds: three times as many as a large
/// fleet has.
const FOLLOWING_MAX: usize = 600;

/// Room for long reads.
#[derive(Debug)]
pub struct Apart {
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    waiting_max: usize,
}

impl Default for Apart {
    fn default() -> Self {
        Self::with_room(half_of_the_processors(), WAITING_MAX)
    }
}

/// The others stay free for everything else.
fn half_of_the_processors() -> usize {
    let processors = available_parallelism().map_or(1, std::num::NonZero::get);
    (processors / 2).max(1)
}

impl Apart {
    /// For short reads that many ask for at once.
    pub fn for_many() -> Self {
        Self::with_room(half_of_the_processors(), FOLLOWING_MAX)
    }

    /// For so many at a time, while so many wait.
    pub fn with_room(running: usize, waiting_max: usize) -> Self {
        let running = Arc::new(Semaphore::new(running));
        Self { running, waiting: AtomicUsize::new(0), waiting_max }
    }

    /// Runs a read on a thread of its own when its turn comes.
    ///
    /// # Errors
    /// `Unavailable` when too many wait; else that of the read. Who has hung up while they waited
    /// costs nothing.
    pub async fn run<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = Place::take(&self.waiting, self.waiting_max)?;
        let permit = Arc::clone(&self.running).acquire_owned().await;
        drop(place);
        let done = tokio::task::spawn_blocking(move || {
            let done = read();
            // Held until the read is over, even when the client has hung up.
            drop(permit);
            done
        });
        done.await.map_err(|error| Error::Internal(error.to_string()))?
    }
}

/// A place in the queue, free again when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, max: usize) -> Result<Self> {
        let place = Self(waiting);
        match waiting.fetch_add(1, Ordering::Relaxed) < max {
            true => Ok(place),
            false => Err(Error::Code(ErrorCode::Unavailable)),
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use std::{
        future::Future as _,
        pin::pin,
        sync::mpsc::channel,
        task::{Context, Poll, Waker},
    };

    use super::*;

    #[tokio::test]
    async fn a_few_run_some_wait_and_the_rest_is_told_to_come_again() {
        let apart = Apart::with_room(1, 3);
        let (go, told) = channel::<()>();
        let mut first = pin!(apart.run(move || Ok(told.recv().is_ok())));
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
        let mut waiting: Vec<_> = (0..3).map(|at| Box::pin(apart.run(move || Ok(at)))).collect();
        for read in &mut waiting {
            assert!(read.as_mut().poll(&mut context).is_pending());
        }
        let refused = apart.run(|| Ok(())).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Unavailable);

        // Whoever hangs up makes room.
        drop(waiting.pop());
        let mut late = pin!(apart.run(|| Ok("late")));
        assert!(matches!(late.as_mut().poll(&mut context), Poll::Pending));
        go.send(()).unwrap();
        assert!(first.await.unwrap());
        for (at, read) in waiting.into_iter().enumerate() {
            assert_eq!(read.await.unwrap(), at);
        }
        assert_eq!(late.await.unwrap(), "late");
    }
}
