//! Mail: which server takes it, what of it may be shown, and what became of each.

use std::{fmt, net::IpAddr};

use serde::{Deserialize, Serialize};

use crate::{
    auth::Password,
    id::MailId,
    packages::PackageStatus,
    time::Timestamp,
    validate::{FieldCode, FieldErrors, Validate},
    view::Versioned,
};

/// Longest address of a server, in characters.
const URL_CHARS_MAX: usize = 300;

/// How the connection to a mail server is kept to ourselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte (`smtps://`).
    Tls,
    /// TLS before anything is said of the mail, or no mail (`smtp://…?tls=required`).
    StartTls,
    /// None, which is for this machine alone (`smtp://127.0.0.1`).
    Plain,
}

/// A mail server, as `smtps://user:password@host:port` says it. `Debug` does not show the password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpServer {
    pub security: MailSecurity,
    pub host: String,
    pub port: u16,
    pub user: Option<String>,
    pub password: Option<String>,
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpServer({})", self.to_url())
    }
}

impl SmtpServer {
    /// Reads an address; `None` for what is none, and for one without TLS beyond this machine.
    pub fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.trim().split_once("://")?;
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (account, place) = match rest.rsplit_once('@') {
            Some((account, place)) => (Some(account), place),
            None => (None, rest),
        };
        let (host, port) = host_and_port(place.strip_suffix('/').unwrap_or(place))?;
        let is_here = host == "localhost"
            || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let security = match (scheme.to_ascii_lowercase().as_str(), query) {
            ("smtps", None) => MailSecurity::Tls,
            ("smtp", Some("tls=required")) => MailSecurity::StartTls,
            ("smtp", None) if is_here => MailSecurity::Plain,
            _ => return None,
        };
        let usual = match security {
            MailSecurity::Tls => 465,
            MailSecurity::StartTls => 587,
            MailSecurity::Plain => 25,
        };
        let (user, password) = match account.map(|account| account.split_once(':')) {
            None => (None, None),
            Some(None) => (Some(decoded(account?)?), None),
            Some(Some((user, password))) => (Some(decoded(user)?), Some(decoded(password)?)),
        };
        if user.as_deref().is_some_and(str::is_empty) {
            return None;
        }
        Some(Self { security, host, port: port.unwrap_or(usual), user, password })
    }

    /// The address without the password.
    pub fn to_url(&self) -> String {
        let (scheme, query) = match self.security {
            MailSecurity::Tls => ("smtps", ""),
            MailSecurity::StartTls => ("smtp", "?tls=required"),
            MailSecurity::Plain => ("smtp", ""),
        };
        let user = self.user.as_deref().map(|user| encoded(user) + "@").unwrap_or_default();
        let host = match self.host.contains(':') {
            true => format!("[{}]", self.host),
            false => self.host.clone(),
        };
        format!("{scheme}://{user}{host}:{}{query}", self.port)
    }
}

fn host_and_port(place: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => {
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, if port.is_empty() { None } else { Some(port.strip_prefix(':')?) })
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let is_host = (1..=253).contains(&host.len()) && host.chars().all(is_name);
    let port = match port {
        None => None,
        Some(port) => Some(port.parse::<u16>().ok().filter(|port| *port > 0)?),
    };
    is_host.then(|| (host.to_ascii_lowercase(), port))
}

fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, behind) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = behind;
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

fn encoded(text: &str) -> String {
    let is_free = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match is_free(byte) {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

/// Who mail comes from: `furgo@example.org` or `Reparto Norte <furgo@example.org>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    pub name: Option<String>,
    pub email: String,
}

impl Sender {
    /// Reads it; `None` for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, email) = match text.strip_suffix('>') {
            Some(text) => {
                let (name, email) = text.rsplit_once('<')?;
                (Some(name.trim().trim_matches('"').to_owned()), email)
            }
            None => (None, text),
        };
        let mut errors = FieldErrors::default();
        errors.email("email", email);
        errors.optional_line("name", name.as_deref(), 100);
        let name = name.filter(|name| !name.is_empty());
        errors.is_empty().then(|| Self { name, email: email.to_owned() })
    }
}

/// Where links lead: scheme, host and perhaps a port, without a path.
pub fn parse_origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let is_host = !authority.is_empty() && authority.chars().all(is_plain);
    let authority = authority.strip_suffix(usual).unwrap_or(&authority);
    is_host.then(|| format!("{scheme}://{authority}"))
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It is sent as soon as the mail server takes it.
    Waiting,
    /// The mail server took it.
    Sent,
    /// The mail server does not take it; an admin may let its job try again.
    Refused,
    /// It was not needed any more when its turn came.
    Dropped,
}

/// What became of one mail to a recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailView {
    pub id: MailId,
    /// What the recipient is told of; `pending` means that the package was registered.
    pub status: PackageStatus,
    pub state: MailState,
    pub queued_at: Timestamp,
    /// When it came to that; none while it waits.
    pub settled_at: Option<Timestamp>,
    /// What the mail server said when it did not take it.
    pub error: Option<String>,
}

/// Where the settings of mail come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailSource {
    /// There is no mail server.
    Nowhere,
    /// Flags, environment or the configuration file, which beat what is set here.
    Configuration,
    /// What an admin set here.
    Settings,
}

/// Why mail waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailObstacle {
    /// There is no mail server.
    NoServer,
    /// The password was sealed with the key of another installation: it has to be typed again.
    NoPassword,
    /// Nobody said where links lead; mail without a link goes out.
    NoPublicUrl,
    /// This is a demo, which sends nothing.
    Demo,
}

