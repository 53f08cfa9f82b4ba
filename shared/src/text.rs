//! Words that both sides say: languages, problems, statuses. Screens' own texts live in the app.

use std::fmt;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A language that Furgo speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    #[default]
    En,
    Es,
    Eu,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Eu];

    /// The language tag: `en`, `es`, `eu`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Eu => "eu",
        }
    }

    /// The language's own name.
    pub const fn native_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Eu => "Euskara",
        }
    }

    /// The best match for an `Accept-Language` header (RFC 9110, 12.5.4), if there is one.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header
            .split(',')
            .take(20)
            .filter_map(|part| {
                let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
                let quality: f32 = quality.trim().strip_prefix("q=")?.parse().ok()?;
                let language = tag.trim().split('-').next()?;
                let locale = Self::ALL
                    .into_iter()
                    .find(|locale| locale.tag().eq_ignore_ascii_case(language))?;
                (quality > 0.0).then_some((locale, quality))
            })
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(locale, _)| locale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// How a unit variant of an enum stands on the wire: `InTransit` is `in_transit`.
pub fn wire_name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The opposite of [`wire_name`].
pub fn from_wire_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_language_wins() {
        for (header, expected) in [
            ("eu", Some(Locale::Eu)),
            ("es-ES,es;q=0.9,en;q=0.8", Some(Locale::Es)),
            ("fr,en;q=0.3,eu;q=0.7", Some(Locale::Eu)),
            ("EN-gb", Some(Locale::En)),
            ("fr", None),
            ("", None),
            ("es;q=0,en;q=0.1", Some(Locale::En)),
            ("en;q=x", None),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }
}
