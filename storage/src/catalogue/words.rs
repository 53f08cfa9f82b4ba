//! Words of a text, as they are found: without accents, in small letters, by their beginnings; and
//! codes, references and telephone numbers also by their ends.

use std::collections::BTreeSet;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// What a word is found by.
const BEGINNING: u8 = 0;
const END: u8 = 1;

/// More of a word is not looked at.
const WORD_BYTES_MAX: usize = 40;
/// A number of a house or a postal code is no code.
const CODE_CHARS_MIN: usize = 6;
/// Shorter ends would be found in everything.
const END_BYTES_MIN: usize = 3;
/// Digits with blanks between them are one telephone number from here on.
const PHONE_DIGITS_MIN: usize = 6;

/// The words of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<Vec<u8>>);

impl Words {
    /// Those of a text. Long ones with a digit are codes.
    pub fn add_text(&mut self, text: &str) {
        for word in fold(text).split(|char: char| !char.is_alphanumeric()) {
            let is_code = word.chars().any(|char| char.is_ascii_digit())
                && word.chars().count() >= CODE_CHARS_MIN;
            match is_code {
                true => self.add_code(word),
                false => self.add(BEGINNING, word.bytes()),
            }
        }
    }

    /// A code or a telephone number: one word, whatever stands between its letters and digits.
    pub fn add_code(&mut self, code: &str) {
        let word: String = fold(code).chars().filter(|char| char.is_alphanumeric()).collect();
        self.add(BEGINNING, word.bytes());
        self.add(END, word.bytes().rev());
    }

    fn add(&mut self, way: u8, word: impl Iterator<Item = u8>) {
        let word = spelled(way, word);
        if word.len() > 1 {
            self.0.insert(word);
        }
    }

    /// Each way of each word, as [`Query::ways`] has them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Those that another record has not.
    pub(super) fn without<'w>(&'w self, other: &'w Self) -> impl Iterator<Item = &'w [u8]> {
        self.0.difference(&other.0).map(Vec::as_slice)
    }

    fn has(&self, way: &[u8]) -> bool {
        self.0.range(way.to_vec()..).next().is_some_and(|word| word.starts_with(way))
    }
}

fn spelled(way: u8, word: impl Iterator<Item = u8>) -> Vec<u8> {
    std::iter::once(way).chain(word.take(WORD_BYTES_MAX)).collect()
}

/// What is looked for: records that have all words of one of the alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    alternatives: Vec<Vec<String>>,
}

impl Query {
    /// Of what somebody typed. Without a letter or a digit, it finds nothing.
    pub fn new(text: &str) -> Self {
        let folded = fold(text);
        let words = folded.split(|char: char| !char.is_alphanumeric());
        let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let digits = words.concat();
        let is_phone = words.len() > 1
            && digits.len() >= PHONE_DIGITS_MIN
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        let mut alternatives = vec![words];
        alternatives.extend(is_phone.then(|| vec![digits]));
        alternatives.retain(|words| !words.is_empty());
        Self { alternatives }
    }

    pub(super) fn alternatives(&self) -> &[Vec<String>] {
        &self.alternatives
    }

    /// The beginnings by which a word of a query is found: of a word, or of a code read backwards.
    pub(super) fn ways(word: &str) -> Vec<Vec<u8>> {
        let end = (word.len() >= END_BYTES_MIN).then(|| spelled(END, word.bytes().rev()));
        std::iter::once(spelled(BEGINNING, word.bytes())).chain(end).collect()
    }

    /// Whether a record with these words is found.
    pub fn finds(&self, words: &Words) -> bool {
        let has = |word: &String| Self::ways(word).iter().any(|way| words.has(way));
        self.alternatives.iter().any(|alternative| alternative.iter().all(has))
    }
}

/// A text without accents and in small letters.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for char in DecomposingNormalizerBorrowed::new_nfkd().normalize(&lower).chars() {
        match char {
            // Combining accents.
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(texts: &[&str], codes: &[&str]) -> Words {
        let mut words = Words::default();
        texts.iter().for_each(|text| words.add_text(text));
        codes.iter().for_each(|code| words.add_code(code));
        words
    }

    #[test]
    fn words_are_found_by_their_beginnings_whatever_their_accents() {
        let words = words(&["Begoña Iñárritu-Ørsted", "C/ Straße 12", "Tolosa"], &[]);
        for found in ["bego", "BEGOÑA", "inarri", "ors", "beg ors", "strass 12", "1", " tolosa, "]
        {
            assert!(Query::new(found).finds(&words), "{found}");
        }
        for missed in ["olos", "sted", "beg tolosas", "rsted 2", "", "¡!", "12 13"] {
            assert!(!Query::new(missed).finds(&words), "{missed}");
        }
    }

    #[test]
    fn codes_and_telephone_numbers_are_found_by_their_ends_too() {
        let words = words(&["Ref. AB-2026-0917, 20014"], &["7H3KMNPRX", "+34 943 12 34 56"]);
        for found in
            ["7h3", "prx", "123456", "943 123 456", "34943", "+34 943-123-456", "456 prx", "0917"]
        {
            assert!(Query::new(found).finds(&words), "{found}");
        }
        for missed in ["rx", "h3k", "56", "014", "943 12 34 57", "456 prz"] {
            assert!(!Query::new(missed).finds(&words), "{missed}");
        }
    }

    #[test]
    fn what_is_longer_than_any_word_is_found_by_its_beginning() {
        let long = "ä".repeat(100);
        assert!(Query::new(&long).finds(&words(&[&long], &[])));
    }
}
