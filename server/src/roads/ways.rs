//! What it takes to drive between places. Pure.

use std::sync::Arc;

use furgo_planner::{Matrix, UNREACHABLE, straight_line};
use furgo_roads::{Place, Roads, Snapped};
use furgo_shared::{
    geo::Point,
    routes::{BasisReason, PlanBasis},
};

/// A door this near to its road is at it, in metres: nobody has to be told.
const NEAR_M: u32 = 100;

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
    /// By place, where the van stops for it; nothing is known when it does not go by road.
    pub kerbs: Vec<Option<Kerb>>,
}

/// The point of the roads that is nearest to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kerb {
    /// How far the place is from it, in metres, where that is far enough to be said.
    pub from_road_m: Option<u32>,
    /// Until when a van may stand there, in minutes after midnight; `None`: the whole day.
    pub open_until_min: Option<u16>,
}

impl Travel {
    /// Where the van stops for a place.
    pub fn kerb(&self, place: usize) -> Kerb {
        self.kerbs.get(place).copied().flatten().unwrap_or_default()
    }
}

impl Ways {
    /// By road when every place is at one, else all of it by straight lines: two kinds of times in
    /// one plan would favour the places whose way is only guessed.
    pub fn between(&self, places: &[Point]) -> Travel {
        let Self::Roads(roads) = self else { return straight(places, BasisReason::NoRoads) };
        let found = snap(roads, places);
        let at_road: Option<Vec<_>> = found.iter().copied().collect();
        let matrix = at_road.and_then(|at_road| by_road(roads, &at_road));
        match matrix {
            Some(matrix) => Travel::by_road(matrix, kerbs(roads, &found)),
            None => straight(places, BasisReason::RoadsElsewhere),
        }
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
        let at_road: Vec<Snapped> = found.iter().copied().flatten().collect();
        let matrix = is_here.then(|| by_road(roads, &at_road)).flatten();
        match matrix {
            Some(matrix) => {
                Travel::by_road(spread(&matrix, &reached, places.len()), kerbs(roads, &found))
            }
            None => straight(places, BasisReason::RoadsElsewhere),
        }
    }
}

impl Travel {
    fn by_road(matrix: Matrix, kerbs: Vec<Option<Kerb>>) -> Self {
        Self { matrix, basis: PlanBasis::Roads, reason: None, kerbs }
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place is no farther from its road than two kilometres"
)]
fn kerbs(roads: &Roads, found: &[Option<Snapped>]) -> Vec<Option<Kerb>> {
    let kerb = |snapped: &Snapped| Kerb {
        from_road_m: Some(snapped.distance_m.round() as u32).filter(|metres| *metres > NEAR_M),
        open_until_min: roads.open_until(snapped),
    };
    found.iter().map(|snapped| snapped.as_ref().map(kerb)).collect()
}

fn straight(places: &[Point], reason: BasisReason) -> Travel {
    let degrees: Vec<_> = places.iter().map(|place| (place.latitude, place.longitude)).collect();
    let matrix = straight_line::matrix(&degrees);
    Travel { matrix, basis: PlanBasis::StraightLine, reason: Some(reason), kerbs: Vec::new() }
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
