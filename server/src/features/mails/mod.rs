//! Mail: how it is sent, and who gets which.

pub mod composing;
pub mod endpoints;
pub mod forgetting;
pub mod operations;
pub mod queueing;
pub mod record;
pub mod sending;
pub mod store;

pub use crate::mail::settings;
pub use endpoints::mount;
pub use record::{Addressee, MailRecord, Occasion};
pub use settings::MailSettingsRecord;
