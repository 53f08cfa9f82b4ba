//! Bytes as text, two small digits each.

use sha2::{Digest, Sha256};

/// As text.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a text; `None` when it is not such a text.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// A short text that equal bytes share and others do not (SHA-256, hexadecimal).
pub fn fingerprint(bytes: &[u8]) -> String {
    encode(&Sha256::digest(bytes))
}
