//! Slows those who guess: per account and per client address.
//!
//! Counts live in memory only; a restart forgives. An attempt is counted before the password is
//! looked at, so that many at once gain nothing, and given back when it was the right one.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::error::{Error, Result};

/// Wrong passwords that an account takes before it slows down.
const FREE_FAILURES: u32 = 5;
/// Longest pause of an account, in seconds: an attacker must not lock the owner out for a day.
const PAUSE_S_MAX: i64 = 900;
/// Milliseconds until an address may fail once more: ten times a minute.
const REFILL_MS: i64 = 6_000;
/// What an address can save up: twenty failures in a row.
const CREDIT_MS_MAX: i64 = 20 * REFILL_MS;
/// Entries kept. Reaching it takes an attack; then the oldest go.
const ENTRIES_MAX: usize = 10_000;

/// Counts failures.
#[derive(Debug, Default)]
pub struct Throttle {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    accounts: HashMap<String, Failures>,
    addresses: HashMap<u128, Bucket>,
}

#[derive(Debug)]
struct Failures {
    count: u32,
    last: DateTime<Utc>,
    open_again: DateTime<Utc>,
}

#[derive(Debug)]
struct Bucket {
    /// Time that passed without being spent on failures.
    credit_ms: i64,
    last: DateTime<Utc>,
}

impl Throttle {
    /// Counts an attempt on an account as failed, or refuses it.
    pub fn attempt(&self, account: &str, address: IpAddr, now: DateTime<Utc>) -> Result<()> {
        let account = account.trim().to_lowercase();
        let mut state = self.state();
        if let Some(failures) =
            state.accounts.get(&account).filter(|failures| failures.open_again > now)
        {
            return Err(wait((failures.open_again - now).num_milliseconds()));
        }
        take(&mut state.addresses, address, now)?;
        shrink(&mut state.accounts, |failures| failures.last);
        let failures = state.accounts.entry(account).or_insert(Failures {
            count: 0,
            last: now,
            open_again: now,
        });
        failures.count += 1;
        failures.last = now;
        failures.open_again = now + pause(failures.count);
        Ok(())
    }

    /// The attempt was a good one: takes it back, and the account's earlier failures with it.
    pub fn succeeded(&self, account: &str, address: IpAddr) {
        let mut state = self.state();
        state.accounts.remove(&account.trim().to_lowercase());
        if let Some(bucket) = state.addresses.get_mut(&network(address)) {
            bucket.credit_ms = (bucket.credit_ms + REFILL_MS).min(CREDIT_MS_MAX);
        }
    }

    /// Counts something costly that anybody may ask for, or refuses it.
    pub fn charge(&self, address: IpAddr, now: DateTime<Utc>) -> Result<()> {
        take(&mut self.state().addresses, address, now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn take(addresses: &mut HashMap<u128, Bucket>, address: IpAddr, now: DateTime<Utc>) -> Result<()> {
    shrink(addresses, |bucket| bucket.last);
    let bucket =
        addresses.entry(network(address)).or_insert(Bucket { credit_ms: CREDIT_MS_MAX, last: now });
    let passed_ms = (now - bucket.last).num_milliseconds().max(0);
    bucket.credit_ms = bucket.credit_ms.saturating_add(passed_ms).min(CREDIT_MS_MAX);
    bucket.last = now;
    if bucket.credit_ms < REFILL_MS {
        return Err(wait(REFILL_MS - bucket.credit_ms));
    }
    bucket.credit_ms -= REFILL_MS;
    Ok(())
}

/// One, two, four … seconds after each failure beyond the free ones.
fn pause(failures: u32) -> TimeDelta {
    let beyond = failures.checked_sub(FREE_FAILURES);
    TimeDelta::seconds(beyond.map_or(0, |beyond| (1_i64 << beyond.min(20)).min(PAUSE_S_MAX)))
}

fn wait(millis: i64) -> Error {
    Error::TooManyAttempts { retry_after_s: millis.unsigned_abs().div_ceil(1000).max(1) }
}

/// An IPv6 client owns at least a /64, so it counts as one.
fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() & !u128::from(u64::MAX),
    }
}

fn shrink<K: Eq + Hash + Clone, V>(
    entries: &mut HashMap<K, V>,
    last: impl Fn(&V) -> DateTime<Utc>,
) {
    if entries.len() < ENTRIES_MAX {
        return;
    }
    let mut times: Vec<_> = entries.values().map(&last).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    entries.retain(|_, entry| last(entry) > median);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
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
            [4, 5, 6, 7, 14, 15, 90].map(|count| pause(count).num_seconds()),
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
    fn an_address_has_a_burst_and_then_ten_a_minute() {
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
    fn one_network_of_ipv6_counts_as_one_address() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for step in 0..30_000_i64 {
            let address = IpAddr::from(u32::try_from(step).unwrap().to_be_bytes());
            throttle.attempt(&step.to_string(), address, at(step)).unwrap();
        }
        let state = throttle.state();
        assert!(state.accounts.len() <= ENTRIES_MAX && state.addresses.len() <= ENTRIES_MAX);
        assert!(state.accounts.contains_key("29999"));
    }
}
