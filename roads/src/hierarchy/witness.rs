//! Searches for a way around a vertex that is to be contracted.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::contract::Rest;
use crate::weight::INFINITE;

/// Dijkstra's search with a limit, its memory used again each time. When it gives up early, a
/// shortcut is added that may not be needed; paths stay right.
#[derive(Debug)]
pub struct Witness {
    weights: Vec<u64>,
    touched: Vec<u32>,
    is_target: Vec<bool>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Witness {
    pub fn new(vertices: usize) -> Self {
        Self {
            weights: vec![INFINITE; vertices],
            touched: Vec::new(),
            is_target: vec![false; vertices],
            queue: BinaryHeap::new(),
        }
    }

    /// Searches from a vertex without passing `around`, until all targets are settled, nothing
    /// within `limit` is left, or as many vertices are settled as permitted.
    pub fn search(
        &mut self,
        out: &[Vec<Rest>],
        from: u32,
        around: u32,
        limit: u64,
        (targets, settled_max): (impl Iterator<Item = u32> + Clone, usize),
    ) {
        for vertex in self.touched.drain(..) {
            self.weights[vertex as usize] = INFINITE;
        }
        self.queue.clear();
        let mut missing = 0;
        for target in targets.clone() {
            self.is_target[target as usize] = true;
            missing += 1;
        }
        self.reach(from, 0);
        let mut settled = 0;
        while let Some(Reverse((weight, vertex))) = self.queue.pop() {
            if weight > self.weights[vertex as usize] {
                continue;
            }
            missing -= i32::from(self.is_target[vertex as usize]);
            settled += 1;
            if missing == 0 || settled > settled_max {
                break;
            }
            for arc in &out[vertex as usize] {
                let weight = weight.saturating_add(arc.weight);
                if arc.vertex != around && weight <= limit {
                    self.reach(arc.vertex, weight);
                }
            }
        }
        for target in targets {
            self.is_target[target as usize] = false;
        }
    }

    fn reach(&mut self, vertex: u32, weight: u64) {
        let best = &mut self.weights[vertex as usize];
        if weight < *best {
            if *best == INFINITE {
                self.touched.push(vertex);
            }
            *best = weight;
            self.queue.push(Reverse((weight, vertex)));
        }
    }

    /// The weight of a path that was found, not always the lightest.
    pub fn weight(&self, vertex: u32) -> u64 {
        self.weights[vertex as usize]
    }
}
