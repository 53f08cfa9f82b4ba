//! What tests share: an installation to talk to, and people who talk to it.
//!
//! `TestApp` is the real server on a port of its own, over an engine in memory, with a clock that
//! can be set forward. Who asks is a `Client` that says so: `app.admin()`, `app.driver("ana")`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod app;
mod browser;
mod client;
mod events;
mod people;

pub use app::TestApp;
pub use browser::{Keeps, SharedBrowser};
pub use client::{Client, Reply};
pub use events::EventStream;
pub use people::{PASSWORD, email_of, token_of};
