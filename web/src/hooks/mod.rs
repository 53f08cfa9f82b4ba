//! What pages are made of besides components.

mod action;
mod filters;
mod form;
mod id;
mod query;

pub use action::{Action, use_action};
pub use filters::{Filters, use_filters};
pub use form::{FormState, use_form};
pub use id::use_id;
pub use query::{Query, UseQuery, use_query};
