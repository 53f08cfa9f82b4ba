//! What happens when passwords are given and chosen: hashing first, off the request's thread, then
//! one transaction that checks again.

use furgo_shared::{
    auth::{ChoosePassword, Login, Password, UpdatePassword},
    problem::ErrorCode,
    validate::FieldCode,
};
use std::net::IpAddr;

use super::{links, operations, record::LinkPurpose};
use crate::{
    app::App,
    auth::{Permit, Person},
    error::{Error, Result},
    features::users::{self, PasswordHash, UserRecord},
    http::Answer,
    storage::{Reads, outcome::Once},
};

/// Words that a person's password must not be built from.
pub fn words_of(name: &str, email: &str) -> Vec<String> {
    vec![name.to_owned(), email.to_owned()]
}

/// The person with this e-mail and password. Wrong e-mail and wrong password look and last alike;
/// a closed account is told only to who has the password.
pub async fn verify(app: &App, request: &Login, address: IpAddr) -> Result<UserRecord> {
    app.gate.throttle.attempt(&request.email, address, app.clock.now())?;
    let user =
        app.db.read(&Permit::for_auth(), |tx| users::store::find_by_email(tx, &request.email))?;
    let stored = user.as_ref().and_then(|user| user.password.clone());
    let matches = app.gate.passwords.matches(request.password.clone(), stored).await?;
    let user = user.filter(|_| matches).ok_or(Error::Code(ErrorCode::WrongCredentials))?;
    app.gate.throttle.succeeded(&request.email, address);
    match user.is_active() {
        true => Ok(strengthened(app, user, &request.password).await),
        false => Err(Error::Code(ErrorCode::AccountInactive)),
    }
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
    let written = app.db.write(Permit::for_auth(), Once::never(), move |tx| {
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
    let user: UserRecord = app.db.read(&Permit::for_auth(), |tx| tx.require(person.id))?;
    app.gate.throttle.attempt(&user.email, address, app.clock.now())?;
    let old = user.password.clone();
    if !app.gate.passwords.matches(request.current_password, old.clone()).await? {
        return Err(Error::field("current_password", FieldCode::Wrong));
    }
    app.gate.throttle.succeeded(&user.email, address);
    let new = app
        .gate
        .passwords
        .accept("new_password", request.new_password, words_of(&user.name, &user.email))
        .await?;
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
    user.password = Some(new);
    tx.put(user)?;
    links::void_all(tx, person.id)?;
    operations::end_all(tx, person.id, Some(person.session))
}

/// Chooses a password with a link's token.
pub async fn choose(
    app: &App,
    purpose: LinkPurpose,
    request: ChoosePassword,
    address: IpAddr,
    once: Once,
) -> Result<Answer<()>> {
    app.gate.throttle.charge(address, app.clock.now())?;
    let token = request.token.0;
    // A wrong token costs no hash; the transaction looks again.
    let user = app.db.read(&Permit::for_auth(), |tx| links::holder(tx, purpose, &token))?;
    let password = app
        .gate
        .passwords
        .accept("password", request.password, words_of(&user.name, &user.email))
        .await?;
    app.db
        .write(Permit::for_auth(), once.forgotten(), move |tx| {
            links::redeem(tx, purpose, &token, password)
        })
        .await
}
