//! Time that turning takes.
//!
//! A junction where three roads or more meet costs time to those who turn: nothing up to a bend of
//! [`BEND_DEGREES`], then more with the angle. The graph has no room for a cost of each turn, so it
//! is split into one of arriving, the least of all turns that are possible from there, and one of
//! departing, the least that is missing then. Where a street ends at another that goes on, which is
//! most junctions, every turn is exact; who turns at a crossroads pays too little.

use crate::{
    network::{EDGE_MS_MAX, Network, TURN_UNIT_MS},
    place::Place,
};

/// Up to here a driver follows the road.
const BEND_DEGREES: f64 = 30.0;

/// From here a turn is as slow as it gets.
const SHARP_DEGREES: f64 = 130.0;

/// Braking, looking and waiting, for a sharp turn: eight seconds.
const SHARP_UNITS: f64 = 160.0;

/// Where two roads meet, one goes on.
const ROADS_MIN: usize = 3;

/// The direction of a road is looked at this far from the junction.
const LOOK_M: f64 = 12.0;

/// The end of an edge at a junction.
#[derive(Clone, Copy, Debug)]
struct Arm {
    /// The course that leaves by it; its partner arrives.
    leaving: u32,
    leaves: bool,
    arrives: bool,
    /// Away from the junction.
    bearing: f64,
}

/// Adds the time of turns to the courses of a network.
pub fn add(network: &mut Network) {
    let courses = 0..network.ends.len() as u32 * 2;
    let mut leaving: Vec<(u32, u32)> =
        courses.map(|course| (network.tail(course), course)).collect();
    leaving.sort_unstable();
    let mut arms = Vec::new();
    for junction in leaving.chunk_by(|one, other| one.0 == other.0) {
        if junction.len() < ROADS_MIN {
            continue;
        }
        arms.clear();
        arms.extend(junction.iter().map(|(_, leaving)| Arm::of(network, *leaving)));
        for (course, side, units) in delays(&arms) {
            let edge = &mut network.edges[course as usize / 2];
            let direction = course as usize & 1;
            edge.turns[direction][side] = units;
            let ms = edge.ms[direction] + u32::from(units) * TURN_UNIT_MS;
            edge.ms[direction] = ms.min(EDGE_MS_MAX);
        }
    }
}

/// Of the roads of one junction: courses, whether into (0) or out of (1) them, and how long.
fn delays(arms: &[Arm]) -> Vec<(u32, usize, u8)> {
    let others = |arm: &Arm| {
        let own = arm.leaving;
        arms.iter().filter(move |other| other.leaving != own)
    };
    let out = |from: &Arm| {
        let ways = others(from).filter(|to| to.leaves).map(|to| turn_units(from, to));
        ways.min().unwrap_or(0)
    };
    let mut delays: Vec<(u32, usize, u8)> = Vec::with_capacity(arms.len() * 2);
    for to in arms.iter().filter(|arm| arm.leaves) {
        let ways = others(to).filter(|from| from.arrives);
        let missing = ways.map(|from| turn_units(from, to).saturating_sub(out(from))).min();
        delays.push((to.leaving, 0, missing.unwrap_or(0)));
    }
    let arriving = arms.iter().filter(|arm| arm.arrives);
    delays.extend(arriving.map(|from| (from.leaving ^ 1, 1, out(from))));
    delays
}

impl Arm {
    fn of(network: &Network, leaving: u32) -> Self {
        let (leaves, arrives) = (network.is_open(leaving), network.is_open(leaving ^ 1));
        Self { leaving, leaves, arrives, bearing: bearing(network, leaving) }
    }
}

/// What turning from one road into another takes, in [`TURN_UNIT_MS`].
fn turn_units(from: &Arm, to: &Arm) -> u8 {
    let degrees = (from.bearing + 180.0 - to.bearing).rem_euclid(360.0);
    let degrees = degrees.min(360.0 - degrees);
    let share = (degrees - BEND_DEGREES) / (SHARP_DEGREES - BEND_DEGREES);
    (share.clamp(0.0, 1.0) * SHARP_UNITS).round() as u8
}

/// Where a course leads from its beginning.
fn bearing(network: &Network, course: u32) -> f64 {
    let edge = course as usize / 2;
    let start = network.edges[edge].first_point as usize;
    let end = network.edges.get(edge + 1).map(|next| next.first_point as usize);
    let line = &network.points[start..end.unwrap_or(network.points.len())];
    match course & 1 {
        0 => ahead(line.iter().copied()),
        _ => ahead(line.iter().rev().copied()),
    }
}

fn ahead(mut line: impl Iterator<Item = Place>) -> f64 {
    let Some(start) = line.next() else { return 0.0 };
    let mut last = start;
    for place in line {
        last = place;
        if start.distance_m(place) >= LOOK_M {
            break;
        }
    }
    start.bearing_degrees(last)
}
