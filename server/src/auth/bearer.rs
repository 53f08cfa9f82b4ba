//! Access tokens: JWT, HS256 and nothing else, bound to a stored session.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::id::{SessionId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, EncodingKey, Header, Validation,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result as JwtResult},
    signature::{Error as SignatureError, Signer, Verifier},
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::keys::Key;
use crate::error::{Error, Result};

/// How long an access token lives.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// Clocks of two machines may differ by this much.
const LEEWAY_S: i64 = 5;
const ISSUER: &str = "furgo";
const AUDIENCE: &str = "furgo-api";
/// RFC 9068: says what kind of token it is, so that no other kind can stand in for it.
const TYPE: &str = "at+jwt";

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    pub sub: UserId,
    pub sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// [`LIFETIME`] in seconds, as clients are told.
pub fn lifetime_s() -> u64 {
    LIFETIME.num_seconds().unsigned_abs()
}

/// A token for a session.
pub fn issue(key: &Key, user: UserId, session: SessionId, now: DateTime<Utc>) -> Result<String> {
    install();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: user,
        sid: session,
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + LIFETIME).timestamp(),
    };
    let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(key.as_bytes()))
        .map_err(|error| Error::Internal(error.to_string()))
}

/// What a token says, if it is one of ours and valid now.
pub fn verify(key: &Key, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    static VALIDATION: LazyLock<Validation> = LazyLock::new(validation);
    install();
    let key = DecodingKey::from_secret(key.as_bytes());
    let token = jsonwebtoken::decode::<Claims>(token, &key, &VALIDATION).ok()?;
    let Claims { nbf, exp, .. } = token.claims;
    let is_now = nbf - LEEWAY_S <= now.timestamp() && now.timestamp() < exp + LEEWAY_S;
    (is_now && token.header.typ.as_deref() == Some(TYPE)).then_some(token.claims)
}

/// What a token must say; made once, because every request is checked by it.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // Times are compared with the server's own clock.
    (validation.validate_exp, validation.validate_nbf) = (false, false);
    validation
}

/// Teaches the JWT crate HS256 only: confusing algorithms is impossible then.
fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: signer,
        verifier_factory: verifier,
        key_utils: KeyUtils::new_unimplemented(),
    };
    // An error says that it is installed already, which is as good.
    PROVIDER.install_default().unwrap_or(());
}

struct Hs256(Hmac<Sha256>);

fn hs256(algorithm: Algorithm, family: AlgorithmFamily, key: &[u8]) -> JwtResult<Hs256> {
    if algorithm != Algorithm::HS256 || family != AlgorithmFamily::Hmac {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    Hmac::new_from_slice(key).map(Hs256).map_err(|_length| ErrorKind::InvalidKeyFormat.into())
}

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> JwtResult<Box<dyn JwtSigner>> {
    Ok(Box::new(hs256(*algorithm, key.family(), key.as_bytes())?))
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> JwtResult<Box<dyn JwtVerifier>> {
    Ok(Box::new(hs256(*algorithm, key.family(), key.try_get_as_bytes()?)?))
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, SignatureError> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(
        &self,
        message: &[u8],
        signature: &Vec<u8>,
    ) -> std::result::Result<(), SignatureError> {
        self.0
            .clone()
            .chain_update(message)
            .verify_slice(signature)
            .map_err(|_differs| SignatureError::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
#[path = "bearer_tests.rs"]
mod tests;
