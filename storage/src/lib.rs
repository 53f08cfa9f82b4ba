//! Everything that Furgo knows lies in one ordered key-value file; this crate is the only door.
//!
//! Layers, from the bottom: [`engine`] (bytes in named spaces: redb, or memory for tests),
//! [`writer`] (one thread, group commit), [`transaction`] (records, indexes, counts, summaries,
//! visibility, change log), [`database`] (permits in, answers out). Storage knows no feature, no HTTP
//! and nobody who signs in: it depends on `ground` and `shared`.

#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

pub mod answer;
pub mod apart;
pub mod backup;
pub mod blobs;
pub mod catalogue;
pub mod change_log;
pub mod check;
pub mod clients;
pub mod database;
pub mod derivation;
pub mod engine;
pub mod feed;
pub mod file;
pub mod index;
pub mod key;
mod log_check;
pub mod marked;
pub mod migrations;
pub mod month;
pub mod outcome;
pub mod reads;
pub mod record;
pub mod retention;
pub mod schema;
pub mod sight;
pub mod span;
pub mod stamp;
pub mod summary;
pub mod sums;
pub mod touched;
pub mod transaction;
pub mod trash;
pub mod writer;

/// What can go wrong below the rules.
pub mod error {
    pub use furgo_ground::{StorageError, StorageResult as Result};
}

pub use answer::Answer;
pub use catalogue::Catalogue;
pub use database::Database;
pub use furgo_ground::{Author, Cause, StorageError, cause};
pub use index::{Index, IndexEntries, Unique};
pub use key::{Key, KeyReader};
pub use reads::Reads;
pub use record::{Meta, Record};
pub use sight::Sight;
pub use span::Span;
pub use summary::{Measure, Month, Summaries, Sums};
pub use transaction::{ReadTx, WriteTx};
