//! Files and streams as answers.
//!
//! A file is read piece by piece while it is sent, so it never lies in memory as a whole. One with a
//! tag is the same whenever it is asked for: it can be known already (304), and be had in parts
//! (RFC 9110, 14): one stretch at a time, so that a download that broke off goes on.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::{BodySize, MessageBody},
    http::{
        StatusCode,
        header::{
            self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
        },
    },
    web::Bytes,
};
use furgo_shared::{
    api::{File, Stream},
    problem::ErrorCode,
};

use super::{
    answer::Responds,
    mount::refuse,
    range::{self, Wanted},
    tag,
};
use crate::{auth::Viewer, error::Error};

/// Where a file's bytes come from.
pub trait Source {
    /// The next bytes from this place on: at least one, at most so many.
    ///
    /// # Errors
    /// When they cannot be read; the answer breaks off then.
    fn read(&mut self, from: u64, bytes_max: usize) -> io::Result<Bytes>;
}

/// Bytes sent at a time. A piece of a file that is kept has no more.
const PIECE_BYTES: usize = 32_000;

/// A file to be sent.
pub struct FileAnswer {
    /// Where it is read.
    pub source: Box<dyn Source>,
    pub length: u64,
    pub media_type: &'static str,
    pub name: String,
    /// Whether a browser may show it; else it is put among the downloads.
    pub is_shown: bool,
    /// What tells it from every other file, if it stays as it is.
    pub tag: Option<String>,
}

impl fmt::Debug for FileAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileAnswer({}, {} bytes)", self.media_type, self.length)
    }
}

impl FileAnswer {
    fn disposition(&self) -> ContentDisposition {
        let plain: String = self.name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let mut parameters = vec![DispositionParam::Filename(plain.clone())];
        if plain != self.name {
            parameters.push(DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: self.name.clone().into_bytes(),
            }));
        }
        let disposition =
            if self.is_shown { DispositionType::Inline } else { DispositionType::Attachment };
        ContentDisposition { disposition, parameters }
    }

    fn send(self, mut response: HttpResponseBuilder, from: u64, length: u64) -> HttpResponse {
        response.insert_header(self.disposition()).content_type(self.media_type).body(Sending {
            source: self.source,
            from,
            left: length,
        })
    }
}

/// Old clients read the name byte by byte.
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '/' | '%') || c == ' '
}

impl Responds<File> for FileAnswer {
    fn respond(self, request: &HttpRequest, _: &Viewer) -> HttpResponse {
        let length = self.length;
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        let Some(tag) = &self.tag else { return self.send(response, 0, length) };
        response.insert_header((header::ETAG, tag.as_str()));
        response.insert_header((header::ACCEPT_RANGES, "bytes"));
        if request.method().is_safe() && tag::is_known(request, tag) {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        match range::wanted(request.headers(), tag, length) {
            Wanted::All => self.send(response, 0, length),
            Wanted::Part { first, last } => {
                let part = format!("bytes {first}-{last}/{length}");
                response.status(StatusCode::PARTIAL_CONTENT);
                response.insert_header((header::CONTENT_RANGE, part));
                self.send(response, first, last - first + 1)
            }
            Wanted::Nothing => {
                let code = ErrorCode::RangeNotSatisfiable;
                let mut refused = refuse(request, &Error::Code(code));
                if let Ok(all) = header::HeaderValue::from_str(&format!("bytes */{length}")) {
                    refused.headers_mut().insert(header::CONTENT_RANGE, all);
                }
                refused
            }
        }
    }
}

/// What is still to be sent.
struct Sending {
    source: Box<dyn Source>,
    from: u64,
    left: u64,
}

impl MessageBody for Sending {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.left)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let bytes_max = PIECE_BYTES.min(usize::try_from(self.left).unwrap_or(PIECE_BYTES));
        if bytes_max == 0 {
            return Poll::Ready(None);
        }
        let from = self.from;
        let read = self.source.read(from, bytes_max).and_then(|bytes| {
            match (1..=bytes_max).contains(&bytes.len()) {
                true => Ok(bytes),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            }
        });
        if let Ok(bytes) = &read {
            let sent = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            self.from = self.from.saturating_add(sent);
            self.left = self.left.saturating_sub(sent);
        }
        Poll::Ready(Some(read))
    }
}

/// Events, as they come.
#[derive(Debug)]
pub struct StreamAnswer(pub HttpResponse);

impl<T> Responds<Stream<T>> for StreamAnswer {
    fn respond(self, _: &HttpRequest, _: &Viewer) -> HttpResponse {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;

    impl Source for Nothing {
        fn read(&mut self, _: u64, _: usize) -> io::Result<Bytes> {
            Ok(Bytes::new())
        }
    }

    #[test]
    fn a_name_is_said_in_a_way_that_old_clients_and_headers_bear() {
        let said = |name: &str| {
            let file = FileAnswer {
                source: Box::new(Nothing),
                length: 1,
                media_type: "image/jpeg",
                name: name.to_owned(),
                is_shown: true,
                tag: None,
            };
            file.disposition().to_string()
        };
        assert_eq!(said("a b.jpg"), "inline; filename=\"a b.jpg\"");
        let foreign = said("aña\"\r\n.jpg");
        assert!(foreign.starts_with("inline; filename=\"a_a___.jpg\"; filename*="), "{foreign}");
        assert!(foreign.contains("a%C3%B1a%22%0D%0A.jpg"), "{foreign}");
    }

    #[actix_web::test]
    async fn a_file_that_ends_too_early_breaks_off_and_does_not_hang() {
        let sending = Sending { source: Box::new(Nothing), from: 0, left: 10 };
        let sent = actix_web::body::to_bytes(sending).await;
        assert!(sent.is_err_and(|error| error.kind() == io::ErrorKind::UnexpectedEof));
    }
}
