//! The way out: which mail server takes our mail, and what it says to each.
//!
//! What is configured from outside beats the settings; a demo sends nothing. One connection is kept
//! for mails that follow each other.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};
use furgo_shared::mail::{MailObstacle, MailSecurity, Sender, SmtpServer};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error as SmtpError,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use super::{
    Letter, Refusal,
    refusal::{refusal, refusal_in_short},
    settings,
};
use crate::{auth::Gate, error::Result, storage::Reads};

/// How long a server may take for one answer. It may look at a mail for long before it says that it
/// took it, and whoever does not wait for that sends it twice.
const PATIENCE: Duration = Duration::from_secs(300);
/// The same for a test, which somebody waits for.
const PATIENCE_OF_TEST: Duration = Duration::from_secs(20);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server, and who mail comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRoute {
    pub server: SmtpServer,
    pub from: Sender,
}

/// Whether mail can leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    Open(MailRoute),
    Blocked(MailObstacle),
}

/// See the module.
#[derive(Debug, Default)]
pub struct Post {
    configured: Option<MailRoute>,
    is_demo: bool,
    kept: Mutex<Option<(SmtpServer, Transport)>>,
    /// Held while a test is under way.
    pub(crate) testing: tokio::sync::Mutex<()>,
}

impl Post {
    /// As it is configured from outside; none leaves it to the settings.
    pub fn configured(route: Option<MailRoute>) -> Self {
        Self { configured: route, ..Self::default() }
    }

    /// Of a demo, which sends nothing.
    pub fn of_demo() -> Self {
        Self { is_demo: true, ..Self::default() }
    }

    /// What is configured from outside.
    pub fn configuration(&self) -> Option<&MailRoute> {
        self.configured.as_ref()
    }

    /// Whether mail can leave, and how.
    pub fn way(&self, tx: &impl Reads, gate: &Gate) -> Result<Way> {
        if self.is_demo {
            return Ok(Way::Blocked(MailObstacle::Demo));
        }
        match &self.configured {
            Some(route) => Ok(Way::Open(route.clone())),
            None => Ok(settings::current(tx)?.way(gate)),
        }
    }

    /// Where links in mail lead; none where nobody said it.
    pub fn origin(&self, tx: &impl Reads, gate: &Gate) -> Result<Option<String>> {
        match gate.public_origin() {
            Some(origin) => Ok(Some(origin.to_owned())),
            None => Ok(settings::current(tx)?.public_url),
        }
    }

    /// Why mail with a link waits, if it does.
    pub fn obstacle(&self, tx: &impl Reads, gate: &Gate) -> Result<Option<MailObstacle>> {
        match self.way(tx, gate)? {
            Way::Blocked(obstacle) => Ok(Some(obstacle)),
            Way::Open(_) => {
                Ok(self.origin(tx, gate)?.is_none().then_some(MailObstacle::NoPublicUrl))
            }
        }
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// What the server said, or why there was none to say anything.
    pub async fn send(
        &self,
        route: &MailRoute,
        message: Message,
    ) -> std::result::Result<(), Refusal> {
        let transport = self.transport(&route.server).map_err(|error| refusal(&error))?;
        transport.send(message).await.map(drop).map_err(|error| refusal(&error))
    }

    /// Sends one mail over a connection of its own, for somebody who waits for it.
    ///
    /// # Errors
    /// What the server said; where it is none, only what kind of trouble there was.
    pub async fn try_out(route: &MailRoute, message: Message) -> std::result::Result<(), Refusal> {
        let transport =
            connect(&route.server, PATIENCE_OF_TEST).map_err(|error| refusal_in_short(&error))?;
        transport.send(message).await.map(drop).map_err(|error| refusal_in_short(&error))
    }

    /// Lets go of the connection. It says goodbye to the server by itself, for which the runtime
    /// must still be there.
    pub fn close(&self) {
        drop(self.kept.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn transport(&self, server: &SmtpServer) -> std::result::Result<Transport, SmtpError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((known, transport)) if known == server => Ok(transport.clone()),
            _ => {
                let transport = connect(server, PATIENCE)?;
                *kept = Some((server.clone(), transport.clone()));
                Ok(transport)
            }
        }
    }
}

fn connect(server: &SmtpServer, patience: Duration) -> std::result::Result<Transport, SmtpError> {
    let tls = || TlsParameters::new(server.host.clone());
    let tls = match server.security {
        MailSecurity::Tls => Tls::Wrapper(tls()?),
        MailSecurity::StartTls => Tls::Required(tls()?),
        MailSecurity::Plain => Tls::None,
    };
    let mut builder = Transport::builder_dangerous(server.host.clone())
        .port(server.port)
        .tls(tls)
        .timeout(Some(patience));
    if let Some(user) = &server.user {
        let password = server.password.clone().unwrap_or_default();
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

/// A mail ready to be sent. The same `id` gives the same Message-ID, so that a mail that had to be
/// sent again, because nobody knows whether the first one was taken, can be told from another.
///
/// # Errors
/// In words, when an address is none that mail can be sent to.
pub fn message(
    route: &MailRoute,
    (name, email): (&str, &str),
    id: &str,
    letter: &Letter,
    now: DateTime<Utc>,
) -> std::result::Result<Message, String> {
    let unfit = |error: &dyn std::fmt::Display| format!("{error}");
    let address = |email: &str| email.parse().map_err(|error| unfit(&error));
    let from = Mailbox::new(route.from.name.clone(), address(&route.from.email)?);
    let domain = route.from.email.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(from)
        .to(Mailbox::new(Some(name.to_owned()), address(email)?))
        .subject(letter.subject.clone())
        .message_id(Some(format!("<{id}@{domain}>")))
        .date(SystemTime::from(now))
        // Nobody's holiday notice shall answer.
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(letter.plain(), letter.html()))
        .map_err(|error| unfit(&error))
}
