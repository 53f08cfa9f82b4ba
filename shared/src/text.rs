//! Words that both sides say: languages, problems, statuses. Screens' own texts live in the app.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::problem::ErrorCode;

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

/// A small letter of the languages that Furgo speaks, without its accent; other letters stay.
pub const fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

impl Locale {
    const fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../locales/en.ftl"),
            Self::Es => include_str!("../locales/es.ftl"),
            Self::Eu => include_str!("../locales/eu.ftl"),
        }
    }
}

/// A text of this crate, with its arguments filled in; the key itself where there is none.
pub fn text(locale: Locale, key: &str, args: &[(&str, &str)]) -> String {
    thread_local! {
        static BUNDLES: [FluentBundle<FluentResource>; 3] = Locale::ALL.map(bundle);
    }
    BUNDLES.with(|bundles| {
        let Some(bundle) =
            bundles.get(Locale::ALL.iter().position(|each| *each == locale).unwrap_or(0))
        else {
            return key.to_owned();
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            match value.parse::<i64>() {
                Ok(number) => values.set(*name, number),
                Err(_text) => values.set(*name, *value),
            }
        }
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    })
}

/// The sentence of a problem.
pub fn sentence(locale: Locale, code: ErrorCode) -> String {
    text(locale, &format!("error-{}", code.name()), &[])
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let language = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![language]);
    // Marks of direction are for mixed scripts; ours are all Latin.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(locale.source().to_owned())
        .unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
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
    use crate::packages::PackageStatus;

    #[test]
    fn every_problem_and_status_has_a_sentence_in_every_language() {
        for locale in Locale::ALL {
            for code in ErrorCode::ALL {
                assert_ne!(sentence(locale, *code), format!("error-{}", code.name()), "{locale}");
            }
            for status in PackageStatus::ALL {
                let key = format!("package-{}", wire_name(&status));
                assert_ne!(text(locale, &key, &[]), key, "{locale}");
            }
        }
    }

    #[test]
    fn all_languages_have_the_same_keys() {
        let keys = |locale: Locale| -> Vec<&str> {
            let lines = locale.source().lines();
            lines
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|line| line.split(" =").next())
                .collect()
        };
        assert_eq!(keys(Locale::En), keys(Locale::Es));
        assert_eq!(keys(Locale::En), keys(Locale::Eu));
    }

    #[test]
    fn numbers_choose_their_form() {
        let stops = |count| text(Locale::En, "tracking-stops", &[("count", count)]);
        assert_eq!(
            [stops("0"), stops("1"), stops("7")],
            ["You are next", "One stop before you", "7 stops before you"]
        );
    }

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
