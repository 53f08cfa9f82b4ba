//! The phones and browsers that keep a copy of somebody's day.

mod devices_card;

pub use devices_card::DevicesCard;
