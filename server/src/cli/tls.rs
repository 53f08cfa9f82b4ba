//! `furgo tls`: the authority of `--tls local`.

use std::collections::BTreeSet;

use clap::Subcommand;

use super::{Failure, installation, say};
use crate::{
    clock::Clock,
    config::Config,
    tls::{
        authority::{Authority, FILE_NAME, fingerprint},
        name::{Name, of_machine},
        settings::Mode,
    },
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum TlsCommand {
    /// Show what phones are to trust.
    Info,
    /// Make another authority for the names and addresses that the machine has now. Phones have to
    /// install it; a running server takes it by itself.
    NewCa,
}

/// Does it.
pub fn perform(command: TlsCommand, config: &Config) -> Result<(), Failure> {
    match command {
        TlsCommand::Info => {
            let found = Authority::of_folder(&config.data);
            let authority = found.map_err(|error| Failure::new(error.to_string()))?;
            let authority = authority.ok_or_else(|| {
                Failure::new(format!(
                    "there is no {FILE_NAME} in {}; `furgo serve --tls local` makes one, or name \
                     the data folder with --data",
                    config.data.display()
                ))
            })?;
            tell(&authority);
        }
        TlsCommand::NewCa => {
            installation::make_folder(config)?;
            let names = names(config);
            let made = Authority::create(&config.data, &names, Clock::system().now());
            tell(&made.map_err(|error| Failure::of("a new authority cannot be written", error))?);
        }
    }
    Ok(())
}

/// Those that the server would want.
fn names(config: &Config) -> BTreeSet<Name> {
    let tls = config.reached.tls.as_ref().filter(|tls| tls.mode == Mode::Local);
    let mut names = of_machine();
    names.extend(config.public_origin.as_deref().and_then(Name::of_origin));
    names.extend(tls.into_iter().flat_map(|tls| tls.names.clone()));
    names
}

fn tell(authority: &Authority) {
    say(&format!("SHA-256 {}", fingerprint(authority.der())));
    say(&format!("Until   {}", authority.until.date_naive()));
    for permitted in authority.permitted() {
        say(&format!("For     {permitted}"));
    }
}
