//! An ACME server that tests start: Let's Encrypt's own for tests, Pebble, with a resolver that
//! finds every name on this machine.
//!
//! `cargo xtask test` installs it; the variable `PEBBLE` names another folder of its two programs.

use std::{
    net::{TcpListener, TcpStream, UdpSocket},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use rcgen::{CertificateParams, KeyPair};
use tempfile::TempDir;

use crate::TlsClient;

/// A server under way. It ends when dropped.
#[derive(Debug)]
pub struct Pebble {
    folder: TempDir,
    ports: Ports,
    running: Vec<Child>,
}

#[derive(Debug)]
struct Ports {
    acme: u16,
    management: u16,
    resolver: u16,
    resolver_management: u16,
    /// Where it looks whether a name is ours.
    http: u16,
}

/// Days that its certificates hold.
const DAYS: u32 = 90;

impl Pebble {
    /// Not running yet, but one knows where it will be.
    pub fn prepare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let certificate = certificate.self_signed(&key).unwrap();
        std::fs::write(folder.path().join("root.pem"), certificate.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        let [acme, management, resolver, resolver_management, http] = free_ports();
        let ports = Ports { acme, management, resolver, resolver_management, http };
        Self { folder, ports, running: Vec::new() }
    }

    /// Where certificates are asked for.
    pub fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.ports.acme)
    }

    /// The file of the certificate that it is known by.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    /// Where it looks for answers by plain HTTP.
    pub fn http_port(&self) -> u16 {
        self.ports.http
    }

    /// Runs; looks for answers within TLS at this port.
    pub fn run(&mut self, tls_port: u16) {
        let Ports { acme, management, resolver, resolver_management, http } = self.ports;
        let key = self.folder.path().join("key.pem");
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{acme}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": self.root(), "privateKey": key,
            "httpPort": http, "tlsPort": tls_port,
            "certificateValidityPeriod": u64::from(DAYS) * 86_400,
        } });
        let path = self.folder.path().join("config.json");
        std::fs::write(&path, config.to_string()).unwrap();
        let mut names = program("pebble-challtestsrv");
        names.args([
            "-defaultIPv4",
            "127.0.0.1",
            "-defaultIPv6",
            "",
            "-http01",
            "",
            "-https01",
            "",
        ]);
        names.args(["-tlsalpn01", "", "-dns01", &format!("127.0.0.1:{resolver}"), "-management"]);
        names.arg(format!("127.0.0.1:{resolver_management}"));
        let mut pebble = program("pebble");
        pebble.arg("-config").arg(&path).args(["-dnsserver", &format!("127.0.0.1:{resolver}")]);
        pebble.env("PEBBLE_VA_NOSLEEP", "1");
        // It would refuse one request in twenty to see whether it is sent again; now and then three
        // times in a row, which is one more than that is done.
        pebble.env("PEBBLE_WFE_NONCEREJECT", "0");
        for mut command in [names, pebble] {
            command.stdout(Stdio::null()).stderr(Stdio::null());
            self.running.push(command.spawn().unwrap());
        }
        for port in [resolver_management, acme, management] {
            while TcpStream::connect(("127.0.0.1", port)).is_err() {
                let ended = self.running.iter_mut().find_map(|child| child.try_wait().unwrap());
                assert!(ended.is_none(), "pebble ended: {ended:?}");
                std::thread::yield_now();
            }
        }
    }

    /// The authority of its certificates, in PEM.
    pub fn authority(&self) -> Vec<u8> {
        let root = std::fs::read(self.root()).unwrap();
        let address = ([127, 0, 0, 1], self.ports.management).into();
        TlsClient::trusting(&root, address).get("localhost", "/roots/0").body.into_bytes()
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        for child in &mut self.running {
            // Already gone is as good as killed.
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn program(name: &str) -> Command {
    #[expect(clippy::disallowed_methods, reason = "a test's setting, not the program's")]
    let program = std::env::var("PEBBLE")
        .map_or_else(|_| name.into(), |folder| Path::new(&folder).join(name));
    Command::new(program)
}

/// Ports that nobody has at this moment, all different.
fn free_ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = tcp.local_addr().unwrap().port();
        // Names are asked for by UDP.
        (UdpSocket::bind(("127.0.0.1", port)).ok(), tcp, port)
    });
    held.map(|(_, _, port)| port)
}
