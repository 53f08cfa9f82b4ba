//! The only HTTP of the app: same origin, JSON, the endpoints of the shared table.
//! Pages never call this: they read through `use_query` and write through the outbox. The plan of a
//! day, which changes nothing and takes long, has a hook of its own.

mod upload;

use std::cell::RefCell;

pub use upload::upload;

use furgo_shared::{
    access::Permission,
    api::{Endpoint, Method},
    problem::{ErrorCode, Problem},
};
use gloo_net::http::{RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use yew::Callback;

use crate::{
    format,
    platform::{self, network, network::AbortSignal},
};

/// Why a call has no result.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// Nobody answered: no connection, or the server is away.
    Offline,
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// Something answered that is not Furgo, or another version of it.
    Unreadable(String),
    /// What was to be sent can no longer be read on this device.
    FileGone,
}

impl ApiError {
    /// The fields say it all; a sentence above the form would only repeat them. Of a route that is
    /// in the way they say only half.
    pub fn is_about_fields(&self) -> bool {
        matches!(self, Self::Problem(problem) if !problem.fields.is_empty() && problem.overlaps.is_none())
    }

    /// Whether somebody has to sign in.
    pub fn is_about_session(&self) -> bool {
        [ErrorCode::NotSignedIn, ErrorCode::DeviceRevoked, ErrorCode::OtherPerson]
            .into_iter()
            .any(|code| self.is(code))
    }

    /// Seconds for which the server wants not to be asked again.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Problem(problem) => problem.retry_after_s,
            Self::Offline | Self::Unreadable(_) | Self::FileGone => None,
        }
    }

    /// Whether the server gave this code.
    pub fn is(&self, code: ErrorCode) -> bool {
        matches!(self, Self::Problem(problem) if problem.code == code)
    }
}

/// One request, ready to be sent, and sent again.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub method: Method,
    pub url: String,
    pub body: Option<String>,
    /// The same key makes a repetition harmless.
    pub once: Option<Uuid>,
    /// The version that the change was made from.
    pub if_match: Option<u64>,
}

impl Request {
    /// A read of an endpoint with its query.
    pub fn read<P: Permission, Req: Serialize, Res>(
        endpoint: &Endpoint<P, Req, Res>,
        args: &[&str],
        query: &Req,
    ) -> Self {
        let path = endpoint.path_with(args);
        // Queries are flat structs of texts and numbers; those always encode.
        let query = serde_html_form::to_string(query).unwrap_or_default();
        let url = if query.is_empty() { path } else { format!("{path}?{query}") };
        Self { method: endpoint.method, url, body: None, once: None, if_match: None }
    }

    /// A write to an endpoint with its body.
    pub fn write<P: Permission, Req: Serialize, Res>(
        endpoint: &Endpoint<P, Req, Res>,
        args: &[&str],
        body: &Req,
    ) -> Self {
        // Requests are plain structs with text keys; those always encode.
        let body = serde_json::to_string(body).ok();
        Self {
            method: endpoint.method,
            url: endpoint.path_with(args),
            body,
            once: None,
            if_match: None,
        }
    }
}

thread_local! {
    static ON_SIGNED_OUT: RefCell<Callback<()>> = RefCell::default();
}

/// Who wants to know when the server no longer knows us.
pub fn on_signed_out(callback: Callback<()>) {
    ON_SIGNED_OUT.set(callback);
}

/// Sends a request and gives the body of the answer.
pub async fn send(request: &Request) -> Result<String, ApiError> {
    send_until(request, &network::deadline()).await
}

async fn send_until(request: &Request, stop: &AbortSignal) -> Result<String, ApiError> {
    let response = build(request, Some(stop))?.send().await.map_err(offline)?;
    let body = response.text().await.map_err(offline)?;
    let kind = response.headers().get("Content-Type").unwrap_or_default();
    match response.ok() {
        true => taken(&kind, body),
        false => Err(refused(&response, &body)),
    }
}

/// The body of a success, if it is ours: the portal of a network that wants a password answers
/// everything with a page of its own, and a delivery is not taken by that.
fn taken(kind: &str, body: String) -> Result<String, ApiError> {
    if body.is_empty() || kind.starts_with("application/json") {
        return Ok(body);
    }
    Err(ApiError::Unreadable(format!("an answer of another kind: {kind}")))
}

/// Why, and tells the session when the server no longer knows us.
fn refused(response: &Response, body: &str) -> ApiError {
    let error = refusal(response, body);
    if error.is_about_session() {
        ON_SIGNED_OUT.with_borrow(Clone::clone).emit(());
    }
    error
}

