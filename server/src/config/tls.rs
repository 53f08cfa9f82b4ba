//! Among the settings: how browsers reach the server.

use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::{Args, builder::FalseyValueParser};
use furgo_shared::tls::Transport;

use super::Config;
use crate::{
    failure::Failure,
    tls::{
        name::{Name, Scheme, of_listener, of_machine},
        settings::{AcmeServer, LETS_ENCRYPT, Mode, Settings},
    },
};

/// Where the app is with TLS of our own, unless it is said: for the whole network.
const APP_PORT: u16 = 8443;
/// Where phones find the authority that they are to trust first.
const PLAIN_PORT: u16 = 8080;

/// The three ways to do without plain HTTP, and the one to do it all the same.
const THREE_WAYS: &str = "plain HTTP beyond this machine shows passwords to the network: let Furgo \
    speak TLS with --tls local (or acme:NAME, or CERT.pem,KEY.pem), or put a TLS proxy in front and \
    set public_url to its https address and trusted_proxies to its own, or accept the risk with \
    --insecure-http";

/// Cookies would insist on TLS that is nowhere.
const TWO_MEANINGS: &str = "an https public_url says that a proxy has TLS, and --insecure-http that \
    nobody has: set trusted_proxies to the proxy's address, or public_url to the http address that \
    browsers use";

/// What flags and the environment, or else the file, say about it.
#[derive(Clone, Debug, Default, Args)]
pub struct TlsOptions {
    /// TLS: local (an authority of its own), acme:NAME, or CERT.pem,KEY.pem [default: none]
    #[arg(long, global = true, env = "FURGO_TLS", value_name = "MODE")]
    pub tls: Option<String>,
    /// More names and addresses for --tls local, separated by commas
    #[arg(
        long,
        global = true,
        env = "FURGO_TLS_NAMES",
        value_name = "NAMES",
        value_delimiter = ','
    )]
    pub tls_names: Option<Vec<String>>,
    /// Address for plain HTTP beside TLS: leads to TLS, serves the authority, answers ACME
    #[arg(long, global = true, env = "FURGO_HTTP_LISTEN", value_name = "ADDRESS")]
    pub http_listen: Option<SocketAddr>,
    /// Serve plain HTTP beyond this machine, where everybody can read along
    #[arg(
        long,
        global = true,
        env = "FURGO_INSECURE_HTTP",
        value_parser = FalseyValueParser::new()
    )]
    pub insecure_http: bool,
    /// Where certificates are asked for by ACME [default: Let's Encrypt]
    #[arg(long, global = true, env = "FURGO_ACME_DIRECTORY", value_name = "URL")]
    pub acme_directory: Option<String>,
    /// A file of certificates that the ACME server is known by [default: the system's]
    #[arg(long, global = true, env = "FURGO_ACME_ROOT", value_name = "FILE")]
    pub acme_root: Option<PathBuf>,
}

/// What holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    pub listen: SocketAddr,
    pub http_listen: Option<SocketAddr>,
    pub tls: Option<Settings>,
    /// That were named for our own authority.
    pub names: BTreeSet<Name>,
    pub insecure_http: bool,
}

impl TlsOptions {
    /// What the file says where nothing else does.
    pub fn or(self, file: Self) -> Self {
        Self {
            tls: self.tls.or(file.tls),
            tls_names: self.tls_names.or(file.tls_names),
            http_listen: self.http_listen.or(file.http_listen),
            insecure_http: self.insecure_http || file.insecure_http,
            acme_directory: self.acme_directory.or(file.acme_directory),
            acme_root: self.acme_root.or(file.acme_root),
        }
    }

    /// Fills in the defaults.
    ///
    /// # Errors
    /// When two settings cannot be meant together.
    pub fn resolve(
        self,
        listen: Option<SocketAddr>,
        public_origin: Option<&str>,
    ) -> Result<Reached, Failure> {
        let everywhere = |port: u16| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let insecure_http = self.insecure_http;
        let named = self.tls_names.unwrap_or_default();
        let names = named.iter().map(|name| name.parse().map_err(usage));
        let names = names.collect::<Result<BTreeSet<Name>, Failure>>()?;
        let Some(mode) = self.tls.as_deref().map(str::parse::<Mode>).transpose().map_err(usage)?
        else {
            if self.http_listen.is_some() {
                return Err(usage("http_listen stands beside TLS; set tls too, or use listen"));
            }
            let listen = listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, PLAIN_PORT)));
            return Ok(Reached { listen, http_listen: None, tls: None, names, insecure_http });
        };
        if public_origin.is_some_and(|origin| origin.starts_with("http://")) {
            return Err(usage("with tls the public_url must begin with https://"));
        }
        let vouched_for = match mode {
            Mode::Local => vouched_for(&names, public_origin)?,
            Mode::Acme(_) | Mode::Files { .. } => BTreeSet::new(),
        };
        // Whoever names one address names the other too.
        let by_itself = (listen.is_none() && mode == Mode::Local).then(|| everywhere(PLAIN_PORT));
        let acme = AcmeServer {
            directory: self.acme_directory.unwrap_or_else(|| LETS_ENCRYPT.to_owned()),
            root: self.acme_root,
        };
        Ok(Reached {
            listen: listen.unwrap_or_else(|| everywhere(APP_PORT)),
            http_listen: self.http_listen.or(by_itself),
            tls: Some(Settings { mode, names: vouched_for, acme }),
            names,
            insecure_http,
        })
    }
}

