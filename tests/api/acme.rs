//! Certificates by ACME, from a real server for tests.

use std::{fs, os::unix::fs::PermissionsExt as _};

use chrono::TimeDelta;
use furgo::{
    clock::Clock,
    tls::{
        Tls,
        acme::Proof,
        settings::{AcmeServer, LETS_ENCRYPT, Mode, Settings},
    },
};
use support::{Pebble, TestApp, TlsClient};
use tempfile::TempDir;

const NAME: &str = "furgo.example.org";

fn open(pebble: &Pebble, folder: &TempDir, proof: Proof, clock: &Clock) -> Tls {
    let acme = AcmeServer { directory: pebble.directory(), root: Some(pebble.root()) };
    of(acme, folder, proof, clock)
}

fn of(acme: AcmeServer, folder: &TempDir, proof: Proof, clock: &Clock) -> Tls {
    let settings = Settings { mode: Mode::Acme(NAME.to_owned()), names: Default::default(), acme };
    Tls::open(&settings, folder.path(), proof, clock.now()).unwrap()
}

async fn served(pebble: &mut Pebble, folder: &TempDir, proof: Proof, clock: &Clock) -> TestApp {
    let app = TestApp::start_tls(open(pebble, folder, proof, clock), clock.clone()).await;
    pebble.run(app.address().port());
    app
}

#[actix_web::test]
async fn a_certificate_is_got_by_plain_http_and_renewed_in_time() {
    let (folder, clock, mut pebble) =
        (tempfile::tempdir().unwrap(), Clock::system(), Pebble::prepare());
    let app = served(&mut pebble, &folder, Proof::Http, &clock).await;
    let client = TlsClient::by_clock(&pebble.authority(), app.address(), clock.clone());
    assert!(client.connect(NAME).is_err(), "there is no certificate yet");

    // Nobody answers on the port for plain HTTP: it is said, and not tried again at once.
    app.app.tls.look(&clock).await;
    let why = app.app.tls.trouble().unwrap();
    assert!(why.contains(NAME) && why.contains("again in 15 minutes"), "{why}");
    let _entrance = app.entrance_at(pebble.http_port());
    app.app.tls.look(&clock).await;
    assert_eq!(app.app.tls.trouble().as_ref(), Some(&why));
    clock.advance(TimeDelta::minutes(16));
    app.app.tls.look(&clock).await;
    assert_eq!(app.app.tls.trouble(), None);
    let mut open_one = client.connect(NAME).unwrap();
    let reply = open_one.ask("GET", "/api/health", "", "");
    assert!(reply.header("strict-transport-security").starts_with("max-age="), "{reply:?}");
    let first = open_one.certificate();

    // What is kept is the owner's, and holds over a restart.
    let kept: Vec<_> = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert_eq!(kept.len(), 2, "the account and the certificate: {kept:?}");
    for file in kept {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    let again = open(&pebble, &folder, Proof::Http, &clock);
    assert_eq!(again.certificates.current().unwrap().key.cert[0].to_vec(), first);
    // Another server's, such as that of one for tests, is not taken for this one's.
    let elsewhere = AcmeServer { directory: LETS_ENCRYPT.to_owned(), root: None };
    let elsewhere = of(elsewhere, &folder, Proof::Http, &clock);
    assert!(elsewhere.certificates.current().is_none());

    clock.advance(TimeDelta::days(40));
    app.app.tls.look(&clock).await;
    assert_eq!(client.connect(NAME).unwrap().certificate(), first);
    clock.advance(TimeDelta::days(25));
    app.app.tls.look(&clock).await;
    assert_eq!(app.app.tls.trouble(), None);
    let second = client.connect(NAME).unwrap().certificate();
    assert_ne!(second, first);
    app.app.tls.look(&clock).await;
    assert_eq!(client.connect(NAME).unwrap().certificate(), second, "one at a time");
    assert_eq!(open_one.ask("GET", "/api/health", "", "").status, 200);
}

#[actix_web::test]
async fn a_certificate_is_got_within_tls_where_there_is_no_plain_http() {
    let (folder, clock, mut pebble) =
        (tempfile::tempdir().unwrap(), Clock::system(), Pebble::prepare());
    let app = served(&mut pebble, &folder, Proof::Tls, &clock).await;
    app.app.tls.look(&clock).await;
    assert_eq!(app.app.tls.trouble(), None);
    let client = TlsClient::trusting(&pebble.authority(), app.address());
    assert_eq!(client.get(NAME, "/api/health").status, 200);
}

#[actix_web::test]
async fn a_server_that_is_not_the_one_that_was_meant_is_told_nothing() {
    let (folder, clock, mut pebble) =
        (tempfile::tempdir().unwrap(), Clock::system(), Pebble::prepare());
    let _app = served(&mut pebble, &folder, Proof::Tls, &clock).await;
    // Known by the system's certificates, which it is not.
    let acme = AcmeServer { directory: pebble.directory(), root: None };
    let tls = of(acme, &folder, Proof::Tls, &clock);
    tls.look(&clock).await;
    assert!(tls.trouble().unwrap().contains(NAME));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "there is no account");
    assert!(tls.certificates.current().is_none());
}

