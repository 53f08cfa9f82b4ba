//! The app in the browser. `features/` mirrors the nouns of the shared crate; `ui/` is the design
//! system, `platform/` the only place that touches the browser, `api` the only one that speaks HTTP.

pub mod api;
mod app;
pub mod cache;
pub mod drafts;
pub mod features;
pub mod format;
pub mod hooks;
pub mod i18n;
pub mod live;
pub mod locale;
pub mod offline;
pub mod outbox;
pub mod parts;
pub mod platform;
pub mod screens;
pub mod seat;
pub mod session;
pub mod shell;
pub mod ui;

/// Draws the app into the page.
pub fn start() {
    platform::crash::watch();
    app::mount();
}
