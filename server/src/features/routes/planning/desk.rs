//! Where plans are computed: on threads of their own, a few at a time. Who comes when the places
//! are taken waits in order; who comes when too many wait is told to come again.

use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use furgo_shared::problem::ErrorCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// More is no help: each plan fills a core.
const PLACES_MAX: usize = 4;
/// Most plans take a fraction of a second; a longer queue would not be served in time.
const WAITING_MAX: usize = 16;
/// Nobody looks at a screen that does nothing for longer.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// The places at which plans are computed.
#[derive(Debug)]
pub struct Desk {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Default for Desk {
    /// Half of the cores plan, the others answer.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let places = Arc::new(Semaphore::new((cores / 2).clamp(1, PLACES_MAX)));
        Self { places, waiting: AtomicUsize::default() }
    }
}

impl Desk {
    /// The places, for whoever wants to keep some of them free.
    pub fn places(&self) -> &Arc<Semaphore> {
        &self.places
    }

    /// How many wait for a place.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Computes on a thread of its own as soon as a place is free. When the future is dropped,
    /// because the caller has hung up, the work is told to stop; it keeps its place until it has.
    ///
    /// # Errors
    /// `Unavailable` when too many wait or it takes too long, and what the work says.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = self.place().await?;
        let asking = Asking::default();
        let wanted = asking.0.clone();
        let done = off_thread(move || {
            let done = work(&wanted);
            drop(place);
            done
        });
        done.await?
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(place);
        }
        let busy = || Error::Code(ErrorCode::Unavailable);
        let _waits = Waits::among(&self.waiting).ok_or_else(busy)?;
        let place = Arc::clone(&self.places).acquire_owned();
        let place = tokio::time::timeout(WAIT_MAX, place).await;
        place.map_err(|_elapsed| busy())?.map_err(|_closed| busy())
    }
}

/// Does what takes a while away from the threads that answer and that write.
///
/// # Errors
/// `Internal` when it panics.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(format!("planning broke off: {error}")))
}

/// One of those who wait.
struct Waits<'d>(&'d AtomicUsize);

impl<'d> Waits<'d> {
    fn among(waiting: &'d AtomicUsize) -> Option<Self> {
        // Counted before it is looked at, so that two who come at once see each other.
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let waits = Self(waiting);
        (before < WAITING_MAX).then_some(waits)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether somebody still waits for the plan.
#[derive(Clone, Debug)]
pub struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// Looked at now and then by whoever computes.
    pub fn is_over(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

/// The side of whoever asked; dropped, nobody wants the plan any more.
struct Asking(Wanted);

impl Default for Asking {
    fn default() -> Self {
        Self(Wanted(Arc::new(AtomicBool::new(true))))
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use std::sync::mpsc;

    use super::*;

    /// All places are taken for as long as this is held.
    async fn taken(desk: &Desk) -> OwnedSemaphorePermit {
        let places = u32::try_from(desk.places.available_permits()).unwrap();
        Arc::clone(&desk.places).acquire_many_owned(places).await.unwrap()
    }

    #[actix_web::test]
    async fn who_comes_when_too_many_wait_is_told_to_come_again() {
        let desk = Arc::new(Desk::default());
        let held = taken(&desk).await;
        let mut waiting = Vec::new();
        for number in 0..WAITING_MAX {
            let desk = Arc::clone(&desk);
            waiting.push(actix_web::rt::spawn(async move { desk.run(move |_| Ok(number)).await }));
        }
        while desk.waiting() < WAITING_MAX {
            tokio::task::yield_now().await;
        }
        let refused = desk.run(|_| Ok(())).await.map_err(|error| error.code());
        assert_eq!(refused, Err(ErrorCode::Unavailable));
        drop(held);
        for (number, waits) in waiting.into_iter().enumerate() {
            assert_eq!(waits.await.unwrap().ok(), Some(number));
        }
        assert_eq!(desk.waiting(), 0);
    }

    #[actix_web::test]
    async fn who_hangs_up_stops_the_work_and_frees_the_place() {
        let desk = Desk::default();
        let free = desk.places.available_permits();
        let (began, begins) = mpsc::channel();
        let (ended, ends) = mpsc::channel();
        let mut asked = Box::pin(desk.run(move |wanted| {
            began.send(()).unwrap();
            while !wanted.is_over() {
                std::thread::yield_now();
            }
            ended.send(()).unwrap();
            Ok(())
        }));
        let polled = tokio::time::timeout(Duration::ZERO, asked.as_mut()).await;
        assert!(polled.is_err(), "it runs until nobody wants it");
        begins.recv().unwrap();
        drop(asked);
        ends.recv().unwrap();
        let all = u32::try_from(free).unwrap();
        drop(Arc::clone(&desk.places).acquire_many_owned(all).await.unwrap());
    }

    #[actix_web::test]
    async fn work_that_panics_is_a_fault_and_frees_the_place() {
        let desk = Desk::default();
        let free = desk.places.available_permits();
        let broken = desk.run::<()>(|_| Err(Error::Internal("no".to_owned()))).await;
        assert!(broken.is_err());
        #[allow(clippy::panic, reason = "the subject of the test")]
        let broken = desk.run::<()>(|_| panic!("on purpose")).await;
        assert_eq!(broken.map_err(|error| error.code()), Err(ErrorCode::Internal));
        assert_eq!(desk.places.available_permits(), free);
    }
}
