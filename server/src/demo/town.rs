//! Tolosa and the towns around it: streets to deliver to, people who wait there.

#![expect(clippy::float_arithmetic, reason = "degrees on a map are real numbers")]

use std::sync::LazyLock;

use furgo_shared::{packages::Address, text::Locale};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

/// One row of `data/demo/places.csv`.
#[derive(Debug)]
struct Street {
    name: &'static str,
    city: &'static str,
    postal_code: &'static str,
    latitude: f64,
    longitude: f64,
    /// House numbers go up to this.
    numbers: u32,
}

static STREETS: LazyLock<Vec<Street>> = LazyLock::new(|| {
    include_str!("../../../data/demo/places.csv").lines().skip(1).filter_map(street).collect()
});
static NAMES: LazyLock<[Vec<&'static str>; 2]> = LazyLock::new(|| {
    let mut lines =
        include_str!("../../../data/demo/names.txt").lines().filter(|line| !line.starts_with('#'));
    [(), ()].map(|()| lines.next().unwrap_or_default().split(' ').collect())
});
static NOTES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../../data/demo/notes.txt").lines().collect());

const WAYS_IN: [&str; 4] = [
    "Atariko kodea: 1937",
    "Ezkerreko eskailera, bigarren solairua",
    "Sarrera patiotik, ate berdea",
    "Jo txirrina bi aldiz",
];

fn street(line: &'static str) -> Option<Street> {
    let mut cells = line.split(',');
    Some(Street {
        name: cells.next()?,
        city: cells.next()?,
        postal_code: cells.next()?,
        latitude: cells.next()?.parse().ok()?,
        longitude: cells.next()?.parse().ok()?,
        numbers: cells.next()?.parse().ok()?,
    })
}

/// A house somewhere in the town or around it.
pub fn address(chance: &mut StdRng) -> Address {
    let Some(street) = STREETS.choose(chance) else { return Address::default() };
    let number = chance.random_range(1..=street.numbers);
    // Along a street houses lie some 8 m apart; a hundred-thousandth of a degree is about 1 m.
    let along = f64::from(number) * 0.000_07;
    let turn = chance.random_range(-1.0..1.0);
    Address {
        street: format!("{} {number}", street.name),
        city: street.city.to_owned(),
        postal_code: street.postal_code.to_owned(),
        country: "ES".to_owned(),
        latitude: Some(rounded(street.latitude + along * turn)),
        longitude: Some(rounded(street.longitude + along * (1.0 - f64::abs(turn)))),
    }
}

/// Six decimals are a tenth of a metre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// Somebody's name.
pub fn name(chance: &mut StdRng) -> String {
    let [first, last] = &*NAMES;
    let mut word = |words: &[&'static str]| words.choose(chance).copied().unwrap_or_default();
    format!("{} {} {}", word(first), word(last), word(last))
}

/// An address that nobody owns, made of a name.
pub fn email(name: &str, number: usize) -> String {
    let plain = |letter: char| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ñ' => 'n',
        other => other,
    };
    let user: String = name
        .to_lowercase()
        .split(' ')
        .take(2)
        .collect::<Vec<_>>()
        .join(".")
        .chars()
        .map(plain)
        .collect();
    format!("{user}{number}@example.org")
}

/// A remark for the driver, or none.
pub fn note(chance: &mut StdRng) -> Option<String> {
    chance.random_bool(0.2).then(|| NOTES.choose(chance).copied().unwrap_or_default().to_owned())
}

/// How to get in, at every sixth door.
pub fn access(number: usize) -> Option<String> {
    let way = WAYS_IN.get(number / 6 % WAYS_IN.len()).copied()?;
    number.is_multiple_of(6).then(|| way.to_owned())
}

/// The language of the firm: what its people write down, and what its recipients read.
pub const LANGUAGE: Locale = Locale::Eu;

/// The language in which the demo's accounts see the app, until whoever looks chooses another one.
pub const LOCALE: Locale = Locale::En;

/// Little words of the other languages; none of them is Basque.
#[cfg(test)]
pub const FOREIGN_WORDS: [&str; 24] = [
    "a", "after", "and", "at", "before", "by", "con", "de", "del", "el", "for", "from", "in", "la",
    "los", "no", "of", "on", "para", "the", "to", "with", "y", "you",
];

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn every_row_of_the_source_is_read() {
        let rows = include_str!("../../../data/demo/places.csv").lines().count() - 1;
        assert_eq!(STREETS.len(), rows);
        assert!(NAMES.iter().all(|words| words.len() > 30));
    }

    #[test]
    fn the_same_seed_makes_the_same_house() {
        let house = || address(&mut StdRng::seed_from_u64(7));
        assert_eq!(house(), house());
    }

    #[test]
    fn remarks_are_in_the_language_of_the_firm() {
        for note in NOTES.iter().chain(&WAYS_IN) {
            let lower = note.to_lowercase();
            let mut words = lower.split(|letter: char| !letter.is_alphabetic());
            assert!(!words.any(|word| FOREIGN_WORDS.contains(&word)), "{note}");
        }
    }

    #[test]
    fn mail_goes_nowhere() {
        assert_eq!(email("Lucía Ñoño Zubeldia", 3), "lucia.nono3@example.org");
    }
}
