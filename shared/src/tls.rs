//! How the server is reached, and what phones have to be told for it.

use serde::{Deserialize, Serialize};

use crate::{time::Timestamp, view::Versioned};

/// What lies between a browser and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Plain HTTP on this machine alone.
    Loopback,
    /// Plain HTTP for everybody, because somebody said so.
    Insecure,
    /// The TLS of a proxy.
    Proxy,
    /// TLS with a certificate from an authority of the installation's own.
    Local,
    /// TLS with certificate files.
    Files,
    /// TLS with a certificate that was got by ACME.
    Acme,
}

/// How phones get in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TlsView {
    pub transport: Transport,
    /// Where phones reach the server, as far as it knows.
    pub address: Option<String>,
    /// Page that leads through installing the authority; only with one of the installation's own.
    pub install_url: Option<String>,
    /// Picture of the address that a phone is to open first: the page's, where there is one.
    pub qr_svg: Option<String>,
    /// SHA-256 of the authority, to be compared with what the phone shows.
    pub fingerprint: Option<String>,
    pub authority_ends_at: Option<Timestamp>,
    /// Names and addresses of the certificate that is shown.
    pub names: Vec<String>,
    /// End of the certificate that is shown; the next one is there long before.
    pub ends_at: Option<Timestamp>,
    /// What somebody has to do, as the server's log says it.
    pub trouble: Option<String>,
}

impl Versioned for TlsView {}
