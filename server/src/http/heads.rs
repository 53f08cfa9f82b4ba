//! Which bytes of a connection are lines of HTTP, and whether these end as they must.
//!
//! RFC 9112 lets a recipient take a bare LF for the end of a line, and the parser that we use does.
//! A proxy in front that does not sees other requests in the same bytes, which is how a request is
//! smuggled past it. So lines end in CR LF here, and neither of the two stands alone: in heads, and
//! in what frames the pieces of a chunked body. Bodies themselves may hold anything.
//!
//! To tell them apart, the requests of a connection are followed as the parser follows them: it
//! refuses every head that could be read in two ways (two lengths, a length and pieces, codings
//! that it does not know), and then reads nothing more.

/// So much of a line tells all that is asked of it. Whoever sends long lines slowly must not fill
/// the memory, once here and once in the parser.
const KEPT_BYTES_MAX: usize = 256;

/// Where a connection stands.
#[derive(Debug, Default)]
pub struct Heads {
    expected: Expected,
    line: Line,
    /// The byte before was a CR.
    is_after_return: bool,
    /// Bytes that are no lines and come first.
    skip: u64,
    /// The line before was one of this head.
    is_in_head: bool,
    body: Body,
}

/// What has come of a line, without its end.
#[derive(Debug, Default)]
struct Line {
    beginning: Vec<u8>,
    /// More has come than is kept.
    is_cut: bool,
}

/// What the next line is.
#[derive(Clone, Copy, Debug, Default)]
enum Expected {
    #[default]
    Head,
    PieceSize,
    PieceEnd,
    Trailer,
}

/// What follows a head.
#[derive(Clone, Copy, Debug, Default)]
enum Body {
    #[default]
    None,
    Bytes(u64),
    Pieces,
}

/// A line that no request has.
#[derive(Debug)]
struct Refused;

impl Heads {
    /// Goes on by these bytes. The place of the first that must not be read, if there is one;
    /// nothing may follow it.
    pub fn wrong_at(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            let body = usize::try_from(self.skip).unwrap_or(usize::MAX).min(rest.len());
            if body > 0 {
                self.skip -= u64::try_from(body).unwrap_or(self.skip);
                rest = rest.get(body..).unwrap_or_default();
                continue;
            }
            if self.byte(*byte).is_err() {
                return Some(bytes.len() - rest.len());
            }
            rest = after;
        }
        None
    }

    fn byte(&mut self, byte: u8) -> Result<(), Refused> {
        match (self.is_after_return, byte) {
            (true, b'\n') => {
                self.is_after_return = false;
                let mut line = std::mem::take(&mut self.line);
                self.end_of(&line)?;
                // Its room serves the next one.
                line.clear();
                self.line = line;
                Ok(())
            }
            (false, b'\n') | (true, _) => Err(Refused),
            (false, b'\r') => {
                self.is_after_return = true;
                Ok(())
            }
            (false, byte) => {
                self.line.push(byte);
                Ok(())
            }
        }
    }

    fn end_of(&mut self, line: &Line) -> Result<(), Refused> {
        match (self.expected, line.beginning.is_empty()) {
            // Empty lines before a head are read over.
            (Expected::Head, true) if self.is_in_head => self.begin_body(),
            (Expected::Head, true) => {}
            (Expected::Head, false) if self.is_in_head => self.header(line)?,
            (Expected::Head, false) => self.is_in_head = true,
            (Expected::PieceSize, _) => {
                self.skip = piece_size(line)?;
                self.expected = match self.skip {
                    0 => Expected::Trailer,
                    _ => Expected::PieceEnd,
                };
            }
            (Expected::PieceEnd, true) => self.expected = Expected::PieceSize,
            (Expected::PieceEnd, false) => return Err(Refused),
            (Expected::Trailer, true) => self.expected = Expected::Head,
            (Expected::Trailer, false) => {}
        }
        Ok(())
    }

    fn begin_body(&mut self) {
        self.is_in_head = false;
        match std::mem::take(&mut self.body) {
            Body::None => {}
            Body::Bytes(count) => self.skip = count,
            Body::Pieces => self.expected = Expected::PieceSize,
        }
    }

    fn header(&mut self, line: &Line) -> Result<(), Refused> {
        let mut parts = line.beginning.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        let value = match parts.next() {
            Some(value) => value,
            // Its name is longer than any that says something here.
            None if line.is_cut => return Ok(()),
            None => return Err(Refused),
        };
        if name.eq_ignore_ascii_case(b"transfer-encoding") {
            self.body = Body::Pieces;
        } else if name.eq_ignore_ascii_case(b"content-length") {
            let digits = str::from_utf8(value.trim_ascii()).ok().filter(|_| !line.is_cut);
            self.body = Body::Bytes(digits.and_then(|count| count.parse().ok()).ok_or(Refused)?);
        }
        Ok(())
    }
}

