//! What tests share: an installation to talk to, and people who talk to it.
//!
//! `TestApp` is the real server on a port of its own, over an engine in memory, with a clock that
//! can be set forward. Who asks is a `Client` that says so: `app.admin()`, `app.driver("ana")`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod app;
mod browser;
mod client;
mod events;
mod pebble;
mod people;
mod post;
mod tls;

pub use app::{Beside, TestApp};
pub use browser::{Keeps, SharedBrowser};
pub use client::{Client, Reply};
pub use events::EventStream;
pub use pebble::Pebble;
pub use people::{PASSWORD, email_of, token_of};
pub use post::{Mail, MailServer};
pub use tls::{TlsClient, TlsConnection, TlsReply};

/// Lays a file somewhere as furgo would: for its owner's eyes only.
pub fn plant(path: &std::path::Path, content: &[u8]) {
    use std::io::Write as _;
    close(path.parent().unwrap());
    furgo::storage::file::private::create(path).unwrap().write_all(content).unwrap();
}

/// The same with what another file holds.
pub fn plant_copy(from: &std::path::Path, to: &std::path::Path) {
    close(to.parent().unwrap());
    furgo::storage::file::private::copy(from, to).unwrap();
}

/// Closes a folder to others, as furgo's are.
pub fn close(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}
