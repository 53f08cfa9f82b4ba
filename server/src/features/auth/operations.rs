//! What happens to sessions, each in one transaction.

use furgo_shared::{
    access::{Role, SignedIn},
    auth::{Grant, Register, SignedInView, UpdateProfile},
    id::{ClientId, SessionId, UserId},
    problem::ErrorCode,
    time::Timestamp,
    users::UserView,
};

use super::{
    SessionRecord, devices,
    record::Proof,
    store::{self, SESSIONS_MAX},
};
use crate::{
    auth::{Person, System, Viewer},
    error::{Error, Result},
    features::{
        mails::{self, Occasion},
        settings,
        users::{self, AccountState, PasswordHash, UserRecord},
    },
    storage::{Meta, Reads, WriteTx},
};

/// Where somebody signs in from.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Chosen by the caller, who has to tell the client.
    pub session: SessionId,
    pub device: String,
    pub grant: Grant,
}

/// Who may register now, and as what; `RegistrationClosed` for nobody.
pub fn role_of_newcomer(tx: &impl Reads) -> Result<Role> {
    if users::store::is_empty(tx)? {
        return Ok(Role::Admin);
    }
    match settings::store::current(tx)?.settings.registration_open {
        true => Ok(Role::Viewer),
        false => Err(Error::Code(ErrorCode::RegistrationClosed)),
    }
}

/// Makes an account and signs it in.
pub fn register(
    tx: &mut WriteTx<'_, System>,
    request: &Register,
    password: PasswordHash,
    arrival: Arrival,
) -> Result<SignedInView> {
    let role = role_of_newcomer(tx)?;
    let locale = match request.locale {
        Some(locale) => locale,
        None => settings::store::current(tx)?.settings.locale,
    };
    let user = tx.put(UserRecord {
        id: tx.new_id().into(),
        name: request.name.trim().to_owned(),
        email: request.email.trim().to_owned(),
        role,
        also_drives: false,
        drove_until: None,
        state: AccountState::Active,
        locale,
        units: None,
        password: Some(password),
        password_changed_at: Some(tx.now()),
        meta: Meta::new(tx.now()),
    })?;
    start(tx, user.id, arrival)?;
    Ok(SignedInView { user: user.to_view(), access_token: None, expires_in: None })
}

/// Signs in somebody whose password was found right; if it was changed meanwhile, it was not.
pub fn sign_in(
    tx: &mut WriteTx<'_, System>,
    user: UserId,
    password: Option<&PasswordHash>,
    arrival: Arrival,
) -> Result<UserView> {
    let user = tx.find::<UserRecord>(user)?.filter(|user| user.password.as_ref() == password);
    let user = user.ok_or(Error::Code(ErrorCode::WrongCredentials))?;
    if !user.is_active() {
        return Err(Error::Code(ErrorCode::AccountInactive));
    }
    let device = arrival.device.clone();
    if start(tx, user.id, arrival)? {
        let occasion = Occasion::NewDevice { device, at: tx.now() };
        mails::queueing::queue_to(tx, user.id, occasion)?;
    }
    Ok(user.to_view())
}

/// Starts a session. Those that are too old go, and the oldest if there are too many; one that was
/// ended with its device stays, to say so to the device. Whether it is on a device that is new to
/// somebody who has used others.
pub fn start(tx: &mut WriteTx<'_, System>, user: UserId, arrival: Arrival) -> Result<bool> {
    let now = tx.steady();
    let (kept, dead): (Vec<_>, Vec<_>) =
        store::of_user(tx, user)?.into_iter().partition(|session| session.is_in_time(now, true));
    for session in dead.iter().chain(kept.iter().skip(SESSIONS_MAX - 1)) {
        tx.delete(session)?;
    }
    let proof = match arrival.grant {
        Grant::Session => Proof::Cookie { key_hash: None },
        Grant::Token => Proof::Tokens { generation: 0, renewed_at: now },
    };
    let is_new = devices::remember(tx, user, &arrival.device)?;
    tx.put(SessionRecord {
        id: arrival.session,
        user,
        device: arrival.device,
        proof,
        last_used_at: now,
        client: None,
        is_revoked: false,
        meta: Meta::new(now),
    })?;
    Ok(is_new)
}

/// Ties a session to the one cookie that stands for it.
pub fn tie_to_cookie(tx: &mut WriteTx<'_, System>, id: SessionId, hash: String) -> Result<()> {
    let mut session: SessionRecord = tx.require(id)?;
    let Proof::Cookie { key_hash: key_hash @ None } = &mut session.proof else {
        return Err(Error::Internal("the session has its cookie already".to_owned()));
    };
    *key_hash = Some(hash);
    tx.put(session)?;
    Ok(())
}

