//! The list of turns.

use super::Piece;
use crate::{network::Edge, place::Place, roads::Roads, weight};

/// Deviations from straight on, in degrees, from which a turn has its name.
const SLIGHT_DEGREES: f64 = 20.0;
const TURN_DEGREES: f64 = 45.0;
const SHARP_DEGREES: f64 = 135.0;
const ROUND_DEGREES: f64 = 170.0;

/// What the driver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Depart,
    StraightOn,
    SlightLeft,
    SlightRight,
    Left,
    Right,
    SharpLeft,
    SharpRight,
    TurnRound,
    EnterRoundabout,
    LeaveRoundabout,
    BoardFerry,
    Arrive,
}

/// One line of the list: a turn, and the road that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub turn: Turn,
    /// The street after the turn; empty when it has no name.
    pub street: String,
    /// Where the turn is.
    pub place: Place,
    /// How far the street is followed, in metres, and how long that takes, in seconds.
    pub length_m: u32,
    pub duration_s: u32,
}

/// What of an edge is worth a line of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Road {
    name: u32,
    is_ferry: bool,
    is_roundabout: bool,
}

pub fn steps(roads: &Roads, pieces: &[Piece]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut weights: Vec<u64> = Vec::new();
    let mut before: Option<(Road, f64)> = None;
    let mut last_place = Place::default();
    for piece in pieces {
        let line = roads.line(piece);
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        last_place = *last;
        let road = road(roads, piece);
        let bearings = bearings(&line);
        let turn = match (before, bearings) {
            (None, _) => Some(Turn::Depart),
            (Some((old, arrived)), Some((departs, _))) => turn(old, road, departs - arrived),
            (Some((old, _)), None) => (old != road).then_some(Turn::StraightOn),
        };
        if let Some(turn) = turn {
            let street = roads.names.name(road.name).to_owned();
            steps.push(Step { turn, street, place: *first, length_m: 0, duration_s: 0 });
            weights.push(0);
        }
        if let Some(sum) = weights.last_mut() {
            *sum += roads.weight_of(piece);
        }
        let arrives = bearings.map(|(_, arrives)| arrives);
        before = Some((road, arrives.or(before.map(|(_, bearing)| bearing)).unwrap_or(0.0)));
    }
    for (step, weight) in steps.iter_mut().zip(&weights) {
        step.length_m = ((weight::cm(*weight) + 50) / 100) as u32;
        step.duration_s = ((weight::ms(*weight) + 500) / 1000) as u32;
    }
    let street = steps.last().map(|step| step.street.clone()).unwrap_or_default();
    steps.push(Step { turn: Turn::Arrive, street, place: last_place, length_m: 0, duration_s: 0 });
    steps
}

fn road(roads: &Roads, piece: &Piece) -> Road {
    let edge = &roads.edges[piece.course as usize / 2];
    Road {
        name: edge.name,
        is_ferry: edge.is(Edge::FERRY),
        is_roundabout: edge.is(Edge::ROUNDABOUT),
    }
}

/// The directions at the start and at the end of a line; `None` of a line without length.
fn bearings(line: &[Place]) -> Option<(f64, f64)> {
    let [first, second, ..] = line else { return None };
    let [.., before, last] = line else { return None };
    Some((first.bearing_degrees(*second), before.bearing_degrees(*last)))
}

/// The turn between two roads, or `None` where the driver just goes on. On a street with a name
/// only turning round is worth a line, for its bends are not turns.
fn turn(old: Road, new: Road, degrees: f64) -> Option<Turn> {
    let named = direction(degrees);
    if new.is_ferry != old.is_ferry {
        return Some(if new.is_ferry { Turn::BoardFerry } else { named });
    }
    match (old.is_roundabout, new.is_roundabout) {
        (false, true) => return Some(Turn::EnterRoundabout),
        (true, false) => return Some(Turn::LeaveRoundabout),
        (true, true) => return None,
        (false, false) => {}
    }
    let is_same_street = new.name == old.name;
    let is_silent = match (is_same_street, new.name) {
        (false, _) => false,
        (true, 0) => matches!(named, Turn::StraightOn | Turn::SlightLeft | Turn::SlightRight),
        (true, _) => named != Turn::TurnRound,
    };
    (!is_silent).then_some(named)
}

/// The name of a change of direction, clockwise positive.
fn direction(degrees: f64) -> Turn {
    let right = (degrees + 180.0).rem_euclid(360.0) - 180.0;
    match (right.abs(), right > 0.0) {
        (change, _) if change < SLIGHT_DEGREES => Turn::StraightOn,
        (change, _) if change >= ROUND_DEGREES => Turn::TurnRound,
        (change, true) if change < TURN_DEGREES => Turn::SlightRight,
        (change, false) if change < TURN_DEGREES => Turn::SlightLeft,
        (change, true) if change < SHARP_DEGREES => Turn::Right,
        (change, false) if change < SHARP_DEGREES => Turn::Left,
        (_, true) => Turn::SharpRight,
        (_, false) => Turn::SharpLeft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_direction_have_names() {
        for (degrees, name) in [
            (0.0, Turn::StraightOn),
            (350.0, Turn::StraightOn),
            (30.0, Turn::SlightRight),
            (-30.0, Turn::SlightLeft),
            (90.0, Turn::Right),
            (270.0, Turn::Left),
            (150.0, Turn::SharpRight),
            (-150.0, Turn::SharpLeft),
            (180.0, Turn::TurnRound),
            (-180.0, Turn::TurnRound),
        ] {
            assert_eq!(direction(degrees), name, "{degrees}");
        }
    }
}
