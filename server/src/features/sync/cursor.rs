//! How far a copy reaches, and of what it is one. The client keeps it and understands nothing of it;
//! the server vouches for it, so that nobody moves theirs.

use furgo_shared::{
    id::{ClientId, UserId},
    time::Day,
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{auth::keys::Key, hex};

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which history the data continued.
    pub epoch: Uuid,
    /// The last change in the log that the copy shows.
    pub sequence: u64,
    /// The day in the middle of which it stands.
    pub today: Day,
    /// Fingerprint of what else decides what belongs to it.
    pub scope: String,
}

/// Whose copy it is.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    pub user: UserId,
    pub client: ClientId,
}

impl Cursor {
    /// As it is handed out.
    pub fn to_text(&self, key: &Key, owner: Owner) -> String {
        let Self { epoch, sequence, today, scope } = self;
        let said = format!("{}.{sequence}.{today}.{scope}", epoch.simple());
        format!("{said}.{}", signature(key, owner, &said))
    }

    /// What was handed out to this owner; `None` for anything else.
    pub fn read(key: &Key, owner: Owner, text: &str) -> Option<Self> {
        let (said, signed) = text.rsplit_once('.')?;
        let is_ours = signature(key, owner, said).as_bytes().ct_eq(signed.as_bytes());
        if !bool::from(is_ours) {
            return None;
        }
        let mut parts = said.split('.');
        Some(Self {
            epoch: parts.next()?.parse().ok()?,
            sequence: parts.next()?.parse().ok()?,
            today: parts.next()?.parse().ok()?,
            scope: parts.next()?.to_owned(),
        })
    }
}

fn signature(key: &Key, Owner { user, client }: Owner, said: &str) -> String {
    hex::encode(&key.mac(&["cursor", &user.to_string(), &client.to_string(), said]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;
    use crate::auth::keys::Keys;

    #[test]
    fn a_cursor_is_good_for_its_owner_as_it_was_given() {
        let (keys, id) = (Keys::ephemeral(), Uuid::from_u128);
        let owner = Owner { user: UserId(id(1)), client: ClientId(id(2)) };
        let today = Day::from_ymd_opt(2026, 11, 30).unwrap();
        let cursor = Cursor { epoch: id(3), sequence: 90_211, today, scope: "ab12".to_owned() };
        let text = cursor.to_text(&keys.copy, owner);
        assert_eq!(Cursor::read(&keys.copy, owner, &text), Some(cursor));
        for other in
            [Owner { user: UserId(id(9)), ..owner }, Owner { client: ClientId(id(9)), ..owner }]
        {
            assert_eq!(Cursor::read(&keys.copy, other, &text), None);
        }
        assert_eq!(Cursor::read(&Keys::ephemeral().copy, owner, &text), None);
        let moved = text.replacen("90211", "90212", 1);
        for wrong in [moved.as_str(), "", ".", "a.b.c.d.e", &text[1..]] {
            assert_eq!(Cursor::read(&keys.copy, owner, wrong), None, "{wrong}");
        }
    }
}
