//! What is left of a route in another order, planned on the phone.

mod replan_page;

pub use replan_page::ReplanPage;
