//! The data-quality inbox: what looks wrong, and one press to mend it.

mod card;
mod findings_page;
mod mend_buttons;
mod mends;
mod words;

pub use findings_page::FindingsPage;
