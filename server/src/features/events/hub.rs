//! Which streams are open, and what is told them that no record says.
//!
//! Nothing here waits and nothing grows: a channel is a ring, and a stream that reads too slowly
//! loses what is oldest.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use furgo_shared::{events::PlanProgress, id::UserId};
use tokio::sync::{
    Notify,
    broadcast::{self, Receiver},
};

/// Streams that one person may have open; a further one ends the oldest. A browser has one for each
/// window that can be seen.
pub const STREAMS_OF_ONE_MAX: usize = 10;

/// Reports of progress that wait for a slow stream. Only the newest of a plan matters.
const PROGRESS_MAX: usize = 64;

/// Where the program tells what open screens want to know.
#[derive(Debug)]
pub struct Events {
    progress: broadcast::Sender<(UserId, PlanProgress)>,
    /// Oldest first.
    seats: Mutex<Vec<(UserId, Arc<Notify>)>>,
    closed: AtomicBool,
}

impl Default for Events {
    fn default() -> Self {
        let (progress, _nobody_listens_yet) = broadcast::channel(PROGRESS_MAX);
        Self { progress, seats: Mutex::default(), closed: AtomicBool::new(false) }
    }
}

impl Events {
    /// Tells the screens of one person, and nobody else, how far their plan has come. From any
    /// thread; never waits.
    pub fn plan_progress(&self, user: UserId, progress: PlanProgress) {
        // Refused only while nobody listens.
        drop(self.progress.send((user, progress)));
    }

    /// Ends every stream and lets no other begin: the server is about to stop and waits for what is
    /// under way.
    pub fn close(&self) {
        // In this order: a seat that is taken meanwhile sees that it is closed, or is in the list.
        self.closed.store(true, Ordering::SeqCst);
        for (_, end) in self.seats().iter() {
            end.notify_one();
        }
    }

    /// How many streams are open.
    pub fn open_streams(&self) -> usize {
        self.seats().len()
    }

    /// A place for one more stream of this person; `None` when the server is about to stop.
    pub(super) fn seat(self: &Arc<Self>, user: UserId) -> Option<Seat> {
        let mut seats = self.seats();
        if self.closed.load(Ordering::SeqCst) {
            return None;
        }
        let own = || seats.iter().filter(|(owner, _)| *owner == user);
        // Those that are about to end are counted until they have.
        let surplus = (own().count() + 1).saturating_sub(STREAMS_OF_ONE_MAX);
        own().take(surplus).for_each(|(_, end)| end.notify_one());
        let end = Arc::new(Notify::new());
        seats.push((user, Arc::clone(&end)));
        drop(seats);
        Some(Seat { progress: self.progress.subscribe(), events: Arc::clone(self), end })
    }

    fn seats(&self) -> MutexGuard<'_, Vec<(UserId, Arc<Notify>)>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one open stream, as long as it lives.
#[derive(Debug)]
pub(super) struct Seat {
    pub progress: Receiver<(UserId, PlanProgress)>,
    /// Told once when the stream has to end.
    pub end: Arc<Notify>,
    events: Arc<Events>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.events.seats().retain(|(_, end)| !Arc::ptr_eq(end, &self.end));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use uuid::Uuid;

    use super::*;

    async fn has_to_end(seat: &Seat) -> bool {
        tokio::select! {
            biased;
            () = seat.end.notified() => true,
            () = std::future::ready(()) => false,
        }
    }

    #[actix_web::test]
    async fn one_person_s_oldest_stream_makes_room_and_nobody_else_s() {
        let (events, ane, ben) =
            (Arc::new(Events::default()), UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let other = events.seat(ben).unwrap();
        let seats: Vec<_> = (0..=STREAMS_OF_ONE_MAX).map(|_| events.seat(ane).unwrap()).collect();
        assert!(has_to_end(&seats[0]).await);
        for seat in seats.iter().skip(1).chain([&other]) {
            assert!(!has_to_end(seat).await);
        }
        drop(seats);
        assert_eq!(events.open_streams(), 1);
    }

    #[actix_web::test]
    async fn after_closing_all_end_and_none_begins() {
        let (events, ane) = (Arc::new(Events::default()), UserId(Uuid::from_u128(1)));
        let seats = [events.seat(ane).unwrap(), events.seat(ane).unwrap()];
        events.close();
        assert!(has_to_end(&seats[0]).await && has_to_end(&seats[1]).await);
        assert!(events.seat(ane).is_none());
    }
}
