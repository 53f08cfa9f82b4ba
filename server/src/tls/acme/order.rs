//! One order: the name is shown to be ours, and the certificate fetched.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewOrder, OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use rustls::{pki_types::PrivateKeyDer, sign::CertifiedKey};

use super::Proof;
use crate::tls::{certificate::provider, certificates::Certificates};

/// Whatever went wrong; it is only told.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

/// What we answer on port 80 while a server asks.
#[derive(Debug, Default)]
pub struct Challenges(Mutex<BTreeMap<String, String>>);

impl Challenges {
    /// The answer to a token.
    pub fn answer(&self, token: &str) -> Option<String> {
        self.answers().get(token).cloned()
    }

    pub(super) fn clear(&self) {
        self.answers().clear();
    }

    fn answers(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Key and chain in PEM, in one text.
pub async fn fulfil(
    account: &Account,
    name: &str,
    proof: Proof,
    certificates: &Certificates,
    challenges: &Challenges,
) -> Result<String, Failed> {
    let identifiers = [Identifier::Dns(name.to_owned())];
    let mut order = account.new_order(&NewOrder::new(&identifiers)).await?;
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let kind = match proof {
            Proof::Http => ChallengeType::Http01,
            Proof::Tls => ChallengeType::TlsAlpn01,
        };
        let mut challenge =
            authorization.challenge(kind).ok_or("the server offers no way to prove the name")?;
        let answer = challenge.key_authorization();
        match proof {
            Proof::Http => {
                challenges.answers().insert(challenge.token.clone(), answer.as_str().to_owned());
            }
            Proof::Tls => {
                let key = answer_in_tls(name, answer.digest().as_ref())?;
                certificates.answer_challenge(Some(Arc::new(key)));
            }
        }
        challenge.set_ready().await?;
    }
    let patience = RetryPolicy::default();
    if order.poll_ready(&patience).await? != OrderStatus::Ready {
        return Err(refused(&mut order).await.into());
    }
    let key = KeyPair::generate()?;
    let request = CertificateParams::new([name.to_owned()])?.serialize_request(&key)?;
    order.finalize_csr(request.der()).await?;
    let chain = order.poll_certificate(&patience).await?;
    Ok(format!("{}{chain}", key.serialize_pem()))
}

/// What the server found when it looked.
async fn refused(order: &mut instant_acme::Order) -> String {
    let mut authorizations = order.authorizations();
    while let Some(Ok(authorization)) = authorizations.next().await {
        let found = authorization.challenges.iter().find_map(|challenge| challenge.error.as_ref());
        if let Some(found) = found {
            return found.to_string();
        }
    }
    "the server does not believe that the name is ours".to_owned()
}

/// A certificate that says nothing but the answer (RFC 8737, 3).
fn answer_in_tls(name: &str, digest: &[u8]) -> Result<CertifiedKey, Failed> {
    let mut params = CertificateParams::new([name.to_owned()])?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    self_signed(&params)
}

/// A certificate that nobody vouches for, until there is one.
pub fn stand_in(name: &str) -> Result<CertifiedKey, Failed> {
    self_signed(&CertificateParams::new([name.to_owned()])?)
}

fn self_signed(params: &CertificateParams) -> Result<CertifiedKey, Failed> {
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    // Not by `from_der`, which knows no extension that says so.
    let key = provider().key_provider.load_private_key(key)?;
    Ok(CertifiedKey::new(vec![certificate.into()], key))
}
