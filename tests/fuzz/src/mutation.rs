//! Makes one input of another.

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

/// No input is longer: what is bounded shows with less.
const BYTES_MAX: usize = 64 * 1024;
/// Numbers on whose other side things change.
const EDGES: [u8; 8] = [0, 1, 0x7f, 0x80, 0xff, b'0', b'9', b'"'];

/// One to eight changes to one of the inputs.
pub fn of(inputs: &[Vec<u8>], words: &[&str], chance: &mut StdRng) -> Vec<u8> {
    let mut input = inputs.choose(chance).cloned().unwrap_or_default();
    for _ in 0..chance.random_range(1..=8) {
        change(&mut input, inputs, words, chance);
    }
    input.truncate(BYTES_MAX);
    input
}

fn change(input: &mut Vec<u8>, inputs: &[Vec<u8>], words: &[&str], chance: &mut StdRng) {
    let at = chance.random_range(0..=input.len());
    let end = chance.random_range(at..=input.len().min(at + 64));
    match chance.random_range(0..10) {
        0 => input.insert(at, chance.random()),
        1 => drop(input.drain(at..end)),
        2 => input.extend_from_within(at..end),
        3 => {
            let part = input[at..end].to_vec();
            input.splice(at..at, part);
        }
        4 => {
            let word = words.choose(chance).copied().unwrap_or_default();
            input.splice(at..end, word.bytes());
        }
        5 => {
            let other = inputs.choose(chance).map_or(&[][..], Vec::as_slice);
            let from = chance.random_range(0..=other.len());
            let to = chance.random_range(from..=other.len());
            input.splice(at..end, other[from..to].iter().copied());
        }
        6 | 7 => change_number(input, at, chance),
        8 => change_byte(input, at, |_| EDGES[usize::from(chance.random::<u8>()) % EDGES.len()]),
        _ => change_byte(input, at, |byte| byte ^ (1 << chance.random_range(0..8))),
    }
}

/// The next number in digits becomes another one: texts stay texts of their format.
fn change_number(input: &mut Vec<u8>, at: usize, chance: &mut StdRng) {
    let Some(from) = input[at..].iter().position(u8::is_ascii_digit).map(|after| at + after) else {
        return;
    };
    let length = input[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = chance.random_range(0..11_u32);
    let number = chance.random_range(0..=10_u64.pow(digits));
    input.splice(from..from + length, number.to_string().bytes());
}

fn change_byte(input: &mut [u8], at: usize, change: impl FnOnce(u8) -> u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte = change(*byte);
    }
}
