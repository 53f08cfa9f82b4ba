//! What mail says, and the page about the certificate, in the reader's language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use furgo_shared::text::Locale;

/// A text with its parts filled in; the key itself where there is none. What is a number chooses
/// its form.
pub fn say(locale: Locale, key: &str, parts: &[(&str, &str)]) -> String {
    thread_local! {
        static BUNDLES: [FluentBundle<FluentResource>; 3] = Locale::ALL.map(bundle);
    }
    BUNDLES.with(|bundles| {
        let bundle = Locale::ALL.iter().zip(bundles).find(|(each, _)| **each == locale);
        let Some((_, bundle)) = bundle else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in parts {
            // Names of people and fleets may look like numbers and are none.
            match value.parse::<i64>() {
                Ok(number) if *name == "count" => values.set(*name, number),
                _ => values.set(*name, *value),
            }
        }
        bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    })
}

const fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../locales/en.ftl"),
        Locale::Es => include_str!("../locales/es.ftl"),
        Locale::Eu => include_str!("../locales/eu.ftl"),
    }
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![locale.tag().parse().unwrap_or_default()]);
    // Marks of direction are for mixed scripts; ours are all Latin.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source(locale).to_owned());
    bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_say_the_same_things() {
        let keys = |locale: Locale| -> Vec<&str> {
            let lines = source(locale).lines();
            let lines = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            lines.filter_map(|line| line.split(" =").next()).collect()
        };
        assert_eq!(keys(Locale::En), keys(Locale::Es));
        assert_eq!(keys(Locale::En), keys(Locale::Eu));
        for locale in Locale::ALL {
            assert!(FluentResource::try_new(source(locale).to_owned()).is_ok(), "{locale}");
            for key in keys(locale) {
                assert_ne!(say(locale, key, &[]), key, "{locale}");
            }
        }
    }
}
