//! What pages are made of besides components.

mod action;
mod every_page;
mod filters;
mod form;
mod id;
mod query;
mod stale;

pub use action::{Action, use_action};
pub use every_page::use_every_page;
pub use filters::{Filters, use_filters};
pub use form::{FormState, use_form};
pub use id::use_id;
pub use query::{Query, UseQuery, use_query, use_query_if};
pub use stale::use_stale;
