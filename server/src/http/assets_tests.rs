//! Negotiation, caching and the choice between a file and a screen.

#![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

use super::*;
use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::test::TestRequest;

static HASHED: Asset = Asset {
    path: "/app-0123456789abcdef.js",
    content_type: "text/javascript; charset=utf-8",
    etag: "d1",
    is_immutable: true,
    identity: b"plain",
    brotli: Some(b"br"),
    gzip: Some(b"gz"),
};

static PLAIN: Asset = Asset {
    path: "/index.html",
    content_type: "text/html; charset=utf-8",
    etag: "d2",
    is_immutable: false,
    identity: b"page",
    brotli: None,
    gzip: None,
};

fn chosen(accepted: &str) -> (Coding, &'static [u8]) {
    HASHED.best_for(accepted)
}

fn request(name: &'static str, value: &'static str) -> HttpRequest {
    TestRequest::get().insert_header((name, value)).to_http_request()
}

fn header(answer: &HttpResponse, name: &str) -> Option<String> {
    answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
}

#[test]
fn brotli_wins_wherever_the_client_does_not_mind() {
    assert_eq!(chosen("gzip, deflate, br, zstd").0, Coding::Brotli);
    assert_eq!(chosen("*").0, Coding::Brotli);
    assert_eq!(chosen("gzip;q=1.0, BR;q=1").0, Coding::Brotli);
}

#[test]
fn the_clients_weights_come_first() {
    assert_eq!(chosen("gzip, br;q=0.5").0, Coding::Gzip);
    assert_eq!(chosen("br;q=0, gzip").0, Coding::Gzip);
    assert_eq!(chosen("br;q=0.001, identity;q=0.5").0, Coding::Identity);
}

#[test]
fn who_names_no_coding_that_we_have_gets_the_file_as_it_is() {
    for accepted in ["", "zstd", "identity", "br;q=0, gzip;q=0", ",;,", "br;q=high", "br;q=2"] {
        assert_eq!(chosen(accepted), (Coding::Identity, b"plain".as_slice()), "{accepted:?}");
    }
    assert_eq!(PLAIN.best_for("br, gzip").0, Coding::Identity);
}

#[actix_web::test]
async fn a_file_with_a_hash_in_its_name_is_kept_for_ever() {
    let answer = send(&HASHED, request("accept-encoding", "br").headers());
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "cache-control").as_deref(), Some(KEEP_FOR_EVER));
    assert_eq!(header(&answer, "content-encoding").as_deref(), Some("br"));
    assert_eq!(header(&answer, "etag").as_deref(), Some("\"d1-br\""));
    assert_eq!(header(&answer, "vary").as_deref(), Some("Accept-Encoding"));
    assert_eq!(to_bytes(answer.into_body()).await.unwrap(), "br");
}

#[actix_web::test]
async fn what_the_client_already_has_is_not_sent_again() {
    let answer = send(&PLAIN, request("if-none-match", "\"other\", W/\"d2\"").headers());
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header(&answer, "cache-control").as_deref(), Some(ASK_AGAIN));
    assert!(to_bytes(answer.into_body()).await.unwrap().is_empty());
}

#[test]
fn the_tag_of_another_form_is_not_this_one() {
    let answer = send(&HASHED, request("if-none-match", "\"d1-br\"").headers());
    assert_eq!(answer.status(), StatusCode::OK);
}

#[test]
fn a_vehicle_with_a_dot_in_its_alias_is_a_screen() {
    assert!(!names_a_file("/"));
    assert!(!names_a_file("/vehicles/van.1"));
    assert!(names_a_file("/app.js"));
    assert!(names_a_file("/favicon.ico"));
}

#[test]
fn a_missing_file_is_not_answered_with_a_page() {
    let request = TestRequest::get().uri("/no-such-file.js").to_http_request();
    assert!(answer(&request).is_none());
}

#[test]
fn any_screen_gets_the_app_or_the_page_that_says_how_to_build_it() {
    let html = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    for (path, header) in [
        ("/routes/today", html),
        ("/routes/today", ("sec-fetch-mode", "navigate")),
        ("/", ("accept", "*/*")),
    ] {
        let request = TestRequest::get().uri(path).insert_header(header).to_http_request();
        let status = answer(&request).unwrap().status();
        match all().is_empty() {
            true => assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE),
            false => assert_eq!(status, StatusCode::OK),
        }
    }
}

#[test]
fn a_machine_is_not_answered_with_a_page() {
    for header in [("accept", "*/*"), ("accept", "application/json"), ("sec-fetch-mode", "cors")] {
        let request = TestRequest::get().uri("/metrics").insert_header(header).to_http_request();
        assert!(answer(&request).is_none(), "{header:?}");
    }
}

#[test]
fn the_table_is_ordered_so_that_every_file_is_found() {
    assert!(all().windows(2).all(|pair| pair[0].path < pair[1].path));
    assert!(all().iter().all(|asset| find(asset.path).is_some()));
}
