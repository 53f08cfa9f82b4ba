//! Roads in a file of their own.
//!
//! Little-endian words of 32 bits: a head with the number of rows of each section, the sections,
//! and a SHA-256 of all before it. The length follows from the head, so a file that was cut off is
//! known before anything is allocated. What is read is checked until no answer can go out of
//! bounds, whatever the file's author had in mind. Bytes depend on the roads alone: no time of
//! writing, no name of a machine.

mod check;
mod read;
mod write;

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufReader, BufWriter, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use crate::{roads::Roads, vehicle::VehicleKind};

/// The first bytes of every file of roads.
const MAGIC: [u8; 8] = *b"FURGORDS";

/// The format that is written, and the only one that is read.
const VERSION: u32 = 3;

/// Whatever the umask: it lies beside the data.
const OWNER_ONLY: u32 = 0o600;

/// Bytes of the checksum at the end.
const DIGEST_BYTES: u64 = 32;

/// Words of an edge, a point and an arc.
const EDGE_WORDS: u64 = 7;
const POINT_WORDS: u64 = 2;
const ARC_WORDS: u64 = 4;
const END_ARC_WORDS: u64 = 3;

/// Stands for no hour in pedestrian streets.
const NO_HOUR: u32 = u32::MAX;

/// Why a file of roads cannot be used or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("there are no roads in {path}; import an extract with `furgo roads import`")]
    Missing { path: String },
    #[error("{path} holds no roads of Furgo; remove it and import the extract again")]
    Foreign { path: String },
    #[error(
        "{path} has format {version} of an earlier Furgo, which knew less of the roads; import the extract again with `furgo roads import`"
    )]
    Older { path: String, version: u32 },
    #[error(
        "{path} has format {version}, which this Furgo does not read; import the extract again, or update Furgo"
    )]
    Newer { path: String, version: u32 },
    #[error("{path} is damaged ({what}); import the extract again")]
    Damaged { path: String, what: &'static str },
    #[error("others can read or change {path}; run `chmod 600 {path}`")]
    Exposed { path: String },
    #[error("another import is writing {path}; wait until it is done")]
    Busy { path: String },
    #[error("cannot read {path}: {source}")]
    Read { path: String, source: io::Error },
    #[error("cannot write {path}: {source}; free room, or choose a folder that may be written to")]
    Write { path: String, source: io::Error },
}

/// The name of the file of roads for a kind of vehicle, such as `roads-van.furgo`.
pub fn file_name(kind: VehicleKind) -> String {
    format!("roads-{}.furgo", kind.word())
}

/// How many rows each section has.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    edges: u32,
    points: u32,
    entries: u32,
    vertices: u32,
    up: u32,
    down: u32,
    ends: u32,
    names: u32,
    text_bytes: u32,
    extract_bytes: u32,
}

impl Counts {
    const WORDS: usize = 10;

    fn of(roads: &Roads) -> Self {
        Self {
            edges: roads.edges.len() as u32,
            points: roads.points.len() as u32,
            entries: roads.anchors.entries.len() as u32,
            vertices: roads.hierarchy.vertices(),
            up: roads.hierarchy.up.arcs.len() as u32,
            down: roads.hierarchy.down.arcs.len() as u32,
            ends: roads.ends.list().len() as u32,
            names: roads.names.count(),
            text_bytes: roads.names.text().len() as u32,
            extract_bytes: roads.source.extract.len() as u32,
        }
    }

    fn words(self) -> [u32; Self::WORDS] {
        let Self { edges, points, entries, vertices, up, down, ends, .. } = self;
        let Self { names, text_bytes, extract_bytes, .. } = self;
        [edges, points, entries, vertices, up, down, ends, names, text_bytes, extract_bytes]
    }

    fn from_words(words: [u32; Self::WORDS]) -> Self {
        let [edges, points, entries, vertices, up, down, ends, ..] = words;
        let [.., names, text_bytes, extract_bytes] = words;
        Self { edges, points, entries, vertices, up, down, ends, names, text_bytes, extract_bytes }
    }

