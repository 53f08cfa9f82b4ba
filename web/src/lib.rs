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

use yew::platform::spawn_local;

/// Draws the app into the page, once it has words to say.
pub fn start() {
    platform::crash::watch();
    spawn_local(async {
        match locale::bring_first().await {
            Ok(()) => app::mount(),
            Err(error) => platform::crash::show(&error.to_string()),
        }
    });
}
