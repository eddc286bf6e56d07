//! Arbitrary bytes into every decoder: a value or a typed error, never a panic, which would be a trap in WebAssembly.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::*;
use crate::model::time::{duration_ms, http_date_ms};
use crate::pipeline::challenge::claims;
use crate::redact::redact;
use crate::request::Endpoint;
use crate::validate::validate;

/// Documents to begin with: what the service sends, and what breaks readers.
const SEEDS: [&str; 12] = [
    r#"{"value":[{"id":"a","displayName":"t","tiles":[{"displayName":"t","x":0,"y":1.5e1,"width":2,"height":3,"configuration":{"type":"lkv","group":"g","devices":["d"],"capabilities":[{"capability":"c","aggregateFunction":"avg"}]}}],"etag":"\"1\""}],"nextLink":"https://a/b"}"#,
    r#"{"displayName":"\ud83d\ude00\u0000\"\\","tiles":[{"configuration":{"type":"future"},"displayName":"","x":-0.0,"y":1e400,"width":123456789012345678901234567890,"height":1e-400}]}"#,
    r#"{"location":"eastus","sku":{"name":"ST2"},"tags":{"a":"b"},"properties":{"subdomain":"x","provisioningState":"Creating"}}"#,
    r#"{"container":"c","connectionString":"AccountName=a;AccountKey=k;","sasTtl":"PT1H","state":"pending"}"#,
    r#"{"results":[{"$id":"a","$ts":"2026-01-01T00:00:00Z","avg":1.25},{}]}"#,
    r#"{"error":{"code":"C","message":{"value":"m"},"requestId":"r","details":[{"code":"d","message":"dm"}]}}"#,
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "\u{feff} null ",
    r#"Bearer error="insufficient_claims", claims="e30=""#,
    "P1Y2M3W4DT5H6M7.8S",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "https://contoso.azureiotcentral.com:443/@\\?#",
];

/// Numbers that only look random, so that a failure is the same failure again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A seed with a few bytes changed, cut, doubled, or taken from another.
fn mutant(random: &mut Random) -> Vec<u8> {
    const PIECES: [&[u8]; 14] = [
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\\u",
        b"\\",
        b"\xff\xfe",
        b"\xf0\x9f",
        b"null",
        b"1e9999",
        b"\"type\":",
    ];
    let mut bytes = SEEDS[random.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let place = random.below(bytes.len() + 1);
        let end = (place + random.below(12)).min(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(place),
            1 => drop(bytes.splice(place..end, PIECES[random.below(PIECES.len())].iter().copied())),
            2 => bytes.extend_from_within(place..end),
            3 => {
                let other = SEEDS[random.below(SEEDS.len())].as_bytes();
                let from = random.below(other.len());
                drop(bytes.splice(place..end, other[from..].iter().copied()));
            }
            _ => bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte = random.below(256) as u8),
        }
    }
    bytes
}

/// Reads and checks alike, and writes what it has read so that it is read again.
fn round_trip<T: Wire>(bytes: &[u8]) {
    let (read, checked) = (decode::<T>(bytes), Json::<T>::parse(bytes));
    assert_eq!(read.as_ref().err(), checked.as_ref().err());
    if let (Ok(value), Ok(checked)) = (read, checked) {
        assert!(decode::<T>(&encode(&value)).is_ok());
        assert!(View::parse(&checked.writable()).is_ok());
    }
}

fn every_decoder(bytes: &[u8]) {
    round_trip::<Dashboard>(bytes);
    round_trip::<DashboardPatch>(bytes);
    round_trip::<Tile>(bytes);
    round_trip::<TileConfiguration>(bytes);
    round_trip::<Application>(bytes);
    round_trip::<ApplicationPatch>(bytes);
    round_trip::<ApplicationTemplate>(bytes);
    round_trip::<AvailabilityInfo>(bytes);
    round_trip::<ProviderOperation>(bytes);
    round_trip::<Device>(bytes);
    round_trip::<DeviceTelemetry>(bytes);
    round_trip::<DeviceCommand>(bytes);
    round_trip::<DeviceGroup>(bytes);
    round_trip::<QueryResponse>(bytes);
    round_trip::<FileUpload>(bytes);
    round_trip::<FileUploadPatch>(bytes);
    let _ = Page::<Dashboard>::parse(bytes).map(|page| page.items());
    let _ = ErrorBody::read(bytes);
    let _ = validate::<Dashboard>(bytes);
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(redact(&redact(&text)), redact(&text));
    let _ = (claims(&text), duration_ms(&text), http_date_ms(&text), Endpoint::parse(&text));
}

#[test]
fn arbitrary_bytes_give_a_value_or_an_error() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..10_000 {
        let bytes = mutant(&mut random);
        let outcome = catch_unwind(AssertUnwindSafe(|| every_decoder(&bytes)));
        assert!(outcome.is_ok(), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn every_cut_of_every_document_gives_a_value_or_an_error() {
    for seed in SEEDS {
        (0..=seed.len()).for_each(|end| every_decoder(&seed.as_bytes()[..end]));
    }
}
