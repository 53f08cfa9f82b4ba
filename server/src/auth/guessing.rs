//! Why a password would be guessed. The reason is told, so that the next one is better and not just
//! another one of its kind.

use furgo_shared::{auth::Password, text::without_accent, validate::FieldCode};

/// Known words shorter than this say nothing about a password.
const WORD_CHARS_MIN: usize = 3;
/// Letters that must be left of a password without what is known of the person.
const OWN_LETTERS_MIN: usize = 6;
/// Digits inside of a word that stand for letters; more are a password of another kind.
const LETTERS_AS_DIGITS_MAX: usize = 1;
/// One word, whatever surrounds it, is at most this long; longer ones are several.
const ONE_WORD_CHARS_MAX: usize = 15;

/// What is wrong with it; `known` are names and addresses that belong to the person or the fleet.
pub(super) fn weakness(password: &Password, known: &[String]) -> Option<FieldCode> {
    let words = words_of(known);
    if is_made_of(&password.0, &words) {
        return Some(FieldCode::Personal);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // Guessable within about 10⁸ tries.
    if zxcvbn::zxcvbn(&password.0, &words).score() < zxcvbn::Score::Three {
        return Some(FieldCode::TooWeak);
    }
    is_word_with_digits(&password.0).then_some(FieldCode::Predictable)
}

fn words_of(known: &[String]) -> Vec<String> {
    let split = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<String> =
        split.filter(|word| word.chars().count() >= WORD_CHARS_MIN).map(folded).collect();
    words.push("furgo".to_owned());
    // The longest first: what is left of it is no word of its own.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// Whether a known word is in it and little else.
fn is_made_of(password: &str, words: &[String]) -> bool {
    let mut rest = folded(password);
    let mut found = false;
    for word in words {
        if rest.contains(word.as_str()) {
            found = true;
            rest = rest.replace(word.as_str(), " ");
        }
    }
    found && rest.chars().filter(|c| c.is_alphabetic()).count() < OWN_LETTERS_MIN
}

/// `Bilbao2026!`: one word, with digits and signs around it. Dictionaries of places and names are
/// tried with every year and every sign behind them; zxcvbn knows few of those words.
fn is_word_with_digits(password: &str) -> bool {
    let core = password.trim_matches(|c: char| !c.is_alphabetic());
    let read = folded(core);
    let strangers = core.chars().filter(|c| !c.is_alphabetic()).count();
    read.chars().all(char::is_alphabetic)
        && strangers <= LETTERS_AS_DIGITS_MAX
        && read.chars().count() <= ONE_WORD_CHARS_MAX
        && is_written_as_word(core)
        && is_pronounced(&read)
}

/// All letters small or all large but the first.
fn is_written_as_word(text: &str) -> bool {
    let rest = || text.chars().skip(1).filter(|c| c.is_alphabetic());
    rest().all(char::is_lowercase)
        || text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Words of the languages in question have a vowel in every few letters; letters that were drawn
/// have not.
fn is_pronounced(letters: &str) -> bool {
    let is_consonant = |c: &char| !"aeiouyw".contains(*c);
    let longest = letters.split(|c| !is_consonant(&c)).map(|run| run.chars().count()).max();
    longest.is_some_and(|longest| longest <= 3)
}

/// In small letters, without accents, and with digits that stand for letters inside of words read
/// as those.
fn folded(text: &str) -> String {
    let plain: Vec<char> = text.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| plain.get(at)).is_some_and(|c| c.is_alphabetic());
    let read = |(at, c): (usize, &char)| {
        let is_inside = is_letter(at.checked_sub(1)) && is_letter(at.checked_add(1));
        if is_inside { as_letter(*c) } else { *c }
    };
    plain.iter().enumerate().map(read).collect()
}

fn as_letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(password: &str) -> Option<FieldCode> {
        let known = ["Ane Etxeberría", "ane@reparto.example.org", "Tolosaldea Banaketak"];
        weakness(&Password(password.to_owned()), &known.map(str::to_owned))
    }

    #[test]
    fn what_is_known_of_the_person_is_no_password() {
        for personal in [
            "ane@reparto.example.org",
            "Etxeberria1",
            "AneEtxeberria2026!",
            "Tolosaldea Banaketak",
            "tolosaldea-2026",
            "b4naketak-ane-77",
            "furgo12345",
            "Furgo.Furgo.1",
        ] {
            assert_eq!(found(personal), Some(FieldCode::Personal), "{personal}");
        }
    }

    #[test]
    fn a_word_with_a_year_is_no_password() {
        for predictable in [
            "Bilbao2026!",
            "bilbao2026!",
            "B1lbao2026!",
            "2026Bilbao#",
            "Donostia#1",
            "Zaragoza2025",
            "¡Sevilla2024!",
            "Málaga1987..",
            "etxekoandrea",
        ] {
            assert!(
                matches!(found(predictable), Some(FieldCode::Predictable | FieldCode::TooWeak)),
                "{predictable}: {:?}",
                found(predictable)
            );
        }
        assert_eq!(found("Bilbao2026!"), Some(FieldCode::Predictable));
    }

    #[test]
    fn easy_passwords_are_told_from_good_ones() {
        for weak in ["password12", "1234567890", "qwertyuiop", "aaaaaaaaaaaa"] {
            assert_eq!(found(weak), Some(FieldCode::TooWeak), "{weak}");
        }
        for good in [
            "vidrio-manta-7-lagos",
            "ta5oo7SheiGh",
            "ñandú sobre zanja",
            "qmzrtkvpwl8x",
            "ane-vidrio-manta-7-lagos",
            "correcthorsebatterystaple",
        ] {
            assert_eq!(found(good), None, "{good}");
        }
    }
}
