//! Connections that a fault can cut.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// How long the first half of a body gets to leave the machine before the connection is reset.
const FLUSH: Duration = Duration::from_millis(20);

/// The connection of a request. The server adds it to the request's extensions. Clones stand for the same connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connection {
    severed: Arc<AtomicBool>,
    has_asked: Arc<AtomicBool>,
}

impl Connection {
    /// The connection's stream, which is reset at the first write after a cut.
    pub(crate) fn guard(&self, stream: TcpStream) -> Severable {
        Severable { stream, connection: self.clone() }
    }

    /// Records that a request has arrived on the connection.
    pub(super) fn ask(&self) {
        self.has_asked.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_asked(&self) -> bool {
        self.has_asked.load(Ordering::Relaxed)
    }

    /// Cuts the connection: no further byte is sent.
    pub(crate) fn sever(&self) {
        self.severed.store(true, Ordering::Relaxed);
    }

    /// Creates a body that cuts the connection after its first part.
    pub(crate) fn sever_after(self, beginning: Bytes) -> Body {
        Body::from_stream(futures_util::stream::unfold(Some((self, beginning)), |rest| async move {
            let (connection, beginning) = rest?;
            if !beginning.is_empty() {
                return Some((Ok(beginning), Some((connection, Bytes::new()))));
            }
            tokio::time::sleep(FLUSH).await;
            connection.sever();
            Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), None))
        }))
    }

    fn is_severed(&self) -> bool {
        self.severed.load(Ordering::Relaxed)
    }
}

/// A TCP stream that ends with a reset instead of an orderly close once its connection is cut.
pub(crate) struct Severable {
    stream: TcpStream,
    connection: Connection,
}

impl Severable {
    fn check(&self) -> io::Result<()> {
        if self.connection.is_severed() { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl Drop for Severable {
    /// With zero linger, closing discards unsent bytes and sends RST to the client.
    fn drop(&mut self) {
        if self.connection.is_severed() {
            // If the option cannot be set, the socket is closed in the ordinary way.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Severable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Severable {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(context, buffers)
    }
}
