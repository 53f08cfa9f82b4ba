//! The browser behind small functions: the only place that touches `web_sys` and `js_sys`.
//! Everything here is thin; whatever decides something lives elsewhere and is tested natively.

pub mod attention;
pub mod clock;
pub mod crash;
pub mod database;
pub mod device;
pub mod document;
pub mod download;
pub mod drag;
pub mod event_source;
pub mod files;
pub mod focus;
pub mod keyboard;
pub mod leaving;
mod names;
pub mod network;
pub mod picker;
pub mod planner;
pub mod position;
pub mod press;
pub mod program;
pub mod size;
pub mod storage;
pub mod visits;
pub mod windows;

pub use names::{country_name, currency_name};
use web_sys::{Document, Window};

/// The window; the app runs nowhere else.
#[allow(clippy::disallowed_methods, reason = "the one permitted place")]
fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

fn document() -> Document {
    window().document().expect("a window has a document")
}
