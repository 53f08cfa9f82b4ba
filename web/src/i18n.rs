//! Every text of the app, from `locales/<language>/<noun>.ftl`. Pages ask by key and get a text; a
//! key that is missing shows itself, and the tests see to it that none is.

mod catalogue;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue, types::FluentNumber};
use furgo_shared::{access::Role, text::Locale, text::wire_name, validate::FieldCode};
use yew::AttrValue;

use crate::{api::ApiError, format};

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static BUNDLE: RefCell<Option<(Locale, Bundle)>> = const { RefCell::new(None) };
}

/// The language of all texts that follow.
pub fn set_locale(locale: Locale) {
    format::set_locale(locale);
    BUNDLE.with_borrow_mut(|bundle| *bundle = Some((locale, build(locale))));
}

/// The text behind a key.
pub fn text(key: &str) -> AttrValue {
    resolve(key, None)
}

/// A text with parts to fill in: `text_with("vehicle-packages", [("count", total.into())])`.
/// Numbers choose the plural and are grouped as the language has it.
pub fn text_with<'a, const N: usize>(
    key: &str,
    parts: [(&'static str, FluentValue<'a>); N],
) -> AttrValue {
    let mut args = FluentArgs::with_capacity(N);
    for (name, value) in parts {
        args.set(name, value);
    }
    resolve(key, Some(&args))
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
        ApiError::Problem(problem) => text(&format!("problem-{}", problem.code.name())),
    }
}

/// The name of a role.
pub fn role(role: Role) -> AttrValue {
    text(&format!("role-{}", wire_name(&role)))
}

fn resolve(key: &str, args: Option<&FluentArgs<'_>>) -> AttrValue {
    BUNDLE.with_borrow_mut(|slot| {
        let (_, bundle) = slot.get_or_insert_with(|| (Locale::En, build(Locale::En)));
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned().into();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned().into()
    })
}

/// What a language file got wrong stays out; the tests find it.
fn build(locale: Locale) -> Bundle {
    let language = locale.tag().parse().expect("our own language tags are valid");
    let mut bundle = Bundle::new(vec![language]);
    // Isolation marks would show up in copied texts, and no language here runs right to left.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(figure(number)),
        _ => None,
    }));
    for source in catalogue::sources(locale) {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn figure(number: &FluentNumber) -> String {
    format::decimal(number.value, 3).to_string()
}