/// Notes that a session was used, unless it was ended since.
pub fn touch(tx: &mut WriteTx<'_, System>, id: SessionId, used_at: Timestamp) -> Result<()> {
    if let Some(mut session) =
        tx.find::<SessionRecord>(id)?.filter(|session| session.wants_touch(used_at))
    {
        session.last_used_at = used_at;
        tx.put(session)?;
    }
    Ok(())
}

/// Ends a session, if it still lives.
pub fn end<P>(tx: &mut WriteTx<'_, P>, id: SessionId) -> Result<()> {
    match tx.find::<SessionRecord>(id)? {
        Some(session) => tx.delete(&session),
        None => Ok(()),
    }
}

/// Ends the session of a cookie.
pub fn end_by_key(tx: &mut WriteTx<'_, System>, key_hash: &str) -> Result<()> {
    match store::find_by_key(tx, key_hash)? {
        Some(session) => tx.delete(&session),
        None => Ok(()),
    }
}

/// Ends one of one's own sessions.
pub fn end_own(tx: &mut WriteTx<'_, SignedIn>, id: SessionId) -> Result<()> {
    let session: SessionRecord = tx.require(id)?;
    tx.delete(&session)
}

/// Ends all sessions of a person, but the one to keep. Those that were ended with their device stay,
/// to say so to the device. Whoever calls must be allowed to.
pub fn end_all<P>(tx: &mut WriteTx<'_, P>, user: UserId, keep: Option<SessionId>) -> Result<()> {
    delete(tx, user, |session| !session.is_revoked && keep != Some(session.id))
}

/// Ends all sessions of a person who is removed, and leaves nothing of them.
pub fn erase<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    delete(tx, user, |_| true)
}

fn delete<P>(
    tx: &mut WriteTx<'_, P>,
    user: UserId,
    goes: impl Fn(&SessionRecord) -> bool,
) -> Result<()> {
    for id in store::ids_of_user(tx, user)? {
        if let Some(session) = tx.find_unseen::<SessionRecord>(id)?.filter(&goes) {
            tx.delete(&session)?;
        }
    }
    Ok(())
}

/// Notes which device keeps a copy by a session, unless that was ended since.
pub fn tie_to_device<P>(tx: &mut WriteTx<'_, P>, id: SessionId, client: ClientId) -> Result<()> {
    match tx.find_unseen::<SessionRecord>(id)? {
        Some(session) if session.client != Some(client) => {
            tx.put(SessionRecord { client: Some(client), ..session }).map(drop)
        }
        _ => Ok(()),
    }
}

/// Ends the sessions of a device that is sent away, also the one by which it was seen last, which may
/// be tied to a later copy on the same device. They stay until they are too old anyway, to say so to
/// the device.
pub fn revoke_of_device<P>(
    tx: &mut WriteTx<'_, P>,
    user: UserId,
    (client, last): (ClientId, SessionId),
) -> Result<()> {
    for id in store::ids_of_user(tx, user)? {
        let session = tx.find_unseen::<SessionRecord>(id)?;
        let is_of_device =
            |session: &SessionRecord| session.client == Some(client) || session.id == last;
        if let Some(session) = session.filter(is_of_device) {
            tx.put(SessionRecord { is_revoked: true, ..session })?;
        }
    }
    Ok(())
}

/// The person behind a viewer who is signed in.
pub fn person(viewer: &Viewer) -> Result<Person> {
    match viewer {
        Viewer::Person(person) => Ok(*person),
        Viewer::Stranger | Viewer::System => Err(Error::Code(ErrorCode::NotSignedIn)),
    }
}

/// Changes one's own particulars. Another address wants the hash of the password that was found
/// right for it.
pub fn update_profile(
    tx: &mut WriteTx<'_, SignedIn>,
    request: UpdateProfile,
    checked: Option<PasswordHash>,
    if_match: Option<u64>,
) -> Result<UserView> {
    let mut user: UserRecord = tx.require(person(tx.viewer())?.id)?;
    tx.require_version(&user, if_match)?;
    if has_other_email(&user, &request) && (checked.is_none() || user.password != checked) {
        return Err(Error::Code(ErrorCode::ChangedMeanwhile));
    }
    users::operations::apply(&mut user, request.into_patch());
    Ok(tx.put_changed(user)?.to_view())
}

/// Whether the request gives the person another address; in other letters it is the same.
pub fn has_other_email(user: &UserRecord, request: &UpdateProfile) -> bool {
    let other = |email: &String| !email.trim().eq_ignore_ascii_case(&user.email);
    request.email.as_set().is_some_and(other)
}
