//! One request, parsed and permitted: all that a handler gets to see.

use std::{str::FromStr, time::Duration};

use actix_web::{
    HttpRequest,
    http::{
        Method,
        header::{self, HeaderName},
    },
    web::{Bytes, Data, Payload},
};
use furgo_shared::{
    access::Permission,
    api::{Body, Endpoint, JSON_BYTES_MAX, Request},
    problem::ErrorCode,
    text::Locale,
    units::TOO_MANY_DECIMALS,
    validate::{FieldCode, Validate},
};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::{
    Answer, BODY_BYTES_OF_STRANGERS_MAX, BODY_TIME_MAX, Versioned, headers::request_id, tag,
};
use crate::{
    app::App,
    auth::{Permit, Viewer},
    error::{Error, Result},
    hex::fingerprint,
    storage::{Cause, ReadTx, outcome::Once},
};

/// Longest name of a field that an answer repeats.
const NAME_CHARS_MAX: usize = 64;

/// A request to an endpoint with permission `P`, and its content.
#[derive(Debug)]
pub struct Call<P, Req> {
    pub app: Data<App>,
    pub permit: Permit<P>,
    /// To be handed to the write.
    pub once: Once,
    /// The version that a write insists on.
    pub if_match: Option<u64>,
    /// Query of a GET, else the JSON body; already valid.
    pub body: Req,
    pub locale: Locale,
    pub request: HttpRequest,
}

impl<P: Permission, Req: DeserializeOwned + Validate + 'static> Call<P, Req> {
    /// Parses at the edge. Who asks is settled before anything of the body is looked at.
    pub async fn receive<Res>(
        endpoint: &Endpoint<P, Req, Res>,
        request: HttpRequest,
        payload: Payload,
    ) -> Result<Self> {
        let app = request
            .app_data::<Data<App>>()
            .cloned()
            .ok_or_else(|| Error::Internal("the app is not mounted".to_owned()))?;
        let permit = crate::auth::permit::<P>(&request, &app).await?;
        let bytes_max = match permit.viewer() {
            Viewer::Stranger => {
                // Whoever leaves is not held up.
                if !endpoint.method.reads() && !P::FROM_ANY_SITE {
                    app.gate.require_patience(&request, &app.clock)?;
                }
                BODY_BYTES_OF_STRANGERS_MAX
            }
            Viewer::Person(_) | Viewer::System => bytes_max::<Req>(endpoint.method),
        };
        let if_match = if_match(&request)?;
        let (body, bytes) = match endpoint.method.reads() {
            true => (read_query(request.query_string())?, Vec::new()),
            false => {
                // Also an alias: its method is the request's own.
                let is_change = [Method::PATCH, Method::PUT].contains(request.method());
                let needs_body = !Req::IS_EMPTY && is_change;
                read_body(&request, payload, bytes_max, needs_body).await?
            }
        };
        let body: Req = body;
        body.check().map_err(Error::Fields)?;
        let key = idempotency_key(&request)?;
        // Only compared beside a key.
        let fingerprint =
            key.as_ref().map(|_| request_fingerprint(&request, &bytes)).unwrap_or_default();
        let id = request_id(&request).parse().ok();
        let cause = Cause::request(permit.viewer(), endpoint.name, id);
        let once = Once { key, fingerprint, success: endpoint.success, cause };
        Ok(Self { app, permit, once, if_match, body, locale: locale_of(&request), request })
    }
}

impl<P: Send + 'static, Req: Send + 'static> Call<P, Req> {
    /// Answers with what is read: here when it is a matter of microseconds, as a page of an index
    /// is; else apart from the threads of requests.
    pub async fn read<T: Versioned + Send + 'static>(
        self,
        is_bounded: bool,
        read: impl FnOnce(&ReadTx<'_, P>, &Req) -> Result<T> + Send + 'static,
    ) -> Result<Answer<T>> {
        let Self { app, permit, body, .. } = self;
        let found = match is_bounded {
            true => app.db.read(&permit, |tx| read(tx, &body))?,
            false => app.db.read_apart(permit, move |tx| read(tx, &body)).await?,
        };
        Ok(Answer::read(&found))
    }
}

