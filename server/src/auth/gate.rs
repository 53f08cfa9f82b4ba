//! What signing in needs beside the data: keys, password threads, counters, the public address.

use std::net::IpAddr;

use actix_web::HttpRequest;

use super::{
    address,
    keys::Keys,
    password::{Cost, Passwords},
    throttle::Throttle,
};
use crate::{clock::Clock, error::Result};

/// How the installation is reached.
#[derive(Clone, Debug, Default)]
pub struct GateSettings {
    /// Scheme, host and port under which browsers reach the server, if they were configured.
    pub public_origin: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether the server itself speaks TLS.
    pub has_tls: bool,
}

/// The gate that everybody passes.
#[derive(Debug)]
pub struct Gate {
    pub keys: Keys,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub settings: GateSettings,
}

impl Gate {
    /// With these keys and this much work a password.
    pub fn new(keys: Keys, cost: Cost, settings: GateSettings) -> Result<Self> {
        Ok(Self { keys, passwords: Passwords::new(cost)?, throttle: Throttle::default(), settings })
    }

    /// The address that a request comes from.
    pub fn address_of(&self, request: &HttpRequest) -> IpAddr {
        address::of(request, &self.settings.trusted_proxies)
    }

    /// For somebody who is not signed in: refused while the requests of their address were refused
    /// too often.
    pub fn require_patience(&self, request: &HttpRequest, clock: &Clock) -> Result<()> {
        self.throttle.require_patience(self.address_of(request), clock.uptime())
    }

    /// Browsers come over TLS, so cookies may insist on it.
    pub fn is_secure(&self) -> bool {
        let is_https = |origin: &String| origin.starts_with("https://");
        self.settings.has_tls || self.settings.public_origin.as_ref().is_some_and(is_https)
    }

    /// The origin that browsers are to name.
    pub fn public_origin(&self) -> Option<&str> {
        self.settings.public_origin.as_deref()
    }
}
