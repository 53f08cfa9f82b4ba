//! Links that let somebody choose a password: made by an admin, by the command line, by mail.

use furgo_shared::{
    id::{MailId, UserId},
    problem::ErrorCode,
};

use super::{LinkRecord, record::LinkPurpose, store, ticket::Ticket};
use crate::{
    auth::{Gate, keys::Keys},
    error::{Error, Result},
    features::{
        mails::{self, Occasion},
        users::{self, AccountState, PasswordHash, UserRecord},
    },
    hex,
    hex::fingerprint,
    storage::{Meta, Reads, WriteTx},
};

/// The token of a person's activation link. It follows from the secret key and the record's
/// version, so a repeated request can be answered as before although no token is kept.
pub fn activation_token(gate: &Gate, user: UserId, version: u64) -> String {
    hex::encode(&gate.keys.link.mac(&["activate", &user.to_string(), &version.to_string()]))
}

/// The token of the link in a mail: the same however often the mail has to be sent.
pub fn mail_token(gate: &Gate, mail: MailId) -> String {
    hex::encode(&gate.keys.link.mac(&["mail", &mail.to_string()]))
}

/// A token that follows from nothing.
pub fn random_token() -> String {
    let bytes: [u8; 32] = rand::random();
    hex::encode(&bytes)
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

/// Whether there is a link with this token that was neither used nor voided.
pub fn exists(tx: &impl Reads, token: &str) -> Result<bool> {
    Ok(store::find_link(tx, token)?.is_some())
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
pub fn holder(
    tx: &impl Reads,
    keys: &Keys,
    purpose: LinkPurpose,
    token: &str,
) -> Result<UserRecord> {
    let invalid = || Error::Code(ErrorCode::TokenInvalid);
    if let Some(ticket) = Ticket::read(keys, token) {
        let user = users::store::find_by_email(tx, &ticket.email)?;
        let is_for_this = |user: &UserRecord| {
            purpose == LinkPurpose::Reset && user.is_active() && ticket.is_good(user, tx.now())
        };
        return user.filter(is_for_this).ok_or_else(invalid);
    }
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
    keys: &Keys,
    purpose: LinkPurpose,
    token: &str,
    password: PasswordHash,
) -> Result<UserId> {
    let mut user = holder(tx, keys, purpose, token)?;
    // A ticket is good until the password has changed, so the change is no earlier than it. Both are
    // times of the machine's clock, the only one that another process has.
    let ticket = Ticket::read(keys, token).map(|ticket| ticket.issued_at());
    user.set_password(password, ticket.into_iter().chain([tx.now()]).max());
    user.state = AccountState::Active;
    let user = tx.put(user)?;
    void_all(tx, user.id)?;
    super::operations::end_all(tx, user.id, None)?;
    if purpose == LinkPurpose::Reset {
        let occasion = Occasion::PasswordChanged { at: tx.now() };
        mails::queueing::queue_to(tx, user.id, occasion)?;
    }
    Ok(user.id)
}
