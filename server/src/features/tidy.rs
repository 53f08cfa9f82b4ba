//! Texts as people type them, made fit to keep.

/// Without blanks around it.
pub fn line(text: &str) -> String {
    text.trim().to_owned()
}

/// Without blanks around it; nothing is left of a blank one.
pub fn optional(text: Option<String>) -> Option<String> {
    text.map(|text| line(&text)).filter(|text| !text.is_empty())
}
