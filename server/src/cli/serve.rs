//! `furgo serve`.

use std::{
    convert::Infallible,
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use actix_web::rt::signal::unix::{SignalKind, signal};
use furgo_shared::tls::Transport;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{Failure, installation, say};
use crate::{
    app::{self, App, Running},
    auth::{Permit, keys::setup_link},
    config::Config,
    entrance,
    features::{auth, events::Events, mails, tls, users},
    jobs, metrics,
    storage::file::FILE_NAME,
    tls::Listening,
};

/// Serves until SIGTERM or SIGINT.
pub fn serve(config: &Config) -> Result<(), Failure> {
    let tls = installation::open_tls(config)?;
    serve_app(config, App { tls: Arc::new(tls), ..installation::open(config)? })
}

/// Serves an installation that is open.
pub fn serve_app(config: &Config, app: App) -> Result<(), Failure> {
    let cannot_listen = |error| cannot_listen(config.reached.listen, "--listen", error);
    let listener = TcpListener::bind(config.reached.listen).map_err(cannot_listen)?;
    allow_open_files();
    let (served, roads) = (app.clone(), Arc::clone(&app.roads));
    installation::block_on(async move {
        auth::ages::mend(&served.db).await?;
        let is_configured = served.post.configuration().is_some();
        mails::settings::note_configuration(&served.db, is_configured).await?;
        let running = app::serve(&served, listener, config.workers).map_err(cannot_listen)?;
        let entrance = entrance(config, &served)?;
        let plain = entrance.as_ref().map(|entrance| entrance.address);
        // Nobody has set it before.
        served.tls.listening.set(Listening { app: running.address, plain }).unwrap_or(());
        welcome(config, &served, running.address)?;
        let besides = [entrance, figures(config, &served)?].map(|beside| {
            beside.map(|beside| (beside.handle, actix_web::rt::spawn(beside.server)))
        });
        // Nobody waits for it: until a large file is read, routes go by straight lines.
        drop(tokio::task::spawn_blocking(move || drop(roads.current())));
        let lost = served;
        let handle = running.handle;
        let ended = tokio::select! {
            ended = running.server => ended.map_err(|error| Failure::of("the server stopped unexpectedly", error)),
            never = jobs::run(&lost) => match never {},
            never = lost.tls.keep(&lost.clock) => match never {},
            never = end_streams(&lost.events) => match never {},
            why = lost.db.lost() => {
                handle.stop(false).await;
                Err(Failure::data_lost(why))
            }
        };
        lost.post.close();
        for (handle, served) in besides.into_iter().flatten() {
            handle.stop(false).await;
            drop(served.await);
        }
        ended
    })?;
    tracing::info!("stopped");
    app.close().map_err(Failure::from)
}

fn cannot_listen(address: SocketAddr, flag: &str, error: io::Error) -> Failure {
    Failure::of(&format!("cannot listen on {address}; choose another address with {flag}"), error)
}

/// Serves plain HTTP beside TLS, where that is wanted.
fn entrance(config: &Config, app: &App) -> Result<Option<Running>, Failure> {
    let Some(address) = config.reached.http_listen else { return Ok(None) };
    let cannot = |error| cannot_listen(address, "--http-listen", error);
    let listener = TcpListener::bind(address).map_err(cannot)?;
    entrance::serve(app, listener).map(Some).map_err(cannot)
}

/// Serves figures about the server beside it, where that is wanted.
fn figures(config: &Config, app: &App) -> Result<Option<Running>, Failure> {
    let Some(address) = config.metrics else { return Ok(None) };
    let cannot = |error| Failure::of(&format!("cannot serve metrics on {address}"), error);
    let listener = TcpListener::bind(address).map_err(cannot)?;
    let running = metrics::serve(app, listener, config.data.join(FILE_NAME)).map_err(cannot)?;
    say(&format!("Metrics are at http://{}/metrics", running.address));
    Ok(Some(running))
}

/// Each connection is an open file, and many systems allow 1,024 unless one asks for more.
fn allow_open_files() {
    let limit = getrlimit(Resource::Nofile);
    // As it was is still enough for most fleets.
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap_or(());
}

/// When the server is told to stop, it waits for what is under way; open streams would last for
/// ever.
async fn end_streams(events: &Events) -> Infallible {
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
            events.close();
        }
        Err(error) => {
            tracing::warn!(%error, "cannot hear SIGTERM; open streams will hold the server up")
        }
    }
    std::future::pending().await
}

fn welcome(config: &Config, app: &App, bound: SocketAddr) -> Result<(), Failure> {
    let url = config.url(bound);
    say(&format!("Furgo {} is at {url}", app::VERSION));
    if app.db.read(&Permit::for_job(), |tx| users::store::is_empty(tx))? {
        let link = setup_link(&url, &app.gate.keys);
        say(&format!("There are no accounts yet. Create the first one, the admin's, at {link}"));
    }
    if let Some(authority) = app.tls.authority() {
        if let Some(page) = tls::install_url(app) {
            say(&format!("Phones install the certificate authority from {page}"));
        }
        say(&format!("The authority's SHA-256 is {}", authority.fingerprint));
    }
    if app.tls.transport == Transport::Insecure {
        tracing::warn!(
            "passwords cross the network unencrypted, and phones get no work offline and no camera: \
             `furgo serve --tls local` ends that"
        );
    }
    Ok(())
}