impl Line {
    fn push(&mut self, byte: u8) {
        if self.beginning.len() < KEPT_BYTES_MAX {
            self.beginning.push(byte);
        } else {
            self.is_cut = true;
        }
    }

    fn clear(&mut self) {
        self.beginning.clear();
        self.is_cut = false;
    }
}

/// The number before a piece; what else may stand in the line says nothing.
fn piece_size(line: &Line) -> Result<u64, Refused> {
    let line_end = line.beginning.len();
    let end = line.beginning.iter().position(|byte| !byte.is_ascii_hexdigit());
    let end = end.or((!line.is_cut).then_some(line_end)).ok_or(Refused)?;
    let digits = line.beginning.get(..end).and_then(|digits| str::from_utf8(digits).ok());
    digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()).ok_or(Refused)
}

#[cfg(test)]
mod tests {
    use actix_codec::Decoder as _;
    use actix_http::h1::{Codec, Message};
    use actix_web::web::BytesMut;
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    const REQUESTS: &str = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n\
        POST /b HTTP/1.1\r\nHost: a\r\ncontent-LENGTH:\t7 \r\n\r\nx\r\n\rab\n\
        POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: a\r\n\r\n\
        3;a=b\r\nx\n\n\r\n0A \r\n0123456789\r\n0\r\nSum: 1\r\n\r\n\
        PUT /d HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

    fn wrong_at(bytes: &[u8]) -> Option<usize> {
        Heads::default().wrong_at(bytes)
    }

    /// The heads that the parser finds in these bytes.
    fn parsed(bytes: &[u8]) -> Vec<Vec<u8>> {
        let (mut codec, mut rest) = (Codec::default(), BytesMut::from(bytes));
        let mut heads = Vec::new();
        loop {
            let before = rest.clone();
            match codec.decode(&mut rest) {
                Ok(Some(Message::Item(_))) => {
                    heads.push(before[..before.len() - rest.len()].to_vec());
                }
                Ok(Some(Message::Chunk(_))) => {}
                Ok(None) | Err(_) => return heads,
            }
        }
    }

    #[actix_web::test]
    async fn bodies_may_hold_what_lines_may_not() {
        assert_eq!(wrong_at(REQUESTS.as_bytes()), None);
        assert_eq!(parsed(REQUESTS.as_bytes()).len(), 4);
    }

    #[test]
    fn a_line_end_of_one_byte_is_found_wherever_lines_are() {
        let bytes = REQUESTS.as_bytes();
        let in_a_body = REQUESTS.find("\r\n\rab");
        let ends = bytes.windows(2).enumerate().filter(|(_, pair)| pair == b"\r\n");
        let ends: Vec<_> = ends.map(|(at, _)| at).filter(|at| Some(*at) != in_a_body).collect();
        assert_eq!(ends.len(), 23);
        for at in ends {
            let mut without_return = bytes.to_vec();
            without_return.remove(at);
            assert_eq!(wrong_at(&without_return), Some(at));
            let mut without_feed = bytes.to_vec();
            without_feed.remove(at + 1);
            without_feed.push(b'x');
            assert!(wrong_at(&without_feed).is_some_and(|wrong| wrong > at), "{at}");
        }
    }

