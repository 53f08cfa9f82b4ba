//! Just enough HTTP to ask a server on this machine.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::TcpStream,
};

/// Asks for a path; copies the body and says the status.
pub fn get(address: &str, path: &str, body: &mut impl Write) -> io::Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    read(BufReader::with_capacity(1 << 18, stream), body)
}

fn read(mut answer: impl BufRead, body: &mut impl Write) -> io::Result<u16> {
    let mut line = String::new();
    answer.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("this is no HTTP"))?;
    let mut length = u64::MAX;
    loop {
        line.clear();
        answer.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let copied = io::copy(&mut answer.take(length), body)?;
    match length == u64::MAX || copied == length {
        true => Ok(status),
        false => Err(io::Error::other("the answer ends too early")),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_answer_has_a_status_and_a_body_of_the_length_it_says() {
        let mut body = Vec::new();
        let answer = "HTTP/1.1 200 OK\r\nContent-length: 2\r\n\r\nabc";
        assert_eq!(read(answer.as_bytes(), &mut body).ok(), Some(200));
        assert_eq!(body, b"ab");
        let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
        assert!(read(cut.as_bytes(), &mut Vec::new()).is_err());
        assert!(read("nonsense".as_bytes(), &mut Vec::new()).is_err());
    }
}
