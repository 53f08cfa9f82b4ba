//! TLS of our own: what is shown to whom, for how long, and what becomes of it while connections
//! are open.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    time::Duration,
};

use chrono::TimeDelta;
use furgo::{
    clock::Clock,
    http::connections::Limits,
    tls::{
        Tls,
        acme::Proof,
        authority::{self, Authority},
        certificate::{Certificate, chain_in, key_in, parsed, time_of},
        settings::{AcmeServer, LETS_ENCRYPT, Mode, Settings},
    },
};
use furgo_shared::{
    settings::SettingsView,
    tls::{TlsView, Transport},
};
use rcgen::{CertificateParams, KeyPair};
use support::{PASSWORD, TestApp, TlsClient, TlsReply};
use tempfile::TempDir;

fn open(mode: Mode, names: &[&str], folder: &Path, clock: &Clock) -> Result<Tls, String> {
    let names = names.iter().map(|name| name.parse().unwrap()).collect();
    let acme = AcmeServer { directory: LETS_ENCRYPT.to_owned(), root: None };
    Tls::open(&Settings { mode, names, acme }, folder, Proof::Http, clock.now())
}

/// A server with an authority of its own, and a client that trusts it.
pub async fn local(clock: &Clock) -> (TempDir, TestApp, TlsClient) {
    let folder = tempfile::tempdir().unwrap();
    let tls = open(Mode::Local, &["furgo.example.org"], folder.path(), clock).unwrap();
    let app = TestApp::start_tls(tls, clock.clone()).await;
    let client = trusting(&folder.path().join(authority::FILE_NAME), &app);
    (folder, app, client)
}

fn trusting(pem: &Path, app: &TestApp) -> TlsClient {
    TlsClient::by_clock(&fs::read(pem).unwrap(), app.address(), app.app.clock.clone())
}

/// Signs the first account in over TLS.
fn register(app: &TestApp, client: &TlsClient, name: &str) -> TlsReply {
    let json = serde_json::json!({
        "name": "alma", "email": "alma@example.org", "password": PASSWORD,
        "setup_code": app.app.gate.keys.setup_code(),
    });
    let origin = format!("Origin: https://{name}:{}\r\n", app.address().port());
    client.connect(name).unwrap().ask("POST", "/api/auth/register", &origin, &json.to_string())
}

#[actix_web::test]
async fn our_own_authority_speaks_for_this_server_alone() {
    let (folder, app, client) = local(&Clock::system()).await;
    for name in ["localhost", "127.0.0.1", "::1", "furgo.local", "furgo.example.org"] {
        assert_eq!(client.get(name, "/api/health").status, 200, "{name}");
    }
    let shown = client.connect("localhost").unwrap().certificate();
    let shown = parsed(&shown).unwrap();
    let (from, until) = time_of(&shown).unwrap();
    assert!(until - from <= TimeDelta::days(398), "{from} to {until}");
    let usage = shown.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.server_auth && !usage.client_auth && usage.other.is_empty(), "{usage:?}");

    // Whoever has its key and makes a certificate for somebody else is not believed.
    let file = fs::read(folder.path().join(authority::FILE_NAME)).unwrap();
    let constraints =
        parsed(&chain_in(&file).unwrap()[0]).unwrap().name_constraints().unwrap().unwrap().critical;
    assert!(constraints);
    for (name, is_believed) in
        [("bank.example.org", false), ("192.0.2.1", false), ("furgo.example.org", true)]
    {
        let stolen = stolen(&file, name);
        let pem = folder.path().join("stolen.pem");
        fs::write(&pem, &stolen).unwrap();
        let mode = Mode::Files { certificate: pem.clone(), key: pem };
        let tls = open(mode, &[], folder.path(), &app.app.clock).unwrap();
        let impostor = TestApp::start_tls(tls, Clock::system()).await;
        let victim = TlsClient::trusting(&file, impostor.address());
        assert_eq!(victim.connect(name).is_ok(), is_believed, "{name}");
    }
}

