//! An installation in memory behind real HTTP.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    thread::JoinHandle,
};

use chrono::{DateTime, TimeDelta, Utc};
use furgo::{
    app::{self, App, Running},
    auth::{Gate, GateSettings, keys::Keys, password::Cost},
    clock::Clock,
    entrance, features,
    http::connections::{Connections, Limits},
    mail::Post,
    roads::RoadsFile,
    storage::{
        Database,
        engine::{Engine, MemoryEngine},
        file,
    },
    tls::{Listening, Tls},
};
use tokio::sync::OnceCell;

use crate::{Client, client::Credentials, people};

/// Little work a password: the tests hash hundreds. The real cost has a test of its own.
const COST: Cost = Cost { memory_kib: 8, passes: 1 };

/// A running installation. It stops when dropped.
pub struct TestApp {
    /// The parts that requests share, for a look behind HTTP.
    pub app: App,
    /// `http://127.0.0.1:…`.
    pub url: String,
    pub(crate) admin: OnceCell<Client>,
    served: Beside,
}

/// A server on a thread of its own. It stops when dropped.
pub struct Beside {
    pub address: SocketAddr,
    stop: actix_web::dev::ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Beside {
    fn start(serve: impl FnOnce() -> std::io::Result<Running> + Send + 'static) -> Self {
        let (running, started) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let Running { address, server, handle } = serve().unwrap();
                running.send((address, handle)).unwrap();
                server.await.unwrap();
            });
        });
        let (address, stop) = started.recv().unwrap();
        Self { address, stop, thread: Some(thread) }
    }
}

impl std::fmt::Debug for Beside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Beside({})", self.address)
    }
}

impl std::fmt::Debug for TestApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TestApp({})", self.url)
    }
}

impl TestApp {
    /// An empty installation.
    pub async fn start() -> Self {
        Self::start_with(GateSettings::default()).await
    }

    /// An empty installation that is reached in a certain way.
    pub async fn start_with(settings: GateSettings) -> Self {
        let schema = features::schema();
        let engine = Arc::new(MemoryEngine::default());
        let clock = Clock::system();
        let db = Database::new(engine, schema, clock.clone()).unwrap();
        Self::serve(App::new(db, clock, Gate::new(Keys::ephemeral(), COST, settings).unwrap()))
    }

    /// An empty installation over this engine.
    pub async fn start_over(engine: Arc<dyn Engine>) -> Self {
        let clock = Clock::system();
        let db = Database::new(engine, features::schema(), clock.clone()).unwrap();
        let gate = Gate::new(Keys::ephemeral(), COST, GateSettings::default()).unwrap();
        Self::serve(App::new(db, clock, gate))
    }

    /// An empty installation by this clock.
    pub async fn start_by(clock: Clock) -> Self {
        let engine = Arc::new(MemoryEngine::default());
        let db = Database::new(engine, features::schema(), clock.clone()).unwrap();
        let gate = Gate::new(Keys::ephemeral(), COST, GateSettings::default()).unwrap();
        Self::serve(App::new(db, clock, gate))
    }

    /// These data, served with these keys by this clock.
    pub fn of_engine(engine: Arc<MemoryEngine>, keys: Keys, clock: Clock) -> Self {
        let db = Database::new(engine, features::schema(), clock.clone()).unwrap();
        Self::serve(App::new(db, clock, Gate::new(keys, COST, GateSettings::default()).unwrap()))
    }

    /// An installation whose data lie in this folder.
    pub async fn on_disk(folder: &Path) -> Self {
        let clock = Clock::system();
        let db = file::open(folder, features::schema(), clock.clone()).unwrap();
        let gate = Gate::new(Keys::ephemeral(), COST, GateSettings::default()).unwrap();
        let roads = Arc::new(RoadsFile::of_folder(folder));
        Self::serve(App { roads, ..App::new(db, clock, gate) })
    }

    /// The same data behind another server, which puts this much work into a password.
    pub fn beside(&self, cost: Cost) -> Self {
        let gate = Gate::new(Keys::ephemeral(), cost, GateSettings::default()).unwrap();
        Self::serve(App { gate: Arc::new(gate), ..self.app.clone() })
    }

    /// The same data behind another server, to which so many may connect.
    pub fn beside_with(&self, limits: Limits) -> Self {
        let connections = Arc::new(Connections::new(limits, Vec::new()));
        Self::serve(App { connections, ..self.app.clone() })
    }

    /// The same data behind another server, which was told outside of the settings how mail leaves.
    pub fn beside_with_post(&self, post: Post) -> Self {
        Self::serve(App { post: Arc::new(post), ..self.app.clone() })
    }

    /// An empty installation with TLS of its own, whose URL begins with `https://`.
    pub async fn start_tls(tls: Tls, clock: Clock) -> Self {
        let engine = Arc::new(MemoryEngine::default());
        let db = Database::new(engine, features::schema(), clock.clone()).unwrap();
        let has_tls = tls.insists().is_some();
        let settings = GateSettings { has_tls, ..GateSettings::default() };
        let gate = Gate::new(Keys::ephemeral(), COST, settings).unwrap();
        Self::serve(App { tls: Arc::new(tls), ..App::new(db, clock, gate) })
    }

    /// The same data and certificate behind another server, to which so many may connect.
    pub fn beside_with_tls(&self, tls: Tls, limits: Limits) -> Self {
        let connections = Arc::new(Connections::new(limits, Vec::new()));
        Self::serve(App { connections, tls: Arc::new(tls), ..self.app.clone() })
    }

    /// Plain HTTP beside TLS, as `furgo serve --http-listen` has it.
    pub fn entrance(&self) -> Beside {
        self.entrance_at(0)
    }

    /// The same, at a port.
    pub fn entrance_at(&self, port: u16) -> Beside {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let plain = listener.local_addr().unwrap();
        let app = self.address();
        self.app.tls.listening.set(Listening { app, plain: Some(plain) }).unwrap();
        let served = self.app.clone();
        Beside::start(move || entrance::serve(&served, listener))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.served.address
    }

    fn serve(app: App) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let served = app.clone();
        let served = Beside::start(move || app::serve(&served, listener, 1));
        let scheme = if app.tls.insists().is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", served.address);
        Self { app, url, admin: OnceCell::new(), served }
    }

    /// The server's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Sets the server's clock forward.
    pub fn advance(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }

    /// Sets the machine's clock on by this much, or back; no time passes.
    pub fn set_clock(&self, by: TimeDelta) {
        self.app.clock.shift(by);
    }

    /// The same data and keys, served by a program that has just been started, at the right time.
    pub fn restarted(&self) -> Self {
        self.restarted_by(Clock::system())
    }

    /// The same, by another clock.
    pub fn restarted_by(&self, clock: Clock) -> Self {
        let engine = Arc::clone(self.app.db.engine());
        let db = Database::new(engine, features::schema(), clock.clone()).unwrap();
        let keys = self.app.gate.keys.clone();
        Self::serve(App::new(db, clock, Gate::new(keys, COST, GateSettings::default()).unwrap()))
    }

    /// Nobody in particular: no cookie, no token.
    pub fn stranger(&self) -> Client {
        Client::new(&self.url, Credentials::None, None)
    }

    /// The admin, who registered first.
    pub async fn admin(&self) -> Client {
        self.admin.get_or_init(|| people::register(self)).await.clone()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // The handle's future does the stopping; nobody has to wait for it on this thread.
        drop(self.stop.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
