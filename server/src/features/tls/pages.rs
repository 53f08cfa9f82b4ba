//! `/ca`: the page that leads through installing our authority, and the authority itself in the
//! two forms that phones take. No JavaScript, no cookies; everybody may have them, before they
//! trust us and after.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, ServiceConfig},
};
use furgo_shared::{problem::ErrorCode, text::Locale};

use super::{html, profile, view};
use crate::{
    app::App,
    auth::Permit,
    error::Error,
    features::settings,
    http::mount::refuse,
    tls::authority::{Permitted, PublicAuthority},
};

/// Where the page is.
pub const PAGE: &str = "/ca";

/// The page may load its style sheet and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("ca.css");

/// What is answered about our authority.
type Answering = fn(&HttpRequest, &App, &PublicAuthority) -> HttpResponse;

/// Mounts the page and what it links to.
pub fn mount(config: &mut ServiceConfig) {
    config.route("/ca.css", web::get().to(style));
    let answers: [(&str, Answering); 3] = [
        (PAGE, page),
        ("/ca.crt", |_, _, authority| certificate(authority)),
        ("/ca.mobileconfig", apple),
    ];
    for (path, answer) in answers {
        let served = move |request: HttpRequest, app: Data<App>| async move {
            match app.tls.authority() {
                Some(authority) => answer(&request, &app, &authority),
                None => refuse(&request, &Error::Code(ErrorCode::NotFound)),
            }
        };
        config.route(path, web::get().to(served));
        config.route(path, web::head().to(served));
    }
}

async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(STYLE)
}

fn page(request: &HttpRequest, app: &App, authority: &PublicAuthority) -> HttpResponse {
    let page = html::Page {
        locale: locale(request, app),
        address: view::address(app),
        names: authority.permitted.iter().map(Permitted::to_string).collect(),
        fingerprint: &authority.fingerprint,
    };
    answer("text/html; charset=utf-8").body(page.to_html())
}

/// As Android, Windows, macOS and Firefox take it.
fn certificate(authority: &PublicAuthority) -> HttpResponse {
    answer("application/x-x509-ca-cert")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"furgo-ca.crt\""))
        .body(authority.der.clone())
}

/// As iPhones and iPads take it.
fn apple(request: &HttpRequest, app: &App, authority: &PublicAuthority) -> HttpResponse {
    let profile = profile::of(authority, locale(request, app));
    answer("application/x-apple-aspen-config")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"furgo.mobileconfig\""))
        .body(profile)
}

fn answer(content_type: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::build(StatusCode::OK);
    answer
        .content_type(content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept-Language"));
    answer
}

/// The reader's language, or else the fleet's.
fn locale(request: &HttpRequest, app: &App) -> Locale {
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE);
    let wanted = wanted.and_then(|value| Locale::from_accept_language(value.to_str().ok()?));
    wanted.unwrap_or_else(|| {
        let settings = app.db.read(&Permit::for_job(), |tx| settings::store::current(tx));
        settings.map(|settings| settings.settings.locale).unwrap_or_default()
    })
}
