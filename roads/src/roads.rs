//! Prepared roads, and what they answer.

use crate::{
    ends::{End, EndArcs, lighten},
    expand::Anchors,
    hierarchy::{self, Hierarchy, Search, Seed},
    network::{CLOSED, Edge, Names, Network},
    place::{Bounds, Place},
    rules::Rules,
    snap::{Grid, Snapped},
    vehicle::VehicleKind,
    weight::{self, INFINITE},
};

/// Where roads come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The name of the extract's file.
    pub extract: String,
    /// When its data was taken, in seconds since 1970; 0 when it does not say.
    pub taken_at_s: u64,
}

/// The roads of one extract for one kind of vehicle.
#[derive(Debug)]
pub struct Roads {
    pub(crate) rules: Rules,
    pub(crate) source: Source,
    pub(crate) edges: Vec<Edge>,
    pub(crate) points: Vec<Place>,
    pub(crate) names: Names,
    pub(crate) anchors: Anchors,
    pub(crate) hierarchy: Hierarchy,
    /// The lowest vertex of the roads for everybody.
    pub(crate) first_through: u32,
    pub(crate) ends: EndArcs,
    pub(crate) grid: Grid,
}

/// Times and distances from every place to every place, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// Rows and columns.
    pub size: usize,
    /// Seconds of the fastest path, rounded; `u32::MAX` where there is none.
    pub durations_s: Vec<u32>,
    /// Metres along the fastest path, rounded; `u32::MAX` where there is none.
    pub distances_m: Vec<u32>,
}

/// What a file of roads says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub kind: VehicleKind,
    /// Vans deliver in pedestrian streets until then, in minutes after midnight, if anywhere.
    pub pedestrian_until: Option<u16>,
    pub source: Source,
    pub bounds: Option<Bounds>,
    pub edges: usize,
    pub streets: usize,
    pub vertices: usize,
    pub shortcuts: usize,
}

impl Roads {
    /// Of a network the edges, points and names are needed.
    pub(crate) fn new(
        rules: Rules,
        source: Source,
        network: Network,
        anchors: Anchors,
        hierarchy: Hierarchy,
        ends: EndArcs,
    ) -> Self {
        let Network { edges, points, names, .. } = network;
        let grid = Grid::of(&edges, &points);
        let first_through = hierarchy.first_through();
        Self { rules, source, edges, points, names, anchors, hierarchy, first_through, ends, grid }
    }

    pub fn kind(&self) -> VehicleKind {
        self.rules.kind
    }

    /// Until when a van delivers at a place, in minutes after midnight: where it lies in a
    /// pedestrian street, and the import was told of such hours.
    pub fn open_until(&self, place: &Snapped) -> Option<u16> {
        let is_pedestrian = self.edges.get(place.edge as usize)?.is(Edge::PEDESTRIAN);
        self.rules.pedestrian_until.filter(|_| is_pedestrian)
    }

    pub fn facts(&self) -> Facts {
        Facts {
            kind: self.rules.kind,
            pedestrian_until: self.rules.pedestrian_until,
            source: self.source.clone(),
            bounds: Bounds::around(self.points.iter().copied()),
            edges: self.edges.len(),
            streets: self.names.count() as usize - 1,
            vertices: self.hierarchy.vertices() as usize,
            shortcuts: self.shortcuts(),
        }
    }

    pub(crate) fn shortcuts(&self) -> usize {
        self.hierarchy.shortcuts()
    }

    pub(crate) fn edges_cut_off(&self) -> usize {
        self.edges.iter().filter(|edge| edge.is(Edge::CUT_OFF)).count()
    }

    /// The name of the street of an edge; empty when it has none.
    pub(crate) fn street_of(&self, edge: u32) -> &str {
        self.edges.get(edge as usize).map_or("", |edge| self.names.name(edge.name))
    }

    /// The points of an edge.
    pub(crate) fn points_of(&self, edge: u32) -> &[Place] {
        let edge = edge as usize;
        let end =
            self.edges.get(edge + 1).map_or(self.points.len(), |next| next.first_point as usize);
        self.edges.get(edge).map_or(&[], |edge| &self.points[edge.first_point as usize..end])
    }

