//! The slow way to the same answers: Dijkstra's search over whole histories of courses.
//!
//! Shares nothing with the crate but the network: no doubled junctions, no hierarchy, and a
//! history is compared with the forbidden successions word by word. A way is out over roads for
//! those with business there, on over roads for everybody, and in over the former again.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use furgo_roads::{
    Snapped,
    network::{CLOSED, Edge, Network},
};

use crate::parts::{self, Shared, Spots};

/// How much of a history is kept: all that any succession could need, or only ends with which one
/// begins (fewer states, for large networks).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    Whole,
    Beginnings,
}

#[derive(Debug)]
pub struct Oracle<'a> {
    network: &'a Network,
    leaving: HashMap<u32, Vec<u32>>,
    forbidden: HashSet<&'a [u32]>,
    beginnings: HashSet<&'a [u32]>,
    longest: usize,
    memory: Memory,
}

/// Where a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Out,
    On,
    In,
}

impl Part {
    /// The part after another piece of road, if such a way may be driven.
    fn after(self, is_everybodys: bool) -> Option<Self> {
        match (self, is_everybodys) {
            (Self::Out | Self::On, true) => Some(Self::On),
            (Self::In, true) => None,
            (Self::Out, false) => Some(Self::Out),
            (Self::On | Self::In, false) => Some(Self::In),
        }
    }
}

/// A place on an edge: its number and centimetres from its first point.
pub type Spot = (u32, u32);

pub fn spot(snapped: &Snapped) -> Spot {
    (snapped.edge(), snapped.along_cm())
}

impl<'a> Oracle<'a> {
    pub fn new(network: &'a Network, memory: Memory) -> Self {
        let mut leaving: HashMap<u32, Vec<u32>> = HashMap::new();
        for (edge, ends) in network.ends.iter().enumerate() {
            for (direction, junction) in ends.iter().enumerate() {
                if network.edges[edge].ms[direction] != CLOSED {
                    leaving.entry(*junction).or_default().push((edge * 2 + direction) as u32);
                }
            }
        }
        let successions = || network.forbidden.iter();
        let beginnings = successions().flat_map(|all| (1..all.len()).map(|end| &all[..end]));
        Self {
            network,
            leaving,
            forbidden: successions().map(Vec::as_slice).collect(),
            beginnings: beginnings.collect(),
            longest: successions().map(Vec::len).max().unwrap_or(0),
            memory,
        }
    }

    /// What everybody shares: one set of spots, or several where parts are equally large.
    pub fn shared(&self) -> Vec<Shared> {
        let mut spots: Spots = (0..self.network.junctions).map(|at| (Vec::new(), at)).collect();
        spots.extend(
            self.beginnings.iter().map(|all| (all.to_vec(), self.head(all[all.len() - 1]))),
        );
        let mut arcs = Vec::new();
        for (history, junction) in &spots {
            for course in self.leaving.get(junction).into_iter().flatten() {
                let longer: Vec<u32> = history.iter().copied().chain([*course]).collect();
                if !self.is_forbidden(&longer) {
                    let head = self.vertex(&longer, self.head(*course));
                    arcs.push(((history.clone(), *junction), head, self.is_ends_only(*course)));
                }
            }
        }
        parts::shared(&spots, &arcs)
    }

    /// The end of a history that matters, and the junction where it matters.
    fn vertex(&self, history: &[u32], junction: u32) -> (Vec<u32>, u32) {
        let ends = (0..history.len()).map(|start| &history[start..]);
        let end = ends.into_iter().find(|end| self.beginnings.contains(end));
        (end.unwrap_or_default().to_vec(), junction)
    }

    fn is_forbidden(&self, history: &[u32]) -> bool {
        (0..history.len()).any(|start| self.forbidden.contains(&history[start..]))
    }

    fn is_ends_only(&self, course: u32) -> bool {
        self.network.edges[course as usize / 2].is(Edge::ENDS_ONLY[course as usize & 1])
    }

    fn head(&self, course: u32) -> u32 {
        self.network.ends[course as usize / 2][1 - (course as usize & 1)]
    }

