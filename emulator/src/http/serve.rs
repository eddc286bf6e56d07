//! Connections: how many, how long they may take to say what they want, how they end.

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

/// Connections at once. A further one takes the place of the oldest that has asked for nothing yet; where all have, it waits.
const MAX_CONNECTIONS: usize = 512;
/// For a request's head; a connection that is kept alive is closed too when no further one comes in this time.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of a request's head.
const MAX_HEAD: usize = 32 * 1024;
/// For requests under way when it is told to stop.
const FAREWELL: Duration = Duration::from_secs(2);
/// After an error of accepting: they come from a lack of sockets, which passes.
const RECOVERY: Duration = Duration::from_millis(100);

/// Serves, over TLS if that is given, until `stopping` ends. Requests under way may finish then, but one that stalls does
/// not hold it up.
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
        // An answer must not wait for more to send. Where that can't be said, it waits.
        let _ = stream.set_nodelay(true);
        let (app, tls, watcher) = (app.clone(), tls.clone(), open.watcher());
        let connection = Connection::default();
        let kept = connection.clone();
        let task = tokio::spawn(async move {
            let stream = connection.guard(stream);
            // How a connection ends is its client's affair.
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
