//! `/track/{token}`: the page of a tracking link. No JavaScript, no cookies, nothing inline, not to
//! be indexed; its style sheet has a path of its own.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, ServiceConfig},
};
use furgo_shared::{problem::ErrorCode, text::Locale};

use super::{html, operations};
use crate::{
    app::App, auth::Permit, error::Error, features::settings, http::mount::refuse, storage::Reads,
};

/// The page may load its style sheet and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// While the van is under way the page renews itself.
const RENEW_S: &str = "60";
const STYLE: &str = include_str!("track.css");

/// Mounts the page and its style sheet.
pub fn mount(config: &mut ServiceConfig) {
    config.route("/track.css", web::get().to(style));
    config.route("/track/{token}", web::get().to(page));
    config.route("/track/{token}", web::head().to(page));
}

async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(STYLE)
}

async fn page(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let token = request.match_info().query("token");
    // The token is the permission; nobody has to be signed in.
    let read = app.db.read(&Permit::for_job(), |tx| {
        let settings = settings::store::current(tx)?;
        let today = settings.day_of(tx.now());
        Ok((settings, today, operations::track(tx, token)))
    });
    let (settings, today, tracked) = match read {
        Ok(read) => read,
        Err(error) => return refuse(&request, &error),
    };
    let locale = locale(&request, settings.settings.locale);
    match tracked {
        Ok(view) => {
            let page = html::package(locale, &settings, &view, today);
            let mut response = answer(StatusCode::OK, page);
            if view.eta_window.is_some() {
                let renew = header::HeaderValue::from_static(RENEW_S);
                response.headers_mut().insert(header::REFRESH, renew);
            }
            response
        }
        Err(Error::Code(ErrorCode::NotFound)) => {
            answer(StatusCode::NOT_FOUND, html::missing(locale, &settings))
        }
        Err(error) => refuse(&request, &error),
    }
}

fn locale(request: &HttpRequest, fleet: Locale) -> Locale {
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE);
    wanted.and_then(|value| Locale::from_accept_language(value.to_str().ok()?)).unwrap_or(fleet)
}

fn answer(status: StatusCode, page: String) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header(("X-Robots-Tag", "noindex, nofollow"))
        .body(page)
}
