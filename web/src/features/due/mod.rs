//! Due work: what has to be done or paid soon, and news of it.

mod due_list;
mod due_page;
mod news;
mod words;

pub use due_list::{DueList, DueOf};
pub use due_page::DuePage;
pub use words::{title, when};
