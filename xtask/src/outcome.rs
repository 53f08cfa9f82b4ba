//! Why a command stopped, as one sentence for the person who ran it.

use std::fmt;

/// A sentence that says what failed and, where that helps, what to do.
#[derive(Debug)]
pub struct Failure(String);

/// What every step returns.
pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure that says this.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}
