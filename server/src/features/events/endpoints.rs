//! Events over HTTP.

use std::sync::Arc;

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::{Method, header},
};
use furgo_shared::{access::SignedIn, api, problem::ErrorCode, validate::Empty};

use super::stream::{self, Stream};
use crate::{
    auth::{Viewer, origin},
    error::{Error, Result},
    http::{Call, Mount, StreamAnswer},
};

/// When all places are taken, some are free again soon: screens are closed all the time.
const RETRY_AFTER_S: u64 = 60;

/// Mounts the endpoint.
pub fn mount(mount: &mut Mount) {
    mount.add(api::EVENTS, open);
}

async fn open(call: Call<SignedIn, Empty>) -> Result<StreamAnswer> {
    let Call { app, permit, request, .. } = call;
    // A read, but one that another site's page could hold open in somebody's name.
    if origin::is_other_site(&request, app.gate.public_origin()) {
        return Err(Error::Code(ErrorCode::CrossSite));
    }
    let Viewer::Person(person) = *permit.viewer() else {
        return Err(Error::Code(ErrorCode::NotSignedIn));
    };
    if request.method() == Method::HEAD {
        return Ok(StreamAnswer(head().finish()));
    }
    let seat = app.events.seat(person.id).ok_or(Error::Code(ErrorCode::Unavailable))?;
    let full = Error::TooManyAttempts { retry_after_s: RETRY_AFTER_S };
    let listener = app.db.feed().listen(person).ok_or(full)?;
    let was_here = request.headers().contains_key("last-event-id");
    let stream = Stream { person, seat, listener, db: Arc::downgrade(&app.db) };
    Ok(StreamAnswer(head().body(stream::begin(stream, was_here))))
}

fn head() -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Said to proxies of the nginx family, which would collect lines before they pass them on.
        .insert_header(("x-accel-buffering", "no"))
        // The connection ends with the stream, so that nobody waits for it when the server stops.
        .force_close()
        .content_type("text/event-stream");
    response
}
