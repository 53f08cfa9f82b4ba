//! Settings of the installation. A flag beats the environment, which beats the file, which beats
//! the default. Nothing needs to be set for a first run.

mod tls;

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    thread::available_parallelism,
};

use clap::{Args, ValueEnum};
use furgo_shared::mail::{Sender, SmtpServer};
use serde::Deserialize;

pub use self::tls::Reached;
use self::tls::TlsOptions;
use crate::{auth::GateSettings, failure::Failure, mail::MailRoute};

/// Largest configuration file that is read, in bytes.
const FILE_BYTES_MAX: u64 = 64 << 10;

/// What flags and the environment say.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct Options {
    /// Address to listen on [default: 127.0.0.1:8080; with --tls 0.0.0.0:8443]
    #[arg(long, global = true, env = "FURGO_LISTEN", value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Folder of the data, made when it is missing [default: data]
    #[arg(long, global = true, env = "FURGO_DATA", value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// A file with settings
    #[arg(long, global = true, env = "FURGO_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where browsers reach the server, such as https://furgo.example.org
    #[arg(long, global = true, env = "FURGO_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is trusted, separated by commas
    #[arg(
        long,
        global = true,
        env = "FURGO_TRUSTED_PROXIES",
        value_name = "ADDRESSES",
        value_delimiter = ','
    )]
    trusted_proxies: Option<Vec<IpAddr>>,
    #[command(flatten)]
    tls: TlsOptions,
    /// Mail server, such as smtps://user:password@mail.example.org or
    /// smtp://user:password@mail.example.org?tls=required
    #[arg(long, global = true, env = "FURGO_SMTP_URL", value_name = "URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// A file whose first line is the mail server's address
    #[arg(long, global = true, env = "FURGO_SMTP_URL_FILE", value_name = "FILE")]
    smtp_url_file: Option<PathBuf>,
    /// Who mail comes from, such as furgo@example.org
    #[arg(long, global = true, env = "FURGO_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Loopback address on which Prometheus finds figures [default: none]
    #[arg(long, global = true, env = "FURGO_METRICS", value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    /// What to log, such as info, or warn,furgo=debug [default: info]
    #[arg(long, global = true, env = "FURGO_LOG", value_name = "FILTER")]
    log: Option<String>,
    /// Format of log lines [default: text]
    #[arg(long, global = true, env = "FURGO_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<LogFormat>,
    /// Threads that serve requests [default: one per core]
    #[arg(long, global = true, env = "FURGO_WORKERS", value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=64))]
    workers: Option<u16>,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    public_url: Option<String>,
    trusted_proxies: Option<Vec<IpAddr>>,
    tls: Option<String>,
    tls_names: Option<Vec<String>>,
    http_listen: Option<SocketAddr>,
    #[serde(default)]
    insecure_http: bool,
    acme_directory: Option<String>,
    acme_root: Option<PathBuf>,
    smtp_url: Option<String>,
    smtp_url_file: Option<PathBuf>,
    mail_from: Option<String>,
    metrics: Option<SocketAddr>,
    log: Option<String>,
    log_format: Option<LogFormat>,
    workers: Option<u16>,
}

/// What holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub reached: Reached,
    pub data: PathBuf,
    /// Scheme, host and port; no slash at the end.
    pub public_origin: Option<String>,
    pub trusted_proxies: Vec<IpAddr>,
    /// None leaves it to the settings.
    pub mail: Option<MailRoute>,
    /// Where figures are served; nowhere unless it is said.
    pub metrics: Option<SocketAddr>,
    pub log: String,
    pub log_format: LogFormat,
    pub workers: usize,
}

/// Tells of our own doings; of actix-session only faults, as a forged cookie is worth no line.
const LOG_DEFAULT: &str = "info,actix_session=error,actix_server=warn";

impl Options {
    /// Fills in what the file and the defaults say.
    pub fn resolve(self) -> Result<Config, Failure> {
        let file = self.config.as_deref().map(read).transpose()?.unwrap_or_default();
        let cores = available_parallelism().map_or(1, |cores| cores.get().min(64));
        let public_url = self.public_url.or(file.public_url);
        // Whoever names an address beats whoever names a file on a lower level.
        let (smtp_url, smtp_url_file) = match (self.smtp_url, self.smtp_url_file) {
            (None, None) => (file.smtp_url, file.smtp_url_file),
            own => own,
        };
        let mail = mail_route(smtp_url, smtp_url_file, self.mail_from.or(file.mail_from))?;
        let public_origin = public_url.map(|url| origin_of(&url)).transpose()?;
        let tls = self.tls.or(TlsOptions {
            tls: file.tls,
            tls_names: file.tls_names,
            http_listen: file.http_listen,
            insecure_http: file.insecure_http,
            acme_directory: file.acme_directory,
            acme_root: file.acme_root,
        });
        Ok(Config {
            reached: tls.resolve(self.listen.or(file.listen), public_origin.as_deref())?,
            data: self.data.or(file.data).unwrap_or_else(|| PathBuf::from("data")),
            public_origin,
            trusted_proxies: self
                .trusted_proxies
                .or(file.trusted_proxies)
                .unwrap_or_default()
                .into_iter()
                .map(|address| address.to_canonical())
                .collect(),
            mail,
            metrics: self.metrics.or(file.metrics).map(loopback_only).transpose()?,
            log: self.log.or(file.log).unwrap_or_else(|| LOG_DEFAULT.to_owned()),
            log_format: self.log_format.or(file.log_format).unwrap_or_default(),
            workers: self
                .workers
                .or(file.workers)
                .map_or(cores, |workers| usize::from(workers.clamp(1, 64))),
        })
    }
}

