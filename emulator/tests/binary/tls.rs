//! https for a client that verifies the certificate.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::Command,
    sync::Arc,
};

use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};

use crate::program::Program;

/// A temporary file, which is removed when dropped.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("iotcentral-emulator-{}-{name}.pem", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Calls the emulator by a host name, trusting only the certificate in a file.
fn call(program: &Program, trusted: &File, name: &str) -> Result<String, std::io::Error> {
    let mut stream = connect(program, trusted, name);
    write!(
        stream,
        "GET /api/roles?api-version=2022-10-31-preview&maxpagesize=1 HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\
         Authorization: Bearer iotcentral-emulator\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn connect(program: &Program, trusted: &File, name: &str) -> StreamOwned<ClientConnection, TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&trusted.0).unwrap()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from(name.to_owned()).unwrap()).unwrap();
    StreamOwned::new(connection, TcpStream::connect(program.address).unwrap())
}

/// Chromium, if told to ignore the certificate's issuer, accepts this one.
#[test]
fn a_name_has_the_same_certificate_every_time() {
    let authority = File::new("same");
    let program = Program::start(&["--tls", authority.path()]);
    let certificate = |name: &str| {
        let mut stream = connect(&program, &authority, name);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock).unwrap();
        }
        stream.conn.peer_certificates().unwrap().to_vec()
    };
    assert_eq!(certificate("localhost"), certificate("127.0.0.1"));
    assert_eq!(certificate("contoso.localhost"), certificate("Contoso.localhost"));
    assert_ne!(certificate("contoso.localhost"), certificate("localhost"));
}

#[test]
fn every_name_of_this_computer_has_a_certificate_of_the_authority_that_it_wrote() {
    let authority = File::new("authority");
    let program = Program::start(&["--tls", authority.path()]);
    assert!(program.banner.iter().any(|line| line == &format!("Endpoint   https://{}", program.address)));
    assert!(program.banner.iter().any(|line| line.starts_with("Trust ") && line.ends_with(authority.path())));
    for name in ["localhost", "127.0.0.1", "contoso.localhost", "CONTOSO.localhost"] {
        let answer = call(&program, &authority, name).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{name}: {answer}");
        assert!(answer.contains(&format!("\"nextLink\":\"https://{name}/api/roles?")), "{name}: {answer}");
    }
    assert!(call(&program, &authority, "fabrikam.localhost").unwrap().starts_with("HTTP/1.1 404 "));
    let error = call(&program, &authority, "example.com").unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(!program.call("GET / HTTP/1.1").starts_with("HTTP/1.1 200"), "http is not served beside it");
}

#[test]
fn a_name_that_is_allowed_has_a_certificate_too_and_so_have_applications_under_it() {
    let authority = File::new("allowed");
    let program = Program::start(&["--tls", authority.path(), "--allow-host", "Emulator", "192.0.2.7"]);
    let port = program.address.port();
    assert!(program.banner.iter().any(|line| line == &format!("           https://Emulator:{port}")));
    for name in ["emulator", "contoso.emulator", "192.0.2.7", "localhost", "contoso.localhost"] {
        let answer = call(&program, &authority, name).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{name}: {answer}");
    }
    for name in ["example.com", "evil-emulator", "192.0.2.8"] {
        let error = call(&program, &authority, name).unwrap_err();
        assert!(error.to_string().contains("certificate"), "{name}: {error}");
    }
}

#[test]
fn a_second_start_leaves_the_firsts_authority_alone() {
    let authority = File::new("second");
    let program = Program::start(&["--tls", authority.path()]);
    let port = program.address.port().to_string();
    let second = Command::new(env!("CARGO_BIN_EXE_iotcentral-emulator"))
        .args(["--port", &port, "--tls", authority.path()])
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(call(&program, &authority, "localhost").unwrap().starts_with("HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_given_certificate_is_used() {
    let (certificate, key) = (File::new("certificate"), File::new("key"));
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&certificate.0, made.cert.pem()).unwrap();
    std::fs::write(&key.0, made.signing_key.serialize_pem()).unwrap();
    let program = Program::start(&["--tls-cert", certificate.path(), "--tls-key", key.path()]);
    assert!(call(&program, &certificate, "localhost").unwrap().starts_with("HTTP/1.1 200 OK\r\n"));

    let refused = Command::new(env!("CARGO_BIN_EXE_iotcentral-emulator"))
        .args(["--port", "0", "--tls-cert", certificate.path(), "--tls-key", certificate.path()])
        .output()
        .unwrap();
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && message.contains(certificate.path()), "{message}");
}

#[cfg(unix)]
#[test]
fn a_silent_connection_does_not_block_others() {
    let authority = File::new("silent");
    let program = Program::start(&["--tls", authority.path()]);
    let _silent: Vec<_> = (0..20).map(|_| TcpStream::connect(program.address).unwrap()).collect();
    assert!(call(&program, &authority, "localhost").unwrap().starts_with("HTTP/1.1 200 OK\r\n"));
    program.stop();
}
