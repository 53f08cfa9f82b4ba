//! A place as the beginning or the end of ways.

use std::collections::HashMap;

use super::{Reach, Side};
use crate::{hierarchy::Seed, network::Edge, roads::Roads, snap::Snapped, weight::INFINITE};

/// How one leaves a place, or comes to it.
#[derive(Clone, Debug, Default)]
pub struct End {
    /// By roads for everybody, at once.
    through: Vec<Seed>,
    /// By roads for those with business there: the vertices at the ends of the place's own road…
    doors: Vec<Seed>,
    /// … and what such roads lead to from there.
    reach: Reach,
    /// Of all of this, where the roads for everybody begin.
    pub seeds: Vec<Seed>,
}

impl End {
    /// The courses between the place and the vertex of one of its seeds, as they are driven.
    pub fn courses(&self, side: Side, seed: &Seed) -> Vec<u32> {
        match self.through.contains(seed) {
            true => vec![seed.course],
            false => self.reach.courses(side, seed.vertex),
        }
    }

    /// The lightest way to `target` that never comes to the roads for everybody, with its courses.
    pub fn way_within(&self, target: &Self) -> Option<(u64, Vec<u32>)> {
        let ways = target.doors.iter().filter_map(|door| {
            let weight = self.reach.weight(door.vertex)?.saturating_add(door.weight);
            Some((weight, door))
        });
        let (weight, door) =
            ways.min_by_key(|(weight, door)| (*weight, door.vertex, door.course))?;
        let mut courses = self.reach.courses(Side::Out, door.vertex);
        courses.push(door.course);
        Some((weight, courses))
    }
}

/// Makes the weights (rows of sources) lighter where a way need not come to the roads for everybody.
pub fn lighten(weights: &mut [u64], sources: &[End], targets: &[End]) {
    let mut doors: HashMap<u32, Vec<(usize, u64)>> = HashMap::new();
    for (column, target) in targets.iter().enumerate() {
        for door in &target.doors {
            doors.entry(door.vertex).or_default().push((column, door.weight));
        }
    }
    if doors.is_empty() {
        return;
    }
    for (source, row) in sources.iter().zip(weights.chunks_exact_mut(targets.len())) {
        for (vertex, so_far) in source.reach.vertices() {
            for (column, rest) in doors.get(&vertex).into_iter().flatten() {
                row[*column] = row[*column].min(so_far.saturating_add(*rest));
            }
        }
    }
}

impl Roads {
    /// How one leaves a place: to either end of its edge, as far as that is open.
    pub(crate) fn source(&self, place: &Snapped) -> End {
        let courses = [place.edge * 2, place.edge * 2 + 1].into_iter();
        let seeds = courses.filter_map(|course| {
            let vertex = self.anchors.exit(course)?;
            let weight = self.whole(course)? - self.part(course, self.offset_cm(course, place))?;
            Some(Seed { vertex, weight, course })
        });
        self.end(Side::Out, seeds)
    }

    /// How one comes to a place: from either end of its edge.
    pub(crate) fn target(&self, place: &Snapped) -> End {
        let courses = [place.edge * 2, place.edge * 2 + 1].into_iter();
        let seeds = courses.filter_map(|course| {
            let weight = self.part(course, self.offset_cm(course, place))?;
            let vertices = self.anchors.entries(course).iter();
            Some(vertices.map(move |vertex| Seed { vertex: *vertex, weight, course }))
        });
        self.end(Side::Into, seeds.flatten())
    }

    fn end(&self, side: Side, seeds: impl Iterator<Item = Seed>) -> End {
        let is_through = |seed: &Seed| {
            let (edge, direction) = (seed.course as usize / 2, seed.course as usize & 1);
            let is_ends_only = self.edges[edge].is(Edge::ENDS_ONLY[direction]);
            seed.vertex >= self.first_through && !is_ends_only
        };
        let (through, doors): (Vec<Seed>, Vec<Seed>) = seeds.partition(is_through);
        let whole = |course| self.whole(course).unwrap_or(INFINITE);
        let reach = self.ends.search(side, &doors, whole);
        let seeds = through.iter().copied().chain(reach.seeds(self.first_through)).collect();
        End { through, doors, reach, seeds }
    }
}
