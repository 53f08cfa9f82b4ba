//! Refuses writes that another site makes a browser send.
//!
//! `Sec-Fetch-Site` says it in every current browser; where it is absent, `Origin` must name this
//! very host. A cookie without either is refused: clients that are no browsers use bearer tokens.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderName},
};
use furgo_shared::problem::ErrorCode;

use crate::error::{Error, Result};

/// What the headers say about where a request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Site {
    Same,
    Other,
    Unsaid,
}

/// For writes on behalf of a cookie: 403 unless this very site made them.
pub fn require_same_site(request: &HttpRequest, public_origin: Option<&str>) -> Result<()> {
    refuse_unless(request.method().is_safe() || site_of(request, public_origin) == Site::Same)
}

/// For writes that need nobody signed in: 403 when another site made them.
pub fn refuse_other_sites(request: &HttpRequest, public_origin: Option<&str>) -> Result<()> {
    refuse_unless(request.method().is_safe() || site_of(request, public_origin) != Site::Other)
}

/// Whether the headers say that another site made the request.
pub fn is_other_site(request: &HttpRequest, public_origin: Option<&str>) -> bool {
    site_of(request, public_origin) == Site::Other
}

/// Whether the headers say anything about the site that made the request.
pub fn is_said(request: &HttpRequest) -> bool {
    site_of(request, None) != Site::Unsaid
}

fn refuse_unless(holds: bool) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::Code(ErrorCode::CrossSite)) }
}

fn site_of(request: &HttpRequest, public_origin: Option<&str>) -> Site {
    let text = |name: HeaderName| {
        request.headers().get(name).map(|value| value.to_str().unwrap_or_default())
    };
    classify(
        text(HeaderName::from_static("sec-fetch-site")),
        text(header::ORIGIN),
        text(header::HOST),
        public_origin,
    )
}

fn classify(
    fetch_site: Option<&str>,
    origin: Option<&str>,
    host: Option<&str>,
    public_origin: Option<&str>,
) -> Site {
    let is_ours = |origin: &str| match public_origin {
        Some(public) => origin.eq_ignore_ascii_case(public),
        // The scheme is a proxy's to know; the host is what tells sites apart.
        None => origin.split_once("://").is_some_and(|(_, authority)| {
            host.is_some_and(|host| authority.eq_ignore_ascii_case(host))
        }),
    };
    match (fetch_site, origin) {
        (Some("same-origin"), _) => Site::Same,
        (Some(_), _) => Site::Other,
        (None, Some(origin)) if is_ours(origin) => Site::Same,
        (None, Some(_)) => Site::Other,
        (None, None) => Site::Unsaid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_told_apart() {
        let host = Some("furgo.example.org");
        let public = Some("https://furgo.example.org");
        for (fetch_site, origin, public, expected) in [
            (Some("same-origin"), None, None, Site::Same),
            (Some("same-site"), None, None, Site::Other),
            (Some("cross-site"), Some("https://furgo.example.org"), None, Site::Other),
            (Some("none"), None, None, Site::Other),
            (None, Some("https://furgo.example.org"), None, Site::Same),
            (None, Some("https://furgo.example.org:8443"), None, Site::Other),
            (None, Some("https://evil.example.org"), None, Site::Other),
            (None, Some("null"), None, Site::Other),
            (None, Some(""), None, Site::Other),
            (None, None, None, Site::Unsaid),
            (None, Some("https://furgo.example.org"), public, Site::Same),
            (None, Some("http://furgo.example.org"), public, Site::Other),
        ] {
            assert_eq!(
                classify(fetch_site, origin, host, public),
                expected,
                "{fetch_site:?} {origin:?} {public:?}"
            );
        }
        assert_eq!(classify(None, Some("https://furgo.example.org"), None, None), Site::Other);
    }
}
