//! What the holder of a tracking link may see, as JSON and as a page that needs no JavaScript.
//!
//! Tracking has no records of its own: it shows packages, their log and their route.

pub mod endpoints;
mod html;
pub mod operations;
pub mod page;

pub use endpoints::mount;
