//! The driver's day on a phone: the next stop, two big buttons, and nothing that needs a second look.

mod current_stop;
mod day_page;
mod day_parts;
mod drive;
mod left_over;
mod legs;
mod navigation_link;
mod open_routes;
mod other_routes;
mod preview;
mod reason_sheet;
mod steps;
mod stop_rows;

pub use current_stop::{late, planned};
pub use day_page::DayPage;
pub use legs::use_legs;
pub use steps::use_day_steps;
