//! Who can be given work: the one place where other nouns ask about people.

use furgo_shared::{
    id::UserId,
    validate::{FieldCode, FieldErrors},
};

use super::users;
use crate::{
    error::{Error, Result},
    storage::Reads,
};

/// Why a person cannot be given work; `None` when they can: they drive and are active.
pub fn unfit_driver(tx: &impl Reads, driver: UserId) -> Result<Option<FieldCode>> {
    let person = tx.find_unseen::<users::UserRecord>(driver)?;
    Ok(match person {
        None => Some(FieldCode::NotFound),
        Some(person) if !person.drives() || !person.is_active() => Some(FieldCode::NotUsable),
        Some(_) => None,
    })
}

/// Refuses everybody but active people who drive, with a finding beside `field`.
pub fn require_drivers(tx: &impl Reads, field: &str, drivers: &[UserId]) -> Result<()> {
    let mut errors = FieldErrors::default();
    for driver in drivers {
        if let Some(code) = unfit_driver(tx, *driver)? {
            errors.add(field, code);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Fields(errors)) }
}

/// The person's name; blank when they were removed.
pub fn name_of(tx: &impl Reads, person: UserId) -> Result<String> {
    Ok(users::store::name_of(tx, person)?.unwrap_or_default())
}
