//! TLS of our own: where the certificate comes from, and how it stays a good one while the server
//! runs. Nothing here is a record: what must outlive the process is a file of its own in the data
//! folder, beside the data file and in no backup.

pub mod acme;
pub mod authority;
pub mod certificate;
pub mod certificates;
mod files;
mod local;
pub mod name;
pub mod settings;
pub mod unverified;
mod watched;

use std::{
    collections::BTreeSet,
    convert::Infallible,
    net::SocketAddr,
    path::Path,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, Utc};
use furgo_shared::tls::Transport;
use rustls::ServerConfig;
use tokio_rustls::TlsAcceptor;

use self::{
    acme::{Acme, Challenges, Proof},
    authority::PublicAuthority,
    certificates::{ACME_TLS, Certificates},
    files::Files,
    local::Local,
    name::Name,
    settings::{Mode, Settings},
};
use crate::clock::Clock;

/// How often it is looked whether the certificate is still the right one.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Where we listen.
#[derive(Clone, Copy, Debug)]
pub struct Listening {
    pub app: SocketAddr,
    /// Plain, for what comes before TLS.
    pub plain: Option<SocketAddr>,
}

/// How the server is reached, and the certificate that it shows.
#[derive(Debug)]
pub struct Tls {
    pub transport: Transport,
    pub certificates: Arc<Certificates>,
    /// What is answered on port 80 while an ACME server asks.
    pub challenges: Challenges,
    pub listening: OnceLock<Listening>,
    source: Option<tokio::sync::Mutex<Source>>,
    /// The name that somebody chose for it, in settings.
    chosen: Option<Name>,
    authority: RwLock<Option<Arc<PublicAuthority>>>,
    trouble: RwLock<Option<String>>,
}

#[derive(Debug)]
enum Source {
    Local(Box<Local>),
    Files(Files),
    Acme(Acme),
}

impl Default for Tls {
    /// For this machine alone.
    fn default() -> Self {
        Self::without(Transport::Loopback)
    }
}

impl Tls {
    /// None of our own.
    pub fn without(transport: Transport) -> Self {
        Self {
            transport,
            certificates: Arc::default(),
            challenges: Challenges::default(),
            listening: OnceLock::new(),
            source: None,
            chosen: None,
            authority: RwLock::default(),
            trouble: RwLock::default(),
        }
    }

    /// As it was set. An authority is made where the folder has none.
    ///
    /// # Errors
    /// What is wrong with the files, in a sentence.
    pub fn open(
        settings: &Settings,
        folder: &Path,
        proof: Proof,
        now: DateTime<Utc>,
    ) -> Result<Self, String> {
        let folder = folder.to_owned();
        let tls = Self::default();
        let (transport, source) = match &settings.mode {
            Mode::Local => {
                let mut local = Local::open(folder, settings.names.clone(), now)?;
                local.look(&tls.certificates, now)?;
                tls.publish(local.authority());
                (Transport::Local, Source::Local(Box::new(local)))
            }
            Mode::Files { certificate, key } => {
                let (files, certificate) = Files::open(certificate.clone(), key.clone())?;
                tls.certificates.show(certificate);
                (Transport::Files, Source::Files(files))
            }
            Mode::Acme(name) => {
                let (name, server) = (name.clone(), settings.acme.clone());
                let acme = Acme::open(folder, name, server, proof, &tls.certificates)?;
                (Transport::Acme, Source::Acme(acme))
            }
        };
        Ok(Self { transport, source: Some(source.into()), chosen: settings.chosen(), ..tls })
    }

    /// What takes connections; none where TLS is not ours.
    ///
    /// # Errors
    /// When TLS cannot be set up at all.
    pub fn acceptor(&self) -> Result<Option<TlsAcceptor>, rustls::Error> {
        if self.source.is_none() {
            return Ok(None);
        }
        let provider = Arc::new(certificate::provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.certificates.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        if self.transport == Transport::Acme {
            config.alpn_protocols.push(ACME_TLS.to_vec());
        }
        Ok(Some(TlsAcceptor::from(Arc::new(config))))
    }

    /// Looks after the certificate, without end.
    pub async fn keep(&self, clock: &Clock) -> Infallible {
        loop {
            self.look(clock).await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Looks once whether the certificate is still the right one.
    pub async fn look(&self, clock: &Clock) {
        let Some(source) = &self.source else { return };
        let found = match &mut *source.lock().await {
            Source::Local(local) => {
                let found = local.look(&self.certificates, clock.now());
                self.publish(local.authority());
                found.and_then(|()| local.foresee(clock.now()))
            }
            Source::Files(files) => files.look(&self.certificates, clock.now()),
            Source::Acme(acme) => acme.look(&self.certificates, &self.challenges, clock).await,
        };
        self.note(found.err());
    }

    /// What somebody has to do about the certificate, in a sentence.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, found: Option<String>) {
        let mut trouble = self.trouble.write().unwrap_or_else(PoisonError::into_inner);
        if *trouble != found {
            if let Some(why) = &found {
                tracing::warn!("{why}");
            }
            *trouble = found;
        }
    }

    /// Our own authority; none where somebody else vouches for us.
    pub fn authority(&self) -> Option<Arc<PublicAuthority>> {
        self.authority.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, authority: PublicAuthority) {
        *self.authority.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(authority));
    }

    /// Whether browsers are told to come over TLS alone from now on; `None` where TLS is not ours.
    ///
    /// Never with an authority of our own: whoever replaces it or goes back to plain HTTP would
    /// lock everybody out who cannot install the new one.
    pub fn insists(&self) -> Option<bool> {
        match self.transport {
            Transport::Loopback | Transport::Insecure | Transport::Proxy => None,
            Transport::Local => Some(false),
            Transport::Acme => Some(true),
            Transport::Files => {
                let current = self.certificates.current();
                Some(current.is_some_and(|current| current.names.iter().any(Name::is_public)))
            }
        }
    }

    /// Name by which others reach a listener of ours most likely, as far as we know; none when only
    /// this machine does.
    pub fn reached_at(&self, listener: SocketAddr) -> Option<Name> {
        let current = self.certificates.current();
        let shown = current.as_ref().map(|current| current.names.iter().cloned().collect());
        let names: BTreeSet<Name> = shown.unwrap_or_else(name::of_machine);
        let chosen = match self.transport == Transport::Files {
            // Whoever brings them has chosen what is in them.
            true => names.iter().find(|name| name.is_public()).cloned(),
            false => self.chosen.clone(),
        };
        name::of_listener(listener.ip(), chosen, &names)
    }
}
