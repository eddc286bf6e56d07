//! Limits the number of connections and the time for a request's head, and ends connections.

use std::{collections::VecDeque, convert::Infallible, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, http::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulConnection, GracefulShutdown},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::Semaphore,
    task::AbortHandle,
};
use tower_service::Service;

use super::{Connection, Tls};

/// The maximal number of connections. A further one replaces the oldest connection without a request; if there is none,
/// it waits.
const MAX_CONNECTIONS: usize = 512;
/// The time for a request's head. An idle connection is closed after this time too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// The maximal size of a request's head, in bytes.
const MAX_HEAD: usize = 32 * 1024;
/// The time for running requests when the emulator is told to stop.
const FAREWELL: Duration = Duration::from_secs(2);
/// The pause after an error of accepting a connection, which usually means a transient lack of sockets.
const RECOVERY: Duration = Duration::from_millis(100);

/// Serves, over TLS if that is given, until `stopping` resolves. Running requests may finish then, for at most
/// `FAREWELL`.
pub async fn serve(listener: TcpListener, tls: Option<Tls>, app: Router, stopping: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let mut stopping = pin!(stopping);
    let mut silent: VecDeque<(AbortHandle, Connection)> = VecDeque::new();
    loop {
        let accepted = async {
            let accepted = listener.accept().await;
            silent.retain(|(task, connection)| !task.is_finished() && !connection.has_asked());
            if places.available_permits() == 0
                && let Some((task, _)) = silent.pop_front()
            {
                task.abort();
            }
            (accepted, Arc::clone(&places).acquire_owned().await)
        };
        let (accepted, place) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stopping => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(RECOVERY).await;
            continue;
        };
        // Lets an answer leave without waiting for more bytes. If the option cannot be set, answers are only slower.
        let _ = stream.set_nodelay(true);
        let (app, tls, watcher) = (app.clone(), tls.clone(), open.watcher());
        let connection = Connection::default();
        let kept = connection.clone();
        let task = tokio::spawn(async move {
            let stream = connection.guard(stream);
            // An error of a connection concerns only its client.
            let _ = match tls {
                None => watcher.watch(connect(stream, connection, app)).await,
                Some(tls) => match tokio::time::timeout(HEAD_TIMEOUT, tls.accept(stream)).await {
                    Ok(Ok(stream)) => watcher.watch(connect(stream, connection, app)).await,
                    _ => Ok(()),
                },
            };
            drop(place);
        });
        silent.push_back((task.abort_handle(), kept));
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, open.shutdown()).await;
}

/// Answers the requests of one connection.
fn connect<S>(stream: S, connection: Connection, app: Router) -> impl GracefulConnection<Error = hyper::Error>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let io = TokioIo::new(stream);
    let answer = service_fn(move |mut request: Request<Incoming>| {
        connection.ask();
        request.extensions_mut().insert(connection.clone());
        let mut app = app.clone();
        async move { app.call(request.map(Body::new)).await as Result<Response, Infallible> }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD);
    server.serve_connection(io, answer)
}
