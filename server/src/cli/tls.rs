//! `furgo tls`: the authority of `--tls local`.

use clap::Subcommand;

use super::{Failure, installation, say};
use crate::{
    clock::Clock,
    config::Config,
    tls::{
        authority::{Authority, FILE_NAME, Permitted, fingerprint},
        name::of_machine,
    },
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum TlsCommand {
    /// Show what phones are to trust.
    Info,
    /// Make another authority for the names and addresses that the machine has now, the name in
    /// --public-url and those in --tls-names: give what the server is given. Phones have to install
    /// it; a running server takes it by itself.
    NewCa,
}

/// Does it.
pub fn perform(command: TlsCommand, config: &Config) -> Result<(), Failure> {
    match command {
        TlsCommand::Info => {
            let found = Authority::of_folder(&config.data).map_err(Failure::new)?;
            let authority = found.ok_or_else(|| {
                Failure::new(format!(
                    "there is no {FILE_NAME} in {}; `furgo serve --tls local` makes one, or name \
                     the data folder with --data",
                    config.data.display()
                ))
            })?;
            tell(&authority);
        }
        TlsCommand::NewCa => {
            let names = of_machine().into_iter().chain(config.names_for_authority()?).collect();
            installation::make_folder(config)?;
            let made = Authority::create(&config.data, &names, Clock::system().now());
            tell(&made.map_err(Failure::new)?);
        }
    }
    Ok(())
}

fn tell(authority: &Authority) {
    say(&format!("SHA-256 {}", fingerprint(authority.der())));
    say(&format!("Until   {}", authority.until.date_naive()));
    for permitted in authority.permitted() {
        let below = match permitted {
            Permitted::Host(_) => " and what is below it",
            Permitted::Network { .. } => "",
        };
        say(&format!("For     {permitted}{below}"));
    }
}
