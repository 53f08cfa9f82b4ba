//! What can go wrong below the rules.

/// A fault of storage itself; never the caller's doing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The engine could not read or write. Nothing of the batch is durable.
    #[error("the data file could not be read or written: {0}")]
    Engine(String),
    /// Too little room on the disk; refused before anything was touched. Reads go on.
    #[error(
        "only {free_bytes} bytes are free where the data file lies, {floor_bytes} are needed to go on writing"
    )]
    Full { free_bytes: u64, floor_bytes: u64 },
    /// Bytes that are not what they should be.
    #[error("damaged entry in {space}: {detail}")]
    Damaged { space: &'static str, detail: String },
    /// The queue of writes is full, or the server is shutting down.
    #[error("storage takes no writes now")]
    Closed,
    /// A command panicked; nothing of it was written.
    #[error("a command panicked")]
    Panicked,
}

/// Of storage.
pub type Result<T> = std::result::Result<T, StorageError>;
