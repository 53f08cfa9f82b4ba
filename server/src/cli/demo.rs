//! `furgo demo`.

use std::{fs, io::ErrorKind, sync::Arc};

use super::{Failure, installation, say, serve};
use crate::{app::App, config::Config, demo, mail::Post};

/// The demo's own folder below the data folder: real data is never near it.
const FOLDER: &str = "demo-fleet";

/// Makes the demo fleet anew and serves it.
pub fn serve(config: &Config) -> Result<(), Failure> {
    // Not in the folder that is made anew: phones go on trusting the demo.
    let tls = Arc::new(installation::open_tls(config)?);
    let config = Config { data: config.data.join(FOLDER), ..config.clone() };
    match fs::remove_dir_all(&config.data) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(Failure::of(
                &format!(
                    "cannot empty the demo folder {}; delete it by hand, or name another data folder \
                     with --data",
                    config.data.display()
                ),
                error,
            ));
        }
        _ => {}
    }
    say("Filling the demo fleet with eighteen months of work…");
    let app = installation::open(&config)?;
    installation::block_on(demo::fill(&app))?;
    let (demo_accounts, post) = (Arc::new(demo::accounts()), Arc::new(Post::of_demo()));
    let app = App { demo_accounts, post, tls, ..app };
    say("Accounts, also on the sign-in screen:");
    for account in demo::accounts() {
        say(&format!(
            "  {:<24} {:<18} {}",
            account.email,
            account.password,
            furgo_shared::text::wire_name(&account.role)
        ));
    }
    serve::serve_app(&config, app)
}
