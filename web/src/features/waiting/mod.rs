//! What was entered on this phone and nobody has taken yet.

mod discard_dialog;
mod export;
mod others;
mod waiting_page;
mod words;

pub use others::Others;
pub use waiting_page::WaitingPage;
