//! Whether a name begins, somewhere in it, with what somebody types.

/// Small letters without accents: whoever looks for something types it the short way.
fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(plain).collect()
}

const fn plain(letter: char) -> char {
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
