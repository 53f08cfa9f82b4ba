//! How mail is sent, as an admin set it.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    mail::{MailObstacle, MailSource, Sender, SmtpServer},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MailRoute, Way};
use crate::{
    auth::{Gate, Permit, System, seal},
    error::Result,
    storage::{Database, IndexEntries, Meta, Reads, Record, Sight, engine::Space, outcome::Once},
};

/// Table: mail_settings
/// Key:   always the same
/// Value: JSON of the settings
pub const MAIL_SETTINGS: Space = Space("mail_settings");
/// The id of the only record.
const ID: Uuid = Uuid::from_u128(1);
/// What the sealed password is for.
pub const PURPOSE: &str = "mail";

/// See the module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailSettingsRecord {
    /// Without its password.
    pub smtp_url: Option<String>,
    /// By [`seal`].
    pub sealed_password: Option<String>,
    pub mail_from: Option<String>,
    /// Where links lead, unless the configuration says it.
    pub public_url: Option<String>,
    /// Whether the program was last started with a mail server configured: so a write knows, which
    /// has no configuration at hand.
    #[serde(default)]
    pub is_configured: bool,
    pub meta: Meta,
}

impl MailSettingsRecord {
    /// Before anybody set anything. Version 0, so that a first write may insist on it.
    pub fn initial(now: DateTime<Utc>) -> Self {
        let meta = Meta::new(now);
        Self {
            smtp_url: None,
            sealed_password: None,
            mail_from: None,
            public_url: None,
            is_configured: false,
            meta,
        }
    }

    /// Where it says from.
    pub fn source(&self) -> MailSource {
        if self.smtp_url.is_some() { MailSource::Settings } else { MailSource::Nowhere }
    }

    /// Whether mail can leave by it.
    pub fn way(&self, gate: &Gate) -> Way {
        let server = self.smtp_url.as_deref().and_then(SmtpServer::parse);
        let from = self.mail_from.as_deref().and_then(Sender::parse);
        let Some((mut server, from)) = server.zip(from) else {
            return Way::Blocked(MailObstacle::NoServer);
        };
        if let Some(sealed) = &self.sealed_password {
            match seal::open(&gate.keys.seal, PURPOSE, sealed) {
                Some(password) => server.password = Some(password),
                None => return Way::Blocked(MailObstacle::NoPassword),
            }
        }
        Way::Open(MailRoute { server, from })
    }
}

/// Whether there is a mail server at all, even if mail has to wait for something: what wants to be
/// sent is kept for it then.
pub fn exist(tx: &impl Reads) -> Result<bool> {
    let settings = current(tx)?;
    Ok(settings.is_configured || settings.smtp_url.is_some())
}

/// Notes whether a mail server is configured from outside. Before anybody is let in.
///
/// # Errors
/// When storage fails.
pub async fn note_configuration(db: &Database, is_configured: bool) -> Result<()> {
    let known = db.read(&Permit::<System>::for_job(), |tx| Ok(current(tx)?.is_configured))?;
    if known == is_configured {
        return Ok(());
    }
    let noted =
        db.write(Permit::<System>::for_job(), Once::by_job("note_configuration"), move |tx| {
            let settings = MailSettingsRecord { is_configured, ..current(tx)? };
            tx.put(settings).map(drop)
        });
    noted.await.map(drop)
}

/// The settings as they are now.
pub fn current(tx: &impl Reads) -> Result<MailSettingsRecord> {
    Ok(tx.find_unseen(ID)?.unwrap_or_else(|| MailSettingsRecord::initial(tx.now())))
}

impl Record for MailSettingsRecord {
    const TABLE: Space = MAIL_SETTINGS;
    const INDEXES: &'static [Space] = &[];

    fn id(&self) -> Uuid {
        ID
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, _: &mut IndexEntries) {}

    fn sight(&self) -> Sight {
        Sight::of(&[Role::Admin])
    }
}
