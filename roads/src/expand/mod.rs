//! From junctions to vertices: a junction is doubled for those who arrive there in the middle of a
//! forbidden succession, so that a path of vertices can be driven exactly when its turns may.
//!
//! Everything is kept, so that answers are exact; but places are only found on edges from which the
//! largest strongly connected part can be reached, and which can be reached from there.
//!
//! Roads for those with business there, and whatever lies behind them, begin and end ways but are
//! no short cut: they are kept apart from the roads for everybody (see [`crate::ends`]).

mod automaton;
mod core;

use self::core::Core;
use crate::network::{Departures, Network};
use automaton::Automaton;

/// No vertex.
pub const NONE: u32 = u32::MAX;

/// A course that may be driven from one vertex to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    pub tail: u32,
    pub head: u32,
    pub course: u32,
    pub weight: u64,
}

/// Where courses touch the vertices, for paths that begin or end on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// By course: the vertex where one is after it, when one began on it; [`NONE`] if that leads
    /// nowhere or the course is closed.
    pub exits: Vec<u32>,
    /// By course, and one more: where its entries begin.
    pub entry_starts: Vec<u32>,
    /// The vertices from which the course may be driven.
    pub entries: Vec<u32>,
}

/// The graph of vertices.
#[derive(Debug)]
pub struct Expanded {
    pub vertices: u32,
    /// The roads for everybody: all that lies between the vertices of the part where everybody
    /// comes from everywhere.
    pub arcs: Vec<Arc>,
    /// All others.
    pub end_arcs: Vec<Arc>,
    pub anchors: Anchors,
    /// By edge: one can come from the core and go back to it.
    pub is_connected: Vec<bool>,
}

impl Expanded {
    /// Expands a network. Time and memory are linear in courses and forbidden successions.
    pub fn of(network: &Network) -> Self {
        let automaton = Automaton::of(&network.forbidden);
        let departures = network.departures();
        let states = States { network, automaton: &automaton, departures: &departures };
        let arcs = states.arcs();
        let exits = (0..network.edges.len() as u32 * 2).map(|course| {
            let vertex = network.is_open(course).then(|| states.head(0, course));
            vertex.flatten().unwrap_or(NONE)
        });
        let anchors = Anchors::of(exits.collect(), &arcs);
        let core = Core::of(states.count(), &arcs, |arc| network.is_ends_only(arc.course));
        let edges = 0..network.edges.len() as u32;
        let is_connected = edges.map(|edge| anchors.is_connected(edge, &core)).collect();
        let is_through = |arc: &Arc| {
            let between = [arc.tail, arc.head].map(|vertex| core.is_through[vertex as usize]);
            between == [true; 2] && !network.is_ends_only(arc.course)
        };
        let (arcs, end_arcs) = arcs.into_iter().partition(is_through);
        Self { vertices: states.count(), arcs, end_arcs, anchors, is_connected }
    }
}

/// The vertices: the junctions, then the states of the automaton.
struct States<'a> {
    network: &'a Network,
    automaton: &'a Automaton,
    departures: &'a Departures,
}

impl States<'_> {
    fn count(&self) -> u32 {
        self.network.junctions + self.automaton.states() - 1
    }

    /// Where one is after a course, having been in `state` before it; `None` if it is forbidden.
    fn head(&self, state: u32, course: u32) -> Option<u32> {
        match self.automaton.step(state, course)? {
            0 => Some(self.network.head(course)),
            state => Some(self.network.junctions + state - 1),
        }
    }

    fn arcs(&self) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for junction in 0..self.network.junctions {
            self.leave(junction, junction, 0, &mut arcs);
        }
        for state in 1..self.automaton.states() {
            let junction = self.network.head(self.automaton.last_course(state));
            self.leave(self.network.junctions + state - 1, junction, state, &mut arcs);
        }
        arcs
    }

    fn leave(&self, tail: u32, junction: u32, state: u32, arcs: &mut Vec<Arc>) {
        for course in self.departures.from(junction) {
            if let Some(head) = self.head(state, *course) {
                arcs.push(Arc {
                    tail,
                    head,
                    course: *course,
                    weight: self.network.weight(*course),
                });
            }
        }
    }
}

impl Anchors {
    fn of(exits: Vec<u32>, arcs: &[Arc]) -> Self {
        let mut entry_starts = vec![0; exits.len() + 1];
        for arc in arcs {
            entry_starts[arc.course as usize + 1] += 1;
        }
        for course in 1..entry_starts.len() {
            entry_starts[course] += entry_starts[course - 1];
        }
        let mut next = entry_starts.clone();
        let mut entries = vec![0; arcs.len()];
        for arc in arcs {
            let place = &mut next[arc.course as usize];
            entries[*place as usize] = arc.tail;
            *place += 1;
        }
        Self { exits, entry_starts, entries }
    }

    /// The vertices from which the course may be driven.
    pub fn entries(&self, course: u32) -> &[u32] {
        let [start, end] =
            [course, course + 1].map(|course| self.entry_starts[course as usize] as usize);
        &self.entries[start..end]
    }

    /// The vertex after a course on which one began.
    pub fn exit(&self, course: u32) -> Option<u32> {
        Some(self.exits[course as usize]).filter(|vertex| *vertex != NONE)
    }

    fn is_connected(&self, edge: u32, core: &Core) -> bool {
        let courses = [edge * 2, edge * 2 + 1];
        let leaves =
            |course: &u32| self.exit(*course).is_some_and(|vertex| core.leads_in[vertex as usize]);
        let arrives = |course: &u32| {
            self.entries(*course).iter().any(|vertex| core.leads_out[*vertex as usize])
        };
        courses.iter().any(leaves) && courses.iter().any(arrives)
    }

    /// Gives the vertices other numbers.
    pub fn renumber(&mut self, numbers: &[u32]) {
        for vertex in self.exits.iter_mut().chain(&mut self.entries) {
            if *vertex != NONE {
                *vertex = numbers[*vertex as usize];
            }
        }
    }
}
