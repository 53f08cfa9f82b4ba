//! From ways to edges: ways are cut where they meet, end or are blocked.

use std::collections::BTreeMap;

use super::{
    nodes::{BLOCKED, GUARDED, JUNCTION, LOCATED, Nodes, SIGNAL_BACKWARD, SIGNAL_FORWARD},
    ways::{Draft, Ways},
};
use crate::{
    network::{CLOSED, EDGE_MS_MAX, Edge, Network},
    place::Place,
};

/// What a set of traffic lights costs on average, in milliseconds.
const SIGNAL_MS: f64 = 2000.0;

/// No junction.
const NONE: u32 = u32::MAX;

/// Cuts ways into edges.
pub struct Cutter<'a> {
    nodes: &'a Nodes,
    network: Network,
    /// By node: its junction.
    junction_of: Vec<u32>,
    /// Edges of the ways that restrictions name.
    edges_of: BTreeMap<i64, Vec<u32>>,
}

/// Edges, and how to find them by OpenStreetMap's numbers.
pub struct Cut {
    pub network: Network,
    pub junction_of: Vec<u32>,
    pub edges_of: BTreeMap<i64, Vec<u32>>,
}

/// Marks the nodes where ways must be cut. `rows` are the nodes of all ways, one way after the
/// other.
pub fn mark_junctions(nodes: &mut Nodes, drafts: &[Draft], rows: &[u32]) {
    let mut seen = vec![false; nodes.marks.len()];
    let mut start = 0;
    for draft in drafts {
        let way = &rows[start..draft.refs_end];
        start = draft.refs_end;
        for (index, row) in way.iter().map(|row| *row as usize).enumerate() {
            let neighbours = [index.checked_sub(1), Some(index + 1)];
            let ends_here = neighbours.into_iter().any(|at| {
                let node = at.and_then(|at| way.get(at));
                node.is_none_or(|node| nodes.marks[*node as usize] & LOCATED == 0)
            });
            if seen[row] || ends_here || nodes.marks[row] & (BLOCKED | GUARDED) != 0 {
                nodes.marks[row] |= JUNCTION;
            }
            seen[row] = true;
        }
    }
}

impl<'a> Cutter<'a> {
    pub fn new(nodes: &'a Nodes, named: impl Iterator<Item = i64>) -> Self {
        Self {
            nodes,
            network: Network::default(),
            junction_of: vec![NONE; nodes.marks.len()],
            edges_of: named.map(|way| (way, Vec::new())).collect(),
        }
    }

    /// Cuts all ways.
    pub fn cut(mut self, ways: &mut Ways, rows: &[u32]) -> Cut {
        let mut start = 0;
        for draft in &ways.drafts {
            self.way(draft, &rows[start..draft.refs_end]);
            start = draft.refs_end;
        }
        self.network.names = std::mem::take(&mut ways.names);
        Cut { network: self.network, junction_of: self.junction_of, edges_of: self.edges_of }
    }

    fn way(&mut self, draft: &Draft, rows: &[u32]) {
        let speeds = self.speeds(draft, rows);
        let mut start = 0;
        for index in 0..rows.len() {
            let marks = self.nodes.marks[rows[index] as usize];
            if marks & LOCATED == 0 {
                start = index + 1;
            } else if marks & JUNCTION != 0 {
                if index > start {
                    self.edge(draft, &rows[start..=index], speeds);
                }
                start = index;
            }
        }
    }

    /// Speeds in both directions; a ferry that says how long it takes has that speed.
    fn speeds(&self, draft: &Draft, rows: &[u32]) -> [Option<f64>; 2] {
        let passage = &draft.passage;
        let speeds = [passage.forward_kmh, passage.backward_kmh];
        let Some(crossing_s) = passage.crossing_s else { return speeds };
        let kmh = self.length_m(rows) / f64::from(crossing_s) * 3.6;
        speeds.map(|speed| speed.map(|_| kmh.max(0.1)))
    }

    fn length_m(&self, rows: &[u32]) -> f64 {
        let places = |row: u32| self.nodes.places[row as usize];
        let located = |row: u32| self.nodes.marks[row as usize] & LOCATED != 0;
        let pairs = rows.windows(2).filter(|pair| pair.iter().all(|row| located(*row)));
        pairs.map(|pair| places(pair[0]).distance_m(places(pair[1]))).sum()
    }

    fn edge(&mut self, draft: &Draft, rows: &[u32], speeds: [Option<f64>; 2]) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let ends = [self.junction(*first), self.junction(*last)];
        let length_m = self.length_m(rows);
        let signals = [
            self.signals(&rows[1..], SIGNAL_FORWARD),
            self.signals(&rows[..rows.len() - 1], SIGNAL_BACKWARD),
        ];
        let ms = [0, 1].map(|direction| {
            speeds[direction].map_or(CLOSED, |kmh| {
                let ms = length_m * 3600.0 / kmh + signals[direction] * SIGNAL_MS;
                (ms.round() as u32).clamp(1, EDGE_MS_MAX)
            })
        });
        let around = draft.passage.surroundings;
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        let flags = flag(around.is_ferry, Edge::FERRY)
            | flag(around.is_roundabout, Edge::ROUNDABOUT)
            | flag(around.no_stopping, Edge::NO_STOPPING)
            | flag(around.is_pedestrian, Edge::PEDESTRIAN)
            | self.ends_only(draft, [*first, *last]);
        let number = self.network.edges.len() as u32;
        let first_point = self.network.points.len() as u32;
        let length_cm = (length_m * 100.0).round() as u32;
        let turns = [[0; 2]; 2];
        self.network.edges.push(Edge {
            first_point,
            name: draft.name,
            length_cm,
            ms,
            turns,
            flags,
        });
        self.network.ends.push(ends);
        let places = rows.iter().map(|row| -> Place { self.nodes.places[*row as usize] });
        self.network.points.extend(places);
        if let Some(edges) = self.edges_of.get_mut(&draft.id) {
            edges.push(number);
        }
    }

    /// Marks the directions that are for those with business there. A piece of road that ends at
    /// a guarded point is one of them, because nobody else gets any further.
    fn ends_only(&self, draft: &Draft, ends: [u32; 2]) -> u32 {
        let is_guarded = ends.iter().any(|row| self.nodes.marks[*row as usize] & GUARDED != 0);
        let directions = draft.passage.ends_only.iter().zip(Edge::ENDS_ONLY);
        let marked = directions.filter(|(ends_only, _)| is_guarded || **ends_only);
        marked.fold(0, |flags, (_, flag)| flags | flag)
    }

    /// How many traffic lights one meets on the way to the end of the edge.
    fn signals(&self, rows: &[u32], mark: u8) -> f64 {
        rows.iter().filter(|row| self.nodes.marks[**row as usize] & mark != 0).count() as f64
    }

    /// The junction at a node. Where nobody can pass, every edge has an end of its own.
    fn junction(&mut self, row: u32) -> u32 {
        let row = row as usize;
        if self.junction_of[row] != NONE {
            return self.junction_of[row];
        }
        let junction = self.network.junctions;
        self.network.junctions += 1;
        if self.nodes.marks[row] & BLOCKED == 0 {
            self.junction_of[row] = junction;
        }
        junction
    }
}
