//! What an operation answers, ready to be sent and ready to be remembered.

use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use furgo_ground::{Error, Result};
use furgo_shared::view::Versioned;
use serde::de::DeserializeOwned;

use super::outcome::Outcome;

/// An answer of type `T`.
#[derive(Debug)]
pub struct Answer<T> {
    status: u16,
    body: Vec<u8>,
    version: Option<u64>,
    replayed: bool,
    types: PhantomData<fn() -> T>,
}

impl<T: Versioned> Answer<T> {
    /// A success with this status.
    pub fn of(status: u16, value: &T) -> Self {
        let body = match status {
            202 | 204 => Vec::new(),
            _ => serde_json::to_vec(value).expect("views hold no maps with other keys than texts"),
        };
        Self { status, body, version: value.version(), replayed: false, types: PhantomData }
    }

    /// The answer of a read.
    pub fn read(value: &T) -> Self {
        Self::of(200, value)
    }
}

impl<T: Versioned + DeserializeOwned> Answer<T> {
    /// With something in it that must not be remembered with the answer, such as a link's token.
    pub fn amended(self, amend: impl FnOnce(&mut T)) -> Result<Self> {
        let mut value: T = serde_json::from_slice(&self.body)
            .map_err(|error| Error::Internal(error.to_string()))?;
        amend(&mut value);
        Ok(Self { replayed: self.replayed, ..Self::of(self.status, &value) })
    }
}

impl<T> Answer<T> {
    /// The answer that was given the first time.
    pub fn replayed(outcome: Outcome) -> Self {
        Self {
            status: outcome.status,
            body: outcome.body,
            version: outcome.etag,
            replayed: true,
            types: PhantomData,
        }
    }

    /// As it is remembered.
    pub fn to_outcome(&self, fingerprint: &str, recorded_at: DateTime<Utc>) -> Outcome {
        Outcome {
            fingerprint: fingerprint.to_owned(),
            status: self.status,
            body: self.body.clone(),
            etag: self.version,
            recorded_at,
            shows: Vec::new(),
        }
    }

    /// The status of HTTP.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Of the record that it shows.
    pub fn version(&self) -> Option<u64> {
        self.version
    }

    /// Whether it was given before.
    pub fn is_replayed(&self) -> bool {
        self.replayed
    }

    /// As JSON; empty where the status says all.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The same, at the end of the answer.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }
}
