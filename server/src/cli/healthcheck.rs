//! Asks a running server whether it works.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

use super::Failure;

/// A server that takes longer does not work.
const PATIENCE: Duration = Duration::from_secs(3);

/// Succeeds when the server answers that it takes writes.
pub fn ask(listen: SocketAddr) -> Result<(), Failure> {
    let address = loopback_of(listen);
    let answer = status_line(address)
        .map_err(|error| Failure::of(&format!("nothing answers on {address}"), error))?;
    match answer.split(' ').nth(1) {
        Some("200") => Ok(()),
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

fn status_line(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /api/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
