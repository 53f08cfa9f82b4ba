//! What happens when passwords are given and chosen: hashing first, off the request's thread, then
//! one transaction that checks again.

use furgo_shared::{
    auth::{ChoosePassword, Login, Password, UpdatePassword, UpdateProfile},
    problem::ErrorCode,
    validate::FieldCode,
};
use std::net::IpAddr;

use super::{
    links,
    operations::{self, Arrival},
    record::LinkPurpose,
};
use crate::{
    app::App,
    auth::{Permit, Person, address::prefix_of},
    error::{Error, Result},
    features::{
        mails::{self, Occasion},
        settings,
        users::{self, PasswordHash, UserRecord},
    },
    http::Answer,
    storage::{Reads, outcome::Once},
};

/// Names and addresses that a person's password must not be built from.
pub fn words_of(name: &str, email: &str, fleet_name: String) -> Vec<String> {
    vec![name.to_owned(), email.to_owned(), fleet_name]
}

/// The fleet's own name.
pub fn fleet_name(tx: &impl Reads) -> Result<String> {
    Ok(settings::store::current(tx)?.settings.fleet_name)
}

/// The person with this e-mail and password. Wrong e-mail and wrong password look and last alike;
/// a closed account is told only to who has the password.
pub async fn verify(app: &App, request: &Login, address: IpAddr) -> Result<UserRecord> {
    app.gate.throttle.attempt(&request.email, address, app.clock.uptime())?;
    let user =
        app.db.read(&Permit::for_auth(), |tx| users::store::find_by_email(tx, &request.email))?;
    let stored = user.as_ref().and_then(|user| user.password.clone());
    let matches = app.gate.passwords.matches(request.password.clone(), stored).await?;
    if !matches {
        log_failure(user.as_ref(), address);
    }
    let user = user.filter(|_| matches).ok_or(Error::Code(ErrorCode::WrongCredentials))?;
    app.gate.throttle.succeeded(&request.email, address);
    match user.is_active() {
        true => Ok(strengthened(app, user, &request.password).await),
        false => Err(Error::Code(ErrorCode::AccountInactive)),
    }
}

/// For whoever looks whether an account is attacked: its id, and about from where. Not the address
/// that was typed, which may be a password typed into the wrong field.
fn log_failure(user: Option<&UserRecord>, address: IpAddr) {
    let account = user.map_or_else(|| "none".to_owned(), |user| user.id.to_string());
    tracing::info!(%account, from = %prefix_of(address), "a sign-in failed");
}

/// Another address of one's own wants the password; gives the hash that was found right, if it was
/// needed.
pub async fn check_for_email(
    app: &App,
    person: Person,
    request: &UpdateProfile,
    address: IpAddr,
) -> Result<Option<PasswordHash>> {
    let user: UserRecord = app.db.read(&Permit::for_auth(), |tx| tx.require(person.id))?;
    if !operations::has_other_email(&user, request) {
        return Ok(None);
    }
    let Some(password) = request.current_password.clone() else {
        return Err(Error::field("current_password", FieldCode::Required));
    };
    require_own(app, &user, password, address).await?;
    Ok(user.password)
}

/// Counts as a sign-in that fails when it is not the person's password.
async fn require_own(
    app: &App,
    user: &UserRecord,
    password: Password,
    address: IpAddr,
) -> Result<()> {
    app.gate.throttle.attempt(&user.email, address, app.clock.uptime())?;
    if !app.gate.passwords.matches(password, user.password.clone()).await? {
        log_failure(Some(user), address);
        return Err(Error::field("current_password", FieldCode::Wrong));
    }
    app.gate.throttle.succeeded(&user.email, address);
    Ok(())
}

/// The person with a hash of today's strength: here the password is known, once. Whatever goes
/// wrong keeps nobody out; the next sign-in tries again.
async fn strengthened(app: &App, user: UserRecord, password: &Password) -> UserRecord {
    let Some(old) = user.password.clone() else { return user };
    let new = match app.gate.passwords.strengthen(password.clone(), &old).await {
        Ok(Some(new)) => new,
        Ok(None) => return user,
        Err(error) => {
            tracing::warn!(%error, "a password's hash was not strengthened");
            return user;
        }
    };
    let (id, hash) = (user.id, new.clone());
    let written =
        app.db.write(Permit::for_auth(), Once::by_job("strengthen_password"), move |tx| {
            let mut user: UserRecord = tx.require(id)?;
            if user.password.as_ref() != Some(&old) {
                return Err(Error::Code(ErrorCode::ChangedMeanwhile));
            }
            user.password = Some(hash);
            tx.put(user).map(drop)
        });
    match written.await {
        Ok(_) => UserRecord { password: Some(new), ..user },
        Err(error) => {
            tracing::warn!(%error, "a password's hash was not strengthened");
            user
        }
    }
}

/// Changes one's own password; all other sessions end.
pub async fn change(
    app: &App,
    person: Person,
    request: UpdatePassword,
    address: IpAddr,
    once: Once,
) -> Result<Answer<()>> {
    let (user, fleet_name) = app.db.read(&Permit::for_auth(), |tx| {
        Ok((tx.require::<UserRecord>(person.id)?, fleet_name(tx)?))
    })?;
    require_own(app, &user, request.current_password, address).await?;
    let words = words_of(&user.name, &user.email, fleet_name);
    let old = user.password;
    let new = app.gate.passwords.accept("new_password", request.new_password, words).await?;
    app.db
        .write(Permit::for_auth(), once.forgotten(), move |tx| {
            replace(tx, person, old.as_ref(), new)
        })
        .await
}

fn replace<P>(
    tx: &mut crate::storage::WriteTx<'_, P>,
    person: Person,
    old: Option<&PasswordHash>,
    new: PasswordHash,
) -> Result<()> {
    let mut user: UserRecord = tx.require(person.id)?;
    if user.password.as_ref() != old {
        return Err(Error::Code(ErrorCode::ChangedMeanwhile));
    }
    user.set_password(new, Some(tx.now()));
    tx.put(user)?;
    links::void_all(tx, person.id)?;
    let occasion = Occasion::PasswordChanged { at: tx.now() };
    mails::queueing::queue_to(tx, person.id, occasion)?;
    operations::end_all(tx, person.id, Some(person.session))
}

/// Chooses a password with a link's token; an arrival is signed in with it.
pub async fn choose(
    app: &App,
    purpose: LinkPurpose,
    request: ChoosePassword,
    address: IpAddr,
    arrival: Option<Arrival>,
    once: Once,
) -> Result<Answer<()>> {
    app.gate.throttle.charge(address, app.clock.uptime())?;
    let token = request.token.0;
    // A wrong token costs no hash; the transaction looks again.
    let (user, fleet_name) = app.db.read(&Permit::for_auth(), |tx| {
        Ok((links::holder(tx, &app.gate.keys, purpose, &token)?, fleet_name(tx)?))
    })?;
    let words = words_of(&user.name, &user.email, fleet_name);
    let password = app.gate.passwords.accept("password", request.password, words).await?;
    let keys = app.gate.keys.clone();
    app.db
        .write(Permit::for_auth(), once.forgotten(), move |tx| {
            let user = links::redeem(tx, &keys, purpose, &token, password)?;
            arrival.map_or(Ok(()), |arrival| operations::start(tx, user, arrival).map(drop))
        })
        .await
}
