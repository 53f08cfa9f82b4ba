//! Writes the sections in their order; `read` reads them in the same.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::{Counts, MAGIC, NO_HOUR, VERSION};
use crate::{
    hierarchy::UpArcs,
    roads::Roads,
    weight::{cm, ms},
};

struct Hashed<'a> {
    to: &'a mut dyn Write,
    hash: Sha256,
}

impl Hashed<'_> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.to.write_all(bytes)
    }

    fn words(&mut self, words: impl IntoIterator<Item = u32>) -> io::Result<()> {
        let mut buffer = Vec::with_capacity(64 * 1024);
        for word in words {
            buffer.extend_from_slice(&word.to_le_bytes());
            if buffer.len() >= 64 * 1024 - 4 {
                self.bytes(&buffer)?;
                buffer.clear();
            }
        }
        self.bytes(&buffer)
    }
}

pub fn write(roads: &Roads, to: &mut dyn Write) -> io::Result<()> {
    let mut to = Hashed { to, hash: Sha256::new() };
    to.bytes(&MAGIC)?;
    let until = roads.rules.pedestrian_until.map_or(NO_HOUR, u32::from);
    to.words([VERSION, roads.rules.kind.code(), until])?;
    to.bytes(&roads.source.taken_at_s.to_le_bytes())?;
    to.words(Counts::of(roads).words())?;
    to.bytes(roads.source.extract.as_bytes())?;
    to.words(roads.edges.iter().flat_map(|edge| {
        let [forward, backward] = edge.ms;
        let [[into, out], [into_back, out_back]] = edge.turns;
        let turns = u32::from_le_bytes([into, out, into_back, out_back]);
        [edge.first_point, edge.name, edge.length_cm, forward, backward, turns, edge.flags]
    }))?;
    let coordinates = |place: &crate::Place| [place.lat_e7, place.lon_e7].map(i32::cast_unsigned);
    to.words(roads.points.iter().flat_map(coordinates))?;
    to.words(roads.anchors.exits.iter().copied())?;
    to.words(roads.anchors.entry_starts.iter().copied())?;
    to.words(roads.anchors.entries.iter().copied())?;
    write_arcs(&mut to, &roads.hierarchy.up)?;
    write_arcs(&mut to, &roads.hierarchy.down)?;
    to.words(roads.ends.list().iter().flat_map(|arc| [arc.tail, arc.head, arc.course]))?;
    to.words(roads.names.ends().iter().copied())?;
    to.bytes(roads.names.text().as_bytes())?;
    let digest = to.hash.finalize();
    to.to.write_all(&digest)
}

fn write_arcs(to: &mut Hashed<'_>, arcs: &UpArcs) -> io::Result<()> {
    to.words(arcs.starts.iter().copied())?;
    to.words(
        arcs.arcs.iter().flat_map(|arc| {
            [arc.vertex, arc.meaning, ms(arc.weight) as u32, cm(arc.weight) as u32]
        }),
    )
}