/// A certificate for a name, made with the key in a file of ours.
fn stolen(authority: &[u8], name: &str) -> String {
    let key = KeyPair::try_from(key_in(authority).unwrap().secret_der()).unwrap();
    let issuer = rcgen::Issuer::from_ca_cert_der(&chain_in(authority).unwrap()[0], key).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    format!("{}{}", leaf.pem(), key.serialize_pem())
}

#[actix_web::test]
async fn its_key_is_the_owner_s_and_in_no_backup() {
    let (folder, app, client) = local(&Clock::system()).await;
    let path = folder.path().join(authority::FILE_NAME);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let signed_in = register(&app, &client, "localhost");
    assert_eq!(signed_in.status, 201, "{signed_in:?}");
    let backup = folder.path().join("backup.redb");
    furgo::storage::backup::backup_to(&app.app.db, &backup).unwrap();
    let backup = fs::read(backup).unwrap();
    let key = key_in(&fs::read(&path).unwrap()).unwrap();
    let holds = |part: &[u8]| backup.windows(part.len()).any(|window| window == part);
    assert!(holds(b"alma@example.org") && !holds(key.secret_der()) && !holds(b"PRIVATE KEY"));

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let why = open(Mode::Local, &[], folder.path(), &app.app.clock).unwrap_err();
    assert!(why.contains("chmod 600"), "{why}");
}

#[actix_web::test]
async fn a_certificate_is_renewed_while_connections_are_open() {
    let clock = Clock::system();
    let (folder, app, client) = local(&clock).await;
    let mut open = client.connect("localhost").unwrap();
    let before = open.certificate();
    clock.advance(TimeDelta::days(40));
    app.app.tls.look(&clock).await;
    assert_eq!(client.connect("localhost").unwrap().certificate(), before, "it is good for long");
    clock.advance(TimeDelta::days(25));
    app.app.tls.look(&clock).await;
    let after = client.connect("localhost").unwrap().certificate();
    assert_ne!(after, before);
    assert!(time_of(&parsed(&after).unwrap()).unwrap().1 > clock.now() + TimeDelta::days(80));
    assert_eq!(open.ask("GET", "/api/health", "", "").status, 200);

    // Another authority is taken without a restart, too.
    let names = BTreeSet::from(["localhost".parse().unwrap()]);
    Authority::create(folder.path(), &names, clock.now()).unwrap();
    app.app.tls.look(&clock).await;
    app.app.tls.look(&clock).await;
    let file = folder.path().join(authority::FILE_NAME);
    assert_eq!(trusting(&file, &app).get("localhost", "/api/health").status, 200);
    assert!(client.connect("localhost").is_err(), "the old one is gone");
    assert_eq!(open.ask("GET", "/api/health", "", "").status, 200);
    // It was made for one name; the machine has others.
    let why = app.app.tls.trouble().unwrap();
    assert!(why.contains("127.0.0.1") && why.contains("furgo tls new-ca"), "{why}");
}

#[actix_web::test]
async fn an_authority_whose_time_is_over_is_not_used() {
    let clock = Clock::system();
    let (folder, app, client) = local(&clock).await;
    clock.advance(TimeDelta::days(3600));
    app.app.tls.look(&clock).await;
    assert_eq!(client.get("localhost", "/api/health").status, 200);
    let shown = app.app.tls.certificates.current().unwrap();
    assert!(shown.until <= app.app.tls.authority().unwrap().until, "none outlives its authority");
    clock.advance(TimeDelta::days(51));
    app.app.tls.look(&clock).await;
    let why = app.app.tls.trouble().unwrap();
    assert!(why.contains("furgo tls new-ca"), "{why}");
    assert!(open(Mode::Local, &[], folder.path(), &clock).unwrap_err().contains("new-ca"));
}

