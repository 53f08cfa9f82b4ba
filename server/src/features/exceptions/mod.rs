//! Facts that do not go together with what the office had planned meanwhile, as kept: nouns raise
//! them in the transaction of the fact, [`super::attention`] shows and settles them.

pub mod raising;
pub mod record;
pub mod store;

pub use raising::raise;
pub use record::{About, Entry, ExceptionRecord, Held, Raised, Resolved, Side};
