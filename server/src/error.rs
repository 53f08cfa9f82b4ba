//! What an operation may say instead of success, and how it looks on the wire.

use furgo_shared::{
    problem::{ErrorCode, Problem},
    text::Locale,
    validate::{FieldCode, FieldErrors},
};

use crate::storage::StorageError;

/// Of an operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The code says it all.
    #[error("{0:?}")]
    Code(ErrorCode),
    /// Findings beside fields.
    #[error("validation failed: {0:?}")]
    Fields(FieldErrors),
    /// A unique value belongs to another record.
    #[error("taken: {0:?}")]
    Taken(FieldErrors),
    /// The code, and the fields it is about.
    #[error("{code:?}: {fields:?}")]
    Refused { code: ErrorCode, fields: FieldErrors },
    /// Not in the lifecycle's table.
    #[error("illegal step from {from}, allowed: {allowed:?}")]
    IllegalStep { from: String, allowed: Vec<String> },
    /// A client that asks too often.
    #[error("too many attempts, retry after {retry_after_s} s")]
    TooManyAttempts { retry_after_s: u64 },
    /// The body or the query could not be read; `detail` goes to the log.
    #[error("{code:?}: {detail}")]
    Unreadable { code: ErrorCode, detail: String },
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A fault of the program or the machine; the detail goes to the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One finding beside one field.
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self::Fields(FieldErrors::one(field, code))
    }

    /// The one table from error to code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Code(code) | Self::Unreadable { code, .. } | Self::Refused { code, .. } => *code,
            Self::Fields(_) => ErrorCode::Validation,
            Self::Taken(_) => ErrorCode::Taken,
            Self::IllegalStep { .. } => ErrorCode::IllegalStep,
            Self::TooManyAttempts { .. } => ErrorCode::TooManyAttempts,
            Self::Storage(
                StorageError::Engine(_) | StorageError::Full { .. } | StorageError::Closed,
            ) => ErrorCode::Unavailable,
            Self::Storage(StorageError::Damaged { .. } | StorageError::Panicked)
            | Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// What the client is told. Faults carry no detail, only what to quote.
    pub fn problem(&self, locale: Locale, request_id: &str) -> Problem {
        let code = self.code();
        let (fields, from, allowed) = match self {
            Self::Fields(fields) | Self::Taken(fields) | Self::Refused { fields, .. } => {
                (fields.clone(), None, None)
            }
            Self::IllegalStep { from, allowed } => {
                (FieldErrors::default(), Some(from.clone()), Some(allowed.clone()))
            }
            _ => (FieldErrors::default(), None, None),
        };
        let request_id = (code == ErrorCode::Internal).then(|| request_id.to_owned());
        Problem {
            error: furgo_shared::text::sentence(locale, code),
            code,
            fields,
            from,
            allowed,
            request_id,
        }
    }
}
