//! Screens that follow what others do: an open page of the office hears from the server what has
//! changed and asks again for what it shows; a driver's phone asks what is new for its copy.
//!
//! Without the stream everything works as before, on the next visit of a page; so nothing of it ever
//! shows on the screen.

mod concern;
mod line;
mod live_screen;
mod pace;
mod progress;

pub use self::{line::listen, live_screen::live, progress::use_plan_progress};