/// A self-signed certificate with its key, for this long.
fn pair(name: &str, days: i64) -> (String, String) {
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    let now = furgo::clock::Clock::system().now().timestamp();
    let at = |days: i64| {
        rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs((now + days * 86_400).unsigned_abs())
    };
    (params.not_before, params.not_after) = (at(-100), at(days));
    let key = KeyPair::generate().unwrap();
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

#[actix_web::test]
async fn certificate_files_are_read_anew_and_broken_ones_are_not_used() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::system());
    let [certificate, key] = ["fullchain.pem", "privkey.pem"].map(|name| folder.path().join(name));
    let put = |(chain, secret): &(String, String)| {
        fs::write(&certificate, chain).unwrap();
        fs::write(&key, secret).unwrap();
    };
    let mode = || Mode::Files { certificate: certificate.clone(), key: key.clone() };
    let why = open(mode(), &[], folder.path(), &clock).unwrap_err();
    assert!(why.contains("fullchain.pem cannot be read"), "{why}");
    let first = pair("furgo.example.org", 30);
    put(&first);
    let tls = open(mode(), &[], folder.path(), &clock).unwrap();
    let app = TestApp::start_tls(tls, clock.clone()).await;
    let mut open = trusting(&certificate, &app).connect("furgo.example.org").unwrap();
    let shown = |pem: &str| {
        let client = TlsClient::trusting(pem.as_bytes(), app.address());
        client.connect("furgo.example.org").is_ok()
    };
    let look = async || {
        // The second time it is sure that nobody is writing any more.
        app.app.tls.look(&clock).await;
        app.app.tls.look(&clock).await;
    };
    assert!(shown(&first.0));

    let second = pair("furgo.example.org", 60);
    fs::write(&certificate, &second.0).unwrap();
    look().await;
    assert!(shown(&first.0), "certificate and key are no pair");
    assert!(app.app.tls.trouble().unwrap().contains("not that of the certificate"));
    fs::write(&key, &second.1).unwrap();
    look().await;
    assert_eq!((shown(&second.0), app.app.tls.trouble()), (true, None));

    for (broken, says) in [
        (("rubbish".to_owned(), second.1.clone()), "no certificate in PEM"),
        ((second.0.clone(), "rubbish".to_owned()), "no private key in PEM"),
        (pair("furgo.example.org", -1), "holds from"),
    ] {
        put(&broken);
        look().await;
        let why = app.app.tls.trouble().unwrap();
        assert!(why.contains(says) && shown(&second.0), "{why}");
        app.app.tls.look(&clock).await;
        assert_eq!(app.app.tls.trouble().as_ref(), Some(&why), "it holds as long as the files do");
    }
    let third = pair("furgo.example.org", 5);
    put(&third);
    look().await;
    let why = app.app.tls.trouble().unwrap();
    assert!(shown(&third.0) && why.contains("put a new one in its place"), "{why}");
    put(&second);
    look().await;
    fs::remove_file(&key).unwrap();
    look().await;
    assert!(shown(&second.0) && app.app.tls.trouble().unwrap().contains("cannot be read"));
    assert_eq!(open.ask("GET", "/api/health", "", "").status, 200);
    app.app.tls.look(&clock).await;
    assert!(app.app.tls.trouble().unwrap().contains("privkey.pem cannot be read"));
    // What could not be read is tried again, also when it is what was there before.
    put(&second);
    look().await;
    assert_eq!((shown(&second.0), app.app.tls.trouble()), (true, None));
}

#[actix_web::test]
async fn cookies_and_promises_are_right_in_each_mode() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::system());
    let files = |name: &str| {
        let path = folder.path().join(name);
        let (chain, key) = pair(name, 30);
        fs::write(&path, format!("{chain}{key}")).unwrap();
        Mode::Files { certificate: path.clone(), key: path }
    };
    // An address and a private name may belong to another server tomorrow.
    for (mode, name, insists) in [
        (Mode::Local, "localhost", false),
        (files("furgo.example.org"), "furgo.example.org", true),
        (files("furgo.local"), "furgo.local", false),
        (files("127.0.0.1"), "127.0.0.1", false),
    ] {
        let pem = match &mode {
            Mode::Files { certificate, .. } => certificate.clone(),
            _ => folder.path().join(authority::FILE_NAME),
        };
        let tls = open(mode, &[], folder.path(), &clock).unwrap();
        let app = TestApp::start_tls(tls, clock.clone()).await;
        let reply = register(&app, &trusting(&pem, &app), name);
        assert_eq!(reply.status, 201, "{reply:?}");
        let cookie = reply.header("set-cookie");
        let has = |part: &str| cookie.contains(part);
        assert!(cookie.starts_with("__Host-furgo=") && has("Secure"), "{name}: {cookie}");
        assert!(has("HttpOnly") && has("SameSite=Strict") && !has("Domain"), "{name}: {cookie}");
        let promise = reply.header("strict-transport-security");
        assert_eq!(promise.starts_with("max-age="), insists, "{name}: {promise}");
    }
    let plain = TestApp::start().await.stranger().raw("GET", "/api/health", None).await;
    assert_eq!(plain.header("strict-transport-security"), "");
}

