//! The trash: what was deleted, and the way back.

mod trash_page;
mod trash_rows;

pub use trash_page::TrashPage;
