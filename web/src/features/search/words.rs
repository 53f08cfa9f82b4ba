//! Whether a name begins, somewhere in it, with what somebody types.

use furgo_shared::text::without_accent;

/// Small letters without accents: whoever looks for something types it the short way.
fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(without_accent).collect()
}

/// Each of the words that are looked for begins a word of the name.
pub fn is_found(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (folded(name), folded(wanted));
    let words = || name.split(|letter: char| !letter.is_alphanumeric());
    wanted.split_whitespace().all(|wanted| words().any(|word| word.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::is_found;

    #[test]
    fn beginnings_of_words_are_found_without_accents() {
        for (name, wanted, found) in [
            ("Vehículos", "vehic", true),
            ("Mantenimiento", "TEN", false),
            ("Data check", "check data", true),
            ("Ibilbideak", "ibil x", false),
            ("Today", "", true),
        ] {
            assert_eq!(is_found(name, wanted), found, "{name} {wanted}");
        }
    }
}
