//! Reads OpenStreetMap's PBF format.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/PBF_Format>. A file is a row of blobs, each at
//! most 32 MiB unpacked, so the memory needed does not depend on the file's length. Extracts are
//! input from outside: every length is checked before it is believed.

mod blob;
mod block;
mod header;
mod text;
mod wire;

use std::{io, path::Path};

#[cfg(test)]
pub use block::RelationMember;
pub use block::{Kinds, Node, Relation, Sink, Tags, Way};
pub use header::Header;
pub use text::printable;

use blob::{BlobKind, Blobs};
use wire::Malformed;

/// Why an extract cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read {path}: {source}")]
    Io { path: String, source: io::Error },
    #[error(
        "{path} is not an OpenStreetMap extract in PBF format; download a file that ends in .osm.pbf"
    )]
    Foreign { path: String },
    #[error("{path} is empty; download it again")]
    Empty { path: String },
    #[error("{path} is damaged at byte {offset}; download it again")]
    Damaged { path: String, offset: u64 },
    #[error(
        "{path} uses `{feature}`, which cannot be read; convert it with `osmium cat -o new.osm.pbf {path}`"
    )]
    Unsupported { path: String, feature: String },
}

/// An extract that can be read several times over.
#[derive(Debug)]
pub struct Extract {
    blobs: Blobs,
    header: Header,
    /// By blob: what it holds, once it has been read.
    contents: Vec<Kinds>,
}

impl Extract {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// When it is no extract, or one with features that cannot be read.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let mut blobs = Blobs::open(path)?;
        let header = match blobs.next_blob()? {
            Some((BlobKind::Header, bytes)) => {
                header::read(&bytes).map_err(|Malformed| blobs.damaged())?
            }
            Some(_) => return Err(blobs.foreign()),
            None => return Err(blobs.empty()),
        };
        if let Some(feature) = header.unsupported() {
            return Err(blobs.unsupported(feature));
        }
        Ok(Self { blobs, header, contents: Vec::new() })
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The file's length in bytes.
    pub fn bytes(&self) -> u64 {
        self.blobs.length()
    }

    /// Reads the wanted kinds of elements from the start to the end. Blobs that an earlier reading
    /// showed to hold none of them are skipped. `progress` hears how many bytes are done.
    ///
    /// # Errors
    /// When the file is damaged or cannot be read.
    pub fn read(
        &mut self,
        wanted: Kinds,
        sink: &mut dyn Sink,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ReadError> {
        self.blobs.rewind()?;
        for index in 0_usize.. {
            // The header comes before the first of the contents.
            let known = index.checked_sub(1).and_then(|data| self.contents.get(data)).copied();
            if known.is_some_and(|kinds| !kinds.overlaps(wanted)) {
                self.blobs.skip_blob()?;
            } else {
                let Some((kind, bytes)) = self.blobs.next_blob()? else { return Ok(()) };
                let found = match kind {
                    BlobKind::Data => block::read(&bytes, wanted, sink)
                        .map_err(|Malformed| self.blobs.damaged())?,
                    BlobKind::Header | BlobKind::Other => Kinds::NONE,
                };
                if index > 0 && known.is_none() {
                    self.contents.push(found);
                }
            }
            progress(self.blobs.offset());
        }
        Ok(())
    }
}