    #[test]
    fn a_long_line_costs_no_memory_and_hides_no_length() {
        let request = |line: &str| format!("POST / HTTP/1.1\r\n{line}\r\n\r\n").into_bytes();
        let mut heads = Heads::default();
        assert_eq!(heads.wrong_at(&request(&format!("Cookie: {}", "c".repeat(100_000)))), None);
        assert!(heads.line.beginning.capacity() <= 2 * KEPT_BYTES_MAX);
        for (line, is_refused) in [
            (format!("{}: a", "x".repeat(300)), false),
            (format!("Content-Length: {}4", "0".repeat(300)), true),
            (format!("Content-Length:{}4", " ".repeat(300)), true),
            (format!("Transfer-Encoding: chunked\r\n\r\n4;{}", "x".repeat(300)), false),
            (format!("Transfer-Encoding: chunked\r\n\r\n{}4", "0".repeat(300)), true),
        ] {
            let found = wrong_at(&request(&line));
            assert_eq!(found.is_some(), is_refused, "{line}");
        }
        // It does not pass for the next line's.
        let both = format!("X: {}\r\nContent-Length: 3", "x".repeat(300));
        let mut bytes = request(&both);
        bytes.extend_from_slice(b"\n\n\n");
        assert_eq!(wrong_at(&bytes), None);
    }

    const STARTS: &[&str] =
        &["GET / HTTP/1.1", "POST /b HTTP/1.1", "POST /c HTTP/1.0", "CONNECT /d HTTP/1.1"];
    const HEADERS: &[&str] = &[
        "Content-Length: 4",
        "Content-Length: 0",
        "Content-Length: +4",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Upgrade: websocket",
        "Connection: upgrade",
        "X: y",
    ];
    const BODIES: &[&str] =
        &["", "a\n\r\n", "4\r\nabc\n\r\n0\r\n\r\n", "2;x=y\r\n\r\n\r\n0\r\nX: y\r\n\r\n"];
    const EDITS: &[&str] = &["\n", "\r", "\r\n", " ", ":", ""];

    /// Requests as they are, and what looks like them.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let request = (select(STARTS), vec(select(HEADERS), 0..3), select(BODIES));
        let request = request.prop_map(|(start, headers, body)| {
            let lines = headers.iter().map(|header| format!("{header}\r\n"));
            format!("{start}\r\nHost: a\r\n{}\r\n{body}", lines.collect::<String>())
        });
        let edits = vec((any::<prop::sample::Index>(), select(EDITS)), 0..4);
        (vec(request, 1..5), edits).prop_map(|(requests, edits)| {
            let mut bytes = requests.concat().into_bytes();
            for (at, new) in edits {
                let at = at.index(bytes.len());
                bytes.splice(at..at + usize::from(new.is_empty()), new.bytes());
            }
            bytes
        })
    }

    /// Whatever comes: the parser takes no head with another line end from what has passed.
    #[actix_web::test]
    async fn no_head_with_another_line_end_is_parsed() {
        proptest!(ProptestConfig::with_cases(4_000), |(bytes in bytes())| {
            let mut passed = bytes;
            if let Some(wrong) = wrong_at(&passed) {
                passed[wrong] = 0;
                passed.truncate(wrong + 1);
            }
            for head in parsed(&passed) {
                let head = String::from_utf8(head).unwrap().replace("\r\n", "");
                prop_assert!(!head.contains(['\r', '\n']), "{head:?}");
            }
        });
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(bytes in bytes(), cuts in vec(1..9_usize, 0..20)) {
            let (mut heads, mut read, mut rest) = (Heads::default(), 0, &bytes[..]);
            let mut wrong = None;
            for cut in cuts.into_iter().chain([usize::MAX]) {
                let (piece, after) = rest.split_at(cut.min(rest.len()));
                wrong = heads.wrong_at(piece).map(|at| read + at);
                if wrong.is_some() {
                    break;
                }
                (read, rest) = (read + piece.len(), after);
            }
            prop_assert_eq!(wrong, wrong_at(&bytes));
        }
    }
}
