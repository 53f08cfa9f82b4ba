//! What it takes to drive between places. Pure.

use std::sync::Arc;

use furgo_planner::{Matrix, UNREACHABLE, straight_line};
use furgo_roads::{Place, Roads, Snapped};
use furgo_shared::{
    geo::Point,
    routes::{BasisReason, PlanBasis},
};

/// How one gets from place to place.
#[derive(Clone, Debug, Default)]
pub enum Ways {
    /// Nothing is known but where the places are.
    #[default]
    StraightLine,
    /// By the imported roads.
    Roads(Arc<Roads>),
}

/// Times and distances between places, and what they were computed from.
#[derive(Debug)]
pub struct Travel {
    /// Seconds and metres from every place to every place.
    pub matrix: Matrix,
    pub basis: PlanBasis,
    /// Why not by road.
    pub reason: Option<BasisReason>,
}

impl Ways {
    /// By road when every place is at one, else all of it by straight lines: two kinds of times in
    /// one plan would favour the places whose way is only guessed.
    pub fn between(&self, places: &[Point]) -> Travel {
        let Self::Roads(roads) = self else { return straight(places, BasisReason::NoRoads) };
        let at_road: Option<Vec<_>> = snap(roads, places).into_iter().collect();
        let matrix = at_road.and_then(|at_road| by_road(roads, &at_road));
        matrix.map_or_else(|| straight(places, BasisReason::RoadsElsewhere), Travel::by_road)
    }

    /// By road when the first place, where everybody sets off, and at least half of the others are
    /// at one; no way leads to the rest, such as a stop at sea. Else the roads are those of some
    /// other region, and all of it goes by straight lines.
    pub fn as_far_as_they_lead(&self, places: &[Point]) -> Travel {
        let Self::Roads(roads) = self else { return straight(places, BasisReason::NoRoads) };
        let found = snap(roads, places);
        let at_one = found.iter().enumerate().filter(|(_, at_road)| at_road.is_some());
        let reached: Vec<usize> = at_one.map(|(place, _)| place).collect();
        let is_here = reached.first() == Some(&0) && reached.len() * 2 > places.len();
        let at_road: Vec<Snapped> = found.into_iter().flatten().collect();
        let matrix = is_here.then(|| by_road(roads, &at_road)).flatten();
        match matrix {
            Some(matrix) => Travel::by_road(spread(&matrix, &reached, places.len())),
            None => straight(places, BasisReason::RoadsElsewhere),
        }
    }
}

impl Travel {
    fn by_road(matrix: Matrix) -> Self {
        Self { matrix, basis: PlanBasis::Roads, reason: None }
    }
}

fn straight(places: &[Point], reason: BasisReason) -> Travel {
    let degrees: Vec<_> = places.iter().map(|place| (place.latitude, place.longitude)).collect();
    let matrix = straight_line::matrix(&degrees);
    Travel { matrix, basis: PlanBasis::StraightLine, reason: Some(reason) }
}

/// Where the places are on the roads; `None` for one that is at no road.
fn snap(roads: &Roads, places: &[Point]) -> Vec<Option<Snapped>> {
    let at_road = |point: &Point| {
        let place = Place::from_degrees(point.latitude, point.longitude)?;
        roads.snap(place).ok()
    };
    places.iter().map(at_road).collect()
}

fn by_road(roads: &Roads, places: &[Snapped]) -> Option<Matrix> {
    let furgo_roads::Matrix { size, durations_s, distances_m } = roads.matrix(places);
    let is_whole = durations_s.iter().chain(&distances_m).all(|leg| *leg != UNREACHABLE);
    is_whole.then_some(Matrix { size, durations_s, distances_m })
}

/// The matrix of some of the places, as one of all of them. No way leads to the others.
fn spread(matrix: &Matrix, reached: &[usize], size: usize) -> Matrix {
    let mut row_of = vec![None; size];
    for (row, place) in reached.iter().enumerate() {
        if let Some(row_of) = row_of.get_mut(*place) {
            *row_of = Some(row);
        }
    }
    let pairs = row_of.iter().flat_map(|from| row_of.iter().map(move |to| from.zip(*to)));
    let legs = pairs
        .map(|pair| pair.map_or((UNREACHABLE, UNREACHABLE), |(from, to)| matrix.leg(from, to)));
    let (durations_s, distances_m) = legs.unzip();
    Matrix { size, durations_s, distances_m }
}
