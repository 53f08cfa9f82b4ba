//! What every request shares, and the server around it.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::{Arc, atomic::AtomicU64},
};

use actix_web::{
    App as ActixApp, HttpRequest, HttpResponse,
    dev::{Server, ServerHandle},
    http::{
        Method,
        header::{self, HeaderValue},
    },
    middleware::from_fn,
    web::{self, Data},
};
use furgo_shared::{problem::ErrorCode, settings::DemoAccountView};

use crate::{
    auth::{Gate, SessionKeeper, cookies},
    clock::Clock,
    error::Error,
    features::{self, events::Events, routes::planning::Planning},
    http::{
        Mount, assets,
        connections::{Connections, Limits},
        doorkeeper::keep_places,
        headers::set_headers,
        is_api,
        mount::refuse,
        serving,
    },
    jobs::Workers,
    mail::Post,
    metrics::Requests,
    roads::RoadsFile,
    storage::Database,
    tls::Tls,
};

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The running installation.
#[derive(Clone, Debug)]
pub struct App {
    pub db: Arc<Database>,
    pub clock: Clock,
    pub gate: Arc<Gate>,
    /// What auth may ask about sessions.
    pub keeper: SessionKeeper,
    /// Tells open screens what has changed and how far a plan has come.
    pub events: Arc<Events>,
    /// None but with a data folder.
    pub roads: Arc<RoadsFile>,
    /// Where plans are computed, and those that were shown.
    pub planning: Arc<Planning>,
    /// How many there were.
    pub requests: Arc<Requests>,
    /// How many copies did not agree.
    pub heals: Arc<AtomicU64>,
    /// How the server is reached, and its certificate.
    pub tls: Arc<Tls>,
    /// The way out for mail.
    pub post: Arc<Post>,
    /// What the program is doing by itself.
    pub workers: Arc<Workers>,
    /// Who is connected.
    pub connections: Arc<Connections>,
    /// Shown on the sign-in screen; none but in a demo.
    pub demo_accounts: Arc<Vec<DemoAccountView>>,
    /// Folder for copies that are being sent.
    pub scratch: Arc<PathBuf>,
}

impl App {
    /// Over an open database.
    pub fn new(db: Database, clock: Clock, gate: Gate) -> Self {
        let proxies = gate.settings.trusted_proxies.clone();
        Self {
            db: Arc::new(db),
            clock,
            gate: Arc::new(gate),
            keeper: features::auth::KEEPER,
            connections: Arc::new(Connections::new(Limits::default(), proxies)),
            events: Arc::default(),
            roads: Arc::default(),
            planning: Arc::default(),
            requests: Arc::default(),
            heals: Arc::default(),
            tls: Arc::default(),
            post: Arc::default(),
            workers: Arc::new(Workers::of(features::CHORES)),
            demo_accounts: Arc::default(),
            scratch: Arc::new(std::env::temp_dir()),
        }
    }

    /// Whether this is a demo, whose accounts everybody knows.
    pub fn is_demo(&self) -> bool {
        !self.demo_accounts.is_empty()
    }

    /// Whether browsers are told to come over TLS alone from now on.
    pub fn insists_on_tls(&self) -> bool {
        self.tls.insists().unwrap_or_else(|| self.gate.is_secure())
    }

    /// Writes what is queued and closes the data file. Call when nothing is served any more.
    pub fn close(self) -> Result<(), Error> {
        match Arc::try_unwrap(self.db) {
            Ok(db) => {
                drop(db.close());
                Ok(())
            }
            Err(_in_use) => Err(Error::Internal("the data file is still in use".to_owned())),
        }
    }
}

/// A server that listens.
pub struct Running {
    pub address: SocketAddr,
    /// Ends when the server has stopped; it must be polled.
    pub server: Server,
    pub handle: ServerHandle,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Running({})", self.address)
    }
}

/// Serves the app on this listener until it is told to stop; then what is under way is finished.
pub fn serve(app: &App, listener: TcpListener, workers: usize) -> io::Result<Running> {
    let address = listener.local_addr()?;
    let data = Data::new(app.clone());
    let make = move || {
        let mut mount = Mount::default();
        features::mount(&mut mount);
        ActixApp::new()
            .app_data(data.clone())
            .wrap(from_fn(keep_places))
            .wrap(cookies::sessions(&data))
            .wrap(from_fn(set_headers))
            .configure(|config| mount.configure(config))
            .configure(features::pages)
            .default_service(web::to(elsewhere))
    };
    let tls = app.tls.acceptor().map_err(io::Error::other)?;
    let server = serving::serve(make, &app.connections, listener, tls, workers)?;
    Ok(Running { address, handle: server.handle(), server })
}

/// Whatever is no endpoint: a file of the web app, the app itself for somebody who goes to one of
/// its screens, a problem for everything else.
async fn elsewhere(request: HttpRequest) -> HttpResponse {
    if is_api(request.path()) {
        return refuse(&request, &Error::Code(ErrorCode::NotFound));
    }
    match *request.method() {
        Method::GET | Method::HEAD => assets::answer(&request)
            .unwrap_or_else(|| refuse(&request, &Error::Code(ErrorCode::NotFound))),
        _ => {
            let mut response = refuse(&request, &Error::Code(ErrorCode::MethodNotAllowed));
            let allow = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(header::ALLOW, allow);
            response
        }
    }
}