    /// Times and distances between places on roads: 8 bytes for each pair.
    pub fn matrix(&self, places: &[Snapped]) -> Matrix {
        let weights = self.weights(places, places);
        Matrix {
            size: places.len(),
            durations_s: weights.iter().map(|weight| rounded(*weight, weight::ms, 1000)).collect(),
            distances_m: weights.iter().map(|weight| rounded(*weight, weight::cm, 100)).collect(),
        }
    }

    /// The exact weights (see [`crate::weight`]) from each of `from` to each of `to`, row by row.
    pub fn weights(&self, from: &[Snapped], to: &[Snapped]) -> Vec<u64> {
        let mut search = Search::new(self.hierarchy.vertices());
        let sources: Vec<End> = from.iter().map(|place| self.source(place)).collect();
        let targets: Vec<End> = to.iter().map(|place| self.target(place)).collect();
        let seeds = [&sources, &targets]
            .map(|ends| ends.iter().map(|end| end.seeds.as_slice()).collect::<Vec<_>>());
        let mut weights = hierarchy::weights(&self.hierarchy, &seeds[0], &seeds[1], &mut search);
        if to.is_empty() {
            return weights;
        }
        lighten(&mut weights, &sources, &targets);
        let mut by_edge: Vec<usize> = (0..to.len()).collect();
        by_edge.sort_unstable_by_key(|index| to[*index].edge);
        for (source, row) in from.iter().zip(weights.chunks_exact_mut(to.len())) {
            let start = by_edge.partition_point(|index| to[*index].edge < source.edge);
            for index in by_edge[start..].iter().take_while(|index| to[**index].edge == source.edge)
            {
                if let Some(direct) = self.direct(source, &to[*index]) {
                    row[*index] = row[*index].min(direct.weight);
                }
            }
        }
        weights
    }

    /// From one place to another on the same edge without leaving it. The seed's vertex has no
    /// meaning then.
    pub(crate) fn direct(&self, from: &Snapped, to: &Snapped) -> Option<Seed> {
        if from.edge != to.edge {
            return None;
        }
        let ways = [from.edge * 2, from.edge * 2 + 1].into_iter().filter_map(|course| {
            let [start, end] = [from, to].map(|place| self.offset_cm(course, place));
            let weight = (start <= end)
                .then(|| Some(self.part(course, end)? - self.part(course, start)?))
                .flatten()?;
            Some(Seed { vertex: u32::MAX, weight, course })
        });
        ways.min_by_key(|seed| seed.weight)
    }

    pub(crate) fn length_cm(&self, course: u32) -> u32 {
        self.edges[course as usize / 2].length_cm
    }

    /// How far along a course a place lies.
    pub(crate) fn offset_cm(&self, course: u32, place: &Snapped) -> u32 {
        let length_cm = self.length_cm(course);
        let along_cm = place.along_cm.min(length_cm);
        if course & 1 == 0 { along_cm } else { length_cm - along_cm }
    }

    /// The weight of a course from junction to junction; `None` where it is closed.
    pub(crate) fn whole(&self, course: u32) -> Option<u64> {
        let edge = &self.edges[course as usize / 2];
        let ms = Some(edge.ms[course as usize & 1]).filter(|ms| *ms != CLOSED)?;
        Some(weight::of(ms, edge.length_cm))
    }

    /// The weight of a course from the junction behind it to a place `cm` along it; `None` where it
    /// is closed. The weight of any piece is the difference of two such parts, or of the whole and
    /// one, so pieces add up exactly.
    pub(crate) fn part(&self, course: u32, cm: u32) -> Option<u64> {
        let edge = &self.edges[course as usize / 2];
        Some(weight::of(edge.ms_to(course as usize & 1, cm)?, cm))
    }
}

fn rounded(weight: u64, part: fn(u64) -> u64, unit: u64) -> u32 {
    match weight {
        INFINITE => u32::MAX,
        _ => u32::try_from((part(weight) + unit / 2) / unit).unwrap_or(u32::MAX),
    }
}
