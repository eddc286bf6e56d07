//! A device's attestation, its relationships and its deployment manifest.

use serde_json::{Value, json};

use super::{delete, with_oven};
use crate::service::{Service, ids};

#[tokio::test]
async fn credentials_attestation_and_relationships() {
    let service = with_oven().await;
    let path = "/api/devices/oven-1/credentials";
    let derived = service.get(path).await.ok();
    assert_eq!(derived["symmetricKey"]["primaryKey"].as_str().unwrap().len(), 44);
    assert_eq!(service.get(path).await.ok(), derived);
    let attestation = json!({ "type": "symmetricKey", "symmetricKey": { "primaryKey": "a", "secondaryKey": "b" } });
    service.get("/api/devices/oven-1/attestation").await.error(404, "NotFound");
    let kept = service.put("/api/devices/oven-1/attestation", &attestation).await.ok();
    assert_eq!(kept, attestation);
    assert_eq!(service.get(path).await.ok()["symmetricKey"], attestation["symmetricKey"]);
    service.put("/api/devices/oven-1/attestation", &json!({})).await.error(422, "UnprocessableEntity");
    assert_eq!(delete(&service, "/api/devices/oven-1/attestation").await, 204);

    let path = "/api/devices/oven-1/relationships/below";
    let made = service.put(path, &json!({ "target": "thermostat-01" })).await.ok();
    assert_eq!(made, json!({ "id": "below", "source": "oven-1", "target": "thermostat-01" }));
    assert_eq!(service.patch(path, &json!({ "target": "thermostat-02" })).await.ok()["target"], "thermostat-02");
    assert_eq!(ids(&service.get("/api/devices/oven-1/relationships").await.ok()), ["below"]);
    assert_eq!(delete(&service, path).await, 204);
    service.get(path).await.error(404, "NotFound");
}

#[tokio::test]
async fn a_certificate_has_its_thumbprint() {
    let service = Service::new();
    // The SHA-1 digest of "abc" is an example of FIPS 180.
    let pem = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n";
    let certificates = json!({ "primary": { "certificate": pem }, "secondary": { "certificate": "YWJj" } });
    let body = json!({ "type": "x509", "x509": { "clientCertificates": certificates } });
    let kept = service.put("/api/devices/thermostat-01/attestation", &body).await.ok();
    for which in ["primary", "secondary"] {
        let info = &kept["x509"]["clientCertificates"][which]["info"];
        assert_eq!(info["sha1Thumbprint"], "A9993E364706816ABA3E25717850C26C9CD0D89D");
    }
}

#[tokio::test]
async fn attestations_and_manifests_are_what_the_contract_says() {
    let service = with_oven().await;
    let complaint = async |path: &str, body: Value| service.put(path, &body).await.error(422, "UnprocessableEntity");
    let certificates = |certificates: Value| json!({ "type": "x509", "x509": { "clientCertificates": certificates } });
    for (attestation, place) in [
        (json!({ "type": "symmetricKey" }), "/symmetricKey: is required"),
        (json!({ "type": "symmetricKey", "symmetricKey": { "primaryKey": "a" } }), "/symmetricKey/secondaryKey: "),
        (json!({ "type": "tpm" }), "/tpm: is required"),
        (json!({ "type": "tpm", "tpm": {} }), "/tpm/endorsementKey: is required"),
        (json!({ "type": "tpm", "tpm": { "endorsementKey": "a" }, "symmetricKey": 5 }), "/symmetricKey: "),
        (json!({ "type": "x509" }), "/x509: is required"),
        (certificates(json!(5)), "/x509/clientCertificates: "),
        (certificates(json!({})), "/x509/clientCertificates/primary: is required"),
        (certificates(json!({ "primary": { "certificate": 5 } })), "/x509/clientCertificates/primary/certificate: "),
        (certificates(json!({ "primary": {}, "secondary": 5 })), "/x509/clientCertificates/secondary: "),
    ] {
        let message = complaint("/api/devices/oven-1/attestation", attestation).await;
        assert!(message.starts_with(place), "{message}");
    }
    let odd = certificates(json!({ "primary": { "info": 5 } }));
    let kept = service.put("/api/devices/oven-1/attestation", &odd).await.ok();
    assert_eq!(kept, certificates(json!({ "primary": {} })));

    for (manifest, place) in [
        (json!(5), "/deploymentManifest: "),
        (json!({}), "/deploymentManifest/data: is required"),
        (json!({ "data": [] }), "/deploymentManifest/data: "),
        (json!({ "data": {}, "displayName": "" }), "/deploymentManifest/displayName: "),
        (json!({ "data": {}, "etag": 5 }), "/deploymentManifest/etag: "),
        (json!({ "data": {}, "organizations": [] }), "/deploymentManifest/organizations: "),
        (json!({ "data": {}, "organizations": ["a", "b"] }), "/deploymentManifest/organizations: "),
    ] {
        let message = complaint("/api/devices/edge", json!({ "deploymentManifest": manifest })).await;
        assert!(message.starts_with(place), "{message}");
    }
    let manifest = json!({ "displayName": "m", "data": { "modulesContent": {} }, "organizations": ["a"] });
    let edge = service.put("/api/devices/edge", &json!({ "deploymentManifest": manifest })).await.ok();
    assert_eq!(edge["deploymentManifest"], manifest);
}