    /// Milliseconds and centimetres of the fastest way to each target, the shortest of equally
    /// fast ones; `None` where there is none.
    pub fn from(
        &self,
        (edge, along): Spot,
        targets: &[Spot],
        shared: &Shared,
    ) -> Vec<Option<(u64, u64)>> {
        let mut best: Vec<Option<(u64, u64)>> = vec![None; targets.len()];
        let mut on_course: HashMap<u32, Vec<(usize, u32)>> = HashMap::new();
        for (index, (target, at)) in targets.iter().enumerate() {
            for course in [target * 2, target * 2 + 1] {
                on_course.entry(course).or_default().push((index, self.offset(course, *at)));
            }
        }
        let mut improve = |index: usize, cost: (u64, u64)| {
            best[index] = Some(best[index].map_or(cost, |old| old.min(cost)));
        };
        let mut queue = BinaryHeap::new();
        for course in [edge * 2, edge * 2 + 1].into_iter().filter(|course| self.is_open(*course)) {
            let start = self.offset(course, along);
            for (index, at) in on_course.get(&course).into_iter().flatten() {
                if *at >= start {
                    improve(*index, minus(self.part(course, *at), self.part(course, start)));
                }
            }
            let rest = minus(self.whole(course), self.part(course, start));
            let is_shared = shared.contains(&self.vertex(&[course], self.head(course)));
            let is_everybodys = is_shared && !self.is_ends_only(course);
            let part = if is_everybodys { Part::On } else { Part::Out };
            queue.push(Reverse((rest, vec![course], course, part)));
        }
        let mut done: HashSet<(Vec<u32>, u32, Part)> = HashSet::new();
        while let Some(Reverse((cost, history, last, part))) = queue.pop() {
            let history = self.remember(history);
            let junction = self.head(last);
            let key = if history.is_empty() { u32::MAX - junction } else { last };
            if !done.insert((history.clone(), key, part)) {
                continue;
            }
            let starts_shared = shared.contains(&self.vertex(&history, junction));
            for course in self.leaving.get(&junction).into_iter().flatten() {
                let mut longer = history.clone();
                longer.push(*course);
                if self.is_forbidden(&longer) {
                    continue;
                }
                let starts_everybodys = starts_shared && !self.is_ends_only(*course);
                if part.after(starts_everybodys).is_some() {
                    for (index, at) in on_course.get(course).into_iter().flatten() {
                        improve(*index, plus(cost, self.part(*course, *at)));
                    }
                }
                let head = self.vertex(&longer, self.head(*course));
                let is_everybodys = starts_everybodys && shared.contains(&head);
                if let Some(part) = part.after(is_everybodys) {
                    let whole = self.whole(*course);
                    queue.push(Reverse((plus(cost, whole), longer, *course, part)));
                }
            }
        }
        best
    }

    fn remember(&self, mut history: Vec<u32>) -> Vec<u32> {
        let keep = self.longest.saturating_sub(1).max(1);
        if history.len() > keep {
            history.drain(..history.len() - keep);
        }
        if self.memory == Memory::Beginnings {
            while !history.is_empty() && !self.beginnings.contains(&history[..]) {
                history.remove(0);
            }
        }
        history
    }

    fn is_open(&self, course: u32) -> bool {
        self.network.edges[course as usize / 2].ms[course as usize & 1] != CLOSED
    }

    fn length(&self, course: u32) -> u32 {
        self.network.edges[course as usize / 2].length_cm
    }

    fn offset(&self, course: u32, along: u32) -> u32 {
        if course & 1 == 0 { along } else { self.length(course) - along }
    }

    /// Milliseconds and centimetres of a course from junction to junction.
    fn whole(&self, course: u32) -> (u64, u64) {
        let edge = &self.network.edges[course as usize / 2];
        (u64::from(edge.ms[course as usize & 1]), u64::from(edge.length_cm))
    }

    /// From the junction at its beginning to a place on it: who stops there has turned into it and
    /// does not turn out of it.
    fn part(&self, course: u32, cm: u32) -> (u64, u64) {
        let edge = &self.network.edges[course as usize / 2];
        let [into, out] = edge.turns[course as usize & 1].map(|n| u64::from(n) * 50);
        let (whole, length) = self.whole(course);
        let driven = whole - into - out;
        (into + (driven * u64::from(cm)).checked_div(length).unwrap_or(driven), u64::from(cm))
    }
}

fn plus(one: (u64, u64), other: (u64, u64)) -> (u64, u64) {
    (one.0 + other.0, one.1 + other.1)
}

fn minus(one: (u64, u64), other: (u64, u64)) -> (u64, u64) {
    (one.0 - other.0, one.1 - other.1)
}