#[actix_web::test]
async fn handshakes_that_never_end_take_no_place_for_long() {
    let (folder, app, client) = local(&Clock::system()).await;
    let limits = Limits { all: 3, of_address: 2, kept: 1, ..Limits::default() };
    let tls = open(Mode::Local, &[], folder.path(), &app.app.clock).unwrap();
    let app = app.beside_with_tls(tls, limits);
    let client_of = |app: &TestApp| trusting(&folder.path().join(authority::FILE_NAME), app);
    drop(client);
    let mut slow: Vec<TcpStream> = (0..2)
        .map(|_| {
            let mut stream = TcpStream::connect(app.address()).unwrap();
            // The beginning of a record of TLS.
            stream.write_all(&[22, 3, 1]).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            stream
        })
        .collect();
    while app.app.connections.open() < 2 {
        actix_web::rt::task::yield_now().await;
    }
    // What is left is kept for the office.
    assert_eq!(client_of(&app).get("localhost", "/api/health").status, 503);
    for stream in &mut slow {
        assert!(matches!(stream.read(&mut [0]), Ok(0) | Err(_)), "it is ended");
    }
    while app.app.connections.open() > 0 {
        actix_web::rt::task::yield_now().await;
    }
    assert_eq!(client_of(&app).get("localhost", "/api/health").status, 200);
}

