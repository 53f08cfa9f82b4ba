//! How phones get in: what the office is shown about the certificate, and the pages that lead
//! through installing our own authority.

mod endpoints;
mod html;
pub mod pages;
mod profile;
mod view;

pub use endpoints::mount;
pub use view::install_url;
