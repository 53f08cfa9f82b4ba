//! Orders the vertices and adds shortcuts.
//!
//! The next vertex is the one whose removal costs least: it lies low (few contracted vertices
//! below it), and its shortcuts are few and stand for few arcs, measured against the arcs that
//! vanish with it. Those numbers grow old when a neighbour is contracted, so neighbours are
//! measured again: at once where there are few; where there are many, which is near the top of a
//! large map, only when their turn comes. Of equal ones the lower number comes first.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{Hierarchy, SHORTCUT, UpArc, UpArcs, witness::Witness};
use crate::expand;

/// An arc between vertices that remain.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    pub vertex: u32,
    pub meaning: u32,
    pub weight: u64,
    /// How many arcs of the road network it stands for.
    hops: u32,
}

/// How many vertices a search for a way around may settle: fewer to measure, more in earnest.
const SETTLED_TO_MEASURE: usize = 60;
const SETTLED_TO_CONTRACT: usize = 250;

/// A vertex with more neighbours than this does not have all of them measured at once.
const NEIGHBOURS_FEW: usize = 10;

/// How often progress is told, in vertices.
const PROGRESS_EVERY: u32 = 4096;

struct Contraction {
    out: Vec<Vec<Rest>>,
    into: Vec<Vec<Rest>>,
    level: Vec<u32>,
    rank: Vec<u32>,
    witness: Witness,
    shortcuts: Vec<Shortcut>,
}

struct Shortcut {
    from: u32,
    to: u32,
    weight: u64,
    hops: u32,
}

const UNRANKED: u32 = u32::MAX;

pub fn contract(
    vertices: u32,
    arcs: Vec<expand::Arc>,
    progress: &mut dyn FnMut(u32),
) -> (Hierarchy, Vec<u32>) {
    let mut contraction = Contraction::new(vertices, &arcs);
    drop(arcs);
    contraction.run(progress);
    let ranks = contraction.rank;
    let up = ranked(contraction.out, &ranks);
    let down = ranked(contraction.into, &ranks);
    (Hierarchy { up, down }, ranks)
}

impl Contraction {
    fn new(vertices: u32, arcs: &[expand::Arc]) -> Self {
        let count = vertices as usize;
        let mut contraction = Self {
            out: vec![Vec::new(); count],
            into: vec![Vec::new(); count],
            level: vec![0; count],
            rank: vec![UNRANKED; count],
            witness: Witness::new(count),
            shortcuts: Vec::new(),
        };
        contraction.reserve(arcs);
        for arc in arcs.iter().filter(|arc| arc.tail != arc.head) {
            let shortcut = Shortcut { from: arc.tail, to: arc.head, weight: arc.weight, hops: 1 };
            contraction.connect(&shortcut, arc.course);
        }
        contraction
    }

    /// Room for exactly these arcs: most lists never grow, and there are two for each vertex.
    fn reserve(&mut self, arcs: &[expand::Arc]) {
        let mut degrees = vec![[0_usize; 2]; self.rank.len()];
        for arc in arcs {
            degrees[arc.tail as usize][0] += 1;
            degrees[arc.head as usize][1] += 1;
        }
        for (vertex, [out, into]) in degrees.into_iter().enumerate() {
            self.out[vertex].reserve_exact(out);
            self.into[vertex].reserve_exact(into);
        }
    }

    fn run(&mut self, progress: &mut dyn FnMut(u32)) {
        let count = self.rank.len() as u32;
        let mut queue: BinaryHeap<Reverse<(u32, u32)>> =
            (0..count).map(|vertex| Reverse((self.importance(vertex), vertex))).collect();
        let mut current: Vec<u32> = vec![0; count as usize];
        for Reverse((importance, vertex)) in &queue {
            current[*vertex as usize] = *importance;
        }
        let mut is_old = vec![false; count as usize];
        let mut next_rank = 0;
        while let Some(Reverse((importance, vertex))) = queue.pop() {
            let at = vertex as usize;
            if self.rank[at] != UNRANKED || current[at] != importance {
                continue;
            }
            if std::mem::take(&mut is_old[at]) {
                current[at] = self.importance(vertex);
                if current[at] > importance {
                    queue.push(Reverse((current[at], vertex)));
                    continue;
                }
            }
            self.rank[at] = next_rank;
            next_rank += 1;
            let neighbours = self.remove(vertex);
            for neighbour in &neighbours {
                is_old[*neighbour as usize] = neighbours.len() > NEIGHBOURS_FEW;
            }
            for neighbour in neighbours.into_iter().filter(|neighbour| !is_old[*neighbour as usize])
            {
                let importance = self.importance(neighbour);
                if current[neighbour as usize] != importance {
                    current[neighbour as usize] = importance;
                    queue.push(Reverse((importance, neighbour)));
                }
            }
            if next_rank % PROGRESS_EVERY == 0 || next_rank == count {
                progress(next_rank);
            }
        }
    }

