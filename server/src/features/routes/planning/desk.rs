//! Where plans are computed: on threads of their own, a few at a time. Who comes when the places
//! are taken waits, one person after the other; who comes when too many wait, or too many of the
//! same person, is told to come again.

use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use furgo_shared::{id::UserId, problem::ErrorCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::shares::{Share, Shares};
use crate::error::{Error, Result};

/// More is no help: each plan fills a core.
const PLACES_MAX: usize = 4;
/// Most plans take a fraction of a second; a longer queue would not be served in time.
const WAITING_MAX: usize = 16;
/// Of one person: nobody compares more plans at a time.
const WAITING_OF_PERSON_MAX: usize = 4;
/// Nobody looks at a screen that does nothing for longer.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// The places at which plans are computed.
#[derive(Debug)]
pub struct Desk {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    shares: Shares,
}

impl Default for Desk {
    /// Half of the cores plan, the others answer.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self::with_places((cores / 2).clamp(1, PLACES_MAX))
    }
}

/// A place for as long as a plan is computed: of all, and of the person's own.
struct Place {
    _of_all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
    _share: Arc<Share>,
}

impl Desk {
    fn with_places(places: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            waiting: AtomicUsize::default(),
            shares: Shares::of(places),
        }
    }

    /// The places, for whoever wants to keep some of them free.
    pub fn places(&self) -> &Arc<Semaphore> {
        &self.places
    }

    /// How many wait for a place.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Computes for this person on a thread of its own as soon as a place is free. When the future is dropped,
    /// because the caller has hung up, the work is told to stop; it keeps its place until it has.
    ///
    /// # Errors
    /// `Unavailable` when too many wait or it takes too long, and what the work says.
    pub async fn run<T: Send + 'static>(
        &self,
        person: UserId,
        work: impl FnOnce(&Wanted) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let place = self.place(person).await?;
        let asking = Asking::default();
        let wanted = asking.0.clone();
        let done = off_thread(move || {
            let done = work(&wanted);
            drop(place);
            done
        });
        done.await?
    }

    async fn place(&self, person: UserId) -> Result<Place> {
        let share = self.shares.of_person(person);
        let own = Arc::clone(&share.places).try_acquire_owned().ok();
        if let Some(own) = own {
            return match Arc::clone(&self.places).try_acquire_owned() {
                Ok(of_all) => Ok(Place { _of_all: of_all, _own: own, _share: share }),
                Err(_taken) => self.waited_for(share, Some(own)).await,
            };
        }
        self.waited_for(share, None).await
    }

    /// First one of the person's own places, then one of all: so everybody who waits for those has
    /// as many plans in the queue as anybody else, and they are served in turn.
    async fn waited_for(
        &self,
        share: Arc<Share>,
        own: Option<OwnedSemaphorePermit>,
    ) -> Result<Place> {
        let busy = || Error::Code(ErrorCode::Unavailable);
        let _waits = Waits::among(&self.waiting, WAITING_MAX).ok_or_else(busy)?;
        let _own = Waits::among(&share.waiting, WAITING_OF_PERSON_MAX).ok_or_else(busy)?;
        let both = async {
            let own = match own {
                Some(own) => own,
                None => Arc::clone(&share.places).acquire_owned().await?,
            };
            Ok((own, Arc::clone(&self.places).acquire_owned().await?))
        };
        let both: std::result::Result<_, tokio::sync::AcquireError> =
            tokio::time::timeout(WAIT_MAX, both).await.map_err(|_elapsed| busy())?;
        let (own, of_all) = both.map_err(|_closed| busy())?;
        Ok(Place { _of_all: of_all, _own: own, _share: Arc::clone(&share) })
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
    fn among(waiting: &'d AtomicUsize, limit: usize) -> Option<Self> {
        // Counted before it is looked at, so that two who come at once see each other.
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let waits = Self(waiting);
        (before < limit).then_some(waits)
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

    fn person(number: usize) -> UserId {
        UserId(uuid::Uuid::from_u128(number as u128))
    }

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
            let person = person(number / WAITING_OF_PERSON_MAX);
            waiting.push(actix_web::rt::spawn(async move {
                desk.run(person, move |_| Ok(number)).await
            }));
        }
        while desk.waiting() < WAITING_MAX {
            tokio::task::yield_now().await;
        }
        let refused = desk.run(person(99), |_| Ok(())).await.map_err(|error| error.code());
        assert_eq!(refused, Err(ErrorCode::Unavailable));
        drop(held);
        for (number, waits) in waiting.into_iter().enumerate() {
            assert_eq!(waits.await.unwrap().ok(), Some(number));
        }
        assert_eq!(desk.waiting(), 0);
    }

    #[actix_web::test]
    async fn who_plans_a_lot_waits_behind_others_who_came_later() {
        let desk = Arc::new(Desk::with_places(1));
        let held = taken(&desk).await;
        let (told, tells) = mpsc::channel();
        let mut waiting = Vec::new();
        for (number, who) in [1, 1, 1, 1, 2].into_iter().enumerate() {
            let (asked, told) = (Arc::clone(&desk), told.clone());
            waiting.push(actix_web::rt::spawn(async move {
                let run = move |_: &_| {
                    told.send(number).unwrap();
                    Ok(())
                };
                asked.run(person(who), run).await
            }));
            while desk.waiting() <= number {
                tokio::task::yield_now().await;
            }
        }
        let refused = desk.run(person(1), |_| Ok(())).await.map_err(|error| error.code());
        assert_eq!(refused, Err(ErrorCode::Unavailable), "four of one person wait already");
        drop(held);
        for waits in waiting {
            waits.await.unwrap().unwrap();
        }
        assert_eq!(tells.try_iter().collect::<Vec<_>>(), [0, 4, 1, 2, 3]);
        assert_eq!(desk.shares.of_person(person(1)).places.available_permits(), 1);
    }

    #[actix_web::test]
    async fn one_place_of_several_is_always_left_for_others() {
        let desk = Arc::new(Desk::with_places(3));
        let (began, begins) = mpsc::channel();
        let hold = || {
            let (asked, began) = (Arc::clone(&desk), began.clone());
            actix_web::rt::spawn(async move {
                let work = move |wanted: &Wanted| {
                    began.send(()).unwrap();
                    while !wanted.is_over() {
                        std::thread::yield_now();
                    }
                    Ok(())
                };
                asked.run(person(1), work).await
            })
        };
        let held = [hold(), hold(), hold()];
        let mut begun = 0;
        while begun < 2 || desk.waiting() < 1 {
            begun += begins.try_iter().count();
            tokio::task::yield_now().await;
        }
        assert!(desk.run(person(2), |_| Ok(())).await.is_ok());
        held.iter().for_each(actix_web::rt::task::JoinHandle::abort);
    }

    #[actix_web::test]
    async fn who_hangs_up_stops_the_work_and_frees_the_place() {
        let desk = Desk::default();
        let free = desk.places.available_permits();
        let (began, begins) = mpsc::channel();
        let (ended, ends) = mpsc::channel();
        let mut asked = Box::pin(desk.run(person(1), move |wanted| {
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
        let broken = desk.run::<()>(person(1), |_| Err(Error::Internal("no".to_owned()))).await;
        assert!(broken.is_err());
        #[allow(clippy::panic, reason = "the subject of the test")]
        let broken = desk.run::<()>(person(1), |_| panic!("on purpose")).await;
        assert_eq!(broken.map_err(|error| error.code()), Err(ErrorCode::Internal));
        assert_eq!(desk.places.available_permits(), free);
    }
}
