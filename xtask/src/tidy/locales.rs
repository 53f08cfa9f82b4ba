//! The languages say the same things: every key of one locale is in all of them, once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Keys that are missing in a locale or written twice, for all `.ftl` files among the given ones.
///
/// # Errors
/// When a file cannot be read.
pub fn findings(files: &[PathBuf]) -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    // The folder above the locales, so that the app's texts and the server's are told apart.
    let mut homes: BTreeMap<PathBuf, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "ftl")) {
        let Some((home, locale)) = home_and_locale(file) else { continue };
        let keys = homes.entry(home).or_default().entry(locale.clone()).or_default();
        for key in keys_in(&fs::read_to_string(file)?) {
            if !keys.insert(key.clone()) {
                findings.push(format!("{}: `{key}` is there twice", super::within(file)));
            }
        }
    }
    for (home, locales) in &homes {
        let all: BTreeSet<&String> = locales.values().flatten().collect();
        for (locale, keys) in locales {
            let missing = all.iter().filter(|key| !keys.contains(**key));
            findings.extend(missing.map(|key| {
                format!("{}: `{key}` is missing in the locale {locale}", super::within(home))
            }));
        }
    }
    Ok(findings)
}

/// `locales/es/common.ftl` and `locales/es.ftl` both belong to the locale `es` in `locales`.
fn home_and_locale(file: &Path) -> Option<(PathBuf, String)> {
    let mut locale = file.with_extension("");
    while locale.parent()?.file_name()? != "locales" {
        locale = locale.parent()?.to_path_buf();
    }
    Some((locale.parent()?.to_path_buf(), locale.file_name()?.to_string_lossy().into_owned()))
}

/// Messages, terms and attributes of a Fluent file.
fn keys_in(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut message = String::new();
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let name = name.trim_end();
        if is_name(name) {
            message = name.to_owned();
            keys.push(message.clone());
        } else if let Some(attribute) = name.trim_start().strip_prefix('.')
            && is_name(attribute)
        {
            keys.push(format!("{message}.{attribute}"));
        }
    }
    keys
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_attributes_are_keys_and_values_are_not() {
        let text = "# a = b\nsave = Save\n    .title = Save = keep\nlong =\n    a = b\n-term = x\n";
        assert_eq!(keys_in(text), ["save", "save.title", "long", "-term"]);
    }

    #[test]
    fn a_locale_is_the_name_below_locales() {
        let home = |path| home_and_locale(Path::new(path)).map(|(_, locale)| locale);
        assert_eq!(home("web/locales/es/common.ftl").as_deref(), Some("es"));
        assert_eq!(home("web/locales/eu.ftl").as_deref(), Some("eu"));
        assert_eq!(home("web/other/eu.ftl"), None);
    }
}
