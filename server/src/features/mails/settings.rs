//! How mail is sent, as an admin set it.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    mail::{MailObstacle, MailSource, Sender, SmtpServer},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    auth::{Gate, seal},
    error::Result,
    mail::{MailRoute, Way},
    storage::{IndexEntries, Meta, Reads, Record, Sight, engine::Space},
};

/// Table: mail_settings
/// Key:   always the same
/// Value: JSON of the settings
pub const MAIL_SETTINGS: Space = Space("mail_settings");
/// The id of the only record.
const ID: Uuid = Uuid::from_u128(1);
/// What the sealed password is for.
pub(super) const PURPOSE: &str = "mail";

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
    pub meta: Meta,
}

impl MailSettingsRecord {
    /// Before anybody set anything. Version 0, so that a first write may insist on it.
    pub fn initial(now: DateTime<Utc>) -> Self {
        let meta = Meta::new(now);
        Self { smtp_url: None, sealed_password: None, mail_from: None, public_url: None, meta }
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
