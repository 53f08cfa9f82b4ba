//! What pages are made of besides components.

mod action;
mod every_page;
mod filters;
mod form;
mod held;
mod id;
mod query;
mod stale;
mod standing;
mod steady;
mod wake;

pub use action::{Action, use_action};
pub use every_page::use_every_page;
pub use filters::{Filters, use_filters};
pub use form::{FormState, PageDraft, use_draft, use_form};
pub use held::use_held;
pub use id::use_id;
pub use query::{Query, UseQuery, use_query, use_query_if};
pub use stale::use_stale;
pub use standing::{Finger, Frame, Place};
pub use steady::{use_rest, use_steady};
pub use wake::use_wake;
