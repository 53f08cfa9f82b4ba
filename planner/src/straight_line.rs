//! A matrix without roads: for places whose map has not been imported.
//!
//! Distance: the great circle (haversine, mean earth radius 6 371 008.8 m) × 1.3, the usual ratio of
//! road to crow in towns. Speed grows with the distance *d* in metres, because longer ways use
//! faster roads: `v(d) = 6 + 18 · d / (d + 8 000)` m/s, that is 22 km/h next door, 30 km/h at 1.3 km,
//! 54 km/h at 8 km and towards 86 km/h far away. Time: `d / v(d)`, a ratio that grows steadily.

use crate::problem::Matrix;

/// Road metres per metre as the crow flies.
pub const DETOUR: f64 = 1.3;
/// Speed of the very first metres, in m/s.
const SPEED_NEAR: f64 = 6.0;
/// Added to it far away, in m/s.
const SPEED_GAIN: f64 = 18.0;
/// Where half of the gain is reached, in metres.
const HALF_GAIN_M: f64 = 8_000.0;
/// Mean radius of the earth (IUGG), in metres.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Estimated driving times and distances between `points`, (latitude, longitude) in degrees.
pub fn matrix(points: &[(f64, f64)]) -> Matrix {
    let mut matrix = Matrix { size: points.len(), ..Matrix::default() };
    for &from in points {
        for &to in points {
            let distance_m = great_circle_m(from, to) * DETOUR;
            matrix.distances_m.push(distance_m.round() as u32);
            matrix.durations_s.push(duration_s(distance_m).round() as u32);
        }
    }
    matrix
}

/// Estimated driving time for a road distance.
pub fn duration_s(distance_m: f64) -> f64 {
    distance_m / (SPEED_NEAR + SPEED_GAIN * distance_m / (distance_m + HALF_GAIN_M))
}

/// Shortest way over the sphere, in metres.
pub fn great_circle_m((from_lat, from_lon): (f64, f64), (to_lat, to_lon): (f64, f64)) -> f64 {
    let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin();
    let (lat, lon) = (half_sine(from_lat, to_lat), half_sine(from_lon, to_lon));
    let haversine = lat * lat + from_lat.to_radians().cos() * to_lat.to_radians().cos() * lon * lon;
    2.0 * EARTH_RADIUS_M * haversine.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BILBAO: (f64, f64) = (43.2630, -2.9350);
    const DONOSTIA: (f64, f64) = (43.3183, -1.9812);

    #[test]
    fn two_towns_are_as_far_as_the_road_says() {
        let matrix = matrix(&[BILBAO, DONOSTIA]);
        let (duration_s, distance_m) = matrix.leg(0, 1);
        // The motorway is 100 km and takes about 75 minutes.
        assert!((95_000..106_000).contains(&distance_m), "{distance_m}");
        assert!((4_200..5_400).contains(&duration_s), "{duration_s}");
        assert_eq!(matrix.leg(0, 0), (0, 0));
        assert_eq!(matrix.leg(0, 1), matrix.leg(1, 0));
    }

    #[test]
    fn a_longer_way_takes_longer_and_is_faster() {
        let mut last = (0.0, 0.0);
        for metres in (100..200_000).step_by(100).map(f64::from) {
            let (time, speed) = (duration_s(metres), metres / duration_s(metres));
            assert!(time > last.0 && speed > last.1, "{metres}");
            last = (time, speed);
        }
    }

    #[test]
    fn opposite_points_and_the_date_line_are_fine() {
        assert!((great_circle_m((0.0, 179.5), (0.0, -179.5)) - 111_195.0).abs() < 10.0);
        assert!((great_circle_m((90.0, 0.0), (-90.0, 0.0)) - 20_015_115.0).abs() < 10.0);
    }
}
