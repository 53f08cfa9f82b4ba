//! Finds anything by a word: screens, vehicles, packages, people.

mod search_page;
mod words;

pub use search_page::SearchPage;
