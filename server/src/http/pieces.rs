//! A body that is sent piece by piece, so that a client that does not read holds one piece and not
//! the whole in a buffer of its connection.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    body::{BodySize, MessageBody},
    web::Bytes,
};

/// Bytes of a piece. actix asks for another one while less than 32 KiB wait to be sent.
const PIECE_BYTES: usize = 16 << 10;

/// Bytes that lie in memory anyway; pieces share them.
#[derive(Debug)]
pub struct Pieces(Bytes);

impl Pieces {
    /// What the program itself holds: a file of the app.
    pub fn of_static(content: &'static [u8]) -> Self {
        Self(Bytes::from_static(content))
    }
}

impl From<Vec<u8>> for Pieces {
    fn from(content: Vec<u8>) -> Self {
        Self(content.into())
    }
}

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = PIECE_BYTES.min(self.0.len());
        Poll::Ready((length > 0).then(|| Ok(self.0.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[actix_web::test]
    async fn the_pieces_are_the_whole_and_none_is_large() {
        let content: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        let mut body = Pieces::from(content.clone());
        assert_eq!(body.size(), BodySize::Sized(100_000));
        let mut joined = Vec::new();
        while let Some(Ok(piece)) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
            assert!((1..=PIECE_BYTES).contains(&piece.len()));
            joined.extend_from_slice(&piece);
        }
        assert!(joined == content);
    }
}
