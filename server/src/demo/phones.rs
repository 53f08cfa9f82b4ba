//! The phones of two drivers, which were seen just now. One has a clock that is fast.

use furgo_shared::id::{ClientId, SessionId};
use uuid::Uuid;

use super::cast;
use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
    features::{
        devices::operations::{self as devices, Contact},
        users,
    },
    storage::outcome::Once,
};

/// Whose, what it is, and by how many milliseconds its clock is ahead.
const PHONES: [(&str, &str, i64); 2] =
    [("ane", "Chrome on Android", 0), ("jon", "Safari on iPhone", 4 * 60_000)];

/// Registers them.
pub async fn write(app: &App) -> Result<()> {
    let written = app.db.write(Permit::for_job(), Once::by_command("demo"), |tx| {
        for (user, name, skew_ms) in PHONES {
            let person = users::store::find_by_email(tx, &cast::email(user))?;
            let person = person.ok_or_else(|| Error::Internal(format!("{user} is not there")))?;
            let contact = Contact {
                client: ClientId(tx.new_id()),
                user: person.id,
                // Nobody is signed in on it.
                session: SessionId(Uuid::nil()),
                name: name.to_owned(),
                skew_ms: Some(skew_ms),
            };
            devices::note(tx, &contact)?;
        }
        Ok(())
    });
    written.await.map(drop)
}
