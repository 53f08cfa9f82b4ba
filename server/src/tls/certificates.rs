//! The certificate that is shown now. It is replaced while connections are open: those go on with
//! the one that they began with.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::{
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use super::certificate::Certificate;

/// What an ACME server asks for that looks whether a name is ours (RFC 8737).
pub const ACME_TLS: &[u8] = b"acme-tls/1";

/// See the module.
#[derive(Debug, Default)]
pub struct Certificates {
    current: RwLock<Option<Arc<Certificate>>>,
    /// Shown while there is none.
    stand_in: RwLock<Option<Arc<CertifiedKey>>>,
    /// Shown to an ACME server while it looks.
    challenge: RwLock<Option<Arc<CertifiedKey>>>,
}

impl Certificates {
    /// The one that is shown; none before there is any.
    pub fn current(&self) -> Option<Arc<Certificate>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows this one from now on.
    pub fn show(&self, certificate: Certificate) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Some(Arc::new(certificate));
    }

    /// Shows this one as long as there is no other.
    pub fn stand_in(&self, key: CertifiedKey) {
        *self.stand_in.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(key));
    }

    /// Answers an ACME server that looks; with nothing any more when `None`.
    pub fn answer_challenge(&self, key: Option<Arc<CertifiedKey>>) {
        *self.challenge.write().unwrap_or_else(PoisonError::into_inner) = key;
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let is_challenge =
            hello.alpn().is_some_and(|mut wanted| wanted.any(|name| name == ACME_TLS));
        if is_challenge {
            return self.challenge.read().unwrap_or_else(PoisonError::into_inner).clone();
        }
        let current = self.current().map(|certificate| Arc::clone(&certificate.key));
        current.or_else(|| self.stand_in.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}
