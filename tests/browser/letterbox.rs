//! A mail server that keeps what it is given: as much of SMTP (RFC 5321) as one client needs.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// Listens until the test ends.
pub struct Letterbox {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Letterbox {
    pub fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has free ports");
        let port = listener.local_addr().expect("it is bound").port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&mails);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // A client that goes away has said what it wanted.
                thread::spawn(move || converse(stream, &kept).unwrap_or_default());
            }
        });
        Self { port, mails }
    }

    /// As it stands in the settings.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The first mail that holds this, without the line breaks that mail puts into long lines.
    pub fn find(&self, part: &str) -> Option<String> {
        let mails = self.mails.lock().expect("nobody panics with it");
        let plain = |mail: &String| mail.replace("=\r\n", "").replace("=3D", "=");
        mails.iter().map(plain).find(|mail| mail.contains(part))
    }
}

fn converse(mut stream: TcpStream, kept: &Mutex<Vec<String>>) -> std::io::Result<()> {
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
            kept.lock().expect("nobody panics with it").push(mail);
        }
        stream.write_all(b"250 fine\r\n")?;
        if verb == "QUIT" {
            return Ok(());
        }
    }
}
