//! A mail server that takes everything: as much of SMTP (RFC 5321) as one client needs, in plain
//! text, or with TLS from the start or after `STARTTLS` (RFC 3207).

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};

/// What the letterbox says of somebody who did not trust it.
pub const NO_HANDSHAKE: &str = "no handshake";

/// When the connection is encrypted.
#[derive(Clone)]
pub enum Encryption {
    Never,
    FromTheStart(Arc<ServerConfig>),
    WhenAsked(Arc<ServerConfig>),
}

/// A certificate for `localhost` that signs itself: what a server proves itself with, and in PEM
/// for whoever is to trust it.
pub fn certificate() -> (Arc<ServerConfig>, String) {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key)
            .unwrap();
    (Arc::new(config), own.cert.pem())
}

/// Listens until the test ends.
pub struct Letterbox {
    port: u16,
    /// The address that each was for.
    mails: Receiver<String>,
}

impl Letterbox {
    pub fn open() -> Self {
        Self::with(Encryption::Never)
    }

    pub fn with(encryption: Encryption) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (taken, mails) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (taken, encryption) = (taken.clone(), encryption.clone());
                // A client that goes away has said what it wanted.
                thread::spawn(move || serve(stream, &encryption, &taken).unwrap_or_default());
            }
        });
        Self { port, mails }
    }

    /// As it is configured.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Until one was taken; for whom.
    pub fn wait_for_mail(&self) -> String {
        self.mails.recv_timeout(Duration::from_secs(60)).unwrap()
    }
}

fn serve(
    stream: TcpStream,
    encryption: &Encryption,
    taken: &Sender<String>,
) -> std::io::Result<()> {
    let mut plain = BufReader::new(stream);
    match encryption {
        Encryption::Never => {
            plain.get_mut().write_all(b"220 letterbox\r\n")?;
            converse(plain, taken)
        }
        Encryption::FromTheStart(config) => {
            let mut stream = encrypted(plain.into_inner(), config, taken)?;
            stream.write_all(b"220 letterbox\r\n")?;
            converse(BufReader::new(stream), taken)
        }
        Encryption::WhenAsked(config) => {
            plain.get_mut().write_all(b"220 letterbox\r\n")?;
            let mut line = String::new();
            while plain.read_line(&mut line)? > 0 {
                if line.trim_end() == "STARTTLS" {
                    plain.get_mut().write_all(b"220 go on\r\n")?;
                    let stream = encrypted(plain.into_inner(), config, taken)?;
                    return converse(BufReader::new(stream), taken);
                }
                let answer: &[u8] = match line.starts_with("EHLO") {
                    true => b"250-letterbox\r\n250 STARTTLS\r\n",
                    false => b"530 encrypt first\r\n",
                };
                plain.get_mut().write_all(answer)?;
                line.clear();
            }
            Ok(())
        }
    }
}

fn encrypted(
    mut stream: TcpStream,
    config: &Arc<ServerConfig>,
    taken: &Sender<String>,
) -> std::io::Result<StreamOwned<ServerConnection, TcpStream>> {
    let mut connection = ServerConnection::new(Arc::clone(config)).unwrap();
    while connection.is_handshaking() {
        if let Err(error) = connection.complete_io(&mut stream) {
            taken.send(NO_HANDSHAKE.to_owned()).unwrap_or_default();
            return Err(error);
        }
    }
    Ok(StreamOwned::new(connection, stream))
}

fn converse(
    mut stream: BufReader<impl Read + Write>,
    taken: &Sender<String>,
) -> std::io::Result<()> {
    let mut recipient = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb = line.trim_end().to_ascii_uppercase();
        if verb == "DATA" {
            stream.get_mut().write_all(b"354 go on\r\n")?;
            let mut mail = String::new();
            while !mail.ends_with("\r\n.\r\n") {
                stream.read_line(&mut mail)?;
            }
        }
        stream.get_mut().write_all(b"250 fine\r\n")?;
        if let Some(address) = verb.strip_prefix("RCPT TO:") {
            recipient = address.trim_matches(['<', '>']).to_ascii_lowercase();
        }
        if verb == "DATA" {
            taken.send(recipient.clone()).unwrap_or_default();
        }
        if verb == "QUIT" {
            return Ok(());
        }
    }
}
