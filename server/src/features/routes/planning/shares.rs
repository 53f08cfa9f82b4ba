//! What one person may take of the places at which plans are computed, so that nobody is kept from
//! planning by somebody who plans a lot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicUsize},
};

use furgo_shared::id::UserId;
use tokio::sync::Semaphore;

/// The shares of those who plan at the moment.
#[derive(Debug)]
pub struct Shares {
    /// How many plans of one person are computed at once.
    places: usize,
    by_person: Mutex<HashMap<UserId, Arc<Share>>>,
}

/// One person's.
#[derive(Debug)]
pub struct Share {
    pub places: Arc<Semaphore>,
    /// How many of the person's plans wait.
    pub waiting: AtomicUsize,
}

impl Shares {
    /// Of so many places. One is always somebody else's, where there are several; and because those
    /// who wait for any other are served in turn, each with so many plans, nobody waits for more
    /// than one turn of everybody else.
    pub fn of(places: usize) -> Self {
        Self { places: places.saturating_sub(1).max(1), by_person: Mutex::default() }
    }

    /// A person's share. It is kept for as long as somebody holds it.
    pub fn of_person(&self, person: UserId) -> Arc<Share> {
        let mut by_person = self.by_person.lock().unwrap_or_else(PoisonError::into_inner);
        by_person.retain(|_, share| Arc::strong_count(share) > 1);
        let new = || {
            let (places, waiting) = (Arc::new(Semaphore::new(self.places)), AtomicUsize::default());
            Arc::new(Share { places, waiting })
        };
        Arc::clone(by_person.entry(person).or_insert_with(new))
    }
}
