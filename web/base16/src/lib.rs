//! Stands in for the crate `base16`, whose licence is not among those that `deny.toml` allows.
//! `wasm_split_macros` makes names out of digests with it, at build time.

use std::fmt::Write as _;

/// Two digits for each byte.
pub fn encode_lower(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into memory cannot fail.
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_byte_takes_two_digits() {
        assert_eq!(super::encode_lower(&[0, 15, 255]), "000fff");
    }
}
