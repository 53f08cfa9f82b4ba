//! A mail server that takes everything: as much of SMTP (RFC 5321) as one client needs.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

/// Listens until the test ends.
pub struct Letterbox {
    port: u16,
    /// The address that each was for.
    mails: Receiver<String>,
}

impl Letterbox {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (taken, mails) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let taken = taken.clone();
                // A client that goes away has said what it wanted.
                thread::spawn(move || converse(stream, &taken).unwrap_or_default());
            }
        });
        Self { port, mails }
    }

    /// As it is configured.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Until one was taken; for whom.
    pub fn wait_for_mail(&self) -> String {
        self.mails.recv_timeout(Duration::from_secs(60)).unwrap()
    }
}

fn converse(mut stream: TcpStream, taken: &Sender<String>) -> std::io::Result<()> {
    let mut recipient = String::new();
    let mut lines = BufReader::new(stream.try_clone()?);
    stream.write_all(b"220 letterbox\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb = line.trim_end().to_ascii_uppercase();
        if verb == "DATA" {
            stream.write_all(b"354 go on\r\n")?;
            let mut mail = String::new();
            while !mail.ends_with("\r\n.\r\n") {
                lines.read_line(&mut mail)?;
            }
        }
        stream.write_all(b"250 fine\r\n")?;
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