    /// What it costs to contract a vertex now.
    fn importance(&mut self, vertex: u32) -> u32 {
        self.find_shortcuts(vertex, SETTLED_TO_MEASURE);
        let (out, into) = (&self.out[vertex as usize], &self.into[vertex as usize]);
        let arcs = (out.len() + into.len()) as u64;
        if arcs == 0 {
            return 0;
        }
        let hops: u64 = out.iter().chain(into).map(|arc| u64::from(arc.hops)).sum();
        let added_hops: u64 = self.shortcuts.iter().map(|shortcut| u64::from(shortcut.hops)).sum();
        let cost = 1
            + 1000 * u64::from(self.level[vertex as usize])
            + 1000 * self.shortcuts.len() as u64 / arcs
            + 1000 * added_hops / hops.max(1);
        u32::try_from(cost).unwrap_or(u32::MAX)
    }

    /// Contracts a vertex; returns those that were joined to it, in ascending order.
    fn remove(&mut self, vertex: u32) -> Vec<u32> {
        self.find_shortcuts(vertex, SETTLED_TO_CONTRACT);
        for shortcut in std::mem::take(&mut self.shortcuts) {
            self.connect(&shortcut, vertex | SHORTCUT);
        }
        let at = vertex as usize;
        let joined = self.out[at].iter().chain(&self.into[at]).map(|arc| arc.vertex);
        let mut neighbours: Vec<u32> = joined.collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        for neighbour in &neighbours {
            let level = self.level[at] + 1;
            let of_neighbour = &mut self.level[*neighbour as usize];
            *of_neighbour = level.max(*of_neighbour);
            for list in [&mut self.out, &mut self.into] {
                list[*neighbour as usize].retain(|arc| arc.vertex != vertex);
            }
        }
        // What is left are arcs to vertices of higher rank; they stay as they are.
        self.out[at].shrink_to_fit();
        self.into[at].shrink_to_fit();
        neighbours
    }

    /// Fills `shortcuts` with those that the vertex's removal needs.
    fn find_shortcuts(&mut self, vertex: u32, settled_max: usize) {
        self.shortcuts.clear();
        let (out, into) = (&self.out[vertex as usize], &self.into[vertex as usize]);
        let longest = out.iter().map(|arc| arc.weight).max().unwrap_or(0);
        for first in into {
            let others = || out.iter().filter(|second| second.vertex != first.vertex);
            if others().next().is_none() {
                continue;
            }
            self.witness.search(
                &self.out,
                first.vertex,
                vertex,
                first.weight.saturating_add(longest),
                (others().map(|second| second.vertex), settled_max),
            );
            for second in others() {
                let weight = first.weight.saturating_add(second.weight);
                if self.witness.weight(second.vertex) > weight {
                    let hops = first.hops.saturating_add(second.hops);
                    let (from, to) = (first.vertex, second.vertex);
                    self.shortcuts.push(Shortcut { from, to, weight, hops });
                }
            }
        }
    }

    /// Adds an arc, or makes the one that is there lighter.
    fn connect(&mut self, arc: &Shortcut, meaning: u32) {
        let Shortcut { from, to, weight, hops } = *arc;
        let ends = [(&mut self.out, from, to), (&mut self.into, to, from)];
        for (list, at, other) in ends {
            let arcs = &mut list[at as usize];
            let new = Rest { vertex: other, meaning, weight, hops };
            match arcs.iter_mut().find(|arc| arc.vertex == other) {
                Some(old) if old.weight <= weight => {}
                Some(old) => *old = new,
                None => arcs.push(new),
            }
        }
    }
}

/// Gives vertices their ranks as numbers and lays the arcs one after the other.
fn ranked(mut lists: Vec<Vec<Rest>>, ranks: &[u32]) -> UpArcs {
    let mut by_rank = vec![0_usize; ranks.len()];
    for (vertex, rank) in ranks.iter().enumerate() {
        by_rank[*rank as usize] = vertex;
    }
    let rank = |vertex: u32| ranks[vertex as usize];
    let mut starts = Vec::with_capacity(ranks.len() + 1);
    starts.push(0);
    let mut arcs = Vec::with_capacity(lists.iter().map(Vec::len).sum());
    for vertex in by_rank {
        let start = arcs.len();
        arcs.extend(std::mem::take(&mut lists[vertex]).into_iter().map(|arc| UpArc {
            vertex: rank(arc.vertex),
            meaning: match arc.meaning & SHORTCUT {
                0 => arc.meaning,
                _ => rank(arc.meaning & !SHORTCUT) | SHORTCUT,
            },
            weight: arc.weight,
        }));
        arcs[start..].sort_unstable_by_key(|arc: &UpArc| arc.vertex);
        starts.push(arcs.len() as u32);
    }
    UpArcs { starts, arcs }
}
