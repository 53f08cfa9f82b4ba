//! An answer as a response: its entity tag, whether it was given before, what the browser is to keep
//! or to forget.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::{StatusCode, header},
};
pub use furgo_shared::view::Versioned;

use super::{pieces::Pieces, tag};
use crate::auth::Viewer;
pub use crate::storage::Answer;

/// Something that an endpoint with answers of type `T` may give.
pub trait Responds<T> {
    /// As a response to this request of this reader.
    fn respond(self, request: &HttpRequest, reader: &Viewer) -> HttpResponse;
}

impl<T> Responds<T> for Answer<T> {
    fn respond(self, request: &HttpRequest, reader: &Viewer) -> HttpResponse {
        WithCookies::from(self).respond(request, reader)
    }
}

/// An answer, and what the browser is to keep of it.
#[derive(Debug)]
pub struct WithCookies<T> {
    answer: Answer<T>,
    cookies: Vec<Cookie<'static>>,
    signs_out: bool,
}

impl<T> From<Answer<T>> for WithCookies<T> {
    fn from(answer: Answer<T>) -> Self {
        Self { answer, cookies: Vec::new(), signs_out: false }
    }
}

impl<T> WithCookies<T> {
    /// With a cookie to set.
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// The end of a session: the browser forgets what it kept of the person.
    pub fn signing_out(mut self) -> Self {
        self.signs_out = true;
        self
    }
}

impl<T> Responds<T> for WithCookies<T> {
    fn respond(self, request: &HttpRequest, reader: &Viewer) -> HttpResponse {
        let Self { answer, cookies, signs_out } = self;
        let status = StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::OK);
        let tag = answer.version().map(|version| tag::of(version, reader, answer.body()));
        let mut response = HttpResponse::build(status);
        if let Some(tag) = &tag {
            response.insert_header((header::ETAG, tag.as_str()));
        }
        if answer.is_replayed() {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        if signs_out {
            response.insert_header(("Clear-Site-Data", "\"cache\""));
        }
        for cookie in cookies {
            response.cookie(cookie);
        }
        let is_known = |tag: String| request.method().is_safe() && tag::is_known(request, &tag);
        if tag.is_some_and(is_known) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        match answer.body().is_empty() {
            true => response.finish(),
            false => {
                response.content_type("application/json").body(Pieces::from(answer.into_body()))
            }
        }
    }
}
