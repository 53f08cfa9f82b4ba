//! What the office is shown.

use std::net::SocketAddr;

use fast_qr::{QRBuilder, convert::svg::SvgBuilder};
use furgo_shared::tls::{TlsView, Transport};

use super::pages;
use crate::{
    app::App,
    error::{Error, Result},
    tls::name::{Name, Scheme},
};

/// How the server is reached now.
pub fn of(app: &App) -> Result<TlsView> {
    let (tls, authority) = (&app.tls, app.tls.authority());
    let address = address(app);
    let install_url = install_url(app);
    let qr_svg = install_url.as_deref().or(address.as_deref()).map(picture).transpose()?;
    let shown = tls.certificates.current();
    Ok(TlsView {
        transport: tls.transport,
        address,
        install_url,
        qr_svg,
        fingerprint: authority.as_ref().map(|authority| authority.fingerprint.clone()),
        authority_ends_at: authority.map(|authority| authority.until),
        names: shown.iter().flat_map(|shown| shown.names.iter().map(Name::to_string)).collect(),
        ends_at: shown.map(|shown| shown.until),
        trouble: tls.trouble(),
    })
}

/// Where phones reach the app; none on this machine alone.
pub fn address(app: &App) -> Option<String> {
    if let Some(origin) = app.gate.public_origin() {
        return Some(origin.to_owned());
    }
    let listener = app.tls.listening.get()?.app;
    match app.tls.transport {
        Transport::Loopback | Transport::Proxy => None,
        Transport::Insecure => origin(app, Scheme::Http, listener),
        Transport::Local | Transport::Files | Transport::Acme => {
            origin(app, Scheme::Https, listener)
        }
    }
}

fn origin(app: &App, scheme: Scheme, listener: SocketAddr) -> Option<String> {
    Some(app.tls.reached_at(listener)?.origin(scheme, listener.port()))
}

/// The page about our authority. Over plain HTTP, where that is served, because a phone that does
/// not trust us yet warns of everything else.
pub fn install_url(app: &App) -> Option<String> {
    app.tls.authority()?;
    let plain = app.tls.listening.get()?.plain;
    let plain = plain.and_then(|plain| origin(app, Scheme::Http, plain));
    plain.or_else(|| address(app)).map(|origin| format!("{origin}{}", pages::PAGE))
}

/// A code that cameras read.
fn picture(address: &str) -> Result<String> {
    let code = QRBuilder::new(address).build();
    let code = code.map_err(|error| Error::Internal(format!("no code for an address: {error}")))?;
    Ok(SvgBuilder::default().to_str(&code))
}
