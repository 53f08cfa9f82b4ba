//! Argon2id with memory that the system gets back after every hash.
//!
//! glibc serves what is freed and asked for again from its arenas, one for each thread, and keeps
//! it: a flood of sign-ins left a quarter of a gigabyte behind. A block above 32 MiB it never takes
//! from an arena (`DEFAULT_MMAP_THRESHOLD_MAX`), so we ask for one; what is not touched costs nothing.
//! See `docs/decisions/0008-memory-of-hashes.md`.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt},
};
use furgo_shared::auth::Password;
use subtle::ConstantTimeEq;

use super::{PasswordHash, password::Cost};
use crate::error::{Error, Result};

/// Blocks asked for at least: more than any allocator keeps to itself.
const BLOCKS_MIN: usize = (33 << 20) / Block::SIZE;
/// Length of a new hash's salt, in bytes.
const SALT_BYTES: usize = 16;

/// A new hash of a password, with a salt of its own.
pub(super) fn hash(cost: Cost, password: &Password) -> Result<PasswordHash> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(internal)?;
    let salt: [u8; SALT_BYTES] = rand::random();
    let hash = Phc {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(internal)?,
        hash: Some(digest(Algorithm::Argon2id, Version::V0x13, params, password, &salt)?),
        salt: Some(Salt::new(&salt).map_err(internal)?),
    };
    Ok(PasswordHash(hash.to_string()))
}

/// Whether a hash is that of this password. A hash that cannot be read is nobody's.
pub(super) fn matches(stored: &PasswordHash, password: &Password) -> bool {
    again(stored, password)
        .is_some_and(|(wanted, found)| bool::from(wanted.as_bytes().ct_eq(found.as_bytes())))
}

/// What is stored, and what the password gives in the same way.
fn again(stored: &PasswordHash, password: &Password) -> Option<(Output, Output)> {
    let stored = Phc::new(&stored.0).ok()?;
    let algorithm = Algorithm::new(stored.algorithm.as_str()).ok()?;
    let version = Version::try_from(stored.version?).ok()?;
    let params = Params::try_from(&stored).ok()?;
    let found = digest(algorithm, version, params, password, &stored.salt?).ok()?;
    Some((stored.hash?, found))
}

fn digest(
    algorithm: Algorithm,
    version: Version,
    params: Params,
    password: &Password,
    salt: &[u8],
) -> Result<Output> {
    let (count, length) = (params.block_count(), params.output_len());
    let argon2 = Argon2::new(algorithm, version, params);
    let mut memory = Vec::with_capacity(count.max(BLOCKS_MIN));
    memory.resize(count, Block::new());
    let mut bytes = vec![0; length.unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    argon2
        .hash_password_into_with_memory(password.0.as_bytes(), salt, &mut bytes, &mut memory)
        .map_err(internal)?;
    Output::new(&bytes).map_err(internal)
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use argon2::PasswordVerifier;

    use super::*;

    fn password(text: &str) -> Password {
        Password(text.to_owned())
    }

    #[test]
    fn hashes_are_argon2id_of_the_standard_cost() {
        let hash = hash(Cost::STANDARD, &password("correct horse")).unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
    }

    #[test]
    fn others_agree_on_what_a_hash_is() {
        let hash = hash(Cost { memory_kib: 64, passes: 3 }, &password("correct horse")).unwrap();
        assert!(Argon2::default().verify_password(b"correct horse", hash.0.as_str()).is_ok());
        assert!(matches(&hash, &password("correct horse")));
        assert!(!matches(&hash, &password("correct horsf")));
        // The reference implementation's: `echo -n password | argon2 somesalt -t 2 -m 16 -p 1 -l 24`.
        let known = "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ\
            $RdescudvJCsgt3ub+b7dWRWJTmaaJObG";
        let known = PasswordHash(known.replace(char::is_whitespace, ""));
        assert_eq!(
            matches(&known, &password("password")),
            Argon2::default().verify_password(b"password", known.0.as_str()).is_ok()
        );
        for broken in
            ["", "$argon2id$v=19$m=8,t=1,p=1$", "plain", "$argon2id$v=1$m=8,t=1,p=1$c29tZXNhbHQ$x"]
        {
            assert!(!matches(&PasswordHash(broken.to_owned()), &password("")), "{broken}");
        }
    }
}
