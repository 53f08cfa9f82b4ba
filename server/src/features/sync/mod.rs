//! The server's half of working without a network: it takes what was done on phones, in their order
//! and each command once ([`push`]), and keeps their copies of their drivers' days up to date
//! ([`pull`]). What a copy consists of, [`day`] says; as what it is shown, [`entities`].

mod access;
mod cursor;
mod day;
mod endpoints;
mod entities;
mod gone;
mod pull;
mod push;
mod snapshot;

pub use endpoints::mount;
