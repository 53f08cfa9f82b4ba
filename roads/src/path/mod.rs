//! How to drive from one place to another: the line for a map, the list of turns for paper.

mod steps;

pub use steps::{Step, Turn};

use crate::{
    ends::Side,
    hierarchy::{self, Search},
    place::Place,
    roads::Roads,
    snap::Snapped,
    weight,
};

/// A fastest path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The same time as in a matrix, in milliseconds.
    pub duration_ms: u64,
    /// The same length as in a matrix, in centimetres.
    pub length_cm: u64,
    /// The line, from the first place on the road to the second.
    pub points: Vec<Place>,
    /// From the departure to the arrival.
    pub steps: Vec<Step>,
}

/// A course, or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub course: u32,
    pub from_cm: u32,
    pub to_cm: u32,
    /// The path begins or ends here, and not at the junctions of the course.
    pub begins: bool,
    pub ends: bool,
}

impl Roads {
    /// The fastest path between two places on roads; `None` if there is none. Allocates twelve
    /// bytes for each vertex of the roads, twice; takes as long as that and a few hundred steps.
    pub fn path(&self, from: &Snapped, to: &Snapped) -> Option<Path> {
        let (weight, pieces) = self.pieces(from, to)?;
        let mut points: Vec<Place> = Vec::new();
        for piece in &pieces {
            for place in self.line(piece) {
                if points.last() != Some(&place) {
                    points.push(place);
                }
            }
        }
        // Pieces end at whole centimetres, places on roads do not.
        points.pop();
        points.push(to.place);
        match &mut points[..] {
            [only] if *only != from.place => points.insert(0, from.place),
            [first, ..] => *first = from.place,
            [] => {}
        }
        let steps = steps::steps(self, &pieces);
        Some(Path { duration_ms: weight::ms(weight), length_cm: weight::cm(weight), points, steps })
    }

    pub(crate) fn pieces(&self, from: &Snapped, to: &Snapped) -> Option<(u64, Vec<Piece>)> {
        let vertices = self.hierarchy.vertices();
        let (mut forward, mut backward) = (Search::new(vertices), Search::new(vertices));
        let (source, target) = (self.source(from), self.target(to));
        let found = hierarchy::courses(
            &self.hierarchy,
            &source.seeds,
            &target.seeds,
            &mut forward,
            &mut backward,
        );
        let through = found.map(|found| {
            let mut courses = source.courses(Side::Out, &found.first);
            courses.extend(found.courses);
            courses.extend(target.courses(Side::Into, &found.last));
            (found.weight, courses)
        });
        let ways = through.into_iter().chain(source.way_within(&target));
        let found = ways.min_by_key(|(weight, _)| *weight);
        let direct = self.direct(from, to);
        let bound = found.as_ref().map_or(weight::INFINITE, |(weight, _)| *weight);
        if let Some(seed) = direct.filter(|seed| seed.weight <= bound) {
            let [from_cm, to_cm] = [from, to].map(|place| self.offset_cm(seed.course, place));
            let piece = Piece { course: seed.course, from_cm, to_cm, begins: true, ends: true };
            return Some((seed.weight, vec![piece]));
        }
        let (weight, courses) = found?;
        let whole = |course: u32| {
            let to_cm = self.length_cm(course);
            Piece { course, from_cm: 0, to_cm, begins: false, ends: false }
        };
        let mut pieces: Vec<Piece> = courses.into_iter().map(whole).collect();
        if let [first, .., last] = &mut pieces[..] {
            (first.from_cm, first.begins) = (self.offset_cm(first.course, from), true);
            (last.to_cm, last.ends) = (self.offset_cm(last.course, to), true);
        }
        Some((weight, pieces))
    }

    /// The weight of a piece.
    pub(crate) fn weight_of(&self, piece: &Piece) -> u64 {
        let at = |cm| self.part(piece.course, cm).unwrap_or(0);
        let whole = || self.whole(piece.course).unwrap_or(0);
        let end = if piece.ends { at(piece.to_cm) } else { whole() };
        let start = if piece.begins { at(piece.from_cm) } else { 0 };
        end.saturating_sub(start)
    }

    /// The points of a piece, both its ends included.
    pub(crate) fn line(&self, piece: &Piece) -> Vec<Place> {
        let mut points = self.points_of(piece.course / 2).to_vec();
        if piece.course & 1 == 1 {
            points.reverse();
        }
        let whole_m: f64 = points.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
        let length_cm = f64::from(self.length_cm(piece.course)).max(1.0);
        let [from_m, to_m] =
            [piece.from_cm, piece.to_cm].map(|cm| whole_m * f64::from(cm) / length_cm);
        let mut line = vec![at(&points, from_m)];
        let mut along_m = 0.0;
        for pair in points.windows(2) {
            along_m += pair[0].distance_m(pair[1]);
            if along_m > from_m && along_m < to_m {
                line.push(pair[1]);
            }
        }
        line.push(at(&points, to_m));
        line.dedup();
        line
    }
}

/// The point of a line at a distance from its start.
fn at(points: &[Place], distance_m: f64) -> Place {
    let mut along_m = 0.0;
    for pair in points.windows(2) {
        let length_m = pair[0].distance_m(pair[1]);
        if along_m + length_m >= distance_m && length_m > 0.0 {
            return pair[0].towards(pair[1], ((distance_m - along_m) / length_m).clamp(0.0, 1.0));
        }
        along_m += length_m;
    }
    points.last().copied().unwrap_or_default()
}
