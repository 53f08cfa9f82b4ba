//! What the log says of requests that were not fulfilled: never what the client made up, and never
//! so much that a client fills a disk with it.

use actix_web::{HttpRequest, web::Data};
use furgo_ground::Seldom;
use furgo_shared::problem::ErrorCode;

use crate::{app::App, auth, error::Error};

/// Methods that have a name of their own in the log.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Writes one line, or counts that it did not.
pub(super) fn log(request: &HttpRequest, id: &str, error: &Error) {
    static FULL: Seldom = Seldom::new();
    static BUSY: Seldom = Seldom::new();
    static STRANGERS: Seldom = Seldom::new();
    let method = METHODS.into_iter().find(|known| request.method() == known).unwrap_or("other");
    // The pattern, not the path: a path may hold a tracking token.
    let path = request.match_pattern().unwrap_or_default();
    let code = error.code();
    if code == ErrorCode::Unavailable {
        let seldom = if matches!(error, Error::Storage(_)) { &FULL } else { &BUSY };
        if let Some(more) = seldom.pass() {
            tracing::error!(request_id = %id, method, %path, %error, more, "request failed");
        }
    } else if code.status() >= 500 {
        tracing::error!(request_id = %id, method, %path, %error, "request failed");
    } else if is_worth_a_line(request) {
        tracing::info!(request_id = %id, method, %path, %error, "request refused");
    } else if let Some(more) = STRANGERS.pass() {
        tracing::warn!(more, "too many requests of an address that is not signed in were refused");
    }
}

/// People who are signed in are known. Of others, so many lines an address are written.
fn is_worth_a_line(request: &HttpRequest) -> bool {
    if auth::is_known(request) {
        return true;
    }
    let app = request.app_data::<Data<App>>();
    app.is_none_or(|app| {
        app.gate.throttle.count_refusal(app.gate.address_of(request), app.clock.uptime())
    })
}
