//! What a write says of itself.

use crate::Cause;

/// Where a write comes from, and whether it may be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The Idempotency-Key, if the request has one.
    pub key: Option<String>,
    /// Fingerprint of method, path, version condition and body.
    pub fingerprint: String,
    /// Status of success.
    pub success: u16,
    /// Who writes, and why.
    pub cause: Cause,
}

impl Once {
    /// A write that the program does by itself; nobody can repeat it.
    pub fn by_job(name: &'static str) -> Self {
        Self::never(Cause::job(name))
    }

    /// A write from the command line; nobody can repeat it.
    pub fn by_command(name: &'static str) -> Self {
        Self::never(Cause::command(name))
    }

    fn never(cause: Cause) -> Self {
        Self { key: None, fingerprint: String::new(), success: 200, cause }
    }

    /// The same write, forgotten at once: for requests and answers that hold secrets, of which
    /// nothing may be kept.
    pub fn forgotten(self) -> Self {
        Self { success: self.success, ..Self::never(self.cause) }
    }
}
