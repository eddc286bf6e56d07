//! TLS: Azure's SDKs send bearer tokens only over https.

use std::{
    collections::HashMap,
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{ToSpan, Zoned};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints, SerialNumber,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
        server::{ClientHello, ResolvesServerCert},
        sign::{CertifiedKey, SigningKey},
    },
};
use uuid::Uuid;

/// In days. Apple accepts at most 825 days for a certificate, other clients 398.
const VALIDITY: i32 = 397;
/// The maximal number of certificates that are kept.
const MAX_NAMES: usize = 1000;

/// The TLS settings of connections. Clones share them.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Creates an authority for names of this computer only: localhost, `more`, which may be addresses, and names below
    /// these. Writes the authority's certificate, which clients must trust, to the file `authority`. Fails with a
    /// message.
    pub fn own(authority: &Path, more: &[String]) -> Result<Self, String> {
        let (issuer, pem) = Issuer::new(more).map_err(|error| format!("can't make a certificate: {error}"))?;
        fs::write(authority, pem).map_err(|error| format!("can't write {}: {error}", authority.display()))?;
        Self::with(|config| Ok(config.with_cert_resolver(Arc::new(issuer))))
    }

    /// Uses a given certificate, its chain and its key, as PEM. Fails with a message.
    pub fn given(certificate: &Path, key: &Path) -> Result<Self, String> {
        let failed = |path: &Path, error: String| format!("can't use {}: {error}", path.display());
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| failed(certificate, error.to_string()))?;
        let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| failed(key, error.to_string()))?;
        Self::with(|config| {
            config.with_single_cert(chain, secret).map_err(|error| failed(certificate, error.to_string()))
        })
    }

    fn with(
        certificate: impl FnOnce(
            tokio_rustls::rustls::ConfigBuilder<ServerConfig, tokio_rustls::rustls::server::WantsServerCert>,
        ) -> Result<ServerConfig, String>,
    ) -> Result<Self, String> {
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("can't offer TLS: {error}"))?;
        let mut config = certificate(builder.with_no_client_auth())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    pub(crate) async fn accept<S>(&self, stream: S) -> io::Result<tokio_rustls::server::TlsStream<S>>
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    {
        self.0.accept(stream).await
    }
}

/// Issues one certificate for each name by which the emulator is called: no client accepts one for `*.localhost`, which
/// looks like `*.com`.
#[derive(Debug)]
struct Issuer {
    authority: CertifiedIssuer<'static, KeyPair>,
    key: KeyPair,
    signing: Arc<dyn SigningKey>,
    /// The names of this computer, in lower case.
    names: Vec<String>,
    /// The addresses of this computer. A client that calls an address sends no name.
    addresses: Vec<IpAddr>,
    /// The issued certificates by name. They are kept, since a user who made an exception for a certificate would have
    /// to make it again for a new one.
    issued: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl Issuer {
    /// Creates an authority. Returns it with its certificate as PEM.
    fn new(more: &[String]) -> Result<(Self, String), Box<dyn std::error::Error>> {
        let mut params = params(&[])?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let mut names = vec!["localhost".to_owned()];
        let mut addresses: Vec<IpAddr> = vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
        for host in more {
            match host.parse() {
                Ok(address) if addresses.contains(&address) => {}
                Ok(address) => addresses.push(address),
                Err(_) => names.push(host.to_ascii_lowercase()),
            }
        }
        let exactly =
            |address: &IpAddr| CidrSubnet::from_addr_prefix(*address, if address.is_ipv4() { 32 } else { 128 });
        // The constraints limit the trust in the authority to names of this computer.
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: (names.iter().cloned().map(GeneralSubtree::DnsName))
                .chain(addresses.iter().map(exactly).map(GeneralSubtree::IpAddress))
                .collect(),
            excluded_subtrees: Vec::new(),
        });
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let signing = ring::sign::any_supported_type(&PrivatePkcs8KeyDer::from(key.serialize_der()).into())?;
        let pem = authority.pem();
        Ok((Self { authority, key, signing, names, addresses, issued: Mutex::default() }, pem))
    }

    /// Returns whether a name is one of this computer's, or below one.
    fn vouches_for(&self, name: &str) -> bool {
        let is_under = |own: &String| name.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.names.iter().any(is_under)
    }

    fn issue(&self, names: &[String]) -> Result<Arc<CertifiedKey>, Box<dyn std::error::Error>> {
        let mut params = params(names)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&self.key, &self.authority)?;
        Ok(Arc::new(CertifiedKey::new(vec![certificate.der().clone()], Arc::clone(&self.signing))))
    }
}

impl ResolvesServerCert for Issuer {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let asked = hello.server_name().map(str::to_ascii_lowercase);
        let name = asked.filter(|name| self.vouches_for(name)).unwrap_or_else(|| "localhost".to_owned());
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = issued.get(&name) {
            return Some(Arc::clone(known));
        }
        let mut names = vec![name.clone()];
        if name == "localhost" {
            names.extend(self.addresses.iter().map(IpAddr::to_string));
        }
        let certificate = self.issue(&names).ok()?;
        if issued.len() < MAX_NAMES {
            issued.insert(name, Arc::clone(&certificate));
        }
        Some(certificate)
    }
}

fn params(names: &[String]) -> Result<CertificateParams, Box<dyn std::error::Error>> {
    let mut params = CertificateParams::new(names)?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, names.first().map_or("IoT Central emulator", String::as_str));
    params.distinguished_name = name;
    params.serial_number = Some(SerialNumber::from_slice(Uuid::new_v4().as_bytes()));
    let today = Zoned::now().date();
    let date = |date: jiff::civil::Date| rcgen::date_time_ymd(date.year().into(), date.month() as u8, date.day() as u8);
    params.not_before = date(today.checked_sub(1.day())?);
    params.not_after = date(today.checked_add(VALIDITY.days())?);
    Ok(params)
}
