//! What can be reached from everywhere and leads everywhere: the largest strongly connected part,
//! with what hangs on it; and within it, the largest part that needs no road on which one must
//! have business.
//!
//! Source: R. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM Journal on Computing
//! 1(2), 1972, with a stack of its own in place of recursion. Linear time and memory.

use super::Arc;

/// No number yet.
const NONE: u32 = u32::MAX;

/// The core's connections, by vertex.
pub struct Core {
    /// The core can be reached from here.
    pub leads_in: Vec<bool>,
    /// This can be reached from the core.
    pub leads_out: Vec<bool>,
    /// Everybody comes here from every other such vertex, whatever their business.
    pub is_through: Vec<bool>,
}

impl Core {
    /// Of equally large parts, that of the lowest vertex is the core.
    pub fn of(vertices: u32, arcs: &[Arc], is_ends_only: impl Fn(&Arc) -> bool) -> Self {
        let out = Neighbours::of(vertices, arcs.iter().map(|arc| (arc.tail, arc.head)));
        let is_core = largest(&Search::new(&out).run(), &vec![true; vertices as usize]);
        let start = is_core.iter().position(|is_core| *is_core).map(|vertex| vertex as u32);
        let leads_out = out.reached_from(start);
        drop(out);
        let into = Neighbours::of(vertices, arcs.iter().map(|arc| (arc.head, arc.tail)));
        let leads_in = into.reached_from(start);
        drop(into);
        let everybodys = arcs.iter().filter(|arc| !is_ends_only(arc));
        let out = Neighbours::of(vertices, everybodys.map(|arc| (arc.tail, arc.head)));
        let is_through = largest(&Search::new(&out).run(), &is_core);
        Self { leads_in, leads_out, is_through }
    }
}

/// By vertex: it is in the part with the most members.
fn largest(parts: &[u32], is_member: &[bool]) -> Vec<bool> {
    let mut sizes = vec![0_u32; parts.len()];
    let members = || parts.iter().zip(is_member).filter(|(_, is_member)| **is_member);
    for (part, _) in members() {
        sizes[*part as usize] += 1;
    }
    let most = sizes.iter().copied().max().unwrap_or(0);
    let largest = members().find(|(part, _)| sizes[**part as usize] == most).map(|(part, _)| *part);
    let is_in = |(part, is_member): (&u32, &bool)| *is_member && Some(*part) == largest;
    parts.iter().zip(is_member).map(is_in).collect()
}

/// By vertex: those one arc away.
struct Neighbours {
    /// By vertex, and one more: where its neighbours begin.
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Neighbours {
    fn of(vertices: u32, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; vertices as usize + 2];
        for (tail, _) in pairs.clone() {
            starts[tail as usize + 2] += 1;
        }
        for vertex in 2..starts.len() {
            starts[vertex] += starts[vertex - 1];
        }
        let mut list = vec![0; starts.last().copied().unwrap_or(0) as usize];
        for (tail, head) in pairs {
            let next = &mut starts[tail as usize + 1];
            list[*next as usize] = head;
            *next += 1;
        }
        starts.pop();
        Self { starts, list }
    }

    fn vertices(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn reached_from(&self, start: Option<u32>) -> Vec<bool> {
        let mut reached = vec![false; self.vertices() as usize];
        let mut left: Vec<u32> = start.into_iter().collect();
        while let Some(vertex) = left.pop() {
            if !std::mem::replace(&mut reached[vertex as usize], true) {
                let [start, end] = [vertex, vertex + 1].map(|at| self.starts[at as usize] as usize);
                left.extend(self.list[start..end].iter().filter(|next| !reached[**next as usize]));
            }
        }
        reached
    }
}

struct Search<'a> {
    out: &'a Neighbours,
    /// By vertex: when it was found; [`NONE`] before.
    found: Vec<u32>,
    low: Vec<u32>,
    part: Vec<u32>,
    open: Vec<u32>,
    clock: u32,
    parts: u32,
}

impl<'a> Search<'a> {
    fn new(out: &'a Neighbours) -> Self {
        let count = out.vertices() as usize;
        Self {
            out,
            found: vec![NONE; count],
            low: vec![0; count],
            part: vec![NONE; count],
            open: Vec::new(),
            clock: 0,
            parts: 0,
        }
    }

    /// By vertex: the number of its part.
    fn run(mut self) -> Vec<u32> {
        for vertex in 0..self.found.len() as u32 {
            if self.found[vertex as usize] == NONE {
                self.from(vertex);
            }
        }
        self.part
    }

    fn from(&mut self, root: u32) {
        self.discover(root);
        // A vertex and the next of its heads to look at.
        let mut path = vec![(root, self.out.starts[root as usize])];
        while let Some((vertex, next)) = path.last_mut() {
            let vertex = *vertex;
            if *next < self.out.starts[vertex as usize + 1] {
                let head = self.out.list[*next as usize];
                *next += 1;
                if self.found[head as usize] == NONE {
                    self.discover(head);
                    path.push((head, self.out.starts[head as usize]));
                } else if self.part[head as usize] == NONE {
                    let low = &mut self.low[vertex as usize];
                    *low = (*low).min(self.found[head as usize]);
                }
            } else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    let low = self.low[vertex as usize];
                    let of_parent = &mut self.low[*parent as usize];
                    *of_parent = (*of_parent).min(low);
                }
                self.close(vertex);
            }
        }
    }

    fn discover(&mut self, vertex: u32) {
        self.found[vertex as usize] = self.clock;
        self.low[vertex as usize] = self.clock;
        self.clock += 1;
        self.open.push(vertex);
    }

    fn close(&mut self, vertex: u32) {
        if self.low[vertex as usize] != self.found[vertex as usize] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.part[member as usize] = self.parts;
            if member == vertex {
                break;
            }
        }
        self.parts += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_circle_is_the_core_and_its_connections_are_known() {
        let arc = |(tail, head)| Arc { tail, head, course: 0, weight: 1 };
        let arcs = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 2), (4, 5), (0, 6), (6, 0)].map(arc);
        let core = Core::of(8, &arcs, |_| false);
        let all = |vertices: &[usize]| (0..8).map(|vertex| vertices.contains(&vertex)).collect();
        let (into, out): (Vec<bool>, Vec<bool>) = (all(&[0, 1, 2, 3, 4, 6]), all(&[2, 3, 4, 5]));
        assert_eq!((core.leads_in, core.leads_out), (into, out));
        assert_eq!(core.is_through, all(&[2, 3, 4]));
    }

    #[test]
    fn everybodys_part_lies_within_the_core_and_uses_no_road_of_residents() {
        let arc = |(tail, head)| Arc { tail, head, course: 0, weight: 1 };
        // Two circles joined by residents' roads, and a larger one that nothing joins.
        let small = [(0, 1), (1, 0)];
        let joined = [(2, 3), (3, 4), (4, 2), (1, 2), (4, 0), (0, 5), (5, 0)];
        let lost = [(6, 7), (7, 8), (8, 9), (9, 6)];
        let arcs: Vec<Arc> = small.into_iter().chain(joined).chain(lost).map(arc).collect();
        let residents = [(1, 2), (4, 0), (0, 5), (5, 0)];
        let core = Core::of(10, &arcs, |arc| residents.contains(&(arc.tail, arc.head)));
        let through: Vec<u32> =
            (0..10).filter(|vertex| core.is_through[*vertex as usize]).collect();
        assert_eq!(through, [2, 3, 4]);
        assert_eq!(core.leads_in[..6], [true; 6]);
    }
}
