//! Reads the sections in their order.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::{
    ARC_WORDS, Counts, DIGEST_BYTES, EDGE_WORDS, END_ARC_WORDS, FileError, MAGIC, NO_HOUR,
    POINT_WORDS, VERSION, check,
};
use crate::{
    ends::{EndArc, EndArcs},
    expand::Anchors,
    hierarchy::{Hierarchy, UpArc, UpArcs},
    network::{Edge, Names, Network},
    place::Place,
    roads::{Roads, Source},
    rules::Rules,
    vehicle::VehicleKind,
    weight,
};

/// What is wrong, before the file has a name.
#[derive(Debug)]
pub enum Wrong {
    Foreign,
    Older(u32),
    Newer(u32),
    Damaged(&'static str),
    Io(io::Error),
}

impl Wrong {
    pub fn at(self, path: &str) -> FileError {
        let path = path.to_owned();
        match self {
            Self::Foreign => FileError::Foreign { path },
            Self::Older(version) => FileError::Older { path, version },
            Self::Newer(version) => FileError::Newer { path, version },
            Self::Damaged(what) => FileError::Damaged { path, what },
            Self::Io(source) => FileError::Read { path, source },
        }
    }
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => CUT_OFF,
            _ => Self::Io(error),
        }
    }
}

const CUT_OFF: Wrong = Wrong::Damaged("its end is missing");

struct Hashed<R> {
    from: R,
    hash: Sha256,
}

impl<R: Read> Hashed<R> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Wrong> {
        let mut bytes = [0; N];
        self.from.read_exact(&mut bytes)?;
        self.hash.update(bytes);
        Ok(bytes)
    }

    fn word(&mut self) -> Result<u32, Wrong> {
        self.array().map(u32::from_le_bytes)
    }

    /// Rows of `N` words each. Memory is taken for the rows alone.
    fn rows<const N: usize, T>(
        &mut self,
        count: u64,
        row: impl Fn([u32; N]) -> T,
    ) -> Result<Vec<T>, Wrong> {
        let count = usize::try_from(count).ok().ok_or(Wrong::Damaged("it is too large"))?;
        let mut rows = Vec::with_capacity(count);
        let mut buffer = vec![0; 4096 * N * 4];
        while rows.len() < count {
            let bytes = (count - rows.len()).min(4096) * N * 4;
            let bytes = &mut buffer[..bytes];
            self.from.read_exact(bytes)?;
            self.hash.update(&*bytes);
            let (words, _) = bytes.as_chunks::<4>();
            let (parts, _) = words.as_chunks::<N>();
            rows.extend(parts.iter().map(|part| row(part.map(u32::from_le_bytes))));
        }
        Ok(rows)
    }

    fn words(&mut self, count: u64) -> Result<Vec<u32>, Wrong> {
        self.rows(count, |[word]: [u32; 1]| word)
    }

    fn text(&mut self, bytes: u32) -> Result<String, Wrong> {
        let mut text = vec![0; bytes as usize];
        self.from.read_exact(&mut text)?;
        self.hash.update(&text);
        String::from_utf8(text).ok().ok_or(Wrong::Damaged("a name is no text"))
    }

    fn arcs(&mut self, vertices: u32, count: u32) -> Result<UpArcs, Wrong> {
        let starts = self.words(u64::from(vertices) + 1)?;
        let arcs = self.rows(u64::from(count), |row: [u32; ARC_WORDS as usize]| {
            let [vertex, meaning, ms, cm] = row;
            UpArc { vertex, meaning, weight: weight::of(ms, cm) }
        })?;
        Ok(UpArcs { starts, arcs })
    }
}

/// Reads and checks roads from something of `length` bytes.
pub fn read(from: impl Read, length: u64) -> Result<Roads, Wrong> {
    let mut from = Hashed { from, hash: Sha256::new() };
    if length < MAGIC.len() as u64 + 4 || from.array()? != MAGIC {
        return Err(Wrong::Foreign);
    }
    match from.word()? {
        VERSION => {}
        version if version < VERSION => return Err(Wrong::Older(version)),
        version => return Err(Wrong::Newer(version)),
    }
    let kind = VehicleKind::from_code(from.word()?);
    let until = from.word()?;
    let taken_at_s = from.array().map(u64::from_le_bytes)?;
    let mut words = [0; Counts::WORDS];
    for word in &mut words {
        *word = from.word()?;
    }
    let counts = Counts::from_words(words);
    match counts.file_bytes() {
        bytes if bytes > length => return Err(CUT_OFF),
        bytes if bytes < length => return Err(Wrong::Damaged("its length is wrong")),
        _ => {}
    }
    let kind = kind.ok_or(Wrong::Damaged("its vehicle is unknown"))?;
    let until = Some(until).filter(|until| *until != NO_HOUR).map(u16::try_from).transpose();
    let until = until.ok().filter(|until| until.is_none_or(|until| until < Rules::DAY_MINUTES));
    let pedestrian_until = until.ok_or(Wrong::Damaged("its hours are none"))?;
    sections(from, Rules { kind, pedestrian_until }, taken_at_s, counts)
}

fn sections<R: Read>(
    mut from: Hashed<R>,
    rules: Rules,
    taken_at_s: u64,
    counts: Counts,
) -> Result<Roads, Wrong> {
    let extract = from.text(counts.extract_bytes)?;
    let edges = from.rows(counts.edges.into(), |row: [u32; EDGE_WORDS as usize]| {
        let [first_point, name, length_cm, forward, backward, turns, flags] = row;
        let [into, out, into_back, out_back] = turns.to_le_bytes();
        let turns = [[into, out], [into_back, out_back]];
        Edge { first_point, name, length_cm, ms: [forward, backward], turns, flags }
    })?;
    let points = from.rows(counts.points.into(), |row: [u32; POINT_WORDS as usize]| {
        let [lat_e7, lon_e7] = row.map(u32::cast_signed);
        Place { lat_e7, lon_e7 }
    })?;
    let courses = u64::from(counts.edges) * 2;
    let exits = from.words(courses)?;
    let entry_starts = from.words(courses + 1)?;
    let entries = from.words(counts.entries.into())?;
    let up = from.arcs(counts.vertices, counts.up)?;
    let down = from.arcs(counts.vertices, counts.down)?;
    let end_arcs = from.rows(counts.ends.into(), |row: [u32; END_ARC_WORDS as usize]| {
        let [tail, head, course] = row;
        EndArc { tail, head, course }
    })?;
    let name_ends = from.words(counts.names.into())?;
    let text = from.text(counts.text_bytes)?;
    let Hashed { mut from, hash } = from;
    let mut digest = [0; DIGEST_BYTES as usize];
    from.read_exact(&mut digest)?;
    if digest[..] != hash.finalize()[..] {
        return Err(Wrong::Damaged("its checksum is wrong"));
    }
    let names = Names::from_parts(text, name_ends).ok_or(Wrong::Damaged("its names do not fit"))?;
    let anchors = Anchors { exits, entry_starts, entries };
    let hierarchy = Hierarchy { up, down };
    let network = Network { edges, points, names, ..Network::default() };
    check::check(&network, &anchors, &hierarchy, &end_arcs).map_err(Wrong::Damaged)?;
    let source = Source { extract, taken_at_s };
    Ok(Roads::new(rules, source, network, anchors, hierarchy, EndArcs::new(end_arcs)))
}
