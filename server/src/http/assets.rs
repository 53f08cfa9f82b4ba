//! The web app, embedded by the build script: every file with its compressed copies.
//!
//! Files with a hash in their name never change and may be kept for ever; all others are asked for
//! again and usually answered 304. A path without a file name is a screen of the app, so it gets
//! `index.html`. Nothing is compressed, hashed or read from the disk at run time.

use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap,
    IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};

use super::pieces::Pieces;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const INDEX: &str = "/index.html";
const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

const FILE_ENDINGS: &[&str] = &[
    "css",
    "gif",
    "html",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "map",
    "mjs",
    "php",
    "png",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "webp",
    "woff2",
    "xml",
];

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <title>Furgo</title><h1>The web app is not in this binary</h1>\
    <p>Build it and the server together with <code>cargo xtask demo</code>.</p></html>";

/// A file of the web app.
#[derive(Debug)]
pub struct Asset {
    /// The path it is served under, with a leading slash.
    pub path: &'static str,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// A digest of the content, without quotes.
    pub etag: &'static str,
    /// True when the name holds a hash of the content.
    pub is_immutable: bool,
    identity: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// The forms in which a file can be sent, in the order of preference between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Brotli,
    Gzip,
    Identity,
}

/// All files of the app, ordered by path; empty when the binary was built without the app.
pub fn all() -> &'static [Asset] {
    ASSETS
}

/// The file under exactly this path.
pub fn find(path: &str) -> Option<&'static Asset> {
    let at = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(at)
}

/// Answers a `GET` outside the API: a file, or `index.html` for somebody who goes to a screen of the
/// app, or nothing when the path names a file that does not exist, or a machine asks.
pub fn answer(request: &HttpRequest) -> Option<HttpResponse> {
    let is_screen = is_screen(request);
    if ASSETS.is_empty() && is_screen {
        return Some(not_built());
    }
    let screen = || is_screen.then(|| find(INDEX)).flatten();
    find(request.path()).or_else(screen).map(|asset| send(asset, request.headers()))
}

/// Whether the app is wanted: at its own address always, elsewhere when a browser goes there. A
/// monitor that asks for `/metrics`, or a scanner, would take the app's page for what it wants.
fn is_screen(request: &HttpRequest) -> bool {
    request.path() == "/" || (!names_a_file(request.path()) && is_navigation(request.headers()))
}

/// Browsers say so (Fetch, 3.2); the older ones by what they accept.
fn is_navigation(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-mode") {
        Some(mode) => mode == "navigate",
        None => text(headers, ACCEPT).contains("text/html"),
    }
}

/// A vehicle's alias may hold dots and is part of a screen's path, so only endings of files that a
/// browser asks for make a path a file's.
fn names_a_file(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.').is_some_and(|(_, ending)| FILE_ENDINGS.contains(&ending))
}

fn not_built() -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/html; charset=utf-8").body(NOT_BUILT)
}

fn send(asset: &'static Asset, headers: &HeaderMap) -> HttpResponse {
    let (coding, content) = asset.best_for(&text(headers, ACCEPT_ENCODING));
    let etag = coding.etag(asset.etag);
    let is_known = is_listed(&text(headers, IF_NONE_MATCH), &etag);
    let mut answer = match is_known {
        true => HttpResponse::NotModified(),
        false => HttpResponse::Ok(),
    };
    answer
        .insert_header((ETAG, etag))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((CACHE_CONTROL, if asset.is_immutable { KEEP_FOR_EVER } else { ASK_AGAIN }));
    if is_known {
        return answer.finish();
    }
    if let Some(name) = coding.name() {
        answer.insert_header((CONTENT_ENCODING, name));
    }
    answer.insert_header((CONTENT_TYPE, asset.content_type)).body(Pieces::of_static(content))
}

impl Asset {
    /// The copy that the client likes best; ours to choose where it likes several equally.
    fn best_for(&self, accepted: &str) -> (Coding, &'static [u8]) {
        let copies = [
            (Coding::Brotli, self.brotli),
            (Coding::Gzip, self.gzip),
            (Coding::Identity, Some(self.identity)),
        ];
        let mut best = (0, Coding::Identity, self.identity);
        for (coding, content) in copies {
            let weight = coding.weight_in(accepted);
            if let Some(content) = content
                && weight > best.0
            {
                best = (weight, coding, content);
            }
        }
        (best.1, best.2)
    }
}

impl Coding {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// Each form is its own representation and needs its own strong tag.
    fn etag(self, digest: &str) -> String {
        match self.name() {
            Some(name) => format!("\"{digest}-{name}\""),
            None => format!("\"{digest}\""),
        }
    }

    /// How much the client wants this form, in thousandths; 0 is a refusal (RFC 9110, 12.5.3).
    fn weight_in(self, accepted: &str) -> u32 {
        let name = self.name().unwrap_or("identity");
        let weights = || accepted.split(',').filter_map(coding_and_weight);
        let named = weights().find(|(coding, _)| coding.eq_ignore_ascii_case(name));
        let any = || weights().find(|(coding, _)| *coding == "*");
        match (named.or_else(any), self) {
            (Some((_, weight)), _) => weight,
            // Not named, but always acceptable unless refused; last among equals.
            (None, Self::Identity) => 1,
            (None, Self::Brotli | Self::Gzip) => 0,
        }
    }
}

/// `gzip;q=0.5` → `("gzip", 500)`.
fn coding_and_weight(element: &str) -> Option<(&str, u32)> {
    let mut parts = element.split(';').map(str::trim);
    let coding = parts.next().filter(|coding| !coding.is_empty())?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=")) {
        Some(digits) => thousandths(digits)?,
        None => 1000,
    };
    Some((coding, weight))
}

/// `0.5` → 500, without floats; `None` for what is no quality value.
fn thousandths(digits: &str) -> Option<u32> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction: u32 = is_number.then(|| format!("{fraction:0<3}").parse().ok()).flatten()?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

/// True when `If-None-Match` names the tag, or everything.
fn is_listed(list: &str, etag: &str) -> bool {
    list.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

/// All values of a header as one list; what is not visible ASCII counts as absent.
fn text(headers: &HeaderMap, name: actix_web::http::header::HeaderName) -> String {
    headers.get_all(name).filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
#[path = "assets_tests.rs"]
mod tests;
