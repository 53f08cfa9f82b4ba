//! A certificate with its key, ready to be shown, and what it says.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rustls::{
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    sign::CertifiedKey,
};
use x509_parser::{
    extensions::GeneralName,
    prelude::{FromDer, X509Certificate},
    time::ASN1Time,
};

use super::name::Name;

/// Why a certificate cannot be used; a part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    #[error("it holds no certificate in PEM")]
    NoCertificate,
    #[error("it holds no private key in PEM")]
    NoKey,
    #[error("the certificate cannot be read")]
    Unreadable,
    #[error("the private key is not that of the certificate")]
    OtherKey,
    #[error("certificate and private key cannot be used: {0}")]
    Unknown(String),
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// With those that lead from it to its authority.
    pub key: Arc<CertifiedKey>,
    pub names: Vec<Name>,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Certificate {
    /// Of a chain that begins with the server's own certificate.
    ///
    /// # Errors
    /// When certificate and key are not a pair, or one of them cannot be read.
    pub fn new(
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
    ) -> Result<Self, Unusable> {
        let own = chain.first().ok_or(Unusable::NoCertificate)?;
        let parsed = parsed(own)?;
        let (from, until) = time_of(&parsed)?;
        let names = names_of(&parsed);
        let key = CertifiedKey::from_der(chain, key, &provider()).map_err(|error| {
            match matches!(error, rustls::Error::InconsistentKeys(_)) {
                true => Unusable::OtherKey,
                false => Unusable::Unknown(error.to_string()),
            }
        })?;
        Ok(Self { key: Arc::new(key), names, from, until })
    }

    /// Of two texts in PEM, which may be the same one.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn from_pem(certificate: &[u8], key: &[u8]) -> Result<Self, Unusable> {
        Self::new(chain_in(certificate)?, key_in(key)?)
    }

    /// Whether its time is over, or has not begun.
    pub fn is_out_of_time(&self, now: DateTime<Utc>) -> bool {
        !(self.from..self.until).contains(&now)
    }

    /// Whether a tenth of its time or less is left: whoever renews it has had time enough.
    pub fn is_nearly_over(&self, now: DateTime<Utc>) -> bool {
        self.is_out_of_time(now) || (self.until - now) * 10 <= self.until - self.from
    }

    /// Whether a third of its time or less is left, which is time enough to try again and again.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.is_out_of_time(now) || (self.until - now) * 3 <= self.until - self.from
    }
}

/// All certificates of a text.
pub fn chain_in(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    chain.ok().filter(|chain| !chain.is_empty()).ok_or(Unusable::NoCertificate)
}

/// The first key of a text.
pub fn key_in(pem: &[u8]) -> Result<PrivateKeyDer<'static>, Unusable> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|_no_key| Unusable::NoKey)
}

/// For whom it is.
fn names_of(parsed: &X509Certificate<'_>) -> Vec<Name> {
    let names = parsed.subject_alternative_name().ok().flatten();
    let names = names.iter().flat_map(|names| &names.value.general_names);
    names.filter_map(name_of).collect()
}

/// As a parser sees it.
pub fn parsed(der: &[u8]) -> Result<X509Certificate<'_>, Unusable> {
    X509Certificate::from_der(der).map(|(_, parsed)| parsed).map_err(|_unread| Unusable::Unreadable)
}

/// From when until when it holds.
pub fn time_of(parsed: &X509Certificate<'_>) -> Result<(DateTime<Utc>, DateTime<Utc>), Unusable> {
    let instant = |time: ASN1Time| DateTime::from_timestamp(time.timestamp(), 0);
    let validity = parsed.validity();
    instant(validity.not_before).zip(instant(validity.not_after)).ok_or(Unusable::Unreadable)
}

fn name_of(name: &GeneralName<'_>) -> Option<Name> {
    if let GeneralName::DNSName(name) = name {
        return Some(Name::Host(name.to_ascii_lowercase()));
    }
    let GeneralName::IPAddress(bytes) = name else { return None };
    address_in(bytes).map(Name::Address)
}

/// An address of 4 or 16 bytes.
pub fn address_in(bytes: &[u8]) -> Option<std::net::IpAddr> {
    let four = <[u8; 4]>::try_from(bytes).map(Into::into);
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(Into::into)).ok()
}

/// What TLS is computed with.
pub fn provider() -> CryptoProvider {
    ring::default_provider()
}
