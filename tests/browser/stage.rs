//! The stage: the real server on a fresh folder.

use std::{
    env,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a server or a driver may take to listen.
const START_MAX: Duration = Duration::from_secs(120);

/// A process that ends with the test, however the test ends.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        // Already gone is as good as killed.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A free port below those that the system hands to outgoing connections, so that none of the
/// browser's takes it before the server does. Each test process begins elsewhere.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut candidates = std::iter::repeat_with(|| {
        let turn = NEXT.fetch_add(1, Ordering::Relaxed);
        u16::try_from(20_000 + (std::process::id() * 31 + turn) % 10_000).expect("below 30,000")
    });
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    candidates.by_ref().take(1_000).find(is_free).expect("loopback has free ports")
}

/// Waits until somebody listens there. Filling the demo takes its time on a busy machine.
pub fn wait_for(port: u16) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < START_MAX, "nobody listens on port {port} after {START_MAX:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The server under test: the binary that users run, with the app inside.
pub struct Server {
    process: Option<Process>,
    port: u16,
    reached: Reached,
    data: PathBuf,
    folder: TempDir,
}

/// How browsers reach the server.
#[derive(Clone, Copy)]
enum Reached {
    /// On this machine.
    Here,
    /// With an authority of its own, and plain HTTP at this port.
    ByTls { plain: u16 },
    /// Over plain HTTP, by a name that is not this machine's own.
    InTheClear,
}

impl Server {
    /// On an empty folder.
    pub fn start() -> Self {
        Self::reached(Reached::Here)
    }

    /// On an empty folder, with TLS of its own.
    pub fn with_tls() -> Self {
        Self::reached(Reached::ByTls { plain: free_port() })
    }

    /// On an empty folder, over plain HTTP for everybody.
    pub fn in_the_clear() -> Self {
        Self::reached(Reached::InTheClear)
    }

    fn reached(reached: Reached) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let (port, data) = (free_port(), folder.path().to_owned());
        let mut server = Self { process: None, port, reached, data, folder };
        server.resume();
        server
    }

    /// With the demo fleet.
    pub fn with_demo() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let data = folder.path().join("demo-fleet");
        let (port, reached) = (free_port(), Reached::Here);
        let mut server = Self { process: None, port, reached, data, folder };
        let whole = server.folder.path().to_owned();
        server.run("demo", &whole);
        server
    }

    /// Ends the process, as a lost signal does: nothing answers any more.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Starts it again on the same folder and the same address.
    pub fn resume(&mut self) {
        self.run("serve", &self.data.clone());
    }

    fn run(&mut self, command: &str, data: &Path) {
        let (address, plain) = match self.reached {
            Reached::Here => ("127.0.0.1", Vec::new()),
            Reached::ByTls { plain } => {
                let plain = format!("--http-listen=0.0.0.0:{plain}");
                ("0.0.0.0", vec!["--tls=local".to_owned(), plain])
            }
            Reached::InTheClear => ("0.0.0.0", vec!["--insecure-http".to_owned()]),
        };
        let child = Command::new(furgo())
            .args([command, "--listen", &format!("{address}:{}", self.port), "--data"])
            .arg(data)
            .args(plain)
            .stdout(Stdio::null())
            .spawn()
            .expect("the server starts");
        self.process = Some(Process(child));
        wait_for(self.port);
    }

    /// The code of the link with which the first account is made.
    pub fn setup_code(&self) -> String {
        let mut command = Command::new(furgo());
        let printed = command.args(["user", "setup-link", "--data"]).arg(&self.data).output();
        let link = String::from_utf8(printed.expect("the program runs").stdout);
        let link = link.expect("a link is text");
        link.trim().split('#').nth(1).expect("the code stands behind the #").to_owned()
    }

    /// The port of its address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where it answers. `localhost` is a secure context for the browser.
    pub fn origin(&self) -> String {
        match self.reached {
            Reached::Here => format!("http://localhost:{}", self.port),
            Reached::ByTls { .. } => format!("https://localhost:{}", self.port),
            // Chromium is told where it is.
            Reached::InTheClear => format!("http://furgo.test:{}", self.port),
        }
    }

    /// Where it answers plainly beside TLS.
    pub fn plain_origin(&self) -> String {
        match self.reached {
            Reached::ByTls { plain } => format!("http://localhost:{plain}"),
            Reached::Here | Reached::InTheClear => self.origin(),
        }
    }
}

fn furgo() -> PathBuf {
    env::var_os("FURGO_BIN").map_or_else(|| project().join("target/debug/furgo"), PathBuf::from)
}

/// The project's folder.
pub fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
