//! Entity tags of records.
//!
//! A tag is the record's version, who reads, and a digest of the body: what is derived from other
//! records changes without the version, and two people read one version differently. `If-Match`
//! compares the version alone, which stands in front.

use actix_web::{HttpRequest, http::header};
use sha2::{Digest, Sha256};

use crate::{auth::Viewer, hex};

/// Bytes of the digest that a tag keeps: as many as make two equal ones by chance unheard of.
const DIGEST_BYTES: usize = 16;

/// What `If-Match` may be, as the description says it. Longer versions are none that we gave.
pub const PATTERN: &str = r#"^(\*|"[0-9]{1,19}"|(W/)?"[0-9]{1,19}-[0-9A-Fa-f]{32}")$"#;

/// The tag of a body that shows this version to this reader, with its quotes.
pub fn of(version: u64, reader: &Viewer, body: &[u8]) -> String {
    let role = reader.role().map(|role| furgo_shared::text::wire_name(&role)).unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(reader.id())
        .chain_update(role.as_bytes())
        .chain_update([0])
        .chain_update(body)
        .finalize();
    let kept = digest.get(..DIGEST_BYTES).unwrap_or(&digest);
    format!("\"{version}-{}\"", hex::encode(kept))
}

/// The version that a tag, or a bare `"<version>"`, names. A proxy that compresses makes our tags
/// weak; nobody else writes weak ones.
pub fn version_in(tag: &str) -> Option<u64> {
    let (is_weak, quoted) = match tag.strip_prefix("W/") {
        Some(quoted) => (true, quoted),
        None => (false, tag),
    };
    let opaque = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let version = match opaque.split_once('-') {
        Some((version, digest)) => is_digest(digest).then_some(version)?,
        None if is_weak => return None,
        None => opaque,
    };
    version.bytes().all(|byte| byte.is_ascii_digit()).then(|| version.parse().ok()).flatten()
}

fn is_digest(text: &str) -> bool {
    text.len() == 2 * DIGEST_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether the client has what this tag stands for: a list is allowed, and weak tags count
/// (RFC 9110, 13.1.2).
pub fn is_known(request: &HttpRequest, tag: &str) -> bool {
    let listed = request.headers().get_all(header::IF_NONE_MATCH);
    listed.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.trim_start_matches("W/") == tag
    })
}

#[cfg(test)]
mod tests {
    use furgo_shared::{
        access::Role,
        id::{SessionId, UserId},
    };
    use uuid::Uuid;

    use super::*;
    use crate::auth::Person;

    fn reader(number: u128, role: Role) -> Viewer {
        let id = Uuid::from_u128(number);
        Viewer::Person(Person { id: UserId(id), role, session: SessionId(id) })
    }

    #[test]
    fn a_tag_covers_all_that_the_body_depends_on_and_names_the_version() {
        let tag = of(7, &reader(1, Role::Driver), b"{}");
        assert_eq!(tag, of(7, &reader(1, Role::Driver), b"{}"));
        for other in [
            of(8, &reader(1, Role::Driver), b"{}"),
            of(7, &reader(2, Role::Driver), b"{}"),
            of(7, &reader(1, Role::Viewer), b"{}"),
            of(7, &reader(1, Role::Driver), b"{ }"),
        ] {
            assert_ne!(tag, other);
        }
        for known in [tag.clone(), format!("W/{tag}"), "\"7\"".to_owned()] {
            assert_eq!(version_in(&known), Some(7), "{known}");
        }
        let unknown =
            ["", "7", "\"\"", "\"x\"", "\"7-\"", "\"7-00\"", "\"+7\"", "W/\"7\"", "\"7\", \"8\""];
        for unknown in unknown {
            assert_eq!(version_in(unknown), None, "{unknown}");
        }
    }
}
