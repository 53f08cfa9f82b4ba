//! TLS as people and service managers set it up.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    sync::Arc,
};

use furgo::tls::{
    certificate::{chain_in, provider},
    unverified::Unverified,
};
use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};

use crate::process::{furgo, run, run_on};

/// `furgo serve --tls local` at free ports. It is killed when dropped.
struct WithTls {
    child: Child,
    greeting: Vec<String>,
}

impl WithTls {
    fn start(data: &Path) -> Self {
        let mut command = furgo(&["serve", "--workers", "1", "--tls", "local"]);
        command.args(["--listen", "0.0.0.0:0", "--http-listen", "0.0.0.0:0", "--data"]).arg(data);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // The first account's link, the page for phones, the authority's fingerprint.
        Self::greeted(child, 4)
    }

    fn greeted(mut child: Child, lines: usize) -> Self {
        let greeting = BufReader::new(child.stdout.take().unwrap()).lines().take(lines);
        Self { greeting: greeting.map(Result::unwrap).collect(), child }
    }

    fn address(&self) -> String {
        let url = self.greeting[0].split(" is at https://").nth(1).unwrap();
        format!("127.0.0.1:{}", url.rsplit(':').next().unwrap())
    }

    fn fingerprint(&self) -> String {
        self.greeting.last().unwrap().split("SHA-256 is ").nth(1).unwrap().to_owned()
    }

    /// The end of the chain that the server shows: its own certificate.
    fn shown(&self) -> Vec<u8> {
        let config = ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Unverified))
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let stream = TcpStream::connect(self.address()).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        stream
            .write_all(b"GET /api/health HTTP/1.1\r\nHost: furgo\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        stream.conn.peer_certificates().unwrap()[0].to_vec()
    }
}

impl Drop for WithTls {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn plain_http_for_others_has_to_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    let everywhere = ["--listen", "0.0.0.0:0"];
    let proxy = ["--public-url", "https://furgo.example.org"];
    for settings in [&everywhere[..], &[&everywhere[..], &proxy[..]].concat()[..]] {
        for command in ["serve", "demo"] {
            let arguments = [&[command][..], settings].concat();
            run_on(folder.path(), &arguments, "").ended_with(
                2,
                &["--tls local", "public_url", "trusted_proxies", "--insecure-http"],
            );
        }
    }
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing was begun");
    for ways in [
        &["--insecure-http"][..],
        &["--public-url", "https://furgo.example.org", "--trusted-proxies", "127.0.0.1"],
    ] {
        let mut command = furgo(&["serve", "--listen", "0.0.0.0:0", "--data"]);
        command.arg(folder.path()).args(ways);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(line.unwrap().unwrap().starts_with("Furgo "), "{ways:?}");
    }
}

#[test]
fn settings_that_cannot_be_meant_together_are_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, says) in [
        (&["--tls", "remote"][..], "acme:NAME"),
        (&["--tls", "local", "--public-url", "http://furgo.local"], "https://"),
        (&["--tls", "local", "--tls-names", "a b"], "`a b`"),
        (&["--tls", "acme:furgo.example.org", "--tls-names", "a"], "tls_names"),
        (&["--tls-names", "van.example.org"], "tls_names"),
        (&["--tls", "local", "--tls-names", "van"], "`van` has one part"),
        (&["--tls", "local", "--public-url", "https://van"], "`van` has one part"),
        (
            &[
                "--listen",
                "0.0.0.0:0",
                "--public-url",
                "https://furgo.example.org",
                "--insecure-http",
            ],
            "an https public_url says that a proxy has TLS",
        ),
        (&["--http-listen", "127.0.0.1:0"], "http_listen"),
    ] {
        let arguments = [&["serve"][..], arguments].concat();
        run_on(folder.path(), &arguments, "").ended_with(2, &[says]);
    }
    let files = ["serve", "--tls", "/nowhere/a.pem,/nowhere/b.pem"];
    let says = ["/nowhere/a.pem cannot be read", "see that it is there"];
    run_on(folder.path(), &files, "").failed_saying(&says);
    let authority = folder.path().join("local-ca.pem");
    let path = authority.to_str().unwrap();
    let serve = ["serve", "--tls", "local"];
    run_on(folder.path(), &["tls", "new-ca"], "").done();
    fs::write(&authority, "rubbish").unwrap();
    let says = [path, "cannot be used", "put back a copy", "furgo tls new-ca", "--public-url"];
    run_on(folder.path(), &serve, "").failed_saying(&says);
    fs::remove_file(&authority).unwrap();
    fs::create_dir(&authority).unwrap();
    run_on(folder.path(), &serve, "").failed_saying(&[path, "cannot be read", "may read"]);
}

#[test]
fn our_own_authority_outlives_a_restart_and_is_replaced_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    run(&["tls", "info", "--data", data]).failed_saying(&["local-ca.pem", "--tls local"]);
    let serving = WithTls::start(folder.path());
    assert!(serving.greeting[1].contains("https://"), "{:?}", serving.greeting);
    assert!(serving.greeting[2].ends_with("/ca"), "{:?}", serving.greeting);
    run(&["healthcheck", "--tls", "local", "--listen", &serving.address()]).done();
    run(&["healthcheck", "--listen", &serving.address()]).failed_saying(&[&serving.address()]);
    let (print, leaf) = (serving.fingerprint(), serving.shown());
    let told = run(&["tls", "info", "--data", data]).done().out;
    assert!(told.contains(&print) && told.contains("furgo.local"), "{told}");
    drop(serving);

    let serving = WithTls::start(folder.path());
    assert_eq!(serving.fingerprint(), print, "phones need nothing new");
    let again = serving.shown();
    assert_ne!(again, leaf);
    let told = run(&["tls", "new-ca", "--data", data]).done().out;
    assert!(!told.contains(&print), "{told}");
    // The server takes it while it runs.
    while serving.shown() == again {
        std::thread::yield_now();
    }
    let pem = fs::read(folder.path().join("local-ca.pem")).unwrap();
    assert_eq!(chain_in(&pem).unwrap().len(), 1);
}

#[test]
fn another_authority_is_for_the_names_that_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let new_ca = |names: &str, url: &str| {
        run_on(folder.path(), &["tls", "new-ca", "--tls-names", names, "--public-url", url], "")
    };
    // Whoever makes it need not say again that the server is to use it.
    let told = new_ca("van.example.org,192.168.7.7", "https://furgo.example.org:8443").done().out;
    for name in ["van.example.org and what is below it", "192.168.7.7\n", "furgo.example.org and"] {
        assert!(told.contains(&format!("For     {name}")), "{told}");
    }
    let info = run_on(folder.path(), &["tls", "info"], "").done().out;
    assert_eq!(info, told);
    // A name that it must not speak for is refused, not left out.
    new_ca("com", "https://furgo.example.org").ended_with(2, &["`com` has one part"]);
    new_ca("van.example.org", "https://van").ended_with(2, &["`van` has one part"]);
    assert_eq!(run_on(folder.path(), &["tls", "info"], "").done().out, told);
}

#[test]
fn a_server_is_healthy_before_its_first_certificate_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let acme = ["--tls", "acme:furgo.example.org"];
    let mut command = furgo(&["serve", "--workers", "1", "--listen", "127.0.0.1:0"]);
    // Nobody gives one there.
    command.args(acme).args(["--acme-directory", "https://127.0.0.1:1/directory", "--data"]);
    command.arg(folder.path());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let serving = WithTls::greeted(child, 1);
    run(&[&["healthcheck", "--listen", &serving.address()][..], &acme].concat()).done();
}
