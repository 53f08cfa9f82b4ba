//! Slows those who guess: per account and per client address.
//!
//! Counts live in memory only; a restart forgives. An attempt is counted before the password is
//! looked at, so that many at once gain nothing, and given back when it was the right one. Times
//! are those of the program's own clock: setting the machine's locks nobody out, and lets nobody in.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::buckets::{Buckets, Rate, shrink};
use crate::error::{Error, Result};

/// Wrong passwords that an account takes before it slows down.
const FREE_FAILURES: u32 = 5;
/// Longest pause of an account: an attacker must not lock the owner out for a day.
const PAUSE_MAX: Duration = Duration::from_secs(900);
/// Failures of an address: twenty in a row, then ten a minute.
const FAILURES: Rate = Rate { each: Duration::from_secs(6), burst: 20 };
/// Requests for a new password, from everywhere together: each may end in a mail, and whoever has
/// many addresses has the address book, too.
const RESETS: Rate = Rate { each: Duration::from_secs(2), burst: 60 };
/// Under this name everybody has one credit.
const EVERYBODY: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
/// Refused requests of those who are not signed in, of an address: as many in a row as a large
/// office behind one address makes by accident, then one a second.
const REFUSALS: Rate = Rate { each: Duration::from_secs(1), burst: 300 };

/// Counts failures.
#[derive(Debug)]
pub struct Throttle {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    accounts: HashMap<String, Failures>,
    failures: Buckets,
    refusals: Buckets,
    resets: Buckets,
}

#[derive(Debug)]
struct Failures {
    count: u32,
    last: Duration,
    open_again: Duration,
}

impl Default for Throttle {
    fn default() -> Self {
        let state = State {
            accounts: HashMap::new(),
            failures: Buckets::new(FAILURES),
            refusals: Buckets::new(REFUSALS),
            resets: Buckets::new(RESETS),
        };
        Self { state: Mutex::new(state) }
    }
}

impl Throttle {
    /// Counts an attempt on an account as failed, or refuses it. `now` is time since the program
    /// began, here and below.
    pub fn attempt(&self, account: &str, address: IpAddr, now: Duration) -> Result<()> {
        let account = account.trim().to_lowercase();
        let mut state = self.state();
        let pause = state.accounts.get(&account).map(|failures| failures.open_again);
        if let Some(pause) = pause.and_then(|until| until.checked_sub(now)).filter(|p| !p.is_zero())
        {
            return Err(wait(pause));
        }
        state.failures.take(address, now).map_err(wait)?;
        shrink(&mut state.accounts, |failures| failures.last);
        let failures = state.accounts.entry(account).or_insert(Failures {
            count: 0,
            last: now,
            open_again: now,
        });
        failures.count += 1;
        failures.last = now;
        failures.open_again = now + pause_after(failures.count);
        Ok(())
    }

    /// The attempt was a good one: takes it back, and the account's earlier failures with it.
    pub fn succeeded(&self, account: &str, address: IpAddr) {
        let mut state = self.state();
        state.accounts.remove(&account.trim().to_lowercase());
        state.failures.give_back(address);
    }

    /// Counts something costly that anybody may ask for, or refuses it.
    pub fn charge(&self, address: IpAddr, now: Duration) -> Result<()> {
        self.state().failures.take(address, now).map_err(wait)
    }

    /// Counts a request for a new password, whoever asks and for whom, or refuses it.
    pub fn charge_reset(&self, address: IpAddr, now: Duration) -> Result<()> {
        self.charge(address, now)?;
        self.state().resets.take(EVERYBODY, now).map_err(wait)
    }

    /// Counts a refused request of somebody who is not signed in; false when there were too many.
    pub fn count_refusal(&self, address: IpAddr, now: Duration) -> bool {
        self.state().refusals.take(address, now).is_ok()
    }

    /// Refuses those whose requests were refused too often, before anything is read of them.
    pub fn require_patience(&self, address: IpAddr, now: Duration) -> Result<()> {
        match self.state().refusals.wait(address, now) {
            Some(pause) => Err(wait(pause)),
            None => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One, two, four … seconds after each failure beyond the free ones.
fn pause_after(failures: u32) -> Duration {
    let beyond = failures.checked_sub(FREE_FAILURES);
    beyond.map_or(Duration::ZERO, |beyond| Duration::from_secs(1 << beyond.min(20)).min(PAUSE_MAX))
}

fn wait(pause: Duration) -> Error {
    let millis = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    Error::TooManyAttempts { retry_after_s: millis.div_ceil(1000).max(1) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn retry_after(result: Result<()>) -> Option<u64> {
        match result {
            Err(Error::TooManyAttempts { retry_after_s }) => Some(retry_after_s),
            _ => None,
        }
    }

    #[test]
    fn pauses_double_up_to_a_limit() {
        assert_eq!(
            [4, 5, 6, 7, 14, 15, 90].map(|count| pause_after(count).as_secs()),
            [0, 1, 2, 4, 512, 900, 900]
        );
    }

    #[test]
    fn the_sixth_attempt_on_an_account_waits_and_success_forgives() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            throttle.attempt("Ana@example.org", HERE, at(0)).unwrap();
        }
        assert_eq!(retry_after(throttle.attempt(" ana@example.org", HERE, at(0))), Some(1));
        throttle.attempt("ana@example.org", HERE, at(1)).unwrap();
        throttle.succeeded("ana@example.org", HERE);
        throttle.attempt("ana@example.org", HERE, at(1)).unwrap();
    }

    #[test]
    fn an_address_has_a_burst_of_failures_and_then_ten_a_minute() {
        let throttle = Throttle::default();
        for account in 0..20 {
            throttle.attempt(&account.to_string(), HERE, at(0)).unwrap();
        }
        assert_eq!(retry_after(throttle.attempt("x", HERE, at(0))), Some(6));
        assert_eq!(
            (0..60)
                .filter(|second| throttle
                    .attempt(&format!("y{second}"), HERE, at(*second + 1))
                    .is_ok())
                .count(),
            10
        );
        throttle.attempt("x", "192.0.2.7".parse().unwrap(), at(0)).unwrap();
    }

    #[test]
    fn refusals_are_counted_apart() {
        let throttle = Throttle::default();
        assert_eq!((0..400).filter(|_| throttle.count_refusal(HERE, at(0))).count(), 300);
        assert_eq!(retry_after(throttle.require_patience(HERE, at(0))), Some(1));
        throttle.require_patience(HERE, at(1)).unwrap();
        throttle.attempt("ana@example.org", HERE, at(0)).unwrap();
    }

    #[test]
    fn requests_for_new_passwords_have_one_limit_for_all() {
        let throttle = Throttle::default();
        let ask = |n: u32, now| throttle.charge_reset(IpAddr::V4(n.into()), now);
        assert_eq!((0..100).filter(|n| ask(*n, at(0)).is_ok()).count(), 60);
        assert_eq!(retry_after(ask(100, at(1))), Some(1));
        ask(101, at(2)).unwrap();
        throttle.attempt("ana@example.org", HERE, at(0)).unwrap();
    }

    #[test]
    fn accounts_are_forgotten_before_they_are_too_many() {
        let throttle = Throttle::default();
        for step in 0..30_000_u32 {
            throttle.attempt(&step.to_string(), IpAddr::V4(step.into()), at(step.into())).unwrap();
        }
        let state = throttle.state();
        assert!(state.accounts.len() <= 10_000 && state.accounts.contains_key("29999"));
    }
}