/// How mail is sent, as an admin sees it. The password is never shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailSettingsView {
    pub source: MailSource,
    /// Without its password.
    pub smtp_url: Option<String>,
    pub has_password: bool,
    pub mail_from: Option<String>,
    /// Where links lead; from the configuration where that says it.
    pub public_url: Option<String>,
    /// Whether that is the configuration's, which beats what is set here.
    pub is_public_url_configured: bool,
    /// Why mail waits; none when all of it goes out.
    pub obstacle: Option<MailObstacle>,
    /// Mails that wait to be sent.
    pub waiting: u64,
    pub version: u64,
}

impl Versioned for MailSettingsView {
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

/// Sets how mail is sent. Without `smtp_url` none is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// `smtps://user@host`, `smtp://user@host?tls=required`, or `smtp://127.0.0.1` on this machine.
    /// A password in it is taken out and sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smtp_url: Option<String>,
    /// Kept as it is when absent, as long as server and user stay the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
    /// An address, or `Name <address>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// Where links lead, such as `https://furgo.example.org`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
}

impl Validate for MailSettings {
    fn validate(&self, errors: &mut FieldErrors) {
        let check = |errors: &mut FieldErrors, field: &str, text: Option<&str>, is_good: bool| {
            errors.optional_line(field, text, URL_CHARS_MAX);
            errors.require(field, text.is_none() || is_good, FieldCode::Invalid);
        };
        let (url, from) = (self.smtp_url.as_deref(), self.mail_from.as_deref());
        let server = url.and_then(SmtpServer::parse);
        check(errors, "smtp_url", url, server.is_some());
        check(errors, "mail_from", from, from.and_then(Sender::parse).is_some());
        let public = self.public_url.as_deref();
        check(errors, "public_url", public, public.and_then(parse_origin).is_some());
        errors.require("mail_from", url.is_none() || from.is_some(), FieldCode::Required);
        if let Some(password) = &self.password {
            errors.require("password", !password.0.is_empty(), FieldCode::Required);
            errors.require("password", password.0.len() <= 1024, FieldCode::TooLong);
            let has_user = server.is_some_and(|server| server.user.is_some());
            errors.require("smtp_url", has_user, FieldCode::Invalid);
        }
    }
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailTestView {
    /// The server took a mail to whoever asked.
    pub is_sent: bool,
    pub to: String,
    /// What the server said, or why there was none to say anything.
    pub error: Option<String>,
}

impl Versioned for MailTestView {}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str) -> Option<(MailSecurity, String, u16)> {
        SmtpServer::parse(url).map(|server| (server.security, server.host, server.port))
    }

    #[test]
    fn servers_are_read_as_they_are_meant() {
        let host = || "mail.example.org".to_owned();
        for (url, expected) in [
            ("smtps://mail.example.org", Some((MailSecurity::Tls, host(), 465))),
            ("smtps://Mail.Example.org:2465/", Some((MailSecurity::Tls, host(), 2465))),
            ("smtp://mail.example.org?tls=required", Some((MailSecurity::StartTls, host(), 587))),
            ("smtp://127.0.0.1:2525", Some((MailSecurity::Plain, "127.0.0.1".to_owned(), 2525))),
            ("smtp://[::1]:2525", Some((MailSecurity::Plain, "::1".to_owned(), 2525))),
            ("smtp://mail.example.org", None),
            ("smtp://mail.example.org?tls=opportunistic", None),
            ("smtp://10.0.0.1:25", None),
            ("smtp://127.evil.example", None),
            ("https://mail.example.org", None),
            ("smtps://", None),
            ("smtps://a b", None),
            ("smtps://mail.example.org:0", None),
            ("smtps://:secret@mail.example.org", None),
        ] {
            assert_eq!(server(url), expected, "{url}");
        }
    }

    #[test]
    fn a_password_is_read_and_not_shown() {
        let url = "smtps://ana%40example.org:p%3Aa%25ss@mail.example.org";
        let server = SmtpServer::parse(url).expect("a server");
        assert_eq!(server.user.as_deref(), Some("ana@example.org"));
        assert_eq!(server.password.as_deref(), Some("p:a%ss"));
        assert_eq!(server.to_url(), "smtps://ana%40example.org@mail.example.org:465");
        assert!(!format!("{server:?}").contains("ss@"), "{server:?}");
        let again = SmtpServer::parse(&server.to_url()).expect("what is shown can be sent again");
        assert_eq!(again, SmtpServer { password: None, ..server });
    }

    #[test]
    fn senders_and_origins_are_read() {
        let named = Sender::parse("Reparto Norte <furgo@example.org>").expect("a sender");
        assert_eq!(named.name.as_deref(), Some("Reparto Norte"));
        assert_eq!(Sender::parse("furgo@example.org").expect("a sender").name, None);
        for text in ["", "furgo", "a <b", "a\nb <furgo@example.org>", "<>"] {
            assert_eq!(Sender::parse(text), None, "{text}");
        }
        assert_eq!(
            parse_origin("HTTPS://Furgo.example.org:443/").as_deref(),
            Some("https://furgo.example.org")
        );
        for url in ["furgo.example.org", "https://", "https://a.org/furgo", "https://u@a.org"] {
            assert_eq!(parse_origin(url), None, "{url}");
        }
    }
}
