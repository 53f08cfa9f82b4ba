//! What this phone keeps of its driver's day and what it has to send, so that both survive whatever
//! happens to the connection, the page or the phone.
//!
//! What is right to do says [`furgo_phone`]; here it is read from and written into the browser's
//! database, one for each person, and asked over HTTP. Whoever does not drive has none: the office
//! works with the server.

mod answers;
mod engine;
mod person;
mod prefetch;
mod store;
mod talk;
mod watch;

pub use answers::{Kept, answer, keep};
pub use engine::{
    Exchange, News, Outgoing, Settled, bring_exchange, current, driving, enter, entities, entity,
    exchange, leave, on_news,
};
pub use person::{
    Sealed, forget_later, has_left_something, remember, remembered, seal, sealed, tidy_up, unseal,
};
pub use watch::use_watch;
