//! The questions of a phone over HTTP.

use furgo_phone::Next;
use furgo_shared::{
    api,
    sync::{DigestView, PulledView, PushedView, SnapshotView},
};

use crate::api::{self as http, ApiError, Request};

/// What came.
#[derive(Debug)]
pub enum Answer {
    Pushed(PushedView),
    Snapshot(SnapshotView),
    /// With the cursor that it answers to.
    Pulled(String, PulledView),
    Digest(DigestView),
    /// There was nothing to ask.
    Nothing,
}

/// Asks.
pub async fn ask(next: Next) -> Result<Answer, ApiError> {
    Ok(match next {
        Next::Push(push) => {
            Answer::Pushed(http::call(&Request::write(&api::PUSH, &[], &push)).await?)
        }
        Next::Snapshot(ask) => {
            Answer::Snapshot(http::call(&Request::read(&api::SNAPSHOT, &[], &ask)).await?)
        }
        Next::Pull(pull) => {
            let view = http::call(&Request::read(&api::PULL, &[], &pull)).await?;
            Answer::Pulled(pull.cursor, view)
        }
        Next::Digest(ask) => {
            Answer::Digest(http::call(&Request::read(&api::DIGEST, &[], &ask)).await?)
        }
        Next::BringBack | Next::Fork | Next::Nothing => Answer::Nothing,
    })
}
