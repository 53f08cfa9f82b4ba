//! Rules of single fields. A request is validated on both sides by the same code: the form shows
//! the codes beside its fields, the server answers 400 with them.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::{
    api::JSON_BYTES_MAX,
    money::Money,
    time::{Day, Timestamp},
};

/// What is wrong with one field; translated by the app, stable on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Something must stand here.
    Required,
    TooShort,
    TooLong,
    /// Not of the form that the field wants (e-mail, alias, date, number …).
    Invalid,
    /// A number or a date outside what makes sense.
    OutOfRange,
    MustBePositive,
    /// The request has a field that the endpoint does not know.
    Unknown,
    /// Another record has this value already.
    Taken,
    /// Names a record that does not exist or that the viewer may not see.
    NotFound,
    /// The record that is named cannot be used for this (inactive, wrong role, wrong state).
    NotUsable,
    /// The password is too easy to guess.
    TooWeak,
    /// The password is made of the person's or the fleet's own name or address.
    Personal,
    /// The password is one word with digits or signs around it.
    Predictable,
    /// The password that was given is wrong.
    Wrong,
    /// An odometer reading below an earlier or above a later one.
    OdometerOrder,
    /// The same value stands twice.
    Repeated,
    /// Position unknown: an address needs coordinates.
    NoCoordinates,
    /// A day that has not come yet.
    InFuture,
    /// A number below zero.
    Negative,
    /// More decimals than the unit or the currency has.
    TooManyDecimals,
    /// 0° N 0° E, which stands for a position that nobody knows.
    Nowhere,
}

impl FieldCode {
    /// Every code, for the translations' tests.
    pub const ALL: &[Self] = &[
        Self::Required,
        Self::TooShort,
        Self::TooLong,
        Self::Invalid,
        Self::OutOfRange,
        Self::MustBePositive,
        Self::Unknown,
        Self::Taken,
        Self::NotFound,
        Self::NotUsable,
        Self::TooWeak,
        Self::Personal,
        Self::Predictable,
        Self::Wrong,
        Self::OdometerOrder,
        Self::Repeated,
        Self::NoCoordinates,
        Self::InFuture,
        Self::Negative,
        Self::TooManyDecimals,
        Self::Nowhere,
    ];
}

/// The first finding for each field, by the field's name on the wire (`address.city`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(BTreeMap<String, FieldCode>);

impl FieldErrors {
    /// One finding.
    pub fn one(field: &str, code: FieldCode) -> Self {
        let mut errors = Self::default();
        errors.add(field, code);
        errors
    }

    /// Notes a finding; an earlier one for the same field stays.
    pub fn add(&mut self, field: &str, code: FieldCode) {
        self.0.entry(field.to_owned()).or_insert(code);
    }

    /// Notes `code` unless the rule holds.
    pub fn require(&mut self, field: &str, holds: bool, code: FieldCode) {
        if !holds {
            self.add(field, code);
        }
    }

    /// A text that must not be blank, of at most `chars_max` characters, on one line.
    pub fn line(&mut self, field: &str, text: &str, chars_max: usize) {
        self.require(field, text.chars().any(is_visible), FieldCode::Required);
        self.optional_line(field, Some(text), chars_max);
    }

    /// A text that may be absent, of at most `chars_max` characters, on one line.
    pub fn optional_line(&mut self, field: &str, text: Option<&str>, chars_max: usize) {
        let text = text.unwrap_or_default();
        self.require(field, text.chars().count() <= chars_max, FieldCode::TooLong);
        self.require(
            field,
            !text.chars().any(|c| c.is_control() || is_misleading(c)),
            FieldCode::Invalid,
        );
    }

    /// A text of several lines that may be absent.
    pub fn optional_text(&mut self, field: &str, text: Option<&str>, chars_max: usize) {
        let text = text.unwrap_or_default();
        self.require(field, text.chars().count() <= chars_max, FieldCode::TooLong);
        self.require(
            field,
            !text
                .chars()
                .any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_misleading(c)),
            FieldCode::Invalid,
        );
    }

    /// An e-mail address: something before and after one `@`, a dot in the domain, no blanks.
    pub fn email(&mut self, field: &str, text: &str) {
        self.require(field, !text.trim().is_empty(), FieldCode::Required);
        self.require(field, text.chars().count() <= EMAIL_CHARS_MAX, FieldCode::TooLong);
        self.require(field, is_email(text), FieldCode::Invalid);
    }

    /// A day that calendars have: years of four digits, as the wire's form says.
    pub fn day(&mut self, field: &str, day: Option<Day>) {
        self.require(
            field,
            day.is_none_or(|day| has_four_digits(day.year())),
            FieldCode::OutOfRange,
        );
    }

    /// The day of a record that tells what happened to a vehicle. Whether it has come yet, only
    /// the server's clock knows.
    pub fn record_day(&mut self, field: &str, day: Day) {
        self.require(field, (1950..=2200).contains(&day.year()), FieldCode::OutOfRange);
    }

    /// An amount of money, which may be nothing.
    pub fn money(&mut self, field: &str, amount: Money) {
        self.require(field, amount >= Money::ZERO, FieldCode::Negative);
        self.require(field, amount <= AMOUNT_MAX, FieldCode::OutOfRange);
    }

    /// An amount of money, which may be nothing; below zero it is money that came back.
    pub fn money_or_back(&mut self, field: &str, amount: Money) {
        let possible = Money::from_units(-AMOUNT_MAX.units())..=AMOUNT_MAX;
        self.require(field, possible.contains(&amount), FieldCode::OutOfRange);
    }

    /// An instant with a year of four digits.
    pub fn instant(&mut self, field: &str, at: Option<Timestamp>) {
        self.require(field, at.is_none_or(|at| has_four_digits(at.year())), FieldCode::OutOfRange);
    }

    /// The days `from` and `to` of a list, the second not before the first.
    pub fn days(&mut self, from: Option<Day>, to: Option<Day>) {
        self.day("from", from);
        self.day("to", to);
        if let (Some(from), Some(to)) = (from, to) {
            self.require("to", from <= to, FieldCode::OutOfRange);
        }
    }

    /// Nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The finding for one field.
    pub fn of(&self, field: &str) -> Option<FieldCode> {
        self.0.get(field).copied()
    }

    /// All findings by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, FieldCode)> {
        self.0.iter().map(|(field, code)| (field.as_str(), *code))
    }
}

