//! Bearer tokens: good for their lifetime, and refused when any claim or algorithm is another.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::auth::keys::Keys;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_000 + seconds)
}

fn ids() -> (UserId, SessionId) {
    (Uuid::from_u128(1).into(), Uuid::from_u128(2).into())
}

/// A token with this header and these claims, properly signed.
fn signed(key: &Key, header: &Header, claims: &Value) -> String {
    install();
    jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}

fn good_claims() -> Value {
    let (user, session) = ids();
    let now = at(0).timestamp();
    json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": user, "sid": session, "iat": now, "nbf": now, "exp": now + 900 })
}

fn good_header() -> Header {
    Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) }
}

#[test]
fn a_token_is_good_from_now_for_its_lifetime() {
    let key = Keys::ephemeral().access;
    let (user, session) = ids();
    let token = issue(&key, user, session, at(0)).unwrap();
    let claims = verify(&key, &token, at(0)).unwrap();
    assert_eq!((claims.sub, claims.sid), (user, session));
    assert!(verify(&key, &token, at(904)).is_some());
    assert!(verify(&key, &token, at(905)).is_none());
    assert!(verify(&key, &token, at(-5)).is_some());
    assert!(verify(&key, &token, at(-6)).is_none());
    assert!(verify(&Keys::ephemeral().access, &token, at(0)).is_none());
}

#[test]
fn every_claim_counts() {
    let key = Keys::ephemeral().access;
    assert!(verify(&key, &signed(&key, &good_header(), &good_claims()), at(0)).is_some());
    for (claim, value) in [
        ("iss", json!("other")),
        ("aud", json!("other")),
        ("aud", json!(["other"])),
        ("sub", json!("x")),
        ("sid", json!(7)),
        ("exp", json!("soon")),
    ] {
        let mut claims = good_claims();
        claims[claim] = value;
        assert!(verify(&key, &signed(&key, &good_header(), &claims), at(0)).is_none(), "{claims}");
    }
    for claim in ["iss", "aud", "sub", "sid", "nbf", "exp"] {
        let mut claims = good_claims();
        claims.as_object_mut().unwrap().remove(claim);
        assert!(
            verify(&key, &signed(&key, &good_header(), &claims), at(0)).is_none(),
            "without {claim}"
        );
    }
}

#[test]
fn other_kinds_of_tokens_are_refused() {
    let key = Keys::ephemeral().access;
    for kind in [None, Some("JWT".to_owned()), Some("rt+jwt".to_owned())] {
        let header = Header { typ: kind, ..good_header() };
        assert!(
            verify(&key, &signed(&key, &header, &good_claims()), at(0)).is_none(),
            "{header:?}"
        );
    }
    let token = signed(&key, &good_header(), &good_claims());
    let (_, rest) = token.split_once('.').unwrap();
    // Headers that name no algorithm, another one of the family, one of another family.
    for header in [
        "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0",
        "eyJhbGciOiJIUzUxMiIsInR5cCI6ImF0K2p3dCJ9",
        "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9",
    ] {
        assert!(verify(&key, &format!("{header}.{rest}"), at(0)).is_none(), "{header}");
    }
    for rubbish in
        ["", ".", "..", "a.b.c", &token[1..], &format!("{token}x"), &format!("{token}.x")]
    {
        assert!(verify(&key, rubbish, at(0)).is_none(), "{rubbish}");
    }
}

#[test]
fn no_other_algorithm_can_be_signed_with() {
    install();
    let key = EncodingKey::from_secret(b"secret");
    assert!(jsonwebtoken::encode(&Header::new(Algorithm::HS512), &good_claims(), &key).is_err());
}
