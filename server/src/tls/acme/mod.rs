//! A certificate from an authority that is asked by ACME (RFC 8555), such as Let's Encrypt.
//!
//! It looks whether the name is ours by asking us something on port 80 (`http-01`), where we listen
//! for that, and otherwise within TLS itself on port 443 (`tls-alpn-01`, RFC 8737). What goes wrong
//! is tried again later and later, as authorities count failures.

mod client;
mod kept;
mod order;

use std::{path::PathBuf, time::Duration};

use chrono::{DateTime, Utc};
use instant_acme::{Account, AccountCredentials, NewAccount};

pub use self::order::Challenges;
use self::{client::HttpsClient, kept::Kept};
use super::{certificate::Certificate, certificates::Certificates, settings::AcmeServer};
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
    kept: Kept,
    name: String,
    server: AcmeServer,
    proof: Proof,
    failures: u32,
    /// By the time by which things grow old.
    next: Option<DateTime<Utc>>,
    /// What came of asking last.
    found: Result<(), String>,
}

impl Acme {
    /// For a name. Shows what is kept of it in the data folder; where that is nothing, a certificate
    /// that nobody vouches for, so that whoever asks from this machine is answered.
    ///
    /// # Errors
    /// When the data folder cannot be read, in a sentence.
    pub fn open(
        folder: PathBuf,
        name: String,
        server: AcmeServer,
        proof: Proof,
        certificates: &Certificates,
    ) -> Result<Self, String> {
        let kept = Kept::new(folder);
        let acme = Self { kept, name, server, proof, failures: 0, next: None, found: Ok(()) };
        let file = acme.certificate_file();
        let kept = acme.kept.find(&file)?.map(|pem| Certificate::from_pem(&pem, &pem));
        match kept {
            Some(Ok(certificate)) => certificates.show(certificate),
            Some(Err(why)) => {
                let path = acme.kept.path(&file);
                tracing::warn!(%why, path = %path.display(), "another certificate is asked for");
            }
            None => {}
        }
        let stand_in = order::stand_in(&acme.name);
        let cannot = |error| format!("no certificate can be made for {}: {error}", acme.name);
        certificates.stand_in(stand_in.map_err(cannot)?);
        Ok(acme)
    }

    /// Asks for a certificate when it is time, and writes what could not be written before.
    ///
    /// # Errors
    /// What went wrong last and when it is tried again, in a sentence.
    pub async fn look(
        &mut self,
        certificates: &Certificates,
        challenges: &Challenges,
        clock: &Clock,
    ) -> Result<(), String> {
        let is_right = certificates.current().is_some_and(|current| !current.is_due(clock.now()));
        if is_right {
            self.found = Ok(());
        } else if self.next.is_none_or(|next| clock.steady() >= next) {
            self.found = self.renew(certificates, challenges, clock).await;
        }
        self.kept.settle()?;
        self.found.clone()
    }

    async fn renew(
        &mut self,
        certificates: &Certificates,
        challenges: &Challenges,
        clock: &Clock,
    ) -> Result<(), String> {
        let answered = self.ask(certificates, challenges).await;
        challenges.clear();
        certificates.answer_challenge(None);
        match answered {
            Ok(certificate) => {
                tracing::info!(until = %certificate.until, "a certificate was got by ACME");
                certificates.show(certificate);
                // Not at once again, whatever a clock that is wrong makes of its time.
                (self.failures, self.next) = (0, Some(clock.steady() + WAIT_MAX));
                Ok(())
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
        &mut self,
        certificates: &Certificates,
        challenges: &Challenges,
    ) -> Result<Certificate, order::Failed> {
        self.kept.require_room()?;
        let account = self.account().await?;
        let pem = order::fulfil(&account, &self.name, self.proof, certificates, challenges).await?;
        let certificate = Certificate::from_pem(pem.as_bytes(), pem.as_bytes())?;
        self.kept.put(self.certificate_file(), pem.into_bytes());
        Ok(certificate)
    }

    /// The account that is kept, or a new one. Each server has its own.
    async fn account(&mut self) -> Result<Account, order::Failed> {
        let client = HttpsClient::new(self.server.root.as_deref())?;
        let builder = Account::builder_with_http(Box::new(client));
        let file = format!("acme-account-{}.json", self.server_mark());
        if let Some(kept) = self.kept.find(&file)? {
            let path = self.kept.path(&file);
            let credentials: AccountCredentials = serde_json::from_slice(&kept).map_err(|why| {
                format!("{} holds no account: {why}; delete it for a new one", path.display())
            })?;
            return Ok(builder.from_credentials(credentials).await?);
        }
        let wanted =
            NewAccount { contact: &[], terms_of_service_agreed: true, only_return_existing: false };
        let directory = self.server.directory.clone();
        let (account, credentials) = builder.create(&wanted, directory, None).await?;
        self.kept.put(file, serde_json::to_vec(&credentials)?);
        Ok(account)
    }

    /// Another server's certificate, such as that of one for tests, is not taken for this one's.
    fn certificate_file(&self) -> String {
        format!("acme-{}-{}.pem", self.name, self.server_mark())
    }

    /// Tells servers apart in names of files.
    fn server_mark(&self) -> String {
        hex::fingerprint(self.server.directory.as_bytes()).chars().take(8).collect()
    }
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
