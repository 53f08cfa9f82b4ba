//! Names and attributes of the cookies.

use actix_session::{
    SessionMiddleware,
    config::{CookieContentSecurity, PersistentSession, TtlExtensionPolicy},
};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use chrono::TimeDelta;

use super::{Gate, session_store::Sessions};
use crate::app::App;

/// No browser stays signed in for longer, but one that keeps a copy of its driver's day.
pub const SESSION_MAX: TimeDelta = TimeDelta::days(30);
/// Nor does that for longer than this.
pub const DEVICE_SESSION_MAX: TimeDelta = TimeDelta::days(90);

/// Name of the refresh cookie.
pub const REFRESH: &str = "refresh_token";
const REFRESH_PATH: &str = "/api/auth";

/// Name of the session cookie. The prefix makes browsers insist on TLS, so plain HTTP goes without.
pub fn session_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-furgo" } else { "furgo" }
}

/// The middleware that keeps browser sessions.
pub fn sessions(app: &App) -> SessionMiddleware<Sessions> {
    let is_secure = app.gate.is_secure();
    // The stored session says for how long the cookie is good, and mostly that is less.
    let lifetime = PersistentSession::default()
        .session_ttl(Duration::seconds(DEVICE_SESSION_MAX.num_seconds()))
        .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
    SessionMiddleware::builder(Sessions::new(app), app.gate.keys.cookie.clone())
        .cookie_name(session_name(is_secure).to_owned())
        .cookie_secure(is_secure)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Strict)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(lifetime)
        .build()
}

/// A refresh cookie with this token.
pub fn refresh(gate: &Gate, token: String, lifetime: chrono::TimeDelta) -> Cookie<'static> {
    Cookie::build(REFRESH, token)
        .path(REFRESH_PATH)
        .http_only(true)
        .secure(gate.is_secure())
        .same_site(SameSite::Strict)
        .max_age(Duration::seconds(lifetime.num_seconds()))
        .finish()
}

/// Takes the refresh cookie away.
pub fn no_refresh(gate: &Gate) -> Cookie<'static> {
    let mut cookie = refresh(gate, String::new(), chrono::TimeDelta::zero());
    cookie.make_removal();
    cookie
}
