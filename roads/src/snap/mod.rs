//! From a place to the nearest road.

mod grid;

pub use grid::Grid;

use grid::Hit;

use crate::{place::Place, roads::Roads};

/// A place farther than this from any road is not at a road.
pub const SNAP_METRES_MAX: f64 = 2000.0;

/// A road without connection, such as one on an island, is a place's own road when the nearest
/// connected one is farther by at least this much; below, it is taken for a gap in the data.
const CUT_OFF_METRES: f64 = 250.0;

/// A place on a road. It has a meaning for the roads that found it only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snapped {
    /// The nearest point of the road.
    pub place: Place,
    /// How far it is from the place that was asked for.
    pub distance_m: f64,
    pub(crate) edge: u32,
    /// Where on the edge, from its first point.
    pub(crate) along_cm: u32,
}

impl Snapped {
    /// The number of the edge, as [`crate::network_of`] counts them.
    pub fn edge(&self) -> u32 {
        self.edge
    }

    /// Where on the edge, in centimetres from its first point.
    pub fn along_cm(&self) -> u32 {
        self.along_cm
    }
}

/// Why a place is not at a road. Sentences for people, to be put behind the name of the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapError {
    #[error("lies outside the map {extract}; import an extract that covers it")]
    OutsideMap { extract: String },
    #[error(
        "is more than 2 km from every road of the map {extract}; correct the place, or import a larger extract"
    )]
    FarFromRoads { extract: String },
    #[error(
        "lies at {street}, which no road of the map {extract} connects with the rest; correct the place, or import a larger extract"
    )]
    CutOff { street: String, extract: String },
}

impl Roads {
    /// The nearest point of the roads where a vehicle can stop.
    ///
    /// # Errors
    /// When no road is near, or the near ones lead nowhere.
    pub fn snap(&self, place: Place) -> Result<Snapped, SnapError> {
        let extract = || self.source.extract.clone();
        let [connected, cut_off] = self.grid.nearest(place, self);
        match (connected, cut_off) {
            (Some(road), Some(lost)) if lost.distance_m + CUT_OFF_METRES < road.distance_m => {
                Err(self.cut_off(&lost))
            }
            (Some(road), _) => Ok(self.snapped(place, &road)),
            (None, Some(lost)) => Err(self.cut_off(&lost)),
            (None, None) if self.grid.is_outside(place) => {
                Err(SnapError::OutsideMap { extract: extract() })
            }
            (None, None) => Err(SnapError::FarFromRoads { extract: extract() }),
        }
    }

    /// The name of the street where a place was found; empty when it has none.
    pub fn street(&self, snapped: &Snapped) -> &str {
        self.street_of(snapped.edge)
    }

    fn cut_off(&self, hit: &Hit) -> SnapError {
        let street = match self.street_of(hit.edge) {
            "" => "a road without a name".to_owned(),
            name => name.to_owned(),
        };
        SnapError::CutOff { street, extract: self.source.extract.clone() }
    }

    fn snapped(&self, place: Place, hit: &Hit) -> Snapped {
        let points = self.points_of(hit.edge);
        let segment = (hit.first_point - self.edges[hit.edge as usize].first_point) as usize;
        let pairs = points.windows(2).map(|pair| pair[0].distance_m(pair[1]));
        let (mut before_m, mut whole_m) = (0.0, 0.0);
        for (index, length_m) in pairs.enumerate() {
            if index < segment {
                before_m += length_m;
            } else if index == segment {
                before_m += length_m * hit.share;
            }
            whole_m += length_m;
        }
        let length_cm = self.edges[hit.edge as usize].length_cm;
        let share = if whole_m > 0.0 { before_m / whole_m } else { 0.0 };
        let along_cm = ((f64::from(length_cm) * share).round() as u32).min(length_cm);
        let on_road = points[segment].towards(points[segment + 1], hit.share);
        Snapped { place: on_road, distance_m: place.distance_m(on_road), edge: hit.edge, along_cm }
    }
}
