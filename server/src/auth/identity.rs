//! Tells who asks, from the bearer token or the session cookie.

use actix_session::SessionExt;
use actix_web::{HttpRequest, http::header, web::Data};
use furgo_shared::{id::SessionId, problem::ErrorCode};

use super::{Permit, Viewer, bearer, origin};
use crate::{
    app::App,
    error::{Error, Result},
    storage::outcome::Once,
};

/// Entry of the browser session's map that holds the id of the stored session: its only entry.
pub const SESSION_ENTRY: &str = "session";
/// Entry that stands there instead when the stored session could not be read.
pub(super) const FAULT_ENTRY: &str = "fault";

/// Who asks; a stranger when nothing valid says who. A write by cookie must come from our pages.
pub async fn identify(request: &HttpRequest, app: &Data<App>) -> Result<Viewer> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        let session = bearer_token(request)
            .and_then(|token| bearer::verify(&app.gate.keys.access, token, app.clock.steady()));
        return session.map_or(Ok(Viewer::Stranger), |claims| person(app, claims.sid));
    }
    let Some(session) = cookie_session(request)? else { return Ok(Viewer::Stranger) };
    let viewer = person(app, session)?;
    if viewer != Viewer::Stranger {
        origin::require_same_site(request, app.gate.public_origin())?;
    }
    Ok(viewer)
}

/// Whether a request is of somebody of the office who is signed in.
pub async fn is_signed_in_office(request: &HttpRequest, app: &Data<App>) -> bool {
    let viewer = identify(request, app).await;
    viewer.is_ok_and(|viewer| matches!(viewer, Viewer::Person(_)) && viewer.is_office())
}

fn bearer_token(request: &HttpRequest) -> Option<&str> {
    let (scheme, token) =
        request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie_session(request: &HttpRequest) -> Result<Option<SessionId>> {
    let session = request.get_session();
    if session.contains_key(FAULT_ENTRY) {
        return Err(Error::Code(ErrorCode::Unavailable));
    }
    session.get(SESSION_ENTRY).map_err(|error| Error::Internal(error.to_string()))
}

/// Whose session it is, as long as it and the account live. The role is read anew each time, so
/// that a change acts at once.
fn person(app: &Data<App>, id: SessionId) -> Result<Viewer> {
    let living = app.db.read(&Permit::for_auth(), |tx| (app.keeper.living)(tx, id))?;
    let Some(living) = living else { return Ok(Viewer::Stranger) };
    if living.wants_touch {
        touch(app.clone(), id);
    }
    Ok(Viewer::Person(living.person))
}

/// Notes the use without making the request wait for it.
fn touch(app: Data<App>, id: SessionId) {
    let (used_at, touch) = (app.clock.steady(), app.keeper.touch);
    actix_web::rt::spawn(async move {
        let touched = app
            .db
            .write(Permit::for_job(), Once::by_job("session_use"), move |tx| touch(tx, id, used_at))
            .await;
        if let Err(error) = touched {
            tracing::warn!(%error, "a session's last use was not noted");
        }
    });
}
