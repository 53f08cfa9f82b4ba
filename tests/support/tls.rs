//! Somebody who talks TLS, and looks closely at what is shown to them.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use furgo::{
    clock::Clock,
    tls::certificate::{chain_in, provider},
};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    client::Resumption,
    pki_types::{ServerName, UnixTime},
    time_provider::TimeProvider,
};

/// Longest that a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client that trusts one authority.
#[derive(Clone, Debug)]
pub struct TlsClient {
    config: Arc<ClientConfig>,
    address: SocketAddr,
}

impl TlsClient {
    /// Trusts whatever certificates a text in PEM holds, and has the right time.
    pub fn trusting(pem: &[u8], address: SocketAddr) -> Self {
        Self::by_clock(pem, address, Clock::system())
    }

    /// The same, by this clock.
    pub fn by_clock(pem: &[u8], address: SocketAddr, clock: Clock) -> Self {
        let mut roots = RootCertStore::empty();
        chain_in(pem).unwrap().into_iter().for_each(|root| roots.add(root).unwrap());
        let mut config =
            ClientConfig::builder_with_details(Arc::new(provider()), Arc::new(Watch(clock)))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_root_certificates(roots)
                .with_no_client_auth();
        // Each connection is shown the certificate.
        config.resumption = Resumption::disabled();
        Self { config: Arc::new(config), address }
    }

    /// Connects by a name that the certificate has to be for; an error is what was wrong with it.
    pub fn connect(&self, name: &str) -> io::Result<TlsConnection> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let name_shown = ServerName::try_from(name.to_owned()).unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.config), name_shown);
        let mut stream = StreamOwned::new(connection.map_err(io::Error::other)?, stream);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        Ok(TlsConnection { stream, host: format!("{name}:{}", self.address.port()) })
    }

    /// The answer to one request on a connection of its own.
    pub fn get(&self, name: &str, path: &str) -> TlsReply {
        self.connect(name).unwrap().ask("GET", path, "", "")
    }
}

/// What certificates are judged by.
#[derive(Debug)]
struct Watch(Clock);

impl TimeProvider for Watch {
    fn current_time(&self) -> Option<UnixTime> {
        let now = self.0.now().timestamp().unsigned_abs();
        Some(UnixTime::since_unix_epoch(Duration::from_secs(now)))
    }
}

/// An open connection.
#[derive(Debug)]
pub struct TlsConnection {
    stream: StreamOwned<ClientConnection, TcpStream>,
    host: String,
}

/// An answer as it came.
#[derive(Debug)]
pub struct TlsReply {
    pub status: u16,
    head: String,
    pub body: String,
}

impl TlsReply {
    /// A header's text; empty if it is absent.
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}

impl TlsConnection {
    /// The certificate that the server has shown.
    pub fn certificate(&self) -> Vec<u8> {
        self.stream.conn.peer_certificates().unwrap()[0].to_vec()
    }

    /// Sends a request; the connection stays open.
    pub fn ask(&mut self, method: &str, path: &str, headers: &str, json: &str) -> TlsReply {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n{headers}\r\n{json}",
            self.host,
            json.len()
        );
        self.stream.write_all(request.as_bytes()).unwrap();
        self.stream.flush().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut reply = TlsReply { status, head, body: String::new() };
        let length = reply.header("content-length").parse().unwrap_or(0);
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        reply.body = String::from_utf8(body).unwrap();
        reply
    }
}
