//! Screens that follow what others do: an open page of the office hears from the server what has
//! changed and asks again for what it shows. The driver's program has nothing of it.
//!
//! Without the stream everything works as before, on the next visit of a page; so nothing of it ever
//! shows on the screen.

mod concern;
mod line;
mod live_screen;
mod pace;
mod progress;

pub use self::{live_screen::live, progress::use_plan_progress};
