//! Text from an extract that people will read: street names, and what an extract says it needs.

use std::borrow::Cow;

/// Longer texts than this do not pass OpenStreetMap's own checks.
const CHARS_MAX: usize = 255;

/// The text as it may be printed: one line, no signs that steer a terminal, no more than
/// OpenStreetMap allows.
pub fn printable(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.chars().count() <= CHARS_MAX && !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let words: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Cow::Owned(words.trim().chars().take(CHARS_MAX).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_is_unless_it_would_harm_a_terminal_or_is_endless() {
        assert!(matches!(printable(" Triq il-Kbira "), Cow::Borrowed("Triq il-Kbira")));
        assert_eq!(printable("a\u{1b}[2J\nb\u{9b}"), "a [2J b");
        assert_eq!(printable(&"ñ".repeat(70_000)).chars().count(), CHARS_MAX);
        assert_eq!(printable("\u{7}\n"), "");
    }
}