/// What our own authority is to speak for beside what the machine is called.
fn vouched_for(
    named: &BTreeSet<Name>,
    public_origin: Option<&str>,
) -> Result<BTreeSet<Name>, Failure> {
    let public = public_origin.and_then(Name::of_origin);
    let names: BTreeSet<Name> = named.iter().cloned().chain(public).collect();
    match names.iter().find(|name| !name.can_be_vouched_for()) {
        None => Ok(names),
        Some(name) => Err(usage(format!(
            "`{name}` has one part, and an authority that speaks for it speaks for every name that \
             ends so; take another name for the server, such as {name}.local"
        ))),
    }
}

fn usage(why: impl std::fmt::Display) -> Failure {
    Failure::usage(why.to_string())
}

impl Config {
    /// What our own authority is to speak for beside what the machine is called, whether or not the
    /// server is to use it.
    ///
    /// # Errors
    /// When it would speak for strangers, too.
    pub fn names_for_authority(&self) -> Result<BTreeSet<Name>, Failure> {
        vouched_for(&self.reached.names, self.public_origin.as_deref())
    }

    /// For everything but what is about the authority itself.
    ///
    /// # Errors
    /// When names are given to an authority that is not ours.
    pub fn require_use_of_names(&self) -> Result<(), Failure> {
        let is_local = self.reached.tls.as_ref().is_some_and(|tls| tls.mode == Mode::Local);
        match is_local || self.reached.names.is_empty() {
            true => Ok(()),
            false => Err(usage(
                "tls_names are for tls = local, and other certificates name what they are for: set \
                 tls to local, or leave tls_names out",
            )),
        }
    }

    /// What lies between browsers and the server.
    ///
    /// # Errors
    /// When it is plain HTTP for others and nobody said that it may be, or somebody said so and the
    /// opposite.
    pub fn transport(&self) -> Result<Transport, Failure> {
        if let Some(tls) = &self.reached.tls {
            return Ok(match tls.mode {
                Mode::Local => Transport::Local,
                Mode::Acme(_) => Transport::Acme,
                Mode::Files { .. } => Transport::Files,
            });
        }
        let is_here = self.reached.listen.ip().is_loopback();
        let is_https =
            self.public_origin.as_ref().is_some_and(|origin| origin.starts_with("https://"));
        match (is_https, is_here || !self.trusted_proxies.is_empty()) {
            (true, true) => Ok(Transport::Proxy),
            _ if is_here => Ok(Transport::Loopback),
            (true, false) if self.reached.insecure_http => Err(usage(TWO_MEANINGS)),
            _ if self.reached.insecure_http => Ok(Transport::Insecure),
            _ => Err(usage(THREE_WAYS)),
        }
    }

    /// Where people reach the server, as far as we know.
    pub fn url(&self, bound: SocketAddr) -> String {
        self.public_origin.clone().unwrap_or_else(|| {
            let scheme = match &self.reached.tls {
                Some(_) => Scheme::Https,
                None => Scheme::Http,
            };
            self.host(bound).origin(scheme, bound.port())
        })
    }

    fn host(&self, bound: SocketAddr) -> Name {
        let tls = self.reached.tls.as_ref();
        let is_local = tls.is_some_and(|tls| tls.mode == Mode::Local);
        // Other certificates are not for the machine's addresses, and plain HTTP works here always.
        let names = if is_local { of_machine() } else { BTreeSet::new() };
        let chosen = tls.and_then(Settings::chosen);
        of_listener(bound.ip(), chosen, &names).unwrap_or_else(|| {
            match bound.ip().is_unspecified() {
                true => Name::Host("localhost".to_owned()),
                false => Name::Address(bound.ip()),
            }
        })
    }
}