#[actix_web::test]
async fn whoever_speaks_plainly_to_tls_is_hung_up_on() {
    let (_folder, app, _) = local(&Clock::system()).await;
    let mut stream = TcpStream::connect(app.address()).unwrap();
    stream.write_all(b"GET /api/health HTTP/1.1\r\nHost: furgo\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}

#[actix_web::test]
async fn plain_http_beside_it_leads_to_tls_and_to_the_authority() {
    let (folder, app, _) = local(&Clock::system()).await;
    let entrance = app.entrance();
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let url = |path: &str| format!("http://{}{path}", entrance.address);
    let header = |reply: &reqwest::Response, name: &str| {
        reply
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    for path in ["/", "/packages?page=2", "/api/health", "//evil.example.org"] {
        let reply = http.get(url(path)).header("host", "furgo.local:8080").send().await.unwrap();
        assert_eq!(reply.status().as_u16(), 307);
        let expected = format!("https://furgo.local:{}{path}", app.address().port());
        assert_eq!(header(&reply, "location"), expected);
        assert_eq!(header(&reply, "strict-transport-security"), "");
    }
    let reply = http.get(url("/")).header("host", "a b").send().await.unwrap();
    assert_eq!((reply.status().as_u16(), header(&reply, "location")), (400, String::new()));
    // What is written has crossed the network already: it is refused, not led on.
    let reply = http.post(url("/api/auth/login")).body("{}").send().await.unwrap();
    assert_eq!(reply.status().as_u16(), 403);
    assert!(reply.text().await.unwrap().contains("https://"));

    let authority = app.app.tls.authority().unwrap();
    for (language, title) in
        [("en", "Let this device trust"), ("es", "Haz que"), ("eu", "Egin gailu")]
    {
        let reply = http.get(url("/ca")).header("accept-language", language).send().await.unwrap();
        assert_eq!(reply.status().as_u16(), 200);
        assert!(header(&reply, "content-security-policy").starts_with("default-src 'none'"));
        let page = reply.text().await.unwrap();
        assert!(page.contains(title) && page.contains(&authority.fingerprint), "{page}");
        assert!(page.contains("furgo.example.org") && !page.contains("ca-"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }
    let reply = http.get(url("/ca.crt")).send().await.unwrap();
    assert_eq!(header(&reply, "content-type"), "application/x-x509-ca-cert");
    let der = reply.bytes().await.unwrap();
    let file = fs::read(folder.path().join(authority::FILE_NAME)).unwrap();
    assert_eq!(der[..], chain_in(&file).unwrap()[0][..]);
    let reply = http.get(url("/ca.mobileconfig")).send().await.unwrap();
    assert_eq!(header(&reply, "content-type"), "application/x-apple-aspen-config");
    let profile = reply.text().await.unwrap();
    let base64 = authority.pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    assert!(profile.contains(&format!("<data>{base64}</data>")), "{profile}");
    assert!(!profile.contains("PRIVATE"), "{profile}");
    // What an ACME server asks for is answered or refused here and never led on.
    let reply = http.get(url("/.well-known/acme-challenge/x")).send().await.unwrap();
    assert_eq!(reply.status().as_u16(), 404);
}

#[actix_web::test]
async fn the_office_is_shown_how_phones_get_in() {
    let (_folder, app, client) = local(&Clock::system()).await;
    let entrance = app.entrance();
    let signed_in = register(&app, &client, "localhost");
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
    let cookie = format!("Cookie: {cookie}\r\n");
    let mut browser = client.connect("localhost").unwrap();
    let reply = browser.ask("GET", "/api/settings/tls", &cookie, "");
    assert_eq!(reply.status, 200, "{reply:?}");
    let view: TlsView = serde_json::from_str(&reply.body).unwrap();
    let authority = app.app.tls.authority().unwrap();
    assert_eq!(view.transport, Transport::Local);
    assert_eq!(view.fingerprint.as_ref(), Some(&authority.fingerprint));
    assert_eq!(view.authority_ends_at, Some(authority.until));
    // By the name that was set: it is the only one that is good for more than this machine.
    let app_url = format!("https://furgo.example.org:{}", app.address().port());
    assert_eq!(view.address, Some(app_url));
    let page = format!("http://furgo.example.org:{}/ca", entrance.address.port());
    assert_eq!(view.install_url, Some(page));
    assert!(view.qr_svg.unwrap().starts_with("<svg"));
    assert!(view.names.contains(&"furgo.example.org".to_owned()), "{:?}", view.names);
    assert_eq!(client.get("localhost", "/ca").status, 200);
    assert_eq!(client.get("localhost", "/ca.css").status, 200);
    let settings = browser.ask("GET", "/api/settings", &cookie, "");
    let settings: SettingsView = serde_json::from_str(&settings.body).unwrap();
    assert!(!settings.insecure_http);

    for (transport, is_insecure) in [(Transport::Insecure, true), (Transport::Proxy, false)] {
        let plain = TestApp::start_tls(Tls::without(transport), Clock::system()).await;
        let settings = plain.admin().await.raw("GET", "/api/settings", None).await;
        let settings: SettingsView = settings.json();
        assert_eq!(settings.insecure_http, is_insecure, "{transport:?}");
    }
    let plain = TestApp::start().await;
    let admin = plain.admin().await;
    let view: TlsView = admin.raw("GET", "/api/settings/tls", None).await.json();
    assert_eq!((view.transport, view.install_url, view.qr_svg), (Transport::Loopback, None, None));
    assert_eq!(plain.stranger().raw("GET", "/ca", None).await.status, 404);
}

#[test]
fn a_certificate_without_its_key_is_refused_by_name() {
    let (first, second) = (pair("a.example.org", 1), pair("a.example.org", 1));
    let why = Certificate::from_pem(first.0.as_bytes(), second.1.as_bytes()).unwrap_err();
    assert!(why.to_string().contains("not that of the certificate"));
}
