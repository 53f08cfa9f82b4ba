//! What auth may ask about sessions.

use furgo_shared::{id::SessionId, problem::ErrorCode};

use super::{operations, record::SessionRecord, store};
use crate::{
    auth::{Living, Permit, Person, SessionKeeper},
    error::{Error, Result},
    features::users::UserRecord,
    storage::{Database, Reads},
};

/// All that it may.
pub const KEEPER: SessionKeeper = SessionKeeper {
    living: |tx, id| living(tx, id),
    touch: operations::touch,
    of_cookie: |tx, key| {
        let session = store::find_by_key(tx, key)?;
        let is_in_time = |session: &SessionRecord| session.is_in_time(tx.steady(), true);
        Ok(session.filter(is_in_time).map(|session| session.id))
    },
    tie: operations::tie_to_cookie,
    end: operations::end_by_key,
};

fn living(tx: &impl Reads, id: SessionId) -> Result<Option<Living>> {
    let Some(session) = tx.find::<SessionRecord>(id)? else { return Ok(None) };
    let user = tx.find::<UserRecord>(session.user)?.filter(UserRecord::is_active);
    let is_in_time = |user: &UserRecord| session.is_in_time(tx.steady(), user.drives());
    let user = user.filter(is_in_time);
    if session.is_revoked && user.is_some() {
        return Err(Error::Code(ErrorCode::DeviceRevoked));
    }
    Ok(user.map(|user| Living {
        person: Person { id: user.id, role: user.role, session: id },
        wants_touch: session.wants_touch(tx.steady()),
    }))
}

/// Whether somebody who was known is so still: the session lives, the account is active and has the
/// same role. Where that cannot be read, it is not so.
pub fn is_signed_in(db: &Database, person: &Person) -> bool {
    let found = db.read(&Permit::for_auth(), |tx| living(tx, person.session));
    found.is_ok_and(|found| found.is_some_and(|now| now.person == *person))
}