    /// The whole file's length in bytes, the head and the checksum included.
    fn file_bytes(self) -> u64 {
        let rows = |count: u32, words: u64| u64::from(count) * words;
        let head = 2 + 1 + 2 + 2 + Self::WORDS as u64;
        let words = head
            + rows(self.edges, EDGE_WORDS + 2 + 2)
            + 1
            + rows(self.points, POINT_WORDS)
            + u64::from(self.entries)
            + 2 * (u64::from(self.vertices) + 1)
            + rows(self.up, ARC_WORDS)
            + rows(self.down, ARC_WORDS)
            + rows(self.ends, END_ARC_WORDS)
            + u64::from(self.names);
        words * 4 + u64::from(self.text_bytes) + u64::from(self.extract_bytes) + DIGEST_BYTES
    }
}

impl Roads {
    /// Reads the file of a folder. Needs as much memory as the file has bytes, and a quarter more.
    ///
    /// # Errors
    /// When it is missing, open to others, foreign, older, newer or damaged.
    pub fn load(folder: &Path, kind: VehicleKind) -> Result<Self, FileError> {
        let path = folder.join(file_name(kind));
        let name = || path.display().to_string();
        let io = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => FileError::Missing { path: name() },
            _ => FileError::Read { path: name(), source },
        };
        let file = File::open(&path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        if metadata.permissions().mode() & !OWNER_ONLY & 0o777 != 0 {
            return Err(FileError::Exposed { path: name() });
        }
        let length = metadata.len();
        let roads = read::read(BufReader::new(file), length).map_err(|error| error.at(&name()))?;
        match roads.kind() == kind {
            true => Ok(roads),
            false => Err(FileError::Damaged { path: name(), what: "it is for another vehicle" }),
        }
    }

    /// Reads what [`Roads::write`] has written.
    ///
    /// # Errors
    /// When the bytes are foreign, older, newer or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, FileError> {
        read::read(bytes, bytes.len() as u64).map_err(|error| error.at("the data"))
    }

    /// Writes all that [`Roads::read`] needs.
    ///
    /// # Errors
    /// When `to` takes no more.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        write::write(self, to)
    }

    /// Puts the roads into a folder, in place of earlier ones for the same kind of vehicle. Who
    /// reads meanwhile sees either the old or the new file, also after a power cut. Returns the
    /// file's path.
    ///
    /// # Errors
    /// When the folder cannot be written, or somebody else is writing the same file.
    pub fn save(&self, folder: &Path) -> Result<PathBuf, FileError> {
        let path = folder.join(file_name(self.kind()));
        let new = folder.join(format!("{}.new", file_name(self.kind())));
        let name = |path: &Path| path.display().to_string();
        let io = |source| FileError::Write { path: name(&new), source };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(OWNER_ONLY);
        let file = options.open(&new).map_err(io)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => FileError::Busy { path: name(&path) },
            TryLockError::Error(error) => io(error),
        })?;
        if !is_named(&file, &new) {
            return Err(FileError::Busy { path: name(&path) });
        }
        let replaced = self.fill(&file).and_then(|()| fs::rename(&new, &path));
        let replaced = replaced.and_then(|()| File::open(folder)?.sync_all());
        replaced.map_err(|error| {
            drop(fs::remove_file(&new));
            io(error)
        })?;
        Ok(path)
    }

    fn fill(&self, file: &File) -> io::Result<()> {
        // It may be an older one's, which was killed.
        file.set_permissions(fs::Permissions::from_mode(OWNER_ONLY))?;
        file.set_len(0)?;
        let mut buffered = BufWriter::with_capacity(256 * 1024, file);
        self.write(&mut buffered)?;
        buffered.flush()?;
        file.sync_all()
    }
}

/// True when the file still has this name. A lock may have come free because its holder has just
/// given the file its final name, and then it is somebody's roads.
fn is_named(file: &File, path: &Path) -> bool {
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(named)) => identity(held) == identity(named),
        (Err(_), _) | (_, Err(_)) => false,
    }
}
