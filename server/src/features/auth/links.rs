//! Links that let somebody choose a password: made by an admin, by the command line, by mail.

use furgo_shared::{id::UserId, problem::ErrorCode};

use super::{LinkRecord, record::LinkPurpose, store};
use crate::{
    auth::Gate,
    error::{Error, Result},
    features::users::{AccountState, PasswordHash, UserRecord},
    http::fingerprint,
    storage::{Meta, Reads, WriteTx},
};

/// The token of a person's activation link. It follows from the secret key and the record's
/// version, so a repeated request can be answered as before although no token is kept.
pub fn activation_token(gate: &Gate, user: UserId, version: u64) -> String {
    hex(&gate.keys.link.mac(&["activate", &user.to_string(), &version.to_string()]))
}

/// A token that follows from nothing.
pub fn random_token() -> String {
    let bytes: [u8; 32] = rand::random();
    hex(&bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the token is to be brought. It stands behind `#`, which no browser sends or logs.
pub fn url(gate: &Gate, purpose: LinkPurpose, token: &str) -> String {
    format!("{}{}#{token}", gate.public_origin().unwrap_or_default(), purpose.screen())
}

/// Makes a link; the person's earlier ones are void.
pub fn issue<P>(
    tx: &mut WriteTx<'_, P>,
    user: UserId,
    purpose: LinkPurpose,
    token: &str,
) -> Result<()> {
    void_all(tx, user)?;
    let (id, now) = (tx.new_id(), tx.steady());
    let token_hash = fingerprint(token.as_bytes());
    tx.put(LinkRecord {
        id,
        user,
        purpose,
        token_hash,
        expires_at: now + purpose.lifetime(),
        meta: Meta::new(now),
    })?;
    Ok(())
}

/// Ends all links of a person.
pub fn void_all<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    for id in store::link_ids_of_user(tx, user)? {
        if let Some(link) = tx.find_unseen::<LinkRecord>(id)? {
            tx.delete(&link)?;
        }
    }
    Ok(())
}

/// The person that a link is for: `TokenInvalid` unless it is unused, young enough, made for
/// this, and the account is still as it was then.
pub fn holder(tx: &impl Reads, purpose: LinkPurpose, token: &str) -> Result<UserRecord> {
    let invalid = || Error::Code(ErrorCode::TokenInvalid);
    let link = store::find_link(tx, token)?
        .filter(|link| link.purpose == purpose && tx.steady() < link.expires_at)
        .ok_or_else(invalid)?;
    let wanted = match purpose {
        LinkPurpose::Activate => AccountState::Invited,
        LinkPurpose::Reset => AccountState::Active,
    };
    tx.find::<UserRecord>(link.user)?.filter(|user| user.state == wanted).ok_or_else(invalid)
}

/// Uses a link: the person, who is returned, has this password now, and nobody is signed in as them.
pub fn redeem<P>(
    tx: &mut WriteTx<'_, P>,
    purpose: LinkPurpose,
    token: &str,
    password: PasswordHash,
) -> Result<UserId> {
    let mut user = holder(tx, purpose, token)?;
    user.password = Some(password);
    user.state = AccountState::Active;
    let user = tx.put(user)?;
    void_all(tx, user.id)?;
    super::operations::end_all(tx, user.id, None)?;
    Ok(user.id)
}