/// A hundred million: more than any fleet this program is for spends at once.
const AMOUNT_MAX: Money = Money::whole(100_000_000);

/// RFC 5321 allows 254 characters for a whole address.
const EMAIL_CHARS_MAX: usize = 254;

/// Room is left at both ends, so that other time zones and a day more or less stay in range.
fn has_four_digits(year: i32) -> bool {
    (1..=9998).contains(&year)
}

/// Something to see or to hear, as blanks, fillers and the characters of no width are not
/// (Unicode's `Default_Ignorable_Code_Point`, and the empty pattern of Braille).
fn is_visible(c: char) -> bool {
    let looks_blank = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    );
    !c.is_whitespace() && !c.is_control() && !looks_blank
}

/// Breaks lines where none is expected, turns the order of what follows, hides text in text (tags),
/// or is no character at all: a name that reads as another one. Right-to-left scripts need none.
fn is_misleading(c: char) -> bool {
    let is_no_character = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    let is_tag = matches!(c, '\u{e0000}'..='\u{e007f}');
    let turns_or_breaks =
        matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_no_character || is_tag || turns_or_breaks
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let clean = |part: &str| {
        !part.is_empty()
            && !part.chars().any(|c| {
                c.is_whitespace()
                    || c.is_control()
                    || matches!(c, '@' | '<' | '>' | ',' | ';' | '"')
            })
    };
    clean(name)
        && clean(domain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
}

/// A request that knows its own rules.
pub trait Validate {
    /// Whether it says nothing at all.
    const IS_EMPTY: bool = false;
    /// How large it may be as JSON.
    const BYTES_MAX: u64 = JSON_BYTES_MAX;

    /// Adds every finding; whatever needs the database is checked later, in the transaction.
    fn validate(&self, errors: &mut FieldErrors);

    /// The findings, if there are any.
    fn check(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        self.validate(&mut errors);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// A request without content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Empty {}

impl Validate for Empty {
    const IS_EMPTY: bool = true;

    fn validate(&self, _: &mut FieldErrors) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_nonsense() {
        for good in ["ana@example.org", "a.b+c@x.eus", "ñ@example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@example.org",
            "a b@example.org",
            "a@b@c.org",
            "a@.org",
            "a@x..org",
            "a@org.",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_can_be_seen_and_is_what_it_looks_like() {
        let found = |name: &str| {
            let mut errors = FieldErrors::default();
            errors.line("name", name, 50);
            errors.of("name")
        };
        for blank in [
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{34f}",
            "\u{fe0f}",
            "\u{e0041}\u{e0042}",
            "\u{180b} \u{200d}",
        ] {
            assert_eq!(found(blank), Some(FieldCode::Required), "{blank:?}");
        }
        for misleading in
            ["Ane\u{ffff}", "\u{fffe}Ane", "Ane\u{fdd0}", "Ane\u{1ffff}", "Ane\u{e0041}"]
        {
            assert_eq!(found(misleading), Some(FieldCode::Invalid), "{misleading:?}");
        }
        for good in ["Ane", "한글", "می\u{200c}خواهم", "❤\u{fe0f} Lore", "⠃⠊⠇⠃⠁⠕", "葛\u{e0100}城"]
        {
            assert_eq!(found(good), None, "{good:?}");
        }
    }

    #[test]
    fn a_line_holds_no_line_breaks() {
        let mut errors = FieldErrors::default();
        errors.line("name", "a\nb", 10);
        errors.line("city", "  ", 10);
        errors.line("street", "abcdef", 5);
        assert_eq!(errors.of("name"), Some(FieldCode::Invalid));
        assert_eq!(errors.of("city"), Some(FieldCode::Required));
        assert_eq!(errors.of("street"), Some(FieldCode::TooLong));
    }
}