impl<P, Req> Call<P, Req> {
    /// A parameter of the path, percent-decoded.
    pub fn arg(&self, name: &str) -> &str {
        self.request.match_info().query(name)
    }

    /// An id in the path. What is no id names nothing.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T> {
        self.arg(name).parse().map_err(|_malformed| Error::Code(ErrorCode::NotFound))
    }
}

/// The language to answer in.
pub fn locale_of(request: &HttpRequest) -> Locale {
    text_header(request, &header::ACCEPT_LANGUAGE)
        .and_then(Locale::from_accept_language)
        .unwrap_or_default()
}

fn text_header<'r>(request: &'r HttpRequest, name: &HeaderName) -> Option<&'r str> {
    request.headers().get(name)?.to_str().ok()
}

fn if_match(request: &HttpRequest) -> Result<Option<u64>> {
    let Some(value) = request.headers().get(header::IF_MATCH) else { return Ok(None) };
    if value == "*" {
        return Ok(None);
    }
    let version = value.to_str().ok().and_then(tag::version_in);
    version.map(Some).ok_or(Error::Code(ErrorCode::MalformedHeader))
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>> {
    let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| {
        (1..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    });
    key.map(|key| Some(key.to_owned())).ok_or(Error::Code(ErrorCode::MalformedHeader))
}

fn request_fingerprint(request: &HttpRequest, body: &[u8]) -> String {
    let condition =
        request.headers().get(header::IF_MATCH).map_or(&b""[..], |value| value.as_bytes());
    fingerprint(
        &[
            request.method().as_str().as_bytes(),
            b" ",
            request.path().as_bytes(),
            b"\n",
            condition,
            b"\n",
            body,
        ]
        .concat(),
    )
}

/// A parameter without a value says something that cannot be meant: it is refused, and not taken
/// for one that is not there.
fn read_query<Req: DeserializeOwned>(query: &str) -> Result<Req> {
    let pairs = || form_urlencoded::parse(query.as_bytes());
    let deserializer = serde_html_form::Deserializer::new(pairs());
    let read = serde_path_to_error::deserialize(deserializer).map_err(|error| {
        unreadable(ErrorCode::MalformedQuery, error.path().to_string(), &error.inner().to_string())
    });
    let is_unknown = |error: &Error| matches!(error, Error::Fields(fields) if fields.iter().any(|(_, code)| code == FieldCode::Unknown));
    match (read, pairs().find(|(name, value)| value.is_empty() && !name.is_empty())) {
        (Err(error), Some(_)) if is_unknown(&error) => Err(error),
        (_, Some((name, _))) => Err(Error::field(&cut(&name), FieldCode::Invalid)),
        (read, None) => read,
    }
}

/// Nothing is wanted of whoever says nothing, but `{}` is no mistake.
fn bytes_max<Req: Request>(method: furgo_shared::api::Method) -> usize {
    let bytes_max = match Req::body(method) {
        Body::Json { bytes_max } | Body::Bytes { bytes_max } => bytes_max,
        Body::None | Body::Query => JSON_BYTES_MAX,
    };
    usize::try_from(bytes_max).unwrap_or(usize::MAX)
}

/// A change without a body is a client's mistake, though all of its fields may be absent. What an
/// action needs, its fields say.
async fn read_body<Req: DeserializeOwned>(
    request: &HttpRequest,
    payload: Payload,
    bytes_max: usize,
    needs_body: bool,
) -> Result<(Req, Vec<u8>)> {
    let bytes = receive_bytes(payload, bytes_max).await?;
    if bytes.is_empty() && needs_body {
        let detail = "no body where one is wanted".to_owned();
        return Err(Error::Unreadable { code: ErrorCode::MalformedBody, detail });
    }
    let json: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    if !bytes.is_empty() && !is_json(request) {
        return Err(Error::Code(ErrorCode::NotJson));
    }
    Ok((parse_json(json)?, bytes.to_vec()))
}

async fn receive_bytes(payload: Payload, bytes_max: usize) -> Result<Bytes> {
    in_time(BODY_TIME_MAX, payload.to_bytes_limited(bytes_max))
        .await?
        .map_err(|_too_large| Error::Code(ErrorCode::BodyTooLarge))?
        .map_err(|error| Error::Unreadable {
            code: ErrorCode::MalformedBody,
            detail: error.to_string(),
        })
}

async fn in_time<T>(time_max: Duration, arrives: impl Future<Output = T>) -> Result<T> {
    let arrived = actix_web::rt::time::timeout(time_max, arrives).await;
    arrived.map_err(|_elapsed| Error::Code(ErrorCode::BodyTooSlow))
}

fn parse_json<Req: DeserializeOwned>(json: &[u8]) -> Result<Req> {
    let malformed = |detail: &dyn std::fmt::Display| Error::Unreadable {
        code: ErrorCode::MalformedBody,
        detail: detail.to_string(),
    };
    let json = std::str::from_utf8(json).map_err(|error| malformed(&error))?;
    // Left to itself, serde takes an array of the values in the fields' order too.
    if json.trim_ascii_start().starts_with('[') {
        return Err(malformed(&"an array where an object is wanted"));
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(request) => deserializer.end().map(|()| request).map_err(|error| malformed(&error)),
        Err(error) => {
            // A field is blamed only when the text as a whole is JSON.
            serde_json::from_str::<IgnoredAny>(json).map_err(|error| malformed(&error))?;
            Err(unreadable(
                ErrorCode::MalformedBody,
                error.path().to_string(),
                &error.inner().to_string(),
            ))
        }
    }
}

fn is_json(request: &HttpRequest) -> bool {
    text_header(request, &header::CONTENT_TYPE)
        .and_then(|value| value.split(';').next())
        .is_some_and(|mime| mime.trim().eq_ignore_ascii_case("application/json"))
}

/// Names the field if the parser can; its sentences are serde's own, stable for years. They quote
/// what was sent, so nothing of them but the name is told.
fn unreadable(code: ErrorCode, path: String, detail: &str) -> Error {
    let quoted = || detail.split('`').nth(1).unwrap_or_default();
    let inner = |name: &str| match path.trim_end_matches(name).trim_end_matches('.') {
        "" | "." => cut(name),
        parent => cut(&format!("{}.{}", cut(parent), cut(name))),
    };
    if detail.starts_with("unknown field") {
        return Error::field(&inner(quoted()), FieldCode::Unknown);
    }
    if detail.starts_with("duplicate field") {
        return Error::field(&inner(quoted()), FieldCode::Repeated);
    }
    if detail.starts_with("missing field") {
        return Error::field(&inner(quoted()), FieldCode::Required);
    }
    // Our own sentence: numbers are read by `Fixed` alone.
    if detail.starts_with(TOO_MANY_DECIMALS) && !matches!(path.as_str(), "." | "?") {
        return Error::field(&cut(&path), FieldCode::TooManyDecimals);
    }
    match path == "." || path == "?" {
        true => Error::Unreadable { code, detail: "not of the type that is wanted".to_owned() },
        false => Error::field(&cut(&path), FieldCode::Invalid),
    }
}

/// As much of a name as is told; the longest of ours has half of it.
fn cut(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let received = in_time(Duration::from_millis(20), std::future::pending::<()>()).await;
        assert!(
            matches!(&received, Err(error) if error.code() == ErrorCode::BodyTooSlow),
            "{received:?}"
        );
        let received = in_time(BODY_TIME_MAX, std::future::ready(7)).await;
        assert_eq!(received.ok(), Some(7));
    }
}
