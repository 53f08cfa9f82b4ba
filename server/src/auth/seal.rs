//! Secrets of others that the data file has to hold, such as a mail server's password: sealed with a
//! key that is not in it. A backup that leaks does not give them away, and one that is restored
//! elsewhere asks for them again.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};

use super::keys::Key;
use crate::{
    error::{Error, Result},
    hex,
};

const NONCE_BYTES: usize = 12;

/// Seals a secret for one purpose (AES-256-GCM; the purpose is authenticated with it).
pub fn seal(key: &Key, purpose: &str, secret: &str) -> Result<String> {
    let nonce: [u8; NONCE_BYTES] = rand::random();
    let payload = Payload { msg: secret.as_bytes(), aad: purpose.as_bytes() };
    let sealed = cipher(key)?
        .encrypt(Nonce::from_slice(&nonce), payload)
        .map_err(|_opaque| Error::Internal("a secret could not be sealed".to_owned()))?;
    Ok(hex::encode(&[&nonce[..], &sealed].concat()))
}

/// What was sealed; `None` when it was with another key, for another purpose, or is damaged.
pub fn open(key: &Key, purpose: &str, sealed: &str) -> Option<String> {
    let bytes = hex::decode(sealed)?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES)?;
    let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
    let secret = cipher(key).ok()?.decrypt(Nonce::from_slice(nonce), payload).ok()?;
    String::from_utf8(secret).ok()
}

fn cipher(key: &Key) -> Result<Aes256Gcm> {
    Aes256Gcm::new_from_slice(key.as_bytes())
        .map_err(|_length| Error::Internal("a key of the wrong length".to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;
    use crate::auth::keys::Keys;

    #[test]
    fn what_was_sealed_is_opened_by_its_key_alone() {
        let (own, other) = (Keys::ephemeral(), Keys::ephemeral());
        let sealed = seal(&own.seal, "mail", "p:ä%ss").unwrap();
        assert!(!sealed.contains("ss"));
        assert_ne!(sealed, seal(&own.seal, "mail", "p:ä%ss").unwrap());
        assert_eq!(open(&own.seal, "mail", &sealed).as_deref(), Some("p:ä%ss"));
        assert_eq!(open(&other.seal, "mail", &sealed), None);
        assert_eq!(open(&own.seal, "webhook", &sealed), None);
        let cut = sealed.split_at(sealed.len() - 2).0;
        for damaged in ["", "zz", "0011", cut, &format!("{sealed}ä")] {
            assert_eq!(open(&own.seal, "mail", damaged), None, "{damaged}");
        }
    }
}
