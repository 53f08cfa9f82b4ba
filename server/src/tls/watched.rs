//! Files that somebody else may replace while we run.

use std::{fs, os::unix::fs::MetadataExt as _, path::PathBuf};

/// What changes when a file is replaced or written; nothing for a file that is not there.
type Stamp = Option<(u64, u64, i64, i64)>;

/// See the module.
#[derive(Debug)]
pub struct Watched {
    paths: Vec<PathBuf>,
    /// As they were when somebody looked last.
    seen: Vec<Stamp>,
    /// As they were when they were read last.
    read: Vec<Stamp>,
}

impl Watched {
    /// Files that are read now.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let now = stamps(&paths);
        Self { paths, seen: now.clone(), read: now }
    }

    /// Whether they are others than when they were read, and nobody is still writing: they are as
    /// they were at the look before. Certificate and key are replaced one after the other.
    pub fn have_changed(&mut self) -> bool {
        let now = stamps(&self.paths);
        let is_settled = now == self.seen;
        self.seen.clone_from(&now);
        let has_changed = is_settled && now != self.read;
        if has_changed {
            self.read = now;
        }
        has_changed
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| {
        let file = fs::metadata(path).ok()?;
        Some((file.ino(), file.size(), file.mtime(), file.mtime_nsec()))
    };
    paths.iter().map(stamp).collect()
}
