//! As much of HTTP as setting up and filling a server takes: one request after another over one
//! connection, with JSON in small answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::{Failure, Outcome};

/// A server that is silent for longer hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that stays open.
pub struct Client {
    reader: BufReader<TcpStream>,
    address: SocketAddr,
    token: String,
}

impl Client {
    /// Connects; with a token, every request carries it.
    ///
    /// # Errors
    /// When nobody listens.
    pub fn connect(address: SocketAddr, token: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { reader: BufReader::new(stream), address, token: token.to_owned() })
    }

    /// Sends JSON and returns the body of the answer.
    ///
    /// # Errors
    /// When the connection breaks or the status is none of success.
    pub fn send(&mut self, method: &str, path: &str, json: &str) -> Outcome<String> {
        let (address, length) = (self.address, json.len());
        let authorization = match self.token.as_str() {
            "" => String::new(),
            token => format!("Authorization: Bearer {token}\r\n"),
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{authorization}\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
        );
        self.reader.get_mut().write_all(request.as_bytes())?;
        let (status, body) = self.receive()?;
        match status {
            200..300 => Ok(body),
            _ => Err(Failure::new(format!("{method} {path} was answered with {status}: {body}"))),
        }
    }

    fn receive(&mut self) -> Outcome<(u16, String)> {
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| Failure::new("an answer without a status"))?;
        let (mut length, mut is_chunked) = (0, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(':') {
                Some(("content-length", value)) => length = value.trim().parse().unwrap_or(0),
                Some(("transfer-encoding", value)) => is_chunked = value.trim() == "chunked",
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if is_chunked {
            self.receive_chunks(&mut body)?;
        } else {
            self.read_into(&mut body, length)?;
        }
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }

    fn receive_chunks(&mut self, body: &mut Vec<u8>) -> Outcome<()> {
        loop {
            let length = usize::from_str_radix(&self.line()?, 16);
            let length = length
                .map_err(|error| Failure::new(format!("a chunk without a length: {error}")))?;
            self.read_into(body, length)?;
            self.line()?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn read_into(&mut self, body: &mut Vec<u8>, length: usize) -> Outcome<()> {
        let start = body.len();
        body.resize(start + length, 0);
        Ok(self.reader.read_exact(&mut body[start..])?)
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            return Err(Failure::new(format!("{} closed the connection", self.address)));
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A text field of an answer: the first with this name, whatever it belongs to.
///
/// # Errors
/// When there is none.
pub fn text_field(json: &str, name: &str) -> Outcome<String> {
    let start = format!("\"{name}\":\"");
    let value = json.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
    value
        .map(|(value, _)| value.to_owned())
        .ok_or_else(|| Failure::new(format!("no `{name}` in {json}")))
}

#[cfg(test)]
mod tests {
    use super::text_field;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let json = r#"{"collectionId":"c","id":"7","token":"t"}"#;
        assert_eq!(text_field(json, "id").ok().as_deref(), Some("7"));
        assert!(text_field(json, "name").is_err());
    }
}
