//! All fastest paths between many places at once.
//!
//! Source: S. Knopp, P. Sanders, D. Schultes, F. Schulz and D. Wagner, Computing Many-to-Many
//! Shortest Paths Using Highway Hierarchies, ALENEX 2007. Every target's search upwards leaves a
//! note at each vertex it settles; every source's search upwards reads the notes it meets. So a
//! matrix takes one search for each source and target, not for each pair.

use super::{Hierarchy, Search, Seed};
use crate::weight::INFINITE;

/// A target's note at a vertex.
#[derive(Clone, Copy, Debug, Default)]
struct Note {
    target: u32,
    weight: u64,
}

/// Notes by vertex: the bucket of a vertex lies in one piece, because the highest vertices hold a
/// note of nearly every target and are read by every source.
struct Buckets {
    /// By vertex: its bucket; 0 where nothing was noted.
    bucket_of: Vec<u32>,
    /// By bucket, and one more: where its notes begin. Bucket 0 is empty.
    starts: Vec<u32>,
    notes: Vec<Note>,
}

/// The weights from every source to every target, row by row; [`INFINITE`] where there is no path.
///
/// With S sources, T targets, searches that settle k vertices: O((S + T) k log k) for the searches
/// and at most O(S T k) for reading notes, in practice far less.
pub fn weights(
    hierarchy: &Hierarchy,
    sources: &[&[Seed]],
    targets: &[&[Seed]],
    search: &mut Search,
) -> Vec<u64> {
    let buckets = Buckets::fill(hierarchy, targets, search);
    let mut weights = vec![INFINITE; sources.len() * targets.len()];
    if targets.is_empty() {
        return weights;
    }
    for (seeds, row) in sources.iter().zip(weights.chunks_exact_mut(targets.len())) {
        for label in search.run(&hierarchy.up, &hierarchy.down, seeds) {
            for note in buckets.at(label.vertex) {
                let best = &mut row[note.target as usize];
                *best = (*best).min(label.weight.saturating_add(note.weight));
            }
        }
    }
    weights
}

impl Buckets {
    fn fill(hierarchy: &Hierarchy, targets: &[&[Seed]], search: &mut Search) -> Self {
        let mut bucket_of = vec![0_u32; hierarchy.vertices() as usize];
        let mut counts = vec![0_u32];
        let mut found: Vec<(u32, Note)> = Vec::new();
        for (target, seeds) in targets.iter().enumerate() {
            for label in search.run(&hierarchy.down, &hierarchy.up, seeds) {
                let bucket = &mut bucket_of[label.vertex as usize];
                if *bucket == 0 {
                    *bucket = counts.len() as u32;
                    counts.push(0);
                }
                counts[*bucket as usize] += 1;
                found.push((*bucket, Note { target: target as u32, weight: label.weight }));
            }
        }
        let mut starts = vec![0_u32; counts.len() + 1];
        for bucket in 0..counts.len() {
            starts[bucket + 1] = starts[bucket] + counts[bucket];
        }
        let mut next = starts.clone();
        let mut notes = vec![Note::default(); found.len()];
        for (bucket, note) in found {
            let place = &mut next[bucket as usize];
            notes[*place as usize] = note;
            *place += 1;
        }
        Self { bucket_of, starts, notes }
    }

    fn at(&self, vertex: u32) -> &[Note] {
        let bucket = self.bucket_of[vertex as usize] as usize;
        &self.notes[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}
