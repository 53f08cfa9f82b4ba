//! From degrees to a small plane: where the stops of a route lie to each other. No roads, no map:
//! straight lines in driving order, true to scale.

use furgo_shared::geo::Point;

/// The size of a drawing in its own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// About the pixels that a sketch gets beside a list of stops.
pub const SIZE: Size = Size { width: 420.0, height: 320.0 };
/// Free space at the edges, for circles and their numbers.
const MARGIN: f64 = 24.0;
/// A degree of latitude on a sphere with the Earth's mean radius.
const KM_PER_DEGREE: f64 = 111.195;
/// A single place still gets a neighbourhood around it.
const SPAN_MIN_KM: f64 = 0.5;
/// Distances between grid lines that read well, in km.
const STEPS_KM: [f64; 12] = [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
/// Closer grid lines than this would be noise.
const STEP_MIN: f64 = 36.0;

/// A place on the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

/// The scale and the middle of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    middle: Point,
    size: Size,
    /// Drawing units for each km.
    per_km: f64,
}

impl Plane {
    /// The plane that holds all points; `None` without any.
    pub fn around(points: &[Point], size: Size) -> Option<Self> {
        let first = points.first()?;
        let north_of = points.iter().map(|point| point.latitude - first.latitude);
        let (south, north) = range(north_of);
        let (west, east) = range(points.iter().map(|point| first.degrees_east(point.longitude)));
        let latitude = first.latitude + (south + north) / 2.0;
        let middle = Point { latitude, ..first.moved_east((west + east) / 2.0) };
        let height_km = ((north - south) * KM_PER_DEGREE).max(SPAN_MIN_KM);
        let width_km = ((east - west) * km_per_degree_east(middle.latitude)).max(SPAN_MIN_KM);
        let per_km =
            ((size.width - 2.0 * MARGIN) / width_km).min((size.height - 2.0 * MARGIN) / height_km);
        Some(Self { middle, size, per_km })
    }

    /// Where a point lies on the drawing; north is up.
    pub fn spot(&self, point: Point) -> Spot {
        let east_km =
            self.middle.degrees_east(point.longitude) * km_per_degree_east(self.middle.latitude);
        let north_km = (point.latitude - self.middle.latitude) * KM_PER_DEGREE;
        let Size { width, height } = self.size;
        Spot { x: width / 2.0 + east_km * self.per_km, y: height / 2.0 - north_km * self.per_km }
    }

    /// How large the drawing is.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The distance between grid lines: in km, and in drawing units.
    pub fn step(&self) -> (f64, f64) {
        let fits = |km: &&f64| **km * self.per_km >= STEP_MIN;
        let km = STEPS_KM.iter().find(fits).copied().unwrap_or(STEPS_KM[STEPS_KM.len() - 1]);
        (km, km * self.per_km)
    }
}

/// The lowest and the highest difference to the first point, whose own is 0.
fn range(differences: impl Iterator<Item = f64>) -> (f64, f64) {
    differences.fold((0.0, 0.0), |(low, high), value| (low.min(value), high.max(value)))
}

fn km_per_degree_east(latitude: f64) -> f64 {
    KM_PER_DEGREE * latitude.to_radians().cos()
}

/// Where lines of a grid lie that leaves the same rest on both sides.
pub fn grid(length: f64, step: f64) -> Vec<f64> {
    let half = length / 2.0;
    let count = (half / step).floor();
    let mut lines = Vec::new();
    let mut at = half - count * step;
    while at <= length {
        lines.push(at);
        at += step;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> Point {
        Point { latitude, longitude }
    }

    #[test]
    fn a_day_across_the_antimeridian_fills_the_drawing_like_any_other() {
        let spots = |east: f64| {
            let at = |degrees| point(-17.0, east).moved_east(degrees);
            let points = [at(0.0), at(0.1), at(0.05)];
            let plane = Plane::around(&points, SIZE).expect("there are points");
            points.map(|point| plane.spot(point).x.round())
        };
        assert_eq!(spots(179.95), spots(20.0));
    }

    #[test]
    fn every_point_lies_inside_the_margin() {
        let points =
            [point(43.13, -2.07), point(43.32, -1.98), point(43.20, -2.40), point(43.25, -2.02)];
        let plane = Plane::around(&points, SIZE).expect("there are points");
        for spot in points.map(|point| plane.spot(point)) {
            assert!((MARGIN - 0.01..=SIZE.width - MARGIN + 0.01).contains(&spot.x), "{spot:?}");
            assert!((MARGIN - 0.01..=SIZE.height - MARGIN + 0.01).contains(&spot.y), "{spot:?}");
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let (south_west, north_east) = (point(43.0, -2.0), point(43.1, -1.9));
        let plane = Plane::around(&[south_west, north_east], SIZE).expect("there are points");
        let (low, high) = (plane.spot(south_west), plane.spot(north_east));
        assert!(low.x < high.x && low.y > high.y);
    }

    #[test]
    fn one_place_lies_in_the_middle() {
        let plane = Plane::around(&[point(43.0, -2.0)], SIZE).expect("there is a point");
        assert_eq!(
            plane.spot(point(43.0, -2.0)),
            Spot { x: SIZE.width / 2.0, y: SIZE.height / 2.0 }
        );
        assert_eq!(Plane::around(&[], SIZE), None);
    }

    #[test]
    fn grid_lines_keep_their_distance() {
        let plane =
            Plane::around(&[point(43.0, -2.0), point(43.2, -2.3)], SIZE).expect("there are points");
        let (km, step) = plane.step();
        assert!(step >= STEP_MIN && STEPS_KM.contains(&km));
        let lines = grid(SIZE.width, step);
        assert!(
            lines.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 1e-9)
                && lines.len() >= 3
        );
    }
}
