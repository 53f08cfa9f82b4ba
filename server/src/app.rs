//! What every request shares, and the server around it.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
};

use actix_web::{
    App as ActixApp, HttpRequest, HttpResponse, HttpServer,
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
    auth::{Gate, cookies},
    clock::Clock,
    error::Error,
    features::{self, events::Events, routes::planning::Planning},
    http::{Mount, assets, headers::set_headers, mount::refuse},
    roads::RoadsFile,
    storage::Database,
};

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Seconds that requests under way get when the server is told to stop.
const SHUTDOWN_S: u64 = 10;

/// The running installation.
#[derive(Clone, Debug)]
pub struct App {
    pub db: Arc<Database>,
    pub clock: Clock,
    pub gate: Arc<Gate>,
    /// Tells open screens what has changed and how far a plan has come.
    pub events: Arc<Events>,
    /// None but with a data folder.
    pub roads: Arc<RoadsFile>,
    /// Where plans are computed, and those that were shown.
    pub planning: Arc<Planning>,
    /// Shown on the sign-in screen; none but in a demo.
    pub demo_accounts: Arc<Vec<DemoAccountView>>,
    /// Folder for copies that are being sent.
    pub scratch: Arc<PathBuf>,
}

impl App {
    /// Over an open database.
    pub fn new(db: Database, clock: Clock, gate: Gate) -> Self {
        Self {
            db: Arc::new(db),
            clock,
            gate: Arc::new(gate),
            events: Arc::default(),
            roads: Arc::default(),
            planning: Arc::default(),
            demo_accounts: Arc::default(),
            scratch: Arc::new(std::env::temp_dir()),
        }
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
    let server = HttpServer::new(move || {
        let mut mount = Mount::default();
        features::mount(&mut mount);
        ActixApp::new()
            .app_data(data.clone())
            .wrap(cookies::sessions(&data))
            .wrap(from_fn(set_headers))
            .configure(|config| mount.configure(config))
            .configure(features::pages)
            .default_service(web::to(elsewhere))
    })
    .workers(workers)
    // Whoever closes their side has hung up, and nothing is computed for them any more.
    .h1_allow_half_closed(false)
    .shutdown_timeout(SHUTDOWN_S)
    .listen(listener)?
    .run();
    Ok(Running { address, handle: server.handle(), server })
}

/// Whatever is no endpoint: JSON below `/api`, the web app elsewhere.
async fn elsewhere(request: HttpRequest) -> HttpResponse {
    // `//api` is no screen of the app either, though it would look like one.
    let path = request.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return refuse(&request, &Error::Code(ErrorCode::NotFound));
    }
    match *request.method() {
        Method::GET | Method::HEAD => assets::serve(request).await,
        _ => {
            let mut response = refuse(&request, &Error::Code(ErrorCode::MethodNotAllowed));
            let allow = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(header::ALLOW, allow);
            response
        }
    }
}
