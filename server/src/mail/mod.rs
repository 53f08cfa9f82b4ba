//! Mail: what it says ([`letter`]) and how it leaves ([`post`]). Who gets which is
//! [`crate::features::mails`].

pub mod letter;
pub mod post;
mod refusal;
pub mod settings;

pub use letter::Letter;
pub use post::{MailRoute, Post, Way};
pub use refusal::{Refusal, RefusalKind};
