//! `iotcentral-emulator`: serves the emulator on this computer.

use std::{error::Error, net::Ipv4Addr, path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, builder::NonEmptyStringValueParser};
use iotcentral_emulator::{AllowedOrigins, Clock, DEFAULT_ORIGINS, DEFAULT_TOKEN, Emulator, Settings, app};
use jiff::Timestamp;
use tokio::{net::TcpListener, sync::watch};

mod log;

/// A local Azure IoT Central, with an application "Contoso" in it: dashboards, devices whose telemetry is simulated, and
/// queries over it. Without --data, nothing is kept when it stops.
#[derive(Parser)]
#[command(
    version,
    after_help = "Try: curl -H 'Authorization: Bearer iotcentral-emulator' \\
          'http://localhost:7071/api/dashboards?api-version=2022-10-31-preview'"
)]
struct Arguments {
    /// Port to listen on, at 127.0.0.1 only; 0 picks a free one
    #[arg(long, default_value_t = 7071)]
    port: u16,
    /// Token that clients must send; the default is public and guards nothing
    #[arg(long, default_value = DEFAULT_TOKEN, value_parser = NonEmptyStringValueParser::new())]
    token: String,
    /// File to keep everything in, made where there is none
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Description of templates, devices and dashboards to begin with, instead of Contoso's
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Freezes the clock at this moment, for repeatable answers: 2026-01-31T12:00:00Z
    #[arg(long, value_name = "RFC3339")]
    now: Option<Timestamp>,
    /// Origins of pages that may call, instead of the default ones; a port of * is any
    #[arg(long, value_name = "ORIGIN", num_args = 1.., default_values = DEFAULT_ORIGINS)]
    allow_origin: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("iotcentral-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let emulator = Emulator::new(Settings {
        token: arguments.token.clone(),
        clock: arguments.now.map_or(Clock::System, Clock::Frozen),
        allowed_origins: AllowedOrigins::new(&arguments.allow_origin),
        data: arguments.data.clone(),
        seed: arguments.seed.clone(),
    })?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await.map_err(|error| {
        format!(
            "can't listen on 127.0.0.1:{}: {error}. Choose another with --port; 0 picks a free one.",
            arguments.port
        )
    })?;
    let address = format!("http://{}", listener.local_addr()?);
    let stopping = stop_signal()?;
    println!("{}", banner(&address, &arguments, &emulator));
    let app = app(emulator).layer(axum::middleware::from_fn(log::line));
    let server = axum::serve(listener, app).with_graceful_shutdown(closed(stopping.clone()));
    tokio::select! {
        ended = server.into_future() => ended?,
        // Requests under way may finish, but one that stalls must not hold it up.
        () = async { closed(stopping).await; tokio::time::sleep(Duration::from_secs(2)).await } => {}
    }
    Ok(())
}

/// What a person needs to call it. Its last line is what scripts wait for.
fn banner(address: &str, arguments: &Arguments, emulator: &Emulator) -> String {
    let Arguments { token, .. } = arguments;
    let signature: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let expiry = emulator.clock().now().as_millisecond() + 365 * 24 * 60 * 60 * 1000;
    format!(
        "IoT Central emulator {version}, application Contoso\n\
         Endpoint   {address}\n\
         Token      Authorization: Bearer {token}\n\
         API token  Authorization: SharedAccessSignature sr={application}&sig={signature}&skn=emulator&se={expiry}\n\
         listening on {address}",
        version = env!("CARGO_PKG_VERSION"),
        application = emulator.application_id(),
    )
}

/// A channel that closes on ctrl-c, and on SIGTERM where there is one. Whoever listens for a signal of its own may begin
/// after it came; here it is listened for, once, before anybody knows of the program.
fn stop_signal() -> std::io::Result<watch::Receiver<()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    #[cfg(windows)]
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    let (running, stopping) = watch::channel(());
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        #[cfg(windows)]
        interrupt.recv().await;
        drop(running);
    });
    Ok(stopping)
}

/// Ends when the channel closes.
async fn closed(mut channel: watch::Receiver<()>) {
    while channel.changed().await.is_ok() {}
}
