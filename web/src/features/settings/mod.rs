//! The fleet's settings, and its backup.

mod backup_card;
mod demo_card;
mod draft;
mod files_card;
mod here_button;
mod jobs_card;
mod mail_card;
mod settings_form;
mod settings_page;
mod tls_card;

pub use demo_card::DemoCard;
pub use settings_page::SettingsPage;
