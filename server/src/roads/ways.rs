//! What it takes to drive between places. Pure.

use std::sync::Arc;

use furgo_planner::{Matrix, UNREACHABLE, straight_line};
use furgo_roads::{Place, Roads, Snapped};
use furgo_shared::{geo::Point, routes::PlanBasis};

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
}

impl Ways {
    /// By road when every place is at one, else all of it by straight lines: two kinds of times in
    /// one plan would favour the places whose way is only guessed.
    pub fn between(&self, places: &[Point]) -> Travel {
        let by_road = match self {
            Self::StraightLine => None,
            Self::Roads(roads) => by_road(roads, places),
        };
        match by_road {
            Some(matrix) => Travel { matrix, basis: PlanBasis::Roads },
            None => Travel { matrix: straight(places), basis: PlanBasis::StraightLine },
        }
    }
}

fn straight(places: &[Point]) -> Matrix {
    let degrees: Vec<_> = places.iter().map(|place| (place.latitude, place.longitude)).collect();
    straight_line::matrix(&degrees)
}

fn by_road(roads: &Roads, places: &[Point]) -> Option<Matrix> {
    let at_road = |point: &Point| {
        let place = Place::from_degrees(point.latitude, point.longitude)?;
        roads.snap(place).ok()
    };
    let snapped: Vec<Snapped> = places.iter().map(at_road).collect::<Option<_>>()?;
    let furgo_roads::Matrix { size, durations_s, distances_m } = roads.matrix(&snapped);
    let is_whole = durations_s.iter().chain(&distances_m).all(|leg| *leg != UNREACHABLE);
    is_whole.then_some(Matrix { size, durations_s, distances_m })
}
