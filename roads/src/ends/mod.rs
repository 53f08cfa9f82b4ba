//! Roads for those with business there, at the two ends of a way.
//!
//! A residents' street, a private drive, and whatever lies behind them, begin or end a way; nobody
//! drives through. So a way is three parts: out over such roads, on over the roads for everybody,
//! and in over such roads again; each part may be empty. The hierarchy knows the roads for
//! everybody alone. From both ends a search of Dijkstra's looks over the others, which are few
//! around any place, as far as they go; what it finds are seeds for the hierarchy, so the sum is
//! exact. A way that never comes to the roads for everybody is found by the first search itself.
//!
//! Every connected place reaches every other one so: up to the first and from the last vertex of
//! the part that everybody shares, all roads are such roads by definition.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

mod end;

pub use end::{End, lighten};

use crate::{expand, hierarchy::Seed};

/// No vertex.
const NONE: u32 = u32::MAX;

/// A course that only those drive who have business there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndArc {
    pub tail: u32,
    pub head: u32,
    pub course: u32,
}

/// All of them, by either end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndArcs {
    /// In ascending order of tails.
    out: Vec<EndArc>,
    /// In ascending order of heads.
    into: Vec<EndArc>,
}

/// How a search got to a vertex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    pub weight: u64,
    /// The vertex before it; none where the search began.
    parent: u32,
    /// The course that was driven last.
    course: u32,
}

/// What a search over such roads has reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach(BTreeMap<u32, Label>);

/// Which way a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Out of the place where a way begins.
    Out,
    /// Back from the place where it ends.
    Into,
}

/// The end of an arc where a search stands, and the one that it leads to.
type Ends = fn(&EndArc) -> (u32, u32);

impl EndArcs {
    /// In any order; self-loops lead nowhere and are left out.
    pub fn new(mut arcs: Vec<EndArc>) -> Self {
        arcs.retain(|arc| arc.tail != arc.head);
        arcs.sort_unstable();
        arcs.dedup();
        let mut into = arcs.clone();
        into.sort_unstable_by_key(|arc| (arc.head, arc.tail, arc.course));
        Self { out: arcs, into }
    }

    /// With other numbers for the vertices.
    pub fn renumbered(arcs: Vec<expand::Arc>, numbers: &[u32]) -> Self {
        let renumbered = |arc: expand::Arc| EndArc {
            tail: numbers[arc.tail as usize],
            head: numbers[arc.head as usize],
            course: arc.course,
        };
        Self::new(arcs.into_iter().map(renumbered).collect())
    }

    /// In ascending order of tails.
    pub fn list(&self) -> &[EndArc] {
        &self.out
    }

    /// The vertices one arc away, with the courses that lead there.
    fn beside(&self, side: Side, vertex: u32) -> impl Iterator<Item = (u32, u32)> {
        let (list, ends): (_, Ends) = match side {
            Side::Out => (&self.out, |arc| (arc.tail, arc.head)),
            Side::Into => (&self.into, |arc| (arc.head, arc.tail)),
        };
        let start = list.partition_point(|arc| ends(arc).0 < vertex);
        let here = list[start..].iter().take_while(move |arc| ends(arc).0 == vertex);
        here.map(move |arc| (ends(arc).1, arc.course))
    }

    /// All that such roads lead to from the seeds. `weight` is that of a whole course.
    pub fn search(&self, side: Side, seeds: &[Seed], weight: impl Fn(u32) -> u64) -> Reach {
        let mut reach = Reach::default();
        let mut queue = BinaryHeap::new();
        for seed in seeds {
            let label = Label { weight: seed.weight, parent: NONE, course: seed.course };
            reach.improve(seed.vertex, label, &mut queue);
        }
        while let Some(Reverse((so_far, vertex))) = queue.pop() {
            if reach.weight(vertex).is_none_or(|best| best < so_far) {
                continue;
            }
            for (next, course) in self.beside(side, vertex) {
                let weight = so_far.saturating_add(weight(course));
                reach.improve(next, Label { weight, parent: vertex, course }, &mut queue);
            }
        }
        reach
    }
}

impl Reach {
    fn improve(&mut self, vertex: u32, label: Label, queue: &mut BinaryHeap<Reverse<(u64, u32)>>) {
        if self.weight(vertex).is_none_or(|best| label.weight < best) {
            queue.push(Reverse((label.weight, vertex)));
            self.0.insert(vertex, label);
        }
    }

    pub fn weight(&self, vertex: u32) -> Option<u64> {
        self.0.get(&vertex).map(|label| label.weight)
    }

    /// What the hierarchy goes on from: everything reached at `first` or above.
    pub fn seeds(&self, first: u32) -> impl Iterator<Item = Seed> {
        self.0.range(first..).map(|(vertex, label)| Seed {
            vertex: *vertex,
            weight: label.weight,
            course: label.course,
        })
    }

    pub fn vertices(&self) -> impl Iterator<Item = (u32, u64)> {
        self.0.iter().map(|(vertex, label)| (*vertex, label.weight))
    }

    /// The courses from the place to a vertex or, of a search backwards, from the vertex to the
    /// place; the one on which the place lies is the first, or the last.
    pub fn courses(&self, side: Side, vertex: u32) -> Vec<u32> {
        let mut courses = Vec::new();
        let mut at = vertex;
        while let Some(label) = self.0.get(&at) {
            courses.push(label.course);
            at = label.parent;
        }
        if side == Side::Out {
            courses.reverse();
        }
        courses
    }
}
