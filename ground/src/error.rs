//! What an operation may say instead of success, and how it looks on the wire.

use std::fmt;

use furgo_shared::{
    problem::{ErrorCode, Problem},
    routes::{Misfit, OtherRoute},
    text::{self, Locale},
    validate::{FieldCode, FieldErrors},
};

use crate::StorageError;

/// Findings as the log shows them: without the names that a client made up.
struct Told<'a>(&'a FieldErrors);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (field, code)) in self.0.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            match code == FieldCode::Unknown {
                true => write!(f, "{comma}a field that nobody knows")?,
                false => write!(f, "{comma}{field} {code:?}")?,
            }
        }
        Ok(())
    }
}

/// Of an operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The code says it all.
    #[error("{0:?}")]
    Code(ErrorCode),
    /// Findings beside fields.
    #[error("validation failed: {}", Told(.0))]
    Fields(FieldErrors),
    /// A unique value belongs to another record.
    #[error("taken: {}", Told(.0))]
    Taken(FieldErrors),
    /// A unique value of what is to be restored belongs to another record by now.
    #[error("taken meanwhile: {}", Told(.0))]
    TakenMeanwhile(FieldErrors),
    /// What one of several records was refused for, and where it stands in the request.
    #[error("{field}: {error}")]
    About { field: String, error: Box<Error> },
    /// The code, and the fields it is about.
    #[error("{code:?}: {}", Told(fields))]
    Refused { code: ErrorCode, fields: FieldErrors },
    /// Not in the lifecycle's table.
    #[error("illegal step from {from}, allowed: {allowed:?}")]
    IllegalStep { from: String, allowed: Vec<String> },
    /// The driver or the vehicle is on another route at that time; the fields say which of them.
    #[error("overlaps another route: {}", Told(fields))]
    Overlaps { fields: FieldErrors, other: Box<OtherRoute> },
    /// What a route could not keep.
    #[error("{} things do not fit", .0.len())]
    DoesNotFit(Vec<Misfit>),
    /// A client left out numbers.
    #[error("number {expected_seq} has to come next")]
    SequenceGap { expected_seq: u64 },
    /// A client that asks too often.
    #[error("too many attempts, retry after {retry_after_s} s")]
    TooManyAttempts { retry_after_s: u64 },
    /// The body or the query could not be read; `detail` goes to the log, so it quotes nothing.
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

    /// The same, about the record that stands there in the request. Faults are nobody's.
    pub fn about(self, field: String) -> Self {
        match self.code().status() {
            500.. => self,
            _ => Self::About { field, error: Box::new(self) },
        }
    }

    /// The one table from error to code.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::About { error, .. } => error.code(),
            Self::Code(code) | Self::Unreadable { code, .. } | Self::Refused { code, .. } => *code,
            Self::Fields(_) => ErrorCode::Validation,
            Self::Taken(_) | Self::TakenMeanwhile(_) => ErrorCode::Taken,
            Self::IllegalStep { .. } => ErrorCode::IllegalStep,
            Self::Overlaps { .. } => ErrorCode::Overlaps,
            Self::DoesNotFit(_) => ErrorCode::DoesNotFit,
            Self::SequenceGap { .. } => ErrorCode::SequenceGap,
            Self::TooManyAttempts { .. } => ErrorCode::TooManyAttempts,
            Self::Storage(
                StorageError::Engine(_) | StorageError::Full { .. } | StorageError::Closed,
            ) => ErrorCode::Unavailable,
            Self::Storage(StorageError::Damaged { .. } | StorageError::Panicked)
            | Self::Internal(_) => ErrorCode::Internal,
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        match matches!(self, Self::TakenMeanwhile(_)) {
            // Another one cannot be chosen: the record comes back as it was.
            true => text::text(locale, "error-taken-meanwhile", &[]),
            false => text::sentence(locale, self.code()),
        }
    }

    /// What the client is told. Faults carry no detail, only what to quote.
    pub fn problem(&self, locale: Locale, request_id: &str) -> Problem {
        if let Self::About { field, error } = self {
            let mut problem = error.problem(locale, request_id);
            let is_absent = matches!(problem.code, ErrorCode::NotFound | ErrorCode::Deleted);
            let code = if is_absent { FieldCode::NotFound } else { FieldCode::NotUsable };
            problem.fields.add(field, code);
            return problem;
        }
        let code = self.code();
        let mut problem = Problem::of(code, self.sentence(locale));
        match self {
            Self::Fields(fields)
            | Self::Taken(fields)
            | Self::TakenMeanwhile(fields)
            | Self::Refused { fields, .. } => problem.fields = fields.clone(),
            Self::IllegalStep { from, allowed } => {
                (problem.from, problem.allowed) = (Some(from.clone()), Some(allowed.clone()));
            }
            Self::Overlaps { fields, other } => {
                (problem.fields, problem.overlaps) = (fields.clone(), Some((**other).clone()));
            }
            Self::DoesNotFit(misfits) => problem.misfits.clone_from(misfits),
            Self::SequenceGap { expected_seq } => problem.expected_seq = Some(*expected_seq),
            Self::About { .. }
            | Self::Code(_)
            | Self::Unreadable { .. }
            | Self::TooManyAttempts { .. }
            | Self::Storage(_)
            | Self::Internal(_) => {}
        }
        problem.request_id = (code == ErrorCode::Internal).then(|| request_id.to_owned());
        problem
    }
}
