//! A certificate from an authority that is asked by ACME (RFC 8555), such as Let's Encrypt.
//!
//! It looks whether the name is ours by asking us something on port 80 (`http-01`), where we listen
//! for that, and otherwise within TLS itself on port 443 (`tls-alpn-01`, RFC 8737). What goes wrong
//! is tried again later and later, as authorities count failures.

mod client;
mod order;

use std::{fs, io, path::PathBuf, time::Duration};

use chrono::{DateTime, Utc};
use instant_acme::{Account, AccountCredentials, NewAccount};

use self::client::HttpsClient;
pub use self::order::Challenges;
use super::{
    authority::write_in_place, certificate::Certificate, certificates::Certificates,
    settings::AcmeServer,
};
use crate::{clock::Clock, hex};

/// First wait after a failure; Let's Encrypt allows five an hour.
const WAIT_MIN: Duration = Duration::from_secs(15 * 60);
/// Longest wait: a certificate is asked for weeks before the old one ends.
const WAIT_MAX: Duration = Duration::from_secs(12 * 3600);

/// How we show that the name is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    Http,
    Tls,
}

/// See the module.
#[derive(Debug)]
pub struct Acme {
    folder: PathBuf,
    name: String,
    server: AcmeServer,
    proof: Proof,
    failures: u32,
    /// By the time by which things grow old.
    next: Option<DateTime<Utc>>,
}

impl Acme {
    /// For a name, with what is kept of it in the data folder.
    pub fn open(
        folder: PathBuf,
        name: String,
        server: AcmeServer,
        proof: Proof,
    ) -> (Self, Option<Certificate>) {
        let acme = Self { folder, name, server, proof, failures: 0, next: None };
        let kept = fs::read(acme.certificate_path()).ok();
        let certificate = kept.and_then(|pem| Certificate::from_pem(&pem, &pem).ok());
        (acme, certificate)
    }

    /// Asks for a certificate when it is time.
    ///
    /// # Errors
    /// What went wrong and when it is tried again, in a sentence.
    pub async fn look(
        &mut self,
        certificates: &Certificates,
        challenges: &Challenges,
        clock: &Clock,
    ) -> Result<Looked, String> {
        let is_right = certificates.current().is_some_and(|current| !current.is_due(clock.now()));
        if is_right || self.next.is_some_and(|next| clock.steady() < next) {
            return Ok(Looked::NothingToDo);
        }
        let answered = self.ask(certificates, challenges).await;
        challenges.clear();
        certificates.answer_challenge(None);
        match answered {
            Ok(certificate) => {
                tracing::info!(until = %certificate.until, "a certificate was got by ACME");
                certificates.show(certificate);
                // Not at once again, whatever a clock that is wrong makes of its time.
                (self.failures, self.next) = (0, Some(clock.steady() + WAIT_MAX));
                Ok(Looked::Done)
            }
            Err(why) => {
                let wait = wait_after(self.failures);
                self.failures = self.failures.saturating_add(1);
                self.next = Some(clock.steady() + wait);
                Err(format!(
                    "no certificate could be got for {}: {why}; it is tried again in {} minutes",
                    self.name,
                    wait.as_secs() / 60
                ))
            }
        }
    }

    async fn ask(
        &self,
        certificates: &Certificates,
        challenges: &Challenges,
    ) -> Result<Certificate, order::Failed> {
        let account = self.account().await?;
        let pem = order::fulfil(&account, &self.name, self.proof, certificates, challenges).await?;
        let certificate = Certificate::from_pem(pem.as_bytes(), pem.as_bytes())?;
        write_in_place(&self.certificate_path(), pem.as_bytes())?;
        Ok(certificate)
    }

    /// The account that is kept, or a new one. Each server has its own.
    async fn account(&self) -> Result<Account, order::Failed> {
        let client = HttpsClient::new(self.server.root.as_deref())?;
        let builder = Account::builder_with_http(Box::new(client));
        let path = self.account_path();
        match fs::read(&path) {
            Ok(kept) => {
                let credentials: AccountCredentials = serde_json::from_slice(&kept)?;
                Ok(builder.from_credentials(credentials).await?)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let wanted = NewAccount {
                    contact: &[],
                    terms_of_service_agreed: true,
                    only_return_existing: false,
                };
                let directory = self.server.directory.clone();
                let (account, credentials) = builder.create(&wanted, directory, None).await?;
                write_in_place(&path, &serde_json::to_vec(&credentials)?)?;
                Ok(account)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn account_path(&self) -> PathBuf {
        let server = hex::fingerprint(self.server.directory.as_bytes());
        self.folder.join(format!("acme-account-{}.json", server.get(..8).unwrap_or_default()))
    }

    fn certificate_path(&self) -> PathBuf {
        self.folder.join(format!("acme-{}.pem", self.name))
    }
}

/// What came of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    NothingToDo,
    Done,
}

/// Later and later.
fn wait_after(failures: u32) -> Duration {
    WAIT_MIN.saturating_mul(2_u32.saturating_pow(failures)).min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_again_later_and_later_but_every_day() {
        let minutes = [0, 1, 2, 5, 6, 100].map(|failures| wait_after(failures).as_secs() / 60);
        assert_eq!(minutes, [15, 30, 60, 480, 720, 720]);
    }
}
