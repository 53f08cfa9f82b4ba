//! Mail servers that speak TLS, from the start or after `STARTTLS`: who is trusted gets the mail,
//! and for whoever is not it waits.

use std::{fs, path::Path};

use crate::{
    letterbox::{Encryption, Letterbox, NO_HANDSHAKE, certificate},
    process::{PASSWORD, Serving, login, registration},
};

const LINUX: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\r\n";
const PHONE: &str = "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1\r\n";

/// A warning of a sign-in from a new device waits until the server's certificate is trusted.
fn waits_until_trusted(letterbox: &Letterbox, url: &str, pem: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (data, trusted) = (folder.path().join("data"), folder.path().join("trusted.pem"));
    fs::write(&trusted, certificate().1).unwrap();
    let start = |trusted: &Path| Serving::with_mail_trusting(&data, url, trusted);
    let serving = start(&trusted);
    serving.post("/api/auth/register", LINUX, &registration(&serving));
    let login = login("alma@example.org", PASSWORD);
    assert_eq!(serving.post("/api/auth/login", PHONE, &login).status, 200);
    assert_eq!(letterbox.wait_for_mail(), NO_HANDSHAKE);
    serving.stop();

    fs::write(&trusted, pem).unwrap();
    let serving = start(&trusted);
    let mut taken = std::iter::repeat_with(|| letterbox.wait_for_mail());
    let taken = taken.find(|taken| taken != NO_HANDSHAKE);
    assert_eq!(taken.as_deref(), Some("alma@example.org"));
    assert!(!serving.stop().contains("panicked"));
}

#[test]
fn mail_goes_by_tls_from_the_start_to_a_server_that_is_trusted() {
    let (config, pem) = certificate();
    let letterbox = Letterbox::with(Encryption::FromTheStart(config));
    let url = format!("smtps://localhost:{}", letterbox.port());
    waits_until_trusted(&letterbox, &url, &pem);
}

#[test]
fn mail_goes_by_starttls_to_a_server_that_is_trusted() {
    let (config, pem) = certificate();
    let letterbox = Letterbox::with(Encryption::WhenAsked(config));
    let url = format!("smtp://localhost:{}?tls=required", letterbox.port());
    waits_until_trusted(&letterbox, &url, &pem);
}
