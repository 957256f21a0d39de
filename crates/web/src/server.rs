//! Serving: connections in, and an end that lets what was begun be finished.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

/// How long requests that are under way may take once the end was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Serves until `shutdown` comes to pass, then finishes what is under way.
///
/// The desk is the caller's to stop, and only after this has returned: until
/// then a request may still be waiting for its answer.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (asked, was_asked) = tokio::sync::oneshot::channel();
    let ends = async move {
        shutdown.await;
        // Nobody listens only where serving has already ended.
        asked.send(()).unwrap_or_default();
    };
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(ends);
    let patience = async move {
        match was_asked.await {
            Ok(()) => tokio::time::sleep(LAST_REQUESTS).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        served = serving.into_future() => served,
        () = patience => Ok(()),
    }
}

/// Comes to pass when the process is asked to end: Ctrl-C or, on Unix, SIGTERM.
pub async fn asked_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
