//! A link that the command line makes while the server holds the data: it follows from the secret key
//! alone, and says itself for whom and how long it is good. Once the password has changed it is not.

use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;

use super::record::LinkPurpose;
use crate::{auth::keys::Keys, features::users::UserRecord, hex};

/// Clocks of one machine that was just set differ by less.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// In small letters.
    pub email: String,
    expires_at: DateTime<Utc>,
}

impl Ticket {
    /// For whoever has this address.
    pub fn new(email: &str, now: DateTime<Utc>) -> Self {
        let expires_at = now + LinkPurpose::Reset.lifetime();
        Self { email: email.trim().to_lowercase(), expires_at }
    }

    /// As it stands in the link.
    pub fn to_token(&self, keys: &Keys) -> String {
        let (email, until) =
            (hex::encode(self.email.as_bytes()), self.expires_at.timestamp_millis());
        let mac = hex::encode(&keys.link.mac(&["ticket", &self.email, &until.to_string()]));
        format!("{email}.{until}.{mac}")
    }

    /// What a token says, if it is one of ours.
    pub fn read(keys: &Keys, token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (email, until) = (parts.next()?, parts.next()?);
        let email = String::from_utf8(hex::decode(email)?).ok()?;
        let expires_at = DateTime::from_timestamp_millis(until.parse().ok()?)?;
        let ticket = Self { email, expires_at };
        let is_ours = ticket.to_token(keys).as_bytes().ct_eq(token.as_bytes());
        bool::from(is_ours).then_some(ticket)
    }

    /// When it was made.
    pub fn issued_at(&self) -> DateTime<Utc> {
        self.expires_at - LinkPurpose::Reset.lifetime()
    }

    /// Whether it is young enough and was not used.
    pub fn is_good(&self, user: &UserRecord, now: DateTime<Utc>) -> bool {
        let is_young = self.issued_at() - TOLERANCE <= now && now < self.expires_at;
        is_young && user.password_changed_at.is_none_or(|changed| changed < self.issued_at())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn a_ticket_is_read_by_the_keys_that_made_it() {
        let (keys, now) = (Keys::ephemeral(), DateTime::UNIX_EPOCH);
        let ticket = Ticket::new(" Ana@Example.org ", now);
        let token = ticket.to_token(&keys);
        assert_eq!(Ticket::read(&keys, &token), Some(ticket.clone()));
        assert_eq!(ticket.issued_at(), now);
        assert_eq!(Ticket::read(&Keys::ephemeral(), &token), None);
        let later = Ticket { expires_at: ticket.expires_at + TimeDelta::days(1), ..ticket };
        let mac = token.rsplit('.').next().unwrap();
        let forged = later.to_token(&Keys::ephemeral());
        let forged = format!("{}.{mac}", forged.rsplit_once('.').unwrap().0);
        for bad in ["", ".", "..", "zz.1.2", &forged, &format!("{token}.x")] {
            assert_eq!(Ticket::read(&keys, bad), None, "{bad}");
        }
    }
}
