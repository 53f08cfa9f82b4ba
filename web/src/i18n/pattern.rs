//! Reads language files: the part of Fluent that the app's texts use – messages, variables, and
//! selection by number. A third of the full library's weight would be paid by every first load for
//! syntax that no text here has; the tests compare each text with what the full library makes of it.

use std::{borrow::Cow, collections::HashMap};

use crate::format;

/// What is filled into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Text(Cow<'a, str>),
    /// Chooses the plural, and is grouped as the language has it.
    Number(f64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value<'_> {
            #[allow(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts far below 2^53")]
            fn from(number: $number) -> Self { Self::Number(number as f64) }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

/// The parts of one text by their names.
pub type Parts<'p, 'v> = &'p [(&'static str, Value<'v>)];

/// Key to pattern of one language file's text.
pub fn messages(source: &'static str, into: &mut HashMap<&'static str, &'static str>) {
    let mut rest = source;
    while !rest.is_empty() {
        let end = message_end(rest);
        let (message, after) = rest.split_at(end);
        if let Some((key, pattern)) = message
            .split_once(" =")
            .filter(|_| message.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            into.insert(key, pattern.trim());
        }
        rest = after;
    }
}

/// A message ends before the next line that begins at the margin and is not a closing brace.
fn message_end(text: &str) -> usize {
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index > 0 && !line.starts_with([' ', '}', '\n']) {
            break;
        }
        end += line.len();
    }
    end
}

/// Fills a pattern in.
pub fn fill(pattern: &str, parts: Parts<'_, '_>, out: &mut String) {
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let close = open + closing(&rest[open..]);
        expression(rest[open + 1..close].trim(), parts, out);
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Where the brace that opens the text closes; its end if it never does.
fn closing(text: &str) -> usize {
    let mut depth = 0_u32;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return index,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// `$name`, or `$name -> variants`.
fn expression(text: &str, parts: Parts<'_, '_>, out: &mut String) {
    let (name, variants) = text.split_once("->").unwrap_or((text, ""));
    let name = name.trim().trim_start_matches('$');
    let value = parts.iter().find(|(other, _)| *other == name).map(|(_, value)| value);
    match value {
        Some(value) if !variants.is_empty() => fill(choose(variants, value), parts, out),
        Some(Value::Text(text)) => out.push_str(text),
        Some(Value::Number(number)) => out.push_str(&format::decimal(*number, 3)),
        // A part that nobody gave shows its name, as the full library has it.
        None => out.push_str(&format!("{{${name}}}")),
    }
}

/// The variant for a value: the exact number or text, the plural, the one with the star. Each stands
/// on a line of its own.
fn choose<'t>(variants: &'t str, value: &Value<'_>) -> &'t str {
    let (exact, plural) = match value {
        Value::Text(text) => (text.to_string(), ""),
        // English, Spanish and Basque agree: one is singular.
        Value::Number(number) => {
            (number.to_string(), if (number - 1.0).abs() < f64::EPSILON { "one" } else { "other" })
        }
    };
    let lines = || variants.lines().filter_map(|line| line.trim().split_once(']'));
    let named = |wanted: &str| {
        lines()
            .find(|(key, _)| key.trim_start_matches(['*', '[']).trim() == wanted)
            .map(|(_, text)| text.trim())
    };
    let default = || lines().find(|(key, _)| key.starts_with('*')).map(|(_, text)| text.trim());
    named(&exact).or_else(|| named(plural)).or_else(default).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_may_choose_by_number() {
        let mut found = HashMap::new();
        messages(
            "# A note.\nplain = Hello\nmany = { $n ->\n    [0] none\n    [one] one of { $of }\n   *[other] { $n } of { $of }\n}\nlast = End\n",
            &mut found,
        );
        assert_eq!((found["plain"], found["last"], found.len()), ("Hello", "End", 3));
        for (n, expected) in [(0_u32, "none"), (1, "one of x"), (1200, "1,200 of x")] {
            let mut text = String::new();
            fill(found["many"], &[("n", n.into()), ("of", "x".into())], &mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let mut text = String::new();
        fill("{ $name } left", &[("name", "{ $name }".into())], &mut text);
        assert_eq!(text, "{ $name } left");
    }
}
