//! Preferences of this browser. Never business data; a browser that refuses storage only forgets.

use std::borrow::Cow;

use furgo_shared::id::UserId;

/// What is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    Locale,
    Theme,
    /// The vehicle whose record was entered last.
    Vehicle,
    /// The seat that this person took last, if they have two.
    Seat(UserId),
    /// Whoever drives and was signed in last.
    Person,
    /// How many entries of this person wait on this phone.
    Waiting(UserId),
    /// How many entries of this person lived in a page alone.
    Unkept(UserId),
    /// Of whom this phone is to forget what it has.
    Forgetting,
    /// What others have left on this phone.
    Sealed,
    /// Somebody signed out and nobody could tell the server yet.
    Leaving,
}

impl Preference {
    fn key(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Locale => "furgo.locale",
            // `boot.js` reads this one too, before the program is there.
            Self::Theme => "furgo.theme",
            Self::Vehicle => "furgo.vehicle",
            Self::Person => "furgo.person",
            Self::Forgetting => "furgo.forgetting",
            Self::Sealed => "furgo.sealed",
            Self::Leaving => "furgo.leaving",
            Self::Waiting(person) => return format!("furgo.waiting.{person}").into(),
            Self::Unkept(person) => return format!("furgo.unkept.{person}").into(),
            Self::Seat(person) => return format!("furgo.seat.{person}").into(),
        })
    }
}

/// The remembered value, if there is one.
pub fn read(preference: Preference) -> Option<String> {
    super::window().local_storage().ok()??.get_item(&preference.key()).ok()?
}

/// Remembers a value, or forgets it.
pub fn write(preference: Preference, value: Option<&str>) {
    let Ok(Some(storage)) = super::window().local_storage() else { return };
    let done = match value {
        Some(value) => storage.set_item(&preference.key(), value),
        None => storage.remove_item(&preference.key()),
    };
    // A full or forbidden storage costs a preference, nothing else.
    done.unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn everybody_at_a_shared_computer_has_a_seat_of_their_own() {
        let seats = [Uuid::nil(), Uuid::max()].map(|id| Preference::Seat(UserId(id)).key());
        assert_ne!(seats[0], seats[1]);
    }
}
