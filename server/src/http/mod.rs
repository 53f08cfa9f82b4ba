//! From request to call and from answer to response: what every endpoint has in common.

pub mod answer;
pub mod assets;
pub mod call;
mod complaint;
pub mod connections;
pub mod doorkeeper;
pub mod file;
pub mod headers;
mod heads;
pub mod mount;
pub mod openapi;
pub mod pieces;
mod range;
pub mod serving;
mod strict;
pub mod tag;
pub mod upload;
mod wire;

pub use answer::{Answer, Responds, Versioned, WithCookies};
pub use call::Call;
pub use file::{FileAnswer, StreamAnswer};
pub use mount::Mount;
pub use upload::Upload;

/// Largest JSON body of somebody who is not signed in: names and passwords.
pub const BODY_BYTES_OF_STRANGERS_MAX: usize = 16 << 10;
/// Time that a JSON body has to arrive whole. Real ones have a few kilobytes; who sends a byte now
/// and then would hold a connection for ever.
pub const BODY_TIME_MAX: std::time::Duration = std::time::Duration::from_secs(20);

/// Whether a path is the API's. `//api` is no screen of the app either, though it would look like
/// one.
pub fn is_api(path: &str) -> bool {
    let path = path.trim_start_matches('/');
    path == "api" || path.starts_with("api/")
}
