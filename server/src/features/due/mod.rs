//! Due work: what planned maintenance and recurring expenses are due, and news of it.
//!
//! What is due follows from the records each time; only how an item stood when it was last looked
//! at is kept, so that a change is told once.

pub mod digest;
pub mod endpoints;
pub mod items;
pub mod operations;
pub mod pace;
pub mod record;
pub mod scheduler;
pub mod store;

pub use digest::DigestWeekRecord;
pub use endpoints::mount;
pub use record::{DueStateRecord, NoticeRecord};
