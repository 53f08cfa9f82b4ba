//! Every text of the app, from `locales/<language>/<noun>.ftl`. Pages ask by key and get a text; a
//! key that is missing shows itself, and the tests see to it that none is.

pub mod catalogue;
mod conflicts;
mod languages;
mod pattern;
#[cfg(test)]
mod tests;

use std::{cell::RefCell, collections::HashMap};

use furgo_shared::{
    access::Role, measures::Units, text::Locale, text::wire_name, units::Km, users::UserView,
    validate::FieldCode,
};
use yew::AttrValue;

pub use self::{
    conflicts::misfit,
    languages::{bring, is_here},
    pattern::Value,
};
use crate::{api::ApiError, format};

type Messages = HashMap<&'static str, &'static str>;

thread_local! {
    static MESSAGES: RefCell<Option<Messages>> = const { RefCell::new(None) };
    /// Those of the parts of the program that have come since the first.
    static SOURCES: RefCell<Vec<Sources>> = const { RefCell::new(Vec::new()) };
}

/// The language of all texts that follow.
pub fn set_locale(locale: Locale) {
    format::set_locale(locale);
    MESSAGES.set(Some(read(locale)));
}

/// The text behind a key.
pub fn text(key: &str) -> AttrValue {
    resolve(key, &[])
}

/// A text with parts to fill in: `text_with("outbox-waiting", [("count", pending.into())])`.
/// Numbers choose the plural and are grouped as the language has it.
pub fn text_with<const N: usize>(key: &str, parts: [(&'static str, Value<'_>); N]) -> AttrValue {
    resolve(key, &parts)
}

/// What is shown of something, or that nobody knows it.
pub fn or_unknown(value: Option<AttrValue>) -> AttrValue {
    value.unwrap_or_else(|| text("value-unknown"))
}

/// A distance in the middle of a sentence.
pub fn distance_or_unknown(distance: Option<Km>, units: Units) -> String {
    let shown = distance.map(|distance| format::distance(distance, units));
    shown.unwrap_or_else(|| text("distance-unknown")).to_string()
}

/// The sentence for what is wrong with a field.
pub fn field_error(code: FieldCode) -> AttrValue {
    text(&format!("field-error-{}", wire_name(&code)))
}

/// The sentence for why a call failed.
pub fn problem(problem: &ApiError) -> AttrValue {
    match problem {
        ApiError::Offline => text("problem-offline"),
        ApiError::Unreadable(_) => text("problem-unreadable"),
        ApiError::FileGone => text("problem-file-gone"),
        ApiError::Problem(problem) => match &problem.overlaps {
            Some(other) => conflicts::overlap(other),
            None => text(&format!("problem-{}", problem.code.name())),
        },
    }
}

/// The name of a role.
pub fn role(role: Role) -> AttrValue {
    text(&format!("role-{}", wire_name(&role)))
}

/// The role of a person, and whether they drive besides.
pub fn standing(user: &UserView) -> AttrValue {
    let role = role(user.role);
    match user.role != Role::Driver && user.drives() {
        true => text_with("role-also-drives", [("role", role.as_str().into())]),
        false => role,
    }
}

fn resolve(key: &str, parts: pattern::Parts<'_, '_>) -> AttrValue {
    let found = MESSAGES.with_borrow_mut(|messages| {
        messages.get_or_insert_with(|| read(Locale::En)).get(key).copied()
    });
    let Some(found) = found else { return key.to_owned().into() };
    let mut text = String::with_capacity(found.len());
    pattern::fill(found, parts, &mut text);
    text.into()
}

/// The contents of language files.
pub type Texts = &'static [&'static str];

/// The texts of a part in any language.
pub type Sources = fn(Locale) -> Texts;

/// Adds the texts of a part of the program that has come.
pub fn add(texts: Sources) {
    SOURCES.with_borrow_mut(|sources| sources.push(texts));
    set_locale(format::locale());
}

fn read(locale: Locale) -> Messages {
    let mut messages = Messages::new();
    let mut add = |texts: Texts| {
        texts.iter().for_each(|source| pattern::messages(source, &mut messages));
    };
    add(languages::texts(locale));
    SOURCES.with_borrow(|sources| sources.iter().for_each(|texts| add(texts(locale))));
    #[cfg(test)]
    [catalogue::driver_sources, catalogue::office_sources].iter().for_each(|all| add(all(locale)));
    messages
}
