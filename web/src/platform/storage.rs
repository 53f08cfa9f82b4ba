//! Preferences of this browser. Never business data; a browser that refuses storage only forgets.

/// What is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    Locale,
    Theme,
    /// The vehicle whose record was entered last.
    Vehicle,
    /// The seat that was taken last, of whoever has two.
    Seat,
}

impl Preference {
    const fn key(self) -> &'static str {
        match self {
            Self::Locale => "furgo.locale",
            // `boot.js` reads this one too, before the program is there.
            Self::Theme => "furgo.theme",
            Self::Vehicle => "furgo.vehicle",
            Self::Seat => "furgo.seat",
        }
    }
}

/// The remembered value, if there is one.
pub fn read(preference: Preference) -> Option<String> {
    super::window().local_storage().ok()??.get_item(preference.key()).ok()?
}

/// Remembers a value, or forgets it.
pub fn write(preference: Preference, value: Option<&str>) {
    let Ok(Some(storage)) = super::window().local_storage() else { return };
    let done = match value {
        Some(value) => storage.set_item(preference.key(), value),
        None => storage.remove_item(preference.key()),
    };
    // A full or forbidden storage costs a preference, nothing else.
    done.unwrap_or_default();
}
