//! Brings a file in parts, each within the time that a slow mobile network needs for it.

use furgo_shared::{
    api::{GET_UPLOAD, Method, PUT_BLOB},
    files::{FileDigest, UploadView},
    problem::ErrorCode,
    validate::Empty,
};

use super::{ApiError, Request, begin, call, decode, offline, refused, taken};
use crate::platform::{files::Content, network};

/// Bytes of a part: ten seconds at 200 kbit/s.
const PART_BYTES: u64 = 256 << 10;

/// Brings all of a file that the server does not have yet.
pub async fn upload(
    sha256: FileDigest,
    length: u64,
    content: &Content,
    is_begun: bool,
) -> Result<(), ApiError> {
    let mut may_ask = !is_begun;
    let mut received = if is_begun { standing(sha256).await? } else { Some(0) };
    while let Some(from) = received {
        let to = (from + PART_BYTES).min(length);
        let view = match put(sha256, content, (from, to, length)).await {
            Ok(view) => view,
            // What was there is there no longer, or more is: it goes on from where the server says.
            Err(error) if may_ask && error.is(ErrorCode::UploadGap) => {
                may_ask = false;
                received = standing(sha256).await?;
                continue;
            }
            Err(error) => return Err(error),
        };
        // A server that wants again what it was given would be asked for ever.
        received = view.received.filter(|_| !view.is_complete);
        if received.is_some_and(|received| received <= from) {
            return Err(ApiError::Unreadable("the server goes back".to_owned()));
        }
    }
    Ok(())
}

/// From where on bytes are wanted; none of a file that is complete.
async fn standing(sha256: FileDigest) -> Result<Option<u64>, ApiError> {
    let asked = Request::read(&GET_UPLOAD, &[&sha256.to_string()], &Empty {});
    match call::<UploadView>(&asked).await {
        Ok(view) => Ok(view.received),
        Err(error) if error.is(ErrorCode::NotFound) => Ok(Some(0)),
        Err(error) => Err(error),
    }
}

async fn put(
    sha256: FileDigest,
    content: &Content,
    (from, to, length): (u64, u64, u64),
) -> Result<UploadView, ApiError> {
    // Read first: a browser says of a file that is gone no more than that nobody answered.
    let part = content.part(from, to).await.ok_or(ApiError::FileGone)?;
    let url = PUT_BLOB.path_with(&[&sha256.to_string()]);
    let request = Request { method: Method::Put, url, body: None, once: None, if_match: None };
    let deadline = network::deadline();
    let response = begin(&request, Some(&deadline))
        .header("Content-Range", &format!("bytes {from}-{}/{length}", to - 1))
        .header("Content-Type", "application/octet-stream")
        .body(part)
        .map_err(|error| ApiError::Unreadable(error.to_string()))?
        .send()
        .await
        .map_err(offline)?;
    let body = response.text().await.map_err(offline)?;
    let kind = response.headers().get("Content-Type").unwrap_or_default();
    match response.ok() {
        true => decode(&taken(&kind, body)?),
        false => Err(refused(&response, &body)),
    }
}
