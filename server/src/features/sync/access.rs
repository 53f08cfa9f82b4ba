//! Who keeps a copy, and from which device: whoever drives.

use actix_web::http::header;
use furgo_shared::{
    access::Permission,
    id::{ClientId, UserId},
    problem::ErrorCode,
};

use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
    features::{
        auth::{device, operations::person},
        devices::operations::{self as devices, Contact},
        users::UserRecord,
    },
    storage::{Reads, outcome::Once},
};

/// Who asks, as a record; `Forbidden` unless they drive.
pub fn require_driving(tx: &impl Reads) -> Result<UserRecord> {
    match user(tx)? {
        user if user.drives() => Ok(user),
        _ => Err(Error::Code(ErrorCode::Forbidden)),
    }
}

/// Who asks, as a record.
pub fn user(tx: &impl Reads) -> Result<UserRecord> {
    tx.require(person(tx.viewer())?.id)
}

/// `OtherPerson` unless the phone belongs to whoever is signed in. One that does not say whose it is,
/// an older version of the app, is known by its id alone.
pub fn require_own<P>(permit: &Permit<P>, owner: Option<UserId>) -> Result<()> {
    let me = person(permit.viewer())?.id;
    match owner {
        Some(owner) if owner != me => Err(Error::Code(ErrorCode::OtherPerson)),
        Some(_) | None => Ok(()),
    }
}

/// The device that says something.
pub fn contact<P>(
    permit: &Permit<P>,
    request: &actix_web::HttpRequest,
    client: ClientId,
    skew_ms: Option<i64>,
) -> Result<Contact> {
    let person = person(permit.viewer())?;
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    let name = device::describe(agent);
    Ok(Contact { client, user: person.id, session: person.session, name, skew_ms })
}

/// Lets a device in: one that is new is registered, one that was sent away is told so.
pub async fn admit<P: Permission + Send + Sync>(
    app: &App,
    permit: &Permit<P>,
    once: &Once,
    contact: Contact,
) -> Result<()> {
    let is_noted = app.db.read(permit, |tx| {
        let known = devices::known(tx, &contact)?;
        Ok(known.is_some_and(|device| device.is_noted(&contact, tx.now())))
    })?;
    if !is_noted {
        let once = once.clone().forgotten();
        app.db
            .write(permit.branch::<P>()?, once, move |tx| devices::note(tx, &contact).map(drop))
            .await?;
    }
    Ok(())
}
