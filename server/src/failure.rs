//! Why a command failed: one sentence that says what to do.

use std::fmt::{self, Display};

use furgo_shared::text::{Locale, sentence, wire_name};

use crate::{
    error::Error,
    storage::{backup::BackupError, file::OpenError},
};

/// What clap ends with too.
const WRONG_USAGE: u8 = 2;

/// `EX_CANTCREAT` of `sysexits.h`: another furgo holds the data folder.
const EX_IN_USE: u8 = 73;

/// `sysexits.h`: an input or output error.
const EX_IOERR: u8 = 74;

/// One sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    sentence: String,
    exit_code: u8,
}

impl Failure {
    /// This sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), exit_code: 1 }
    }

    /// What was said on the command line cannot be meant so.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), exit_code: WRONG_USAGE }
    }

    /// The data file failed while it was served; a supervisor is to start the server again.
    pub fn data_lost(why: String) -> Self {
        Self {
            sentence: format!(
                "{why}; free some space or repair the disk, then start the server again"
            ),
            exit_code: EX_IOERR,
        }
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> u8 {
        self.exit_code
    }

    /// Whether another furgo holds the data folder.
    pub fn is_in_use(&self) -> bool {
        self.exit_code == EX_IN_USE
    }

    /// What could not be done, and why.
    pub fn of(what: &str, why: impl Display) -> Self {
        Self::new(format!("{what}: {why}"))
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let exit_code = if matches!(error, OpenError::Locked { .. }) { EX_IN_USE } else { 1 };
        Self { sentence: error.to_string(), exit_code }
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        if let BackupError::File(error) = error {
            return error.into();
        }
        Self::new(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let sentence = match &error {
            Error::Fields(fields) | Error::Taken(fields) | Error::TakenMeanwhile(fields) => {
                let findings: Vec<_> = fields
                    .iter()
                    .map(|(field, code)| format!("{field}: {}", wire_name(&code).replace('_', " ")))
                    .collect();
                findings.join(", ")
            }
            Error::Storage(error) => error.to_string(),
            Error::Internal(detail) => detail.clone(),
            Error::Code(_)
            | Error::About { .. }
            | Error::Refused { .. }
            | Error::IllegalStep { .. }
            | Error::Overlaps { .. }
            | Error::DoesNotFit(_)
            | Error::SequenceGap { .. }
            | Error::TooManyAttempts { .. }
            | Error::Unreadable { .. } => sentence(Locale::En, error.code()),
        };
        Self::new(sentence)
    }
}