impl Config {
    /// How the installation is reached.
    pub fn gate_settings(&self) -> GateSettings {
        GateSettings {
            public_origin: self.public_origin.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            has_tls: self.reached.tls.is_some(),
        }
    }
}

/// Figures are for this machine: whoever watches from elsewhere goes through a proxy.
fn loopback_only(address: SocketAddr) -> Result<SocketAddr, Failure> {
    match address.ip().is_loopback() {
        true => Ok(address),
        false => Err(Failure::new(format!(
            "metrics must be an address of this machine alone, such as 127.0.0.1:9464; it is {address}"
        ))),
    }
}

/// The way out for mail, if one is configured.
fn mail_route(
    url: Option<String>,
    file: Option<PathBuf>,
    from: Option<String>,
) -> Result<Option<MailRoute>, Failure> {
    let url = match (url, file) {
        (Some(url), _) => url,
        (None, Some(path)) => secret_in(&path)?,
        (None, None) => return Ok(None),
    };
    // Its password is not repeated.
    let server = SmtpServer::parse(&url).ok_or_else(|| {
        Failure::new(
            "smtp_url must be like smtps://user:password@mail.example.org or \
             smtp://user:password@mail.example.org?tls=required; without TLS only 127.0.0.1 is \
             reached",
        )
    })?;
    let from = from.as_deref().and_then(Sender::parse).ok_or_else(|| {
        Failure::new("smtp_url needs mail_from, an address such as furgo@example.org")
    })?;
    Ok(Some(MailRoute { server, from }))
}

/// The first line of a file that holds a secret.
fn secret_in(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::of(&format!("cannot read {}", path.display()), error))?;
    Ok(text.lines().next().unwrap_or_default().trim().to_owned())
}

fn read(path: &Path) -> Result<File, Failure> {
    let cannot = |why: &dyn std::fmt::Display| {
        Failure::of(&format!("cannot read the settings in {}", path.display()), why)
    };
    let length = std::fs::metadata(path).map_err(|error| cannot(&error))?.len();
    if length > FILE_BYTES_MAX {
        return Err(cannot(&"the file is too large for settings"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
    toml::from_str(&text).map_err(|error| cannot(&error.message()))
}

/// `https://furgo.example.org/` → `https://furgo.example.org`, as browsers write it in `Origin`.
fn origin_of(url: &str) -> Result<String, Failure> {
    let wrong = || {
        Failure::new(format!(
            "public_url must be like https://furgo.example.org, without a path; it is {url}"
        ))
    };
    let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
    let authority = rest.trim_end_matches('/').to_ascii_lowercase();
    let is_plain = !authority.is_empty() && !authority.contains(['/', '@', '?', '#', ' ']);
    match scheme.to_ascii_lowercase().as_str() {
        "https" if is_plain => Ok(format!("https://{}", authority.trim_end_matches(":443"))),
        "http" if is_plain => Ok(format!("http://{}", authority.trim_end_matches(":80"))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn origins_are_written_as_browsers_do() {
        for (url, expected) in [
            ("https://Furgo.example.org/", "https://furgo.example.org"),
            ("https://furgo.example.org:443", "https://furgo.example.org"),
            ("http://192.168.1.7:8080", "http://192.168.1.7:8080"),
        ] {
            assert_eq!(origin_of(url).unwrap(), expected);
        }
        for url in [
            "furgo.example.org",
            "ftp://a.org",
            "https://",
            "https://a.org/furgo",
            "https://u@a.org",
        ] {
            assert!(origin_of(url).is_err(), "{url}");
        }
    }

    #[test]
    fn an_unknown_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("furgo.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\ncolour = \"red\"\n").unwrap();
        let failure = read(&path).unwrap_err().to_string();
        assert!(failure.contains("colour") && failure.contains("furgo.toml"), "{failure}");
    }
}
