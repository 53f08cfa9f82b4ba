//! Asks a running server whether it works.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};

use super::Failure;
use crate::{
    config::Config,
    tls::{certificate::provider, unverified::Unverified},
};

/// A server that takes longer does not work.
const PATIENCE: Duration = Duration::from_secs(3);

/// Succeeds when the server answers that it takes writes.
pub fn ask(config: &Config) -> Result<(), Failure> {
    let address = loopback_of(config.reached.listen);
    let answer = match config.reached.tls {
        Some(_) => connect(address).and_then(|stream| status_line(within_tls(stream)?, address)),
        None => connect(address).and_then(|stream| status_line(stream, address)),
    };
    let answer =
        answer.map_err(|error| Failure::of(&format!("nothing answers on {address}"), error))?;
    match answer.split(' ').nth(1) {
        Some("200") => Ok(()),
        _ if !answer.starts_with("HTTP/") => Err(Failure::new(format!(
            "what answers on {address} speaks no plain HTTP; give the same --tls as to the server"
        ))),
        _ => Err(Failure::new(format!("the server on {address} is not ready: {}", answer.trim()))),
    }
}

/// Listening everywhere includes here.
fn loopback_of(listen: SocketAddr) -> SocketAddr {
    match listen {
        SocketAddr::V4(address) if address.ip().is_unspecified() => {
            SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
        }
        SocketAddr::V6(address) if address.ip().is_unspecified() => {
            SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()))
        }
        SocketAddr::V4(_) | SocketAddr::V6(_) => listen,
    }
}

fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Whoever answers at an address of this machine is the server: its certificate is about a name,
/// and nothing secret is sent.
fn within_tls(stream: TcpStream) -> std::io::Result<impl Read + Write> {
    let config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Unverified))
        .with_no_client_auth();
    let name = ServerName::from(stream.peer_addr()?.ip());
    let connection =
        ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
    Ok(StreamOwned::new(connection, stream))
}

fn status_line(mut stream: impl Read + Write, address: SocketAddr) -> std::io::Result<String> {
    let request =
        format!("GET /api/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
