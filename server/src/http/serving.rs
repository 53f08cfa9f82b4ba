//! The server below the app: it listens, and every connection is a [`Strict`] one with its place,
//! plain or over TLS.
//!
//! This is what actix-web's own server does, but for the connections: it takes no others than
//! those of the system.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use actix_http::{HttpService, KeepAlive, Request, error::DispatchError};
use actix_server::{Server, ServerBuilder};
use actix_service::{IntoServiceFactory, ServiceFactory, ServiceFactoryExt as _, map_config};
use actix_web::{
    Error,
    body::MessageBody,
    dev::{AppConfig, Service, ServiceResponse, fn_service},
    rt::net::TcpStream,
};
use tokio_rustls::TlsAcceptor;

use super::{connections::Connections, strict::Strict, wire::Wire};

/// Seconds that requests under way get when the server is told to stop.
const SHUTDOWN_S: u64 = 10;

/// Time that the first head of a connection has to arrive, and before it the handshake of TLS.
const HEAD_TIME_MAX: Duration = Duration::from_secs(5);

/// Time that the other side has to read the end of what it was sent.
const GOODBYE_TIME_MAX: Duration = Duration::from_secs(1);

/// Serves the app that `make` makes, once for each worker; over TLS where something accepts it.
pub fn serve<I, S, B>(
    make: impl Fn() -> I + Clone + Send + 'static,
    connections: &Arc<Connections>,
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    workers: usize,
) -> io::Result<Server>
where
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Response = ServiceResponse<B>, Error = Error>
        + 'static,
    S::InitError: std::fmt::Debug,
    <S::Service as Service<Request>>::Future: 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let address = listener.local_addr()?;
    let connections = Arc::clone(connections);
    let builder = ServerBuilder::new().workers(workers).shutdown_timeout(SHUTDOWN_S);
    let stopping = builder.graceful_shutdown_signal();
    let builder = builder.listen("furgo", listener, move || {
        let (connections, stopping, tls) =
            (Arc::clone(&connections), stopping.clone(), tls.clone());
        let app = make().into_factory().map_err(|error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(KeepAlive::default())
            .client_request_timeout(HEAD_TIME_MAX)
            .client_disconnect_timeout(GOODBYE_TIME_MAX)
            // Whoever closes their side has hung up, and nothing is computed for them any more.
            .h1_allow_half_closed(false)
            .local_addr(address)
            .on_connect_ext(|stream: &Strict<Wire>, data| {
                data.insert(Arc::clone(stream.place()));
            })
            .h1(map_config(app, |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| {
            let (connections, tls) = (Arc::clone(&connections), tls.clone());
            async move {
                let peer: Option<SocketAddr> = stream.peer_addr().ok();
                // Before the handshake: whoever begins one and does not end it takes a place too.
                let place = connections.enter(&stream);
                let wire = Wire::open(stream, tls.as_ref(), HEAD_TIME_MAX);
                Ok((Strict::new(wire.await.map_err(DispatchError::Io)?, place), peer))
            }
        })
        .and_then(http)
    })?;
    Ok(builder.run())
}
