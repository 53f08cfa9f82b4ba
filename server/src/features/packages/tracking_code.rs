//! Tracking codes: short enough to read over the telephone, and typing errors are noticed.
//!
//! Nine characters of an alphabet of 23 without look-alikes (of 0/O/Q, 1/I/L, 2/Z, 5/S, 8/B at most
//! one each) and without vowels, so that no code is a word. The values of the first eight
//! characters, weighted 2 to 9, and of the last, weighted 1, add up to a multiple of 23. As 23 is
//! prime and all weights differ, every single wrong character and every swap of two different
//! characters breaks the sum.

/// A character's value is its place.
const ALPHABET: &[u8; 23] = b"2346789CDFGHJKMNPRTVWXY";
/// Characters before the check character: 78 thousand million codes.
const FREE_CHARS: u64 = 8;

const BASE: u64 = 23;

/// The code that belongs to a random number.
pub fn from_random(mut random: u64) -> String {
    let mut code = String::new();
    let mut sum = 0;
    for weight in (2..).take(usize::try_from(FREE_CHARS).unwrap_or(0)) {
        let value = random % BASE;
        random /= BASE;
        sum += weight * value;
        code.push(character(value));
    }
    code.push(character((BASE - sum % BASE) % BASE));
    code
}

fn character(value: u64) -> char {
    let found = usize::try_from(value).ok().and_then(|value| ALPHABET.get(value));
    char::from(*found.expect("values are remainders of the alphabet's length"))
}

/// Whether the text could be a code: its length, its characters and its check character are right.
pub fn is_valid(code: &str) -> bool {
    let value = |byte| (0..).zip(ALPHABET).find(|(_, known)| **known == byte).map(|(at, _)| at);
    let values: Option<Vec<u64>> = code.bytes().map(value).collect();
    let Some(values) = values.filter(|values| (0..=FREE_CHARS).count() == values.len()) else {
        return false;
    };
    let weights = (2..2 + FREE_CHARS).chain(std::iter::once(1));
    values.into_iter().zip(weights).map(|(value, weight)| value * weight).sum::<u64>() % BASE == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: [u64; 4] = [0, 1, 78_310_985_280, u64::MAX / 3];

    #[test]
    fn a_code_is_valid_and_short() {
        for code in SEEDS.map(from_random) {
            assert!(is_valid(&code), "{code}");
            assert_eq!(code.len(), 9);
        }
    }

    #[test]
    fn one_wrong_character_is_noticed() {
        for code in SEEDS.map(from_random) {
            for at in 0..code.len() {
                for other in ALPHABET.iter().filter(|other| **other != code.as_bytes()[at]) {
                    let mut wrong = code.clone().into_bytes();
                    wrong[at] = *other;
                    assert!(!is_valid(&String::from_utf8_lossy(&wrong)), "{code}");
                }
            }
        }
    }

    #[test]
    fn two_swapped_characters_are_noticed() {
        for code in SEEDS.map(from_random) {
            for (a, b) in (0..9).flat_map(|a| (0..a).map(move |b| (a, b))) {
                let mut wrong = code.clone().into_bytes();
                wrong.swap(a, b);
                let wrong = String::from_utf8_lossy(&wrong).into_owned();
                assert!(wrong == code || !is_valid(&wrong), "{code} {wrong}");
            }
        }
    }

    #[test]
    fn nonsense_is_no_code() {
        for text in ["", "2222222", "OOOOOOOOO", "222222222222", "ñññññññññ"] {
            assert!(!is_valid(text), "{text}");
        }
    }
}
