//! What each client address may still do: time that passes is credit, and every deed takes its
//! share. Times are of the program's own clock, which nobody sets.

use std::{collections::HashMap, hash::Hash, net::IpAddr, time::Duration};

/// Entries kept. Reaching it takes an attack; then the oldest half goes.
const ENTRIES_MAX: usize = 10_000;

/// How much an address may do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    /// Time until one more is allowed.
    pub each: Duration,
    /// How many can be saved up.
    pub burst: u32,
}

/// A credit for each address.
#[derive(Debug)]
pub(super) struct Buckets {
    rate: Rate,
    entries: HashMap<u128, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    /// Time that passed without being spent.
    credit: Duration,
    last: Duration,
}

impl Buckets {
    /// Everybody has saved up all that they can.
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, entries: HashMap::new() }
    }

    /// Takes the share of one deed, or says how long to wait for it.
    pub(super) fn take(&mut self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        shrink(&mut self.entries, |bucket| bucket.last);
        let (each, full) = (self.rate.each, self.full());
        let bucket =
            self.entries.entry(network(address)).or_insert(Bucket { credit: full, last: now });
        bucket.credit = (bucket.credit + now.saturating_sub(bucket.last)).min(full);
        bucket.last = now;
        match bucket.credit.checked_sub(each) {
            Some(rest) => {
                bucket.credit = rest;
                Ok(())
            }
            None => Err(each - bucket.credit),
        }
    }

    /// How long to wait for the share of one deed; `None` when it can be had.
    pub(super) fn wait(&self, address: IpAddr, now: Duration) -> Option<Duration> {
        let bucket = self.entries.get(&network(address))?;
        let credit = bucket.credit + now.saturating_sub(bucket.last);
        self.rate.each.checked_sub(credit).filter(|wait| !wait.is_zero())
    }

    /// Gives one share back.
    pub(super) fn give_back(&mut self, address: IpAddr) {
        let (each, full) = (self.rate.each, self.full());
        if let Some(bucket) = self.entries.get_mut(&network(address)) {
            bucket.credit = (bucket.credit + each).min(full);
        }
    }

    fn full(&self) -> Duration {
        self.rate.each * self.rate.burst
    }
}

/// An IPv6 client owns at least a /64, so it counts as one.
pub(crate) fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() & !u128::from(u64::MAX),
    }
}

/// Forgets the older half of entries that have become too many.
pub(super) fn shrink<K: Eq + Hash, V>(entries: &mut HashMap<K, V>, last: impl Fn(&V) -> Duration) {
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

    #[test]
    fn an_address_has_a_burst_and_then_its_rate() {
        let seconds = Duration::from_secs;
        let mut buckets = Buckets::new(Rate { each: seconds(6), burst: 20 });
        for _ in 0..20 {
            buckets.take(HERE, seconds(0)).unwrap();
        }
        assert_eq!(buckets.take(HERE, seconds(0)), Err(seconds(6)));
        assert_eq!(buckets.wait(HERE, seconds(2)), Some(seconds(4)));
        assert_eq!((0..60).filter(|s| buckets.take(HERE, seconds(s + 1)).is_ok()).count(), 10);
        buckets.give_back(HERE);
        assert_eq!(buckets.wait(HERE, seconds(60)), None);
        assert_eq!(buckets.wait("192.0.2.7".parse().unwrap(), seconds(0)), None);
    }

    #[test]
    fn one_network_of_ipv6_counts_as_one_address() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
    }

    #[test]
    fn what_is_kept_does_not_grow_without_end() {
        let mut buckets = Buckets::new(Rate { each: Duration::from_secs(1), burst: 1 });
        for number in 0..2 * u32::try_from(ENTRIES_MAX).unwrap() {
            let now = Duration::from_secs(number.into());
            buckets.take(IpAddr::V4(number.into()), now).unwrap();
        }
        assert!(buckets.entries.len() <= ENTRIES_MAX);
    }
}
