//! Where customers live: anywhere, around centres, or half and half.

use super::random::Random;

/// A point in the plane.
pub type Point = (f64, f64);

/// How far people settle from a centre, in parts of the side of the square.
const SETTLE: f64 = 0.04;

/// Customers in a square. `kind` 0: anywhere; 1: around centres; 2: half and half.
pub fn settle(count: usize, side: f64, kind: u64, random: &mut Random) -> Vec<Point> {
    let any = |random: &mut Random| (random.between(0.0, side), random.between(0.0, side));
    let centres: Vec<Point> = (0..random.whole(3, 8)).map(|_| any(random)).collect();
    let mut points = Vec::with_capacity(count);
    while points.len() < count {
        let clustered = kind == 1 || (kind == 2 && points.len() % 2 == 0);
        let point = any(random);
        // The nearer to the centres, the likelier: towns grow outwards.
        let near: f64 =
            centres.iter().map(|&centre| (-length(centre, point) / (side * SETTLE)).exp()).sum();
        if !clustered || random.chance(near) {
            points.push((point.0.round(), point.1.round()));
        }
    }
    points
}

/// The straight line.
pub fn length(from: Point, to: Point) -> f64 {
    (from.0 - to.0).hypot(from.1 - to.1)
}

/// All straight lines, times a factor, rounded.
pub fn matrix(points: &[Point], factor: f64) -> Vec<u32> {
    let leg = |from: Point, to: Point| (length(from, to) * factor).round() as u32;
    points.iter().flat_map(|&from| points.iter().map(move |&to| leg(from, to))).collect()
}