/// Sends a request whose answer is a file, and gives that to the person. There is no deadline: a
/// large file on a slow line takes its time.
pub async fn download(request: &Request, name: &str) -> Result<(), ApiError> {
    let response = build(request, None)?.send().await.map_err(offline)?;
    if !response.ok() {
        let body = response.text().await.map_err(offline)?;
        return Err(refused(&response, &body));
    }
    let saved = platform::download::save(response.into(), name).await;
    if saved { Ok(()) } else { Err(ApiError::Offline) }
}

/// Sends a request and reads the answer.
pub async fn call<Res: DeserializeOwned>(request: &Request) -> Result<Res, ApiError> {
    decode(&send(request).await?)
}

/// As [`call`], for as long as nobody says stop: for what takes longer than an answer usually may.
pub async fn call_until<Res: DeserializeOwned>(
    request: &Request,
    stop: &AbortSignal,
) -> Result<Res, ApiError> {
    decode(&send_until(request, stop).await?)
}

/// Reads the body of an answer; an empty one is `()`.
pub fn decode<Res: DeserializeOwned>(body: &str) -> Result<Res, ApiError> {
    let body = if body.is_empty() { "null" } else { body };
    serde_json::from_str(body).map_err(|error| ApiError::Unreadable(error.to_string()))
}

fn begin(request: &Request, deadline: Option<&AbortSignal>) -> RequestBuilder {
    RequestBuilder::new(&request.url)
        .method(method(request.method))
        .header("Accept", "application/json")
        .header("Accept-Language", format::locale().tag())
        .abort_signal(deadline)
}

fn build(
    request: &Request,
    deadline: Option<&AbortSignal>,
) -> Result<gloo_net::http::Request, ApiError> {
    let mut builder = begin(request, deadline);
    if let Some(once) = request.once {
        builder = builder.header("Idempotency-Key", &once.to_string());
    }
    if let Some(version) = request.if_match {
        builder = builder.header("If-Match", &format!("\"{version}\""));
    }
    let built = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body.clone()),
        None => builder.build(),
    };
    built.map_err(|error| ApiError::Unreadable(error.to_string()))
}

const fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}

/// The browser does not say more than "failed", whatever the cause.
fn offline(_: gloo_net::Error) -> ApiError {
    ApiError::Offline
}

/// A proxy in front of a stopped server answers for it, without our JSON: nobody answered.
fn refusal(response: &Response, body: &str) -> ApiError {
    let retry_after_s = response.headers().get("Retry-After").and_then(|text| text.parse().ok());
    read_refusal(response.status(), body, retry_after_s)
}

fn read_refusal(status: u16, body: &str, retry_after_s: Option<u32>) -> ApiError {
    match serde_json::from_str::<Problem>(body) {
        Ok(problem) => ApiError::Problem(Box::new(Problem { retry_after_s, ..problem })),
        Err(_) if matches!(status, 502..=504) => ApiError::Offline,
        Err(error) => ApiError::Unreadable(format!("{status}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{api, validate::Empty};

    use super::*;

    #[test]
    fn a_read_has_no_query_when_nothing_is_asked() {
        let request = Request::read(&api::GET_VEHICLE, &["van 1"], &Empty {});
        assert_eq!((request.url.as_str(), request.body), ("/api/vehicles/van%201", None));
    }

    #[test]
    fn an_answer_of_a_proxy_means_nobody_answered() {
        assert_eq!(read_refusal(502, "<html>Bad Gateway</html>", None), ApiError::Offline);
        assert!(matches!(read_refusal(404, "<html>", None), ApiError::Unreadable(_)));
    }

    #[test]
    fn a_page_of_somebody_else_takes_nothing() {
        assert_eq!(taken("", String::new()), Ok(String::new()));
        let json = "{}".to_owned();
        assert_eq!(taken("application/json", json.clone()), Ok(json));
        let portal = taken("text/html; charset=utf-8", "<html>Log in</html>".to_owned());
        assert!(matches!(portal, Err(ApiError::Unreadable(_))));
    }

    #[test]
    fn our_own_problem_is_read() {
        let error = read_refusal(404, r#"{"error":"Not here.","code":"not_found"}"#, Some(7));
        assert!(error.is(ErrorCode::NotFound) && !error.is_about_fields());
        assert_eq!(error.retry_after_s(), Some(7));
    }

    #[test]
    fn an_empty_answer_is_nothing() {
        assert_eq!(decode::<()>(""), Ok(()));
        assert!(decode::<u32>("").is_err());
    }
}
