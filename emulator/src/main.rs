//! `iotcentral-emulator`: serves the emulator on this computer.

use std::{
    error::Error,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroUsize,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, builder::NonEmptyStringValueParser};
use iotcentral_emulator::{
    AllowedOrigins, Clock, Cors, DEFAULT_ARM_PAGE, DEFAULT_ORIGINS, DEFAULT_TOKEN, Emulator, LroStyle, Role, Seeded,
    Settings, Tls, app, log, log_panics,
};
use jiff::Timestamp;
use tokio::{net::TcpListener, sync::watch};

/// A local Azure IoT Central, to develop and test against without an Azure account.
///
/// The emulator has an application "Contoso" with dashboards, devices with simulated telemetry, and queries. Any client
/// can use the emulator with one of the tokens that it prints. Without --data, it keeps nothing when it stops.
#[derive(Parser)]
#[command(version, after_help = AFTER_HELP)]
struct Arguments {
    /// Address to listen on. With any other address than this computer's own, other computers can call the emulator
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::from(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Host names, beside localhost, that clients may use, such as a container's. Applications have names below these
    #[arg(long, value_name = "NAME", num_args = 1..)]
    allow_host: Vec<String>,
    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 7071)]
    port: u16,
    /// Token of the administrator; the other roles have TOKEN-builder and TOKEN-operator. The default token is public
    #[arg(long, default_value = DEFAULT_TOKEN, hide_default_value = true, value_parser = NonEmptyStringValueParser::new())]
    token: String,
    /// File that keeps all data; the emulator creates it if it does not exist
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// JSON file that describes the application to start with, instead of Contoso
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Serves https with a new certificate. The emulator writes the certificate that clients must trust to this file
    #[arg(long, value_name = "FILE", conflicts_with = "tls_cert")]
    tls: Option<PathBuf>,
    /// Serves https with this certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// How clients follow long-running operations; the header x-emulator-lro sets it for one request
    #[arg(long, value_enum, default_value_t)]
    lro: LroStyle,
    /// Stops the clock at this time, such as 2026-01-31T12:00:00Z, so that answers are repeatable
    #[arg(long, value_name = "RFC3339")]
    now: Option<Timestamp>,
    /// Accepts 20 requests and one query a second for each application, as the service does, and answers 429 beyond
    #[arg(long)]
    limits: bool,
    /// Number of applications on a page of a list
    #[arg(long, value_name = "COUNT", default_value_t = DEFAULT_ARM_PAGE)]
    arm_page_size: NonZeroUsize,
    /// Accepts values that the contract excludes, such as unknown types of tiles, to test tolerant clients, and adds a
    /// dashboard with such values
    #[arg(long)]
    lenient: bool,
    /// Origins of pages that may call the emulator, instead of the default ones; the port * is any port
    #[arg(long, value_name = "ORIGIN", num_args = 1.., default_values = DEFAULT_ORIGINS)]
    allow_origin: Vec<String>,
    /// Which response headers pages of other origins can read
    #[arg(long, value_enum, default_value = "open")]
    cors: Cors,
}

const AFTER_HELP: &str = "\
Try:
  curl -H 'Authorization: Bearer iotcentral-emulator' \\
    'http://localhost:7071/api/dashboards?api-version=2022-10-31-preview'
  curl -H 'Authorization: Bearer iotcentral-emulator' -H 'Content-Type: application/json' \\
    -d '{\"path\":\"/api/*\",\"count\":1,\"fault\":{\"kind\":\"reset\"}}' http://localhost:7071/emulator/faults

GET / on a running emulator lists its operations and faults.";

#[tokio::main]
async fn main() -> ExitCode {
    log_panics();
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("iotcentral-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    // The port comes before the files are written: the process that has the port also has the files.
    let (host, port) = (arguments.host, arguments.port);
    let listener = TcpListener::bind((host, port)).await.map_err(|error| {
        format!("can't listen on {host}, port {port}: {error}. Choose another with --port; 0 picks a free one.")
    })?;
    let mut allowed_hosts = arguments.allow_host.clone();
    if !host.is_unspecified() {
        allowed_hosts.push(host.to_string());
    }
    let tls = match (&arguments.tls, &arguments.tls_cert, &arguments.tls_key) {
        (Some(authority), ..) => Some(Tls::own(authority, &allowed_hosts)?),
        (None, Some(certificate), Some(key)) => Some(Tls::given(certificate, key)?),
        _ => None,
    };
    let emulator = Emulator::new(Settings {
        token: arguments.token.clone(),
        clock: arguments.now.map_or(Clock::System, Clock::Frozen),
        allowed_hosts,
        allowed_origins: AllowedOrigins::new(&arguments.allow_origin),
        lro: arguments.lro,
        secure: tls.is_some(),
        cors: arguments.cors,
        limits: arguments.limits,
        arm_page_size: arguments.arm_page_size,
        lenient: arguments.lenient,
        data: arguments.data.clone(),
        seed: arguments.seed.clone(),
    })?;
    let stopping = stop_signal()?;
    println!("{}", banner(listener.local_addr()?, &arguments, &emulator)?);
    let app = app(emulator).layer(axum::middleware::from_fn(log));
    iotcentral_emulator::serve(listener, tls, app, closed(stopping)).await;
    Ok(())
}

/// Returns the text that a user needs to call the emulator. Scripts wait for its last line.
fn banner(mut address: SocketAddr, arguments: &Arguments, emulator: &Emulator) -> Result<String, String> {
    let [administrator, builder, operator] = Role::ALL.map(|role| role.token(&arguments.token));
    // The address 0.0.0.0 (all interfaces) cannot be called.
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let scheme = if arguments.tls.is_some() || arguments.tls_cert.is_some() { "https" } else { "http" };
    let also: String =
        arguments.allow_host.iter().map(|name| format!("           {scheme}://{name}:{}\n", address.port())).collect();
    let network = if arguments.host.is_unspecified() && also.is_empty() {
        "Network    other computers need a host name: set one with --allow-host\n"
    } else {
        ""
    };
    let trust = arguments.tls.as_ref().map(|file| format!("Trust      {}\n", file.display())).unwrap_or_default();
    let signature: String = form_urlencoded::byte_serialize(arguments.token.as_bytes()).collect();
    let expiry = emulator.clock().now().as_millisecond() + 365 * 24 * 60 * 60 * 1000;
    let (name, api_token) = match emulator.seeded()? {
        None => ("is deleted".to_owned(), String::new()),
        Some(Seeded { id, display_name }) => {
            let token = format!("SharedAccessSignature sr={id}&sig={signature}&skn=Administrator&se={expiry}");
            (display_name, format!("API token  Authorization: {token}\n"))
        }
    };
    let seed = if emulator.ignores_seed() { "Seed       the data file's own; --seed is for a new file\n" } else { "" };
    Ok(format!(
        "IoT Central emulator {version}, application {name}\n\
         Endpoint   {scheme}://{address}\n\
         {also}{network}{trust}{seed}\
         Token      Authorization: Bearer {administrator}\n\
         Builder    Authorization: Bearer {builder}\n\
         Operator   Authorization: Bearer {operator}\n\
         {api_token}\
         listening on {scheme}://{address}",
        version = env!("CARGO_PKG_VERSION"),
    ))
}

/// Returns a channel that closes on ctrl-c, and on SIGTERM where that exists. The signals are registered here, before
/// the emulator announces its address: a task that registers them itself might start after the signal.
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

/// Resolves when the channel closes.
async fn closed(mut channel: watch::Receiver<()>) {
    while channel.changed().await.is_ok() {}
}
