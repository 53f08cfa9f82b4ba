//! Files that somebody else may replace while we run.

use std::{fs, os::unix::fs::MetadataExt as _, path::PathBuf};

/// What changes when a file is replaced or written; nothing for a file that is not there. Also the
/// time at which the system noted a change: whoever copies a file may set the other one back.
type Stamp = Option<(u64, u64, [i64; 4])>;

/// See the module.
#[derive(Debug)]
pub struct Watched {
    paths: Vec<PathBuf>,
    /// As they were when somebody looked last.
    seen: Vec<Stamp>,
    /// As they were when they were read last.
    read: Vec<Stamp>,
    /// What came of reading them last.
    found: Result<(), String>,
}

impl Watched {
    /// Files that are read now.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let now = stamps(&paths);
        Self { paths, seen: now.clone(), read: now, found: Ok(()) }
    }

    /// Reads them if they are others than when they were read last, or could not be used then, and
    /// nobody is still writing: they are as they were at the look before. Certificate and key are
    /// replaced one after the other.
    ///
    /// # Errors
    /// Why they could not be used, until they can be.
    pub fn look(&mut self, read: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        let now = stamps(&self.paths);
        let is_settled = now == self.seen;
        self.seen = now;
        if is_settled && (self.seen != self.read || self.found.is_err()) {
            self.read.clone_from(&self.seen);
            self.found = read();
        }
        self.found.clone()
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| {
        let file = fs::metadata(path).ok()?;
        let times = [file.mtime(), file.mtime_nsec(), file.ctime(), file.ctime_nsec()];
        Some((file.ino(), file.size(), times))
    };
    paths.iter().map(stamp).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    #[test]
    fn a_change_is_noticed_also_when_its_time_was_set_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("certificate.pem");
        fs::write(&path, "old").unwrap();
        let before = fs::metadata(&path).unwrap();
        let noted = |file: &fs::Metadata| (file.ctime(), file.ctime_nsec());
        let mut watched = Watched::new(vec![path.clone()]);
        // The system's clock for files goes in steps.
        while noted(&fs::metadata(&path).unwrap()) == noted(&before) {
            // Of the same length, in the same place, with the same time.
            fs::write(&path, "new").unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(before.modified().unwrap()).unwrap();
        }
        let mut times_read = 0;
        for _ in 0..3 {
            let read = || {
                times_read += 1;
                Ok(())
            };
            watched.look(read).unwrap();
        }
        assert_eq!(times_read, 1);
    }

    #[test]
    fn what_cannot_be_used_is_told_of_and_tried_again_until_it_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("certificate.pem");
        let mut watched = Watched::new(vec![path.clone()]);
        fs::write(&path, "certificate").unwrap();
        let broken = || Err("broken".to_owned());
        assert_eq!(watched.look(broken), Ok(()), "somebody may be writing still");
        for _ in 0..3 {
            assert_eq!(watched.look(broken), broken());
        }
        fs::write(&path, "another one").unwrap();
        assert_eq!(watched.look(|| Ok(())), broken(), "it was not read yet");
        assert_eq!(watched.look(|| Ok(())), Ok(()));
        assert_eq!(watched.look(broken), Ok(()), "it is not read again");
    }
}
