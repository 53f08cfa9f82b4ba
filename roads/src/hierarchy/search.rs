//! The search that only goes up.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::UpArcs;
use crate::weight::INFINITE;

/// No parent.
const NONE: u32 = u32::MAX;

/// Where a search begins, and what lies behind it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    pub vertex: u32,
    pub weight: u64,
    /// The course by which the vertex is reached or left.
    pub course: u32,
}

/// A vertex that a search has settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    pub vertex: u32,
    pub weight: u64,
}

/// Memory of a search, used again for the next one; twelve bytes a vertex.
#[derive(Debug)]
pub struct Search {
    weights: Vec<u64>,
    parents: Vec<u32>,
    touched: Vec<u32>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
    settled: Vec<Label>,
}

impl Search {
    pub fn new(vertices: u32) -> Self {
        Self {
            weights: vec![INFINITE; vertices as usize],
            parents: vec![NONE; vertices as usize],
            touched: Vec::new(),
            queue: BinaryHeap::new(),
            settled: Vec::new(),
        }
    }

    /// Settles all that can be reached upwards from the seeds along `arcs`, lightest first.
    /// `against` are the arcs of the other direction: a vertex that a higher one reaches more
    /// lightly lies on no fastest path ("stall on demand") and is left out.
    pub fn run(&mut self, arcs: &UpArcs, against: &UpArcs, seeds: &[Seed]) -> &[Label] {
        for vertex in self.touched.drain(..) {
            self.weights[vertex as usize] = INFINITE;
        }
        self.settled.clear();
        for seed in seeds {
            self.reach(seed.vertex, seed.weight, NONE);
        }
        while let Some(Reverse((weight, vertex))) = self.queue.pop() {
            if weight > self.weights[vertex as usize] || self.is_stalled(vertex, weight, against) {
                continue;
            }
            self.settled.push(Label { vertex, weight });
            for arc in arcs.of(vertex) {
                self.reach(arc.vertex, weight.saturating_add(arc.weight), vertex);
            }
        }
        &self.settled
    }

    fn is_stalled(&self, vertex: u32, weight: u64, against: &UpArcs) -> bool {
        against
            .of(vertex)
            .iter()
            .any(|arc| self.weights[arc.vertex as usize].saturating_add(arc.weight) < weight)
    }

    fn reach(&mut self, vertex: u32, weight: u64, parent: u32) {
        let best = &mut self.weights[vertex as usize];
        if weight < *best {
            if *best == INFINITE {
                self.touched.push(vertex);
            }
            *best = weight;
            self.parents[vertex as usize] = parent;
            self.queue.push(Reverse((weight, vertex)));
        }
    }

    /// What the last search settled.
    pub fn settled(&self) -> &[Label] {
        &self.settled
    }

    /// The lightest weight with which the last search reached a vertex.
    pub fn weight(&self, vertex: u32) -> u64 {
        self.weights[vertex as usize]
    }

    /// The vertices from a seed up to a vertex that the last search reached.
    pub fn ascent(&self, vertex: u32) -> Vec<u32> {
        let mut vertices = vec![vertex];
        let mut current = self.parents[vertex as usize];
        while current != NONE {
            vertices.push(current);
            current = self.parents[current as usize];
        }
        vertices.reverse();
        vertices
    }
}
