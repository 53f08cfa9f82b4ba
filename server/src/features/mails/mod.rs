//! Mail: how it is sent, and who gets which.

pub mod endpoints;
pub mod operations;
pub mod settings;

pub use endpoints::mount;
pub use settings::MailSettingsRecord;
