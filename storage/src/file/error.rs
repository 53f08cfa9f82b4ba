//! Why a data file is not opened: one sentence each, with what to do about it.

use std::path::{Path, PathBuf};

use super::private::mending;

/// The file was left as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("another furgo{} uses the data folder {}; stop it first, or name another folder with --data", holder(.process.as_ref()), .dir.display())]
    Locked {
        dir: PathBuf,
        /// The process that holds the lock, if it said so.
        process: Option<u32>,
    },
    #[error("the data folder {} cannot be written ({detail}); give the user that runs furgo write access to it, or name another folder with --data", .dir.display())]
    NotWritable { dir: PathBuf, detail: String },
    #[error("the data folder {} is not a folder; move the file away, or name another folder with --data", .dir.display())]
    NotAFolder { dir: PathBuf },
    #[error("others can read or change {}; run `{}`", listed(.paths), mending(.paths))]
    Exposed { paths: Vec<PathBuf> },
    #[error("{} is not a file; move it away, then put a backup in its place with `furgo restore FILE`", .path.display())]
    NotAFile { path: PathBuf },
    #[error("{} is empty, which a data file never is; put a backup in its place with `furgo restore FILE`, or move it away to start anew", .path.display())]
    Empty { path: PathBuf },
    #[error("{} is not a data file of furgo; move it away, or put a backup in its place with `furgo restore FILE`", .path.display())]
    Foreign { path: PathBuf },
    #[error("{} was written by a newer furgo (schema {found}, this one knows up to {known}); install that version, or put an older backup in its place with `furgo restore FILE`", .path.display())]
    Newer { path: PathBuf, found: u64, known: u64 },
    #[error("{} is damaged ({detail}) and was left as it is; put a backup in its place with `furgo restore FILE`", .path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("the data file {} is missing, but {} is there; bring it back with `furgo restore {}`, or name an empty folder with --data", .path.display(), .leftover.display(), .leftover.display())]
    Missing { path: PathBuf, leftover: PathBuf },
    #[error("{} cannot be read or written ({detail}); look at the disk and at the permissions of the folder", .path.display())]
    Io { path: PathBuf, detail: String },
}

impl OpenError {
    /// Of the operating system.
    pub(crate) fn io(path: &Path, error: &dyn std::fmt::Display) -> Self {
        Self::Io { path: path.to_owned(), detail: error.to_string() }
    }

    /// The same of another file: of the one that was copied.
    pub(crate) fn about(mut self, other: &Path) -> Self {
        match &mut self {
            Self::NotAFile { path }
            | Self::Empty { path }
            | Self::Foreign { path }
            | Self::Newer { path, .. }
            | Self::Damaged { path, .. }
            | Self::Missing { path, .. }
            | Self::Io { path, .. } => *path = other.to_owned(),
            Self::Locked { .. }
            | Self::NotWritable { .. }
            | Self::NotAFolder { .. }
            | Self::Exposed { .. } => {}
        }
        self
    }

    pub(crate) fn damaged(path: &Path, detail: &dyn std::fmt::Display) -> Self {
        Self::Damaged { path: path.to_owned(), detail: detail.to_string() }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and ")
}

fn holder(process: Option<&u32>) -> String {
    process.map(|process| format!(" (process {process})")).unwrap_or_default()
}
