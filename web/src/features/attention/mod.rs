//! What needs attention: facts from the road that do not go together with what was planned.

mod attention_page;
mod card;
mod count;
mod own;
mod words;

pub use attention_page::AttentionPage;
pub use count::AttentionCount;
pub use own::OwnExceptions;
