//! Parts of files: which one a download wants (`Range`), and which one an upload brings
//! (`Content-Range`).

use actix_web::http::header::{self, HeaderMap};
use furgo_shared::problem::ErrorCode;

use crate::error::{Error, Result};

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    All,
    /// Both included.
    Part {
        first: u64,
        last: u64,
    },
    /// A part that the file does not have.
    Nothing,
}

/// Which part of a file with this tag is wanted. Several at once, and units that nobody knows, are
/// answered with all of it, as the standard allows; so is a part of another version (`If-Range`).
pub fn wanted(headers: &HeaderMap, tag: &str, length: u64) -> Wanted {
    let is_other = headers.get(header::IF_RANGE).is_some_and(|known| known != tag);
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some(range) = range.filter(|_| !is_other) else { return Wanted::All };
    let Some(range) = range.trim().strip_prefix("bytes=") else { return Wanted::All };
    let Some((first, last)) = range.split_once('-') else { return Wanted::All };
    let (first, last) = (first.trim(), last.trim());
    match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() && first < length => {
            Wanted::Part { first, last: length - 1 }
        }
        (Some(first), Some(last)) if first <= last && first < length => {
            Wanted::Part { first, last: last.min(length - 1) }
        }
        (None, Some(last)) if first.is_empty() && last > 0 && length > 0 => {
            Wanted::Part { first: length.saturating_sub(last), last: length - 1 }
        }
        (Some(first), None) if last.is_empty() && first >= length => Wanted::Nothing,
        (Some(first), Some(last)) if first <= last => Wanted::Nothing,
        (None, Some(_)) if first.is_empty() => Wanted::Nothing,
        _ => Wanted::All,
    }
}

/// Which part of a file an upload brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Where the first byte of the body belongs.
    pub first: u64,
    /// The bytes of the body.
    pub length: u64,
    /// The bytes of the whole file.
    pub total: u64,
}

/// By `Content-Range`; without it the body is the whole file, and `Content-Length` says how long.
///
/// # Errors
/// `MalformedHeader`.
pub fn brought(headers: &HeaderMap) -> Result<Brought> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let brought = match text(header::CONTENT_RANGE) {
        Some(range) => part(range),
        None => text(header::CONTENT_LENGTH).and_then(number).map(|total| Brought {
            first: 0,
            length: total,
            total,
        }),
    };
    brought.ok_or(Error::Code(ErrorCode::MalformedHeader))
}

fn part(range: &str) -> Option<Brought> {
    let (part, total) = range.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = part.split_once('-')?;
    let (first, last, total) = (number(first)?, number(last)?, number(total)?);
    (first <= last && last < total).then(|| Brought { first, length: last - first + 1, total })
}

/// Without signs and blanks, which `parse` would let through.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(HeaderName, &'static str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_part_of_a_file_is_understood() {
        for (range, expected) in [
            ("bytes=0-", Wanted::Part { first: 0, last: 9 }),
            ("bytes=3-5", Wanted::Part { first: 3, last: 5 }),
            ("bytes=3-500", Wanted::Part { first: 3, last: 9 }),
            ("bytes=-4", Wanted::Part { first: 6, last: 9 }),
            ("bytes=-40", Wanted::Part { first: 0, last: 9 }),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=10-12", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-3", Wanted::All),
            ("bytes=0-1,3-4", Wanted::All),
            ("bytes=+1-2", Wanted::All),
            ("lines=0-1", Wanted::All),
            ("bytes=-", Wanted::All),
        ] {
            assert_eq!(
                wanted(&headers(&[(header::RANGE, range)]), "\"a\"", 10),
                expected,
                "{range}"
            );
        }
        let of = |tag| headers(&[(header::RANGE, "bytes=3-5"), (header::IF_RANGE, tag)]);
        assert_eq!(wanted(&of("\"b\""), "\"a\"", 10), Wanted::All);
        assert_eq!(wanted(&of("\"a\""), "\"a\"", 10), Wanted::Part { first: 3, last: 5 });
    }

    #[test]
    fn what_an_upload_brings_is_understood() {
        let of = |range| brought(&headers(&[(header::CONTENT_RANGE, range)])).ok();
        assert_eq!(of("bytes 0-9/20"), Some(Brought { first: 0, length: 10, total: 20 }));
        assert_eq!(of("bytes 19-19/20"), Some(Brought { first: 19, length: 1, total: 20 }));
        for bad in ["bytes 0-20/20", "bytes 5-3/20", "bytes */20", "bytes 0-9/*", "0-9/20"] {
            assert_eq!(of(bad), None, "{bad}");
        }
        let whole = headers(&[(header::CONTENT_LENGTH, "7")]);
        assert_eq!(brought(&whole).ok(), Some(Brought { first: 0, length: 7, total: 7 }));
        assert_eq!(brought(&headers(&[])).ok(), None);
    }
}
