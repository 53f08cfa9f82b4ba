//! What must outlive the process: the account and the certificate. While the data folder cannot be
//! written they are in memory alone, and it is tried again: authorities count what they give.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{storage::file::private, tls::authority::write_in_place};

/// More than account and certificate take together, in bytes.
const ROOM_BYTES: usize = 64 << 10;
/// File that is written and removed again to see whether there is room.
const PROBE: &str = "acme-room.new";

/// See the module.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    /// By the names of their files.
    unwritten: BTreeMap<String, Vec<u8>>,
}

impl Kept {
    /// In a data folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, unwritten: BTreeMap::new() }
    }

    /// Where a file is, or will be.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What is kept by a name.
    ///
    /// # Errors
    /// When it cannot be read, in a sentence.
    pub fn find(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        if let Some(content) = self.unwritten.get(name) {
            return Ok(Some(content.clone()));
        }
        let path = self.path(name);
        match fs::read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!(
                "{} cannot be read: {error}; see that it is a file which the user who runs Furgo \
                 may read",
                path.display()
            )),
        }
    }

    /// Keeps something, on the disk if that can be. [`Self::settle`] tells.
    pub fn put(&mut self, name: String, content: Vec<u8>) {
        self.unwritten.insert(name, content);
        self.settle().unwrap_or_default();
    }

    /// Writes what is in memory alone.
    ///
    /// # Errors
    /// What cannot be written, in a sentence.
    pub fn settle(&mut self) -> Result<(), String> {
        while let Some(first) = self.unwritten.first_entry() {
            let path = self.folder.join(first.key());
            write_in_place(&path, first.get()).map_err(|error| cannot_write(&path, &error))?;
            first.remove();
        }
        Ok(())
    }

    /// Sees whether it will be possible to write, before something is asked for.
    ///
    /// # Errors
    /// Why not, in a sentence.
    pub fn require_room(&self) -> Result<(), String> {
        let path = self.path(PROBE);
        let written = private::create(&path).and_then(|mut file| {
            file.write_all(&[0; ROOM_BYTES])?;
            file.sync_all()
        });
        let removed = fs::remove_file(&path);
        written.and(removed).map_err(|error| cannot_write(&path, &error))
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> String {
    format!(
        "{} cannot be written: {error}; see that the disk has room and that the user who runs Furgo \
         may write into the folder",
        path.display()
    )
}
