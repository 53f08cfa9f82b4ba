//! Plain HTTP beside TLS, for what comes before it: our authority and the page about it, answers to
//! an ACME server, and the way to the app for everybody else. Nothing secret passes here.

use std::{io, net::TcpListener, sync::Arc, time::Duration};

use actix_web::{
    App as ActixApp, HttpRequest, HttpResponse,
    http::{Method, header},
    web::{self, Data},
};
use furgo_shared::text::Locale;

use crate::{
    app::{App, Running},
    features::tls::pages,
    http::{
        connections::{Connections, Limits},
        serving,
    },
    tls::name::{Name, Scheme},
    words::say,
};

/// Everybody asks for a page or two.
const LIMITS: Limits =
    Limits { all: 128, of_address: 32, kept: 0, standstill: Duration::from_secs(30) };

/// Where an ACME server looks (RFC 8555, 8.3).
const ACME: &str = "/.well-known/acme-challenge/{token}";

/// Serves on this listener until it is told to stop.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(app: &App, listener: TcpListener) -> io::Result<Running> {
    let address = listener.local_addr()?;
    let connections = Arc::new(Connections::new(LIMITS, Vec::new()));
    let data = Data::new(app.clone());
    let make = move || {
        ActixApp::new()
            .app_data(data.clone())
            .route(ACME, web::get().to(answer_acme))
            .configure(pages::mount)
            .default_service(web::to(lead_to_tls))
    };
    let server = serving::serve(make, &connections, listener, None, 1)?;
    Ok(Running { address, handle: server.handle(), server })
}

async fn answer_acme(token: web::Path<String>, app: Data<App>) -> HttpResponse {
    match app.tls.challenges.answer(&token) {
        Some(answer) => HttpResponse::Ok().content_type("application/octet-stream").body(answer),
        None => HttpResponse::NotFound().finish(),
    }
}

/// The same page over TLS. Not for good: whoever goes back to plain HTTP must not be locked out by
/// what browsers remember.
async fn lead_to_tls(request: HttpRequest, app: Data<App>) -> HttpResponse {
    let wanted = request.headers().get(header::ACCEPT_LANGUAGE);
    let locale = wanted.and_then(|value| Locale::from_accept_language(value.to_str().ok()?));
    let told = |key: &str| say(locale.unwrap_or_default(), key, &[]);
    // What a client writes has crossed the network already: it has to hear that.
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return HttpResponse::Forbidden().body(told("tls-only"));
    }
    match origin(&request, &app) {
        Some(origin) => {
            let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
            HttpResponse::TemporaryRedirect()
                .insert_header((header::LOCATION, format!("{origin}{target}")))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .finish()
        }
        None => HttpResponse::BadRequest().body(told("tls-only")),
    }
}

/// The app's, by the name that the client called us by unless one was set.
fn origin(request: &HttpRequest, app: &App) -> Option<String> {
    if let Some(origin) = app.gate.public_origin() {
        return Some(origin.to_owned());
    }
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    let port = app.tls.listening.get()?.app.port();
    Some(Name::of_authority(host)?.origin(Scheme::Https, port))
}
