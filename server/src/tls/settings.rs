//! What is said about TLS from outside.

use std::{collections::BTreeSet, path::PathBuf, str::FromStr};

use super::name::Name;

/// Where certificates are asked for unless another place is named.
pub const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// Where the certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// From an authority of the installation's own.
    Local,
    /// From an authority that is asked by ACME, for this name.
    Acme(String),
    /// From files that somebody else looks after; both may be the same.
    Files { certificate: PathBuf, key: PathBuf },
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub mode: Mode,
    /// Beside those of the machine, for an authority of our own.
    pub names: BTreeSet<Name>,
    pub acme: AcmeServer,
}

impl Settings {
    /// The name that somebody chose for others to come by. What certificate files are for is not
    /// said here.
    pub fn chosen(&self) -> Option<Name> {
        match &self.mode {
            Mode::Local => self.names.iter().find(|name| name.is_public()).cloned(),
            Mode::Acme(name) => Some(Name::Host(name.clone())),
            Mode::Files { .. } => None,
        }
    }
}

/// Who is asked by ACME.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcmeServer {
    pub directory: String,
    /// A file of certificates that its own must lead to; none leaves it to the system's.
    pub root: Option<PathBuf>,
}

/// It names no mode.
#[derive(Debug, thiserror::Error)]
#[error(
    "tls must be local, or acme:NAME such as acme:furgo.example.org, or two files in PEM such as \
     fullchain.pem,privkey.pem; it is {0}"
)]
pub struct NoMode(String);

impl FromStr for Mode {
    type Err = NoMode;

    fn from_str(text: &str) -> Result<Self, NoMode> {
        let wrong = || NoMode(text.to_owned());
        if text == "local" {
            return Ok(Self::Local);
        }
        if let Some(name) = text.strip_prefix("acme:") {
            return match name.parse() {
                Ok(Name::Host(name)) if name.contains('.') => Ok(Self::Acme(name)),
                _ => Err(wrong()),
            };
        }
        let (certificate, key) = text.split_once(',').ok_or_else(wrong)?;
        match certificate.is_empty() || key.is_empty() {
            true => Err(wrong()),
            false => Ok(Self::Files { certificate: certificate.into(), key: key.into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_told_apart() {
        let files = Mode::Files { certificate: "a.pem".into(), key: "b.pem".into() };
        for (text, expected) in [
            ("local", Some(Mode::Local)),
            ("acme:Furgo.example.org", Some(Mode::Acme("furgo.example.org".to_owned()))),
            ("a.pem,b.pem", Some(files)),
            ("acme:", None),
            ("acme:localhost", None),
            ("acme:192.0.2.7", None),
            ("a.pem", None),
            ("a.pem,", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Mode>().ok(), expected, "{text}");
        }
    }
}
