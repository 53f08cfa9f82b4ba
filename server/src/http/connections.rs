//! Who may be connected. Connections are limited in all and for each address, so that nobody takes
//! all of them; some are kept for people of the office who are signed in, who must get in when
//! somebody else has taken the others.
//!
//! A connection in a kept place has to prove with its first request that it is theirs. Until then
//! it makes way for the next one, so that silent connections do not hold the kept places either.

use std::{
    collections::HashMap,
    net::IpAddr,
    os::fd::{AsFd, OwnedFd},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use actix_web::rt::net::TcpStream;
use rustix::net::{Shutdown, shutdown, sockopt};

use crate::auth::buckets::network;

/// How many connections there may be, and how long one may stand still.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub all: usize,
    /// Of one client address, or of one IPv6 network of 64 bits.
    pub of_address: usize,
    /// Of all, those for signed-in people of the office.
    pub kept: usize,
    /// A write that makes no progress for this long ends the connection.
    pub standstill: Duration,
}

impl Default for Limits {
    /// An office behind one address has some dozens of windows, each with a stream of events and a
    /// few requests at a time. Each connection may hold some tens of kilobytes.
    fn default() -> Self {
        Self { all: 1024, of_address: 384, kept: 32, standstill: Duration::from_secs(30) }
    }
}

/// What the system keeps for a connection of what was written and not yet read by the other side;
/// it doubles this.
const SEND_BUFFER_BYTES: usize = 256 << 10;

/// All connections.
#[derive(Debug, Default)]
pub struct Connections {
    limits: Limits,
    /// They stand for many clients each, and limit these themselves.
    proxies: Vec<IpAddr>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// In ordinary places.
    open: usize,
    by_network: HashMap<u128, usize>,
    /// Oldest first.
    kept: Vec<Kept>,
    came: u64,
}

#[derive(Debug)]
struct Kept {
    number: u64,
    /// To end it with, until it has proved whose it is.
    unproved: Option<OwnedFd>,
}

/// The place of one connection, as long as it lives.
#[derive(Debug)]
pub struct Place {
    kind: Kind,
    connections: Arc<Connections>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ordinary {
        network: Option<u128>,
    },
    Kept {
        number: u64,
    },
    /// There was none.
    Refused,
}

impl Connections {
    /// Within these limits; proxies are not limited as one address.
    pub fn new(limits: Limits, proxies: Vec<IpAddr>) -> Self {
        Self { limits, proxies, ..Self::default() }
    }

    /// How many are open.
    pub fn open(&self) -> usize {
        let state = self.state();
        state.open + state.kept.len()
    }

    /// Gives a new connection its place, or ends it.
    pub(crate) fn enter(self: &Arc<Self>, stream: &TcpStream) -> Arc<Place> {
        let place = self.place(stream);
        if place.kind == Kind::Refused {
            hang_up(stream);
        } else if let Err(error) = self.limit(stream) {
            // It works without, only not as well.
            tracing::debug!(%error, "a connection could not be limited");
        }
        Arc::new(place)
    }

    fn limit(&self, stream: &TcpStream) -> rustix::io::Result<()> {
        sockopt::set_socket_send_buffer_size(stream, SEND_BUFFER_BYTES)?;
        #[cfg(target_os = "linux")]
        {
            let millis = u32::try_from(self.limits.standstill.as_millis()).unwrap_or(u32::MAX);
            sockopt::set_tcp_user_timeout(stream, millis)?;
        }
        Ok(())
    }

    fn place(self: &Arc<Self>, stream: &TcpStream) -> Place {
        let peer = stream.peer_addr().map(|peer| peer.ip().to_canonical());
        let network = peer.ok().filter(|address| !self.proxies.contains(address)).map(network);
        let kind =
            self.state().enter(&self.limits, network, || stream.as_fd().try_clone_to_owned().ok());
        Place { kind, connections: Arc::clone(self) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(
        &mut self,
        limits: &Limits,
        network: Option<u128>,
        handle: impl FnOnce() -> Option<OwnedFd>,
    ) -> Kind {
        let of_address =
            network.map_or(0, |network| self.by_network.get(&network).copied().unwrap_or(0));
        if self.open + limits.kept < limits.all && of_address < limits.of_address {
            self.open += 1;
            if let Some(network) = network {
                *self.by_network.entry(network).or_default() += 1;
            }
            return Kind::Ordinary { network };
        }
        if self.kept.len() >= limits.kept && !self.end_oldest_unproved() {
            return Kind::Refused;
        }
        let Some(handle) = handle() else { return Kind::Refused };
        self.came += 1;
        self.kept.push(Kept { number: self.came, unproved: Some(handle) });
        Kind::Kept { number: self.came }
    }

    fn end_oldest_unproved(&mut self) -> bool {
        let oldest = self.kept.iter().position(|kept| kept.unproved.is_some());
        let ended = oldest.map(|oldest| self.kept.remove(oldest));
        ended.and_then(|kept| kept.unproved).inspect(hang_up).is_some()
    }

    fn leave(&mut self, kind: Kind) {
        match kind {
            Kind::Ordinary { network } => {
                self.open = self.open.saturating_sub(1);
                let Some(network) = network else { return };
                let left = self.by_network.get(&network).copied().unwrap_or(0).saturating_sub(1);
                match left {
                    0 => drop(self.by_network.remove(&network)),
                    left => drop(self.by_network.insert(network, left)),
                }
            }
            Kind::Kept { number } => self.kept.retain(|kept| kept.number != number),
            Kind::Refused => {}
        }
    }
}

/// Whoever is at the other end hears that it is over; the connection's own task ends then.
fn hang_up(stream: &impl AsFd) {
    // Already over is as good.
    shutdown(stream, Shutdown::Both).unwrap_or(());
}

impl Place {
    /// Whether the connection has still to show that it is somebody's for whom the place is kept.
    pub(crate) fn needs_proof(&self) -> bool {
        match self.kind {
            Kind::Ordinary { .. } => false,
            Kind::Refused => true,
            Kind::Kept { number } => {
                let state = self.connections.state();
                let own = state.kept.iter().find(|kept| kept.number == number);
                own.is_none_or(|kept| kept.unproved.is_some())
            }
        }
    }

    /// It is; false if the place was given to another connection meanwhile.
    pub(crate) fn prove(&self) -> bool {
        let Kind::Kept { number } = self.kind else { return false };
        let mut state = self.connections.state();
        let own = state.kept.iter_mut().find(|kept| kept.number == number);
        own.map(|kept| kept.unproved = None).is_some()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.state().leave(self.kind);
    }
}
