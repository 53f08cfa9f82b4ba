//! Opens what a command works on.

use std::sync::Arc;

use super::Failure;
use crate::{
    app::App,
    auth::{Gate, keys::Keys, password::Cost},
    clock::Clock,
    config::Config,
    features,
    mail::Post,
    roads::RoadsFile,
    storage::file,
    tls::{Tls, acme::Proof},
};

/// Opens the data folder, making what is missing.
pub fn open(config: &Config) -> Result<App, Failure> {
    make_folder(config)?;
    let clock = Clock::system();
    let db = file::open(&config.data, features::schema(), clock.clone())?;
    let keys = Keys::of_folder(&config.data)
        .map_err(|error| Failure::of("cannot use the secret key of the data folder", error))?;
    let gate = Gate::new(keys, Cost::STANDARD, config.gate_settings())?;
    Ok(App {
        roads: Arc::new(RoadsFile::of_folder(&config.data)),
        scratch: Arc::new(config.data.clone()),
        post: Arc::new(Post::configured(config.mail.clone())),
        ..App::new(db, clock, gate)
    })
}

/// The TLS that is wanted, with what it keeps in the data folder.
pub fn open_tls(config: &Config) -> Result<Tls, Failure> {
    let transport = config.transport()?;
    let Some(settings) = &config.reached.tls else { return Ok(Tls::without(transport)) };
    make_folder(config)?;
    let proof = match config.reached.http_listen {
        Some(_) => Proof::Http,
        None => Proof::Tls,
    };
    let now = Clock::system().now();
    Tls::open(settings, &config.data, proof, now).map_err(Failure::new)
}

/// Makes the data folder, for its owner's eyes only, if it is missing.
pub fn make_folder(config: &Config) -> Result<(), Failure> {
    file::private::make_folder(&config.data).map_err(|error| {
        Failure::of(
            &format!(
                "cannot make the data folder {}; name another with --data",
                config.data.display()
            ),
            error,
        )
    })
}

/// Runs something asynchronous to its end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}