#[actix_web::test]
async fn what_was_got_is_shown_and_kept_when_the_disk_takes_it_again() {
    let (folder, clock, mut pebble) =
        (tempfile::tempdir().unwrap(), Clock::system(), Pebble::prepare());
    let app = served(&mut pebble, &folder, Proof::Tls, &clock).await;
    let tls = &app.app.tls;
    // A folder in its place keeps a file from being written, from root too.
    let block = |name: &str| fs::create_dir(folder.path().join(format!("{name}.new"))).unwrap();
    let free = |name: &str| fs::remove_dir(folder.path().join(format!("{name}.new"))).unwrap();
    let files = || {
        let files = fs::read_dir(folder.path()).unwrap().map(Result::unwrap);
        let names = files.map(|file| file.file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.ends_with(".new")).collect();
        names.sort_unstable();
        names
    };

    // Nothing is asked for that could not be kept.
    block("acme-room");
    tls.look(&clock).await;
    let why = tls.trouble().unwrap();
    assert!(why.contains("cannot be written") && why.contains("again in 15 minutes"), "{why}");
    assert_eq!((files(), tls.certificates.current().is_none()), (Vec::new(), true));
    free("acme-room");
    clock.advance(TimeDelta::minutes(16));
    tls.look(&clock).await;
    assert_eq!(tls.trouble(), None);
    let kept = files();
    let [account, certificate] = kept.as_slice() else { panic!("{kept:?}") };

    // The disk is full only after it was asked, and there is another account.
    let client = TlsClient::by_clock(&pebble.authority(), app.address(), clock.clone());
    let first = client.connect(NAME).unwrap().certificate();
    clock.advance(TimeDelta::days(65));
    fs::remove_file(folder.path().join(account)).unwrap();
    block(account);
    block(certificate);
    tls.look(&clock).await;
    let second = client.connect(NAME).unwrap().certificate();
    assert_ne!(second, first, "it is good, wherever it is");
    for name in [account, certificate] {
        for _ in 0..2 {
            tls.look(&clock).await;
            let why = tls.trouble().unwrap();
            assert!(why.contains(name) && why.contains("cannot be written"), "{why}");
        }
        free(name);
    }
    tls.look(&clock).await;
    assert_eq!((tls.trouble(), files()), (None, kept.clone()));
    assert_eq!(client.connect(NAME).unwrap().certificate(), second, "it was not ordered again");
    let again = open(&pebble, &folder, Proof::Tls, &clock);
    assert_eq!(again.certificates.current().unwrap().key.cert[0].to_vec(), second);
    for file in &kept {
        let mode = fs::metadata(folder.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}
