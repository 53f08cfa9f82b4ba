//! Connections on which the lines of HTTP end as they must, see [`super::heads`].

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{connections::Place, heads::Heads};

/// No line of HTTP holds it, so the parser refuses a head with it: the request is answered with
/// 400, after those before it. Among the pieces of a body it ends the body too early.
const REFUSED: u8 = 0;

/// A connection that ends with the first line that is wrong.
#[derive(Debug)]
pub struct Strict<Io> {
    io: Io,
    place: Arc<Place>,
    heads: Heads,
    has_ended: bool,
}

impl<Io> Strict<Io> {
    /// From its first byte on.
    pub fn new(io: Io, place: Arc<Place>) -> Self {
        Self { io, place, heads: Heads::default(), has_ended: false }
    }

    /// That of the connection.
    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Strict<Io> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let connection = self.get_mut();
        if connection.has_ended {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut connection.io).poll_read(context, buffer))?;
        let fresh = buffer.filled_mut().get_mut(before..).unwrap_or_default();
        if let Some(wrong) = connection.heads.wrong_at(fresh) {
            connection.has_ended = true;
            fresh.iter_mut().skip(wrong).take(1).for_each(|byte| *byte = REFUSED);
            buffer.set_filled(before + wrong + 1);
        }
        Poll::Ready(Ok(()))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Strict<Io> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().io).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(context)
    }
}
