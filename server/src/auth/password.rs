//! Passwords: hashed with Argon2id, away from the threads that serve requests, a few at a time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::available_parallelism,
};

use furgo_shared::{auth::Password, problem::ErrorCode};
use tokio::sync::Semaphore;

use super::{PasswordHash, argon, guessing};
use crate::error::{Error, Result};

/// Requests that may wait for a hash; more are told to come back. Bounds the wait to seconds.
const WAITING_MAX: usize = 32;

/// How much work one hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Cost {
    /// OWASP's minimum for Argon2id with one lane: 19 MiB, two passes.
    pub const STANDARD: Self = Self { memory_kib: 19 * 1024, passes: 2 };

    fn is_met_by(self, other: Self) -> bool {
        other.memory_kib >= self.memory_kib && other.passes >= self.passes
    }
}

/// Hashes and compares passwords.
#[derive(Debug)]
pub struct Passwords {
    cost: Cost,
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Compared with when there is no account, so that the answer takes as long.
    dummy: PasswordHash,
}

impl Passwords {
    /// With this much work a hash.
    pub fn new(cost: Cost) -> Result<Self> {
        let at_once = available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
        let dummy = argon::hash(cost, &Password("nobody's password".to_owned()))?;
        Ok(Self {
            cost,
            running: Arc::new(Semaphore::new(at_once)),
            waiting: AtomicUsize::new(0),
            dummy,
        })
    }

    /// Hashes a new password, unless it is easy to guess; `field` is blamed then, with the reason.
    /// `known` are names and addresses of the person and the fleet.
    pub async fn accept(
        &self,
        field: &str,
        password: Password,
        known: Vec<String>,
    ) -> Result<PasswordHash> {
        let cost = self.cost;
        let hash = self
            .run(move || match guessing::weakness(&password, &known) {
                Some(weakness) => Ok(Err(weakness)),
                None => argon::hash(cost, &password).map(Ok),
            })
            .await??;
        hash.map_err(|weakness| Error::field(field, weakness))
    }

    /// Whether the password is the one of `stored`. Without one it is not, after the same time.
    pub async fn matches(&self, password: Password, stored: Option<PasswordHash>) -> Result<bool> {
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.clone());
        let matches = self.run(move || argon::matches(&stored, &password)).await?;
        Ok(matches && exists)
    }

    /// A new hash of a password that was found right, if the stored one is cheaper to guess than
    /// hashes are today.
    pub async fn strengthen(
        &self,
        password: Password,
        stored: &PasswordHash,
    ) -> Result<Option<PasswordHash>> {
        let cost = self.cost;
        match cost_of(stored).is_some_and(|old| cost.is_met_by(old)) {
            true => Ok(None),
            false => self.run(move || argon::hash(cost, &password)).await?.map(Some),
        }
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = Place::take(&self.waiting)?;
        let permit = Arc::clone(&self.running).acquire_owned().await;
        drop(place);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Held until the work is done, even when the client has hung up.
            drop(permit);
            done
        });
        done.await.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A place in the queue, free again when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self> {
        let place = Self(waiting);
        match waiting.fetch_add(1, Ordering::Relaxed) < WAITING_MAX {
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

/// The work that went into an Argon2id hash, as its PHC text says: `$argon2id$v=19$m=…,t=…,p=…$`.
fn cost_of(hash: &PasswordHash) -> Option<Cost> {
    let parameters = hash.0.strip_prefix("$argon2id$v=19$")?.split('$').next()?;
    let number = |name: &str| {
        parameters
            .split(',')
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    Some(Cost { memory_kib: number("m")?, passes: number("t")? })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn the_work_of_a_hash_is_read_from_it() {
        let weak = Cost { memory_kib: 8, passes: 1 };
        for cost in [weak, Cost::STANDARD] {
            let hash = argon::hash(cost, &Password("correct horse".to_owned())).unwrap();
            assert_eq!(cost_of(&hash), Some(cost));
        }
        assert!(!Cost::STANDARD.is_met_by(weak) && weak.is_met_by(Cost::STANDARD));
        assert_eq!(cost_of(&PasswordHash("$argon2i$v=19$m=19456,t=2,p=1$x$y".to_owned())), None);
    }

    #[actix_web::test]
    async fn an_unknown_person_costs_as_much_work_as_a_known_one() {
        let passwords = Passwords::new(Cost::STANDARD).unwrap();
        let known = argon::hash(Cost::STANDARD, &Password("correct horse".to_owned())).unwrap();
        let work = |hash: &PasswordHash| cost_of(hash).map(|cost| (cost.memory_kib, cost.passes));
        assert!(work(&known).is_some());
        assert_eq!(work(&passwords.dummy), work(&known));
        assert!(!passwords.matches(Password("wrong".to_owned()), None).await.unwrap());
    }

    #[actix_web::test]
    async fn a_flood_is_told_to_come_back() {
        let passwords = Arc::new(Passwords::new(Cost { memory_kib: 8, passes: 1 }).unwrap());
        let all = u32::try_from(Semaphore::MAX_PERMITS.min(passwords.running.available_permits()))
            .unwrap();
        let busy = Arc::clone(&passwords.running).acquire_many_owned(all).await.unwrap();
        let attempts: Vec<_> = (0..WAITING_MAX + 5)
            .map(|_| {
                let passwords = Arc::clone(&passwords);
                actix_web::rt::spawn(async move {
                    passwords.matches(Password("x".to_owned()), None).await
                })
            })
            .collect();
        actix_web::rt::task::yield_now().await;
        drop(busy);
        let mut refused = 0;
        for attempt in attempts {
            refused += usize::from(attempt.await.unwrap().is_err());
        }
        assert_eq!(refused, 5);
        assert!(!passwords.matches(Password("x".to_owned()), None).await.unwrap());
    }
}
