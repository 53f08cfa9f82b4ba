//! An installation in memory behind real HTTP.

use std::{net::TcpListener, path::Path, sync::Arc, thread::JoinHandle};

use chrono::{DateTime, TimeDelta, Utc};
use furgo::{
    app::{self, App, Running},
    auth::{Gate, GateSettings, keys::Keys, password::Cost},
    clock::Clock,
    features,
    http::connections::{Connections, Limits},
    mail::Post,
    roads::RoadsFile,
    storage::{
        Database,
        engine::{Engine, MemoryEngine},
        file,
    },
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
    stop: actix_web::dev::ServerHandle,
    thread: Option<JoinHandle<()>>,
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

    fn serve(app: App) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (running, started) = std::sync::mpsc::channel();
        let served = app.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let Running { address, server, handle } = app::serve(&served, listener, 1).unwrap();
                running.send((address, handle)).unwrap();
                server.await.unwrap();
            });
        });
        let (address, stop) = started.recv().unwrap();
        Self {
            app,
            url: format!("http://{address}"),
            admin: OnceCell::new(),
            stop,
            thread: Some(thread),
        }
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

impl Drop for TestApp {
    fn drop(&mut self) {
        // The handle's future does the stopping; nobody has to wait for it on this thread.
        drop(self.stop.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
