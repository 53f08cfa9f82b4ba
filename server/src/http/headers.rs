//! Headers of every response: the request's id, and what browsers must not do.

use std::fmt;

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use furgo_shared::{problem::Problem, text::Locale};
use uuid::Uuid;

use super::{call::locale_of, is_api};
use crate::app::App;

/// The id of one request, for logs and for people who ask for help.
#[derive(Clone, Debug)]
struct RequestId(String);

/// What the app may load: its own files, and WASM; nothing inline, nothing foreign.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// Two years of TLS and nothing else, once browsers have come over TLS.
const ONLY_TLS: &str = "max-age=63072000; includeSubDomains";

/// Nobody keeps it.
const NO_STORE: &str = "no-store";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(self), microphone=(), payment=()"),
];

/// The id that [`set_headers`] gave the request.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Middleware: numbers the request and sets the headers of its response.
pub async fn set_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let insists_on_tls = request.app_data::<Data<App>>().is_some_and(|app| app.insists_on_tls());
    let (locale, is_api) = (locale_of(request.request()), is_api(request.path()));
    let mut response = next
        .call(request)
        .await
        .map_err(|error| Broken::new(&error, locale, &id, insists_on_tls))?;
    dress(response.headers_mut(), &id, insists_on_tls);
    if is_api {
        // What one person was shown must never be shown to the next one at the same browser.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(NO_STORE));
    }
    Ok(response)
}

fn dress(headers: &mut HeaderMap, id: &str, insists_on_tls: bool) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    if insists_on_tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_TLS));
    }
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// A middleware broke off, such as the session's when its cookie could not be written. It would
/// answer in its own words; the API answers like everywhere.
#[derive(Debug)]
struct Broken {
    problem: Problem,
    id: String,
    insists_on_tls: bool,
}

impl Broken {
    fn new(error: &Error, locale: Locale, id: &str, insists_on_tls: bool) -> Self {
        tracing::error!(request_id = %id, %error, "a middleware failed");
        let failure = crate::error::Error::Internal(error.to_string());
        Self { problem: failure.problem(locale, id), id: id.to_owned(), insists_on_tls }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a middleware failed")
    }
}

impl ResponseError for Broken {
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::InternalServerError()
            .insert_header((header::CACHE_CONTROL, NO_STORE))
            .json(&self.problem);
        dress(response.headers_mut(), &self.id, self.insists_on_tls);
        response
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use actix_web::{
        App, dev::Service, error::ErrorInternalServerError, middleware::from_fn, test,
    };
    use furgo_shared::problem::ErrorCode;

    use super::*;

    async fn break_off(
        _: ServiceRequest,
        _: Next<impl MessageBody>,
    ) -> Result<ServiceResponse, Error> {
        Err(ErrorInternalServerError("the secret reason"))
    }

    #[actix_web::test]
    async fn a_middleware_that_fails_answers_like_the_api() {
        let app = App::new().wrap(from_fn(break_off)).wrap(from_fn(set_headers));
        let app = test::init_service(app).await;
        let request = test::TestRequest::get().uri("/api/x").to_request();
        let error: Error = app.call(request).await.err().unwrap();
        let response = error.error_response();
        assert_eq!(response.status().as_u16(), 500);
        let id = response.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
        assert!(response.headers().contains_key("content-security-policy"));
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap_or_default();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!((problem.code, problem.request_id), (ErrorCode::Internal, Some(id)));
        assert!(!problem.error.contains("secret"));
    }
}
