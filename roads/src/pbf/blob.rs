//! The outer layer of the format: lengths, blob headers, compression.

use std::{
    fs::File,
    io::{BufReader, ErrorKind, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::{
    ReadError,
    wire::{Malformed, Message},
};

/// The format's own limits, in bytes.
const BLOB_HEADER_BYTES_MAX: u32 = 64 * 1024;
const BLOB_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What a blob says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobKind {
    Header,
    Data,
    /// A kind that the format permits readers to skip.
    Other,
}

/// The blobs of one file, in their order.
#[derive(Debug)]
pub struct Blobs {
    path: PathBuf,
    file: BufReader<File>,
    length: u64,
    /// Where the current blob begins, for sentences.
    started: u64,
    offset: u64,
}

impl Blobs {
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let io = |source| ReadError::Io { path: path.display().to_string(), source };
        let file = File::open(path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        if metadata.is_dir() {
            return Err(ReadError::Foreign { path: path.display().to_string() });
        }
        let file = BufReader::with_capacity(256 * 1024, file);
        Ok(Self { path: path.to_owned(), file, length: metadata.len(), started: 0, offset: 0 })
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    pub fn offset(&self) -> u64 {
        self.offset
    }

    pub fn rewind(&mut self) -> Result<(), ReadError> {
        self.file.seek(SeekFrom::Start(0)).map_err(|error| self.io(error))?;
        (self.started, self.offset) = (0, 0);
        Ok(())
    }

    /// The next blob unpacked, or `None` at the end of the file.
    pub fn next_blob(&mut self) -> Result<Option<(BlobKind, Vec<u8>)>, ReadError> {
        let Some((kind, length)) = self.blob_header()? else { return Ok(None) };
        let packed = self.bytes(length)?;
        match unpack(&packed) {
            Ok(bytes) => Ok(Some((kind, bytes))),
            Err(Packing::Malformed) => Err(self.damaged()),
            Err(Packing::Unsupported(name)) => Err(self.unsupported(name.to_owned())),
        }
    }

    /// Passes over a blob without unpacking it.
    pub fn skip_blob(&mut self) -> Result<(), ReadError> {
        if let Some((_, length)) = self.blob_header()? {
            self.file.seek_relative(length as i64).map_err(|error| self.io(error))?;
            self.offset += length as u64;
        }
        Ok(())
    }

    fn blob_header(&mut self) -> Result<Option<(BlobKind, usize)>, ReadError> {
        self.started = self.offset;
        if self.offset >= self.length {
            return Ok(None);
        }
        let wrong = match self.started {
            0 => Self::foreign,
            _ => Self::damaged,
        };
        let mut size = [0; 4];
        self.fill(&mut size).map_err(|error| self.short(error, wrong))?;
        let size = u32::from_be_bytes(size);
        if size > BLOB_HEADER_BYTES_MAX {
            return Err(wrong(self));
        }
        let mut header = vec![0; size as usize];
        self.fill(&mut header).map_err(|error| self.short(error, wrong))?;
        let (kind, length) = read_blob_header(&header).map_err(|Malformed| wrong(self))?;
        if self.started == 0 && kind != BlobKind::Header {
            return Err(self.foreign());
        }
        Ok(Some((kind, length)))
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, ReadError> {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes).map_err(|error| self.short(error, Self::damaged))?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> std::io::Result<()> {
        self.file.read_exact(bytes)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }

    fn short(&self, error: std::io::Error, wrong: fn(&Self) -> ReadError) -> ReadError {
        match error.kind() {
            ErrorKind::UnexpectedEof => wrong(self),
            _ => self.io(error),
        }
    }

    fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn io(&self, source: std::io::Error) -> ReadError {
        ReadError::Io { path: self.name(), source }
    }

    pub fn foreign(&self) -> ReadError {
        ReadError::Foreign { path: self.name() }
    }

    pub fn empty(&self) -> ReadError {
        ReadError::Empty { path: self.name() }
    }

    pub fn damaged(&self) -> ReadError {
        ReadError::Damaged { path: self.name(), offset: self.started }
    }

    pub fn unsupported(&self, feature: String) -> ReadError {
        ReadError::Unsupported { path: self.name(), feature }
    }
}

fn read_blob_header(bytes: &[u8]) -> Result<(BlobKind, usize), Malformed> {
    let (mut kind, mut length) = (None, None);
    let mut message = Message::new(bytes);
    while let Some((field, value)) = message.field()? {
        match field {
            1 => kind = Some(value.bytes()?),
            3 => length = Some(usize::try_from(value.number()?).ok().ok_or(Malformed)?),
            _ => {}
        }
    }
    let kind = match kind.ok_or(Malformed)? {
        b"OSMHeader" => BlobKind::Header,
        b"OSMData" => BlobKind::Data,
        _ => BlobKind::Other,
    };
    let length = length.filter(|length| *length <= BLOB_BYTES_MAX).ok_or(Malformed)?;
    Ok((kind, length))
}

enum Packing {
    Malformed,
    Unsupported(&'static str),
}

impl From<Malformed> for Packing {
    fn from(Malformed: Malformed) -> Self {
        Self::Malformed
    }
}

fn unpack(blob: &[u8]) -> Result<Vec<u8>, Packing> {
    let mut message = Message::new(blob);
    while let Some((field, value)) = message.field()? {
        match field {
            1 => return Ok(value.bytes()?.to_vec()),
            3 => {
                return decompress_to_vec_zlib_with_limit(value.bytes()?, BLOB_BYTES_MAX)
                    .ok()
                    .ok_or(Packing::Malformed);
            }
            4 => return Err(Packing::Unsupported("lzma")),
            5 => return Err(Packing::Unsupported("bzip2")),
            6 => return Err(Packing::Unsupported("lz4")),
            7 => return Err(Packing::Unsupported("zstd")),
            _ => {}
        }
    }
    Err(Packing::Malformed)
}
