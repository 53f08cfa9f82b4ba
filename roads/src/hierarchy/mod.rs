//! Contraction hierarchies: fastest paths in microseconds.
//!
//! Source: R. Geisberger, P. Sanders, D. Schultes and D. Delling, Contraction Hierarchies: Faster
//! and Simpler Hierarchical Routing in Road Networks, WEA 2008. Vertices are ordered by importance
//! and contracted one by one; shortcuts keep the fastest paths among the rest. A fastest path then
//! is one that goes up from its beginning, and one that comes down to its end, and both searches
//! are small. Weights are times and lengths in one number (see [`crate::weight`]).
//!
//! A vertex's number is its rank: every arc of the hierarchy leads from a lower to a higher one.

mod contract;
mod matrix;
mod path;
mod search;
mod witness;

use crate::expand;

pub use matrix::weights;
pub use path::courses;
pub use search::{Search, Seed};

/// Set in [`UpArc::meaning`] of shortcuts.
pub const SHORTCUT: u32 = 1 << 31;

/// An arc to a vertex of higher rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpArc {
    pub vertex: u32,
    /// A course; or, for a shortcut, the vertex in its middle with [`SHORTCUT`] set.
    pub meaning: u32,
    pub weight: u64,
}

/// Arcs by the vertex of lower rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpArcs {
    /// By vertex, and one more: where its arcs begin.
    pub starts: Vec<u32>,
    pub arcs: Vec<UpArc>,
}

impl UpArcs {
    pub fn of(&self, vertex: u32) -> &[UpArc] {
        let [start, end] = [vertex, vertex + 1].map(|vertex| self.starts[vertex as usize] as usize);
        &self.arcs[start..end]
    }
}

/// The prepared graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hierarchy {
    /// Arcs that are driven from the lower vertex to the higher one.
    pub up: UpArcs,
    /// Arcs that are driven from the higher vertex to the lower one.
    pub down: UpArcs,
}

impl Hierarchy {
    /// Prepares a graph; also says each vertex's rank. `progress` hears how many vertices are done.
    ///
    /// The order depends on the graph alone, so the same graph gives the same hierarchy.
    pub fn prepare(
        vertices: u32,
        arcs: Vec<expand::Arc>,
        progress: &mut dyn FnMut(u32),
    ) -> (Self, Vec<u32>) {
        contract::contract(vertices, arcs, progress)
    }

    pub fn vertices(&self) -> u32 {
        self.up.starts.len().saturating_sub(1) as u32
    }

    /// The lowest vertex with an arc. Those below it lie apart from the roads for everybody: they
    /// have no arcs, so they are contracted first.
    pub fn first_through(&self) -> u32 {
        let both = self.up.starts.iter().zip(&self.down.starts);
        let without_arcs = both.take_while(|starts| *starts == (&0, &0)).count() as u32;
        without_arcs.saturating_sub(1).min(self.vertices())
    }

    /// How many arcs stand for two others.
    pub fn shortcuts(&self) -> usize {
        let arcs = self.up.arcs.iter().chain(&self.down.arcs);
        arcs.filter(|arc| arc.meaning & SHORTCUT != 0).count()
    }
}
