//! Dijkstra's search over all arcs or over those of a hierarchy. Shares nothing with the crate.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::fmi::Graph;

/// Which arcs are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Those that are no shortcuts, in whole units.
    Plain,
    /// All that lead to a node of the same or a higher level, with the stored times.
    Up,
    /// The same backwards: all that come from such a node.
    Down,
}

/// A search that can be repeated.
#[derive(Debug)]
pub struct Search {
    starts: Vec<usize>,
    arcs: Vec<(u32, f64)>,
    times: Vec<f64>,
    touched: Vec<u32>,
}

impl Search {
    pub fn of(graph: &Graph, direction: Direction) -> Self {
        let mut by_node: Vec<Vec<(u32, f64)>> = vec![Vec::new(); graph.levels.len()];
        for arc in &graph.arcs {
            let (from, to) = match direction {
                Direction::Down => (arc.head, arc.tail),
                Direction::Plain | Direction::Up => (arc.tail, arc.head),
            };
            let rises = graph.levels[from as usize] <= graph.levels[to as usize];
            match direction {
                Direction::Plain if !arc.is_shortcut => {
                    by_node[from as usize].push((to, f64::from(arc.units)));
                }
                Direction::Up | Direction::Down if rises => {
                    by_node[from as usize].push((to, arc.exact_units));
                }
                Direction::Plain | Direction::Up | Direction::Down => {}
            }
        }
        let mut starts = vec![0];
        starts.extend(by_node.iter().scan(0, |end, arcs| {
            *end += arcs.len();
            Some(*end)
        }));
        let times = vec![f64::INFINITY; by_node.len()];
        Self { starts, arcs: by_node.concat(), times, touched: Vec::new() }
    }

    /// Searches from a node; says all that was reached.
    pub fn from(&mut self, start: u32) -> Vec<(u32, f64)> {
        for node in self.touched.drain(..) {
            self.times[node as usize] = f64::INFINITY;
        }
        let mut queue = BinaryHeap::new();
        self.reach(start, 0.0, &mut queue);
        while let Some(Reverse((bits, node))) = queue.pop() {
            let time = f64::from_bits(bits);
            if time > self.times[node as usize] {
                continue;
            }
            let [begin, end] = [node, node + 1].map(|at| self.starts[at as usize]);
            for arc in begin..end {
                let (head, more) = self.arcs[arc];
                self.reach(head, time + more, &mut queue);
            }
        }
        self.touched.iter().map(|node| (*node, self.times[*node as usize])).collect()
    }

    /// The time to a node in the last search.
    pub fn time(&self, node: u32) -> Option<f64> {
        Some(self.times[node as usize]).filter(|time| time.is_finite())
    }

    /// Numbers that are not negative are ordered as their bits are.
    fn reach(&mut self, node: u32, time: f64, queue: &mut BinaryHeap<Reverse<(u64, u32)>>) {
        let best = &mut self.times[node as usize];
        if time < *best {
            if best.is_infinite() {
                self.touched.push(node);
            }
            *best = time;
            queue.push(Reverse((time.to_bits(), node)));
        }
    }
}
