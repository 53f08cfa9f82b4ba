//! Turns that are forbidden, and the list of turns of a path.

use furgo_roads::{Path, Roads, Turn, VehicleKind};

use crate::drawing::{Drawing, at, place, seconds};

const WEST: (f64, f64) = (450.0, 500.0);
const NORTH: (f64, f64) = (500.0, 550.0);
const EAST: (f64, f64) = (550.0, 500.0);
const SOUTH: (f64, f64) = (500.0, 450.0);

/// From the middle of one street of the cross to the middle of another: over the centre, or back
/// to the end of the street and over the ring, with two sharp turns of eight seconds. A turn by a
/// right angle takes 4.8 s where three roads meet, and none at a crossroads.
const OVER_THE_CENTRE: u32 = 10;
const OVER_THE_RING: u32 = 24 + 16;

#[test]
fn a_forbidden_turn_is_not_driven_and_its_neighbours_are() {
    let open = Drawing::cross().roads();
    assert_eq!(seconds(&open, WEST, NORTH), OVER_THE_CENTRE);
    let mut map = Drawing::cross();
    map.restriction("no_left_turn", 4, 1, 3);
    let closed = map.roads();
    assert_eq!(seconds(&closed, WEST, NORTH), OVER_THE_RING);
    for (from, to) in [(WEST, EAST), (WEST, SOUTH), (NORTH, WEST), (EAST, NORTH)] {
        assert_eq!(seconds(&closed, from, to), OVER_THE_CENTRE, "{from:?} {to:?}");
    }
}

#[test]
fn who_must_go_on_somewhere_goes_nowhere_else() {
    let mut map = Drawing::cross();
    map.restriction("only_straight_on", 4, 1, 2);
    let roads = map.roads();
    assert_eq!(seconds(&roads, WEST, EAST), OVER_THE_CENTRE);
    assert_eq!(seconds(&roads, WEST, NORTH), OVER_THE_RING);
    assert_eq!(seconds(&roads, WEST, SOUTH), OVER_THE_RING);
    assert_eq!(seconds(&roads, SOUTH, NORTH), OVER_THE_CENTRE);
}

#[test]
fn a_restriction_does_not_bind_whom_it_excepts() {
    let mut map = Drawing::cross();
    map.restriction("no_left_turn", 4, 1, 3);
    let (bike, _) = map.try_import(VehicleKind::CargoBike).unwrap();
    assert!(seconds(&bike, WEST, NORTH) > 50, "bound like everybody");
}

#[test]
fn nobody_evades_a_forbidden_turn_by_turning_round_at_the_next_junction() {
    // East of the cross a short stub of a side street makes a junction.
    let mut map = Drawing::default();
    map.node(1, 500.0, 500.0).node(3, 500.0, 600.0).node(4, 300.0, 500.0);
    map.node(6, 520.0, 500.0).node(7, 520.0, 490.0).node(8, 900.0, 500.0);
    map.street(3, &[1, 3], &[]).street(4, &[4, 1], &[]).street(6, &[1, 6], &[]);
    map.street(7, &[6, 7], &[]).street(8, &[6, 8], &[]);
    map.restriction("no_left_turn", 4, 1, 3);
    let roads = map.roads();
    let path = roads.path(&at(&roads, 450.0, 500.0), &at(&roads, 500.0, 550.0)).unwrap();
    // Into the stub, which ends, and out again: 50 + 20 + 10 + 10 + 20 + 50 m, and three turns.
    assert_eq!(path.length_cm.div_ceil(100), 160);
    assert_eq!(seconds(&roads, (450.0, 500.0), (500.0, 550.0)), 30);
}

/// Two carriageways, joined by a short piece in the middle: the usual place of a `no_u_turn`.
fn carriageways() -> Drawing {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 500.0, 0.0).node(3, 1000.0, 0.0);
    map.node(4, 1000.0, 20.0).node(5, 500.0, 20.0).node(6, 0.0, 20.0);
    map.street(1, &[1, 2], &[("oneway", "yes")]).street(2, &[2, 3], &[("oneway", "yes")]);
    map.street(3, &[4, 5], &[("oneway", "yes")]).street(4, &[5, 6], &[("oneway", "yes")]);
    map.street(5, &[2, 5], &[]).street(6, &[3, 4], &[]).street(7, &[6, 1], &[]);
    map
}

#[test]
fn a_restriction_over_a_way_forbids_the_whole_succession_only() {
    let (from, to) = ((400.0, 0.0), (400.0, 20.0));
    assert_eq!(seconds(&carriageways().roads(), from, to), 32);
    let mut map = carriageways();
    map.long_restriction("no_u_turn", 1, &[5], 4);
    let roads = map.roads();
    assert_eq!(seconds(&roads, from, to), 122);
    // Who comes from the other end may still pass the piece between.
    assert_eq!(seconds(&roads, (600.0, 20.0), (600.0, 0.0)), 32);
}

#[test]
fn an_obligation_over_a_way_binds_at_both_its_ends() {
    let mut map = carriageways();
    map.node(9, 0.0, 1000.0).node(10, 1000.0, 1000.0).street(8, &[6, 9, 10, 4], &[]);
    let (turned, straight_on) = ((400.0, 20.0), (600.0, 0.0));
    assert_eq!(seconds(&map.roads(), (400.0, 0.0), straight_on), 20);
    map.long_restriction("only_left_turn", 1, &[5], 4);
    let (roads, summary) = map.import();
    assert_eq!(summary.restrictions_applied, 1);
    assert_eq!(seconds(&roads, (400.0, 0.0), turned), 32);
    // Left, as told; then around by the north and over the piece between from its other end, with
    // six turns.
    assert_eq!(seconds(&roads, (400.0, 0.0), straight_on), 449);
}

#[test]
fn a_restriction_that_means_nothing_is_counted_and_left_alone() {
    let mut map = Drawing::cross();
    map.restriction("no_left_turn", 4, 2, 3).restriction("no_left_turn", 99, 1, 3);
    map.restriction("sometimes", 4, 1, 3).long_restriction("no_u_turn", 4, &[10], 5);
    let (roads, summary) = map.import();
    assert_eq!((summary.restrictions, summary.restrictions_applied), (3, 0));
    assert_eq!(seconds(&roads, WEST, NORTH), OVER_THE_CENTRE);
}

#[test]
fn a_restriction_from_a_way_that_passes_through_does_not_say_which_side_it_means() {
    let mut map = Drawing::default();
    map.node(1, 500.0, 500.0).node(2, 600.0, 500.0).node(3, 500.0, 600.0).node(4, 400.0, 500.0);
    map.street(1, &[4, 1, 2], &[]).street(3, &[1, 3], &[]).street(4, &[4, 3], &[]);
    map.restriction("no_left_turn", 1, 1, 3);
    let (roads, summary) = map.import();
    assert_eq!((summary.restrictions, summary.restrictions_applied), (1, 0));
    assert_eq!(seconds(&roads, WEST, NORTH), 15);
    // On a one-way there is only one side.
    let mut one_way = Drawing::default();
    one_way.node(1, 500.0, 500.0).node(2, 600.0, 500.0).node(3, 500.0, 600.0);
    one_way.node(4, 400.0, 500.0).street(1, &[4, 1, 2], &[("oneway", "yes")]);
    one_way.street(3, &[1, 3], &[]).street(4, &[4, 3], &[]).street(2, &[2, 3], &[]);
    one_way.restriction("no_left_turn", 1, 1, 3);
    let (roads, summary) = one_way.import();
    assert_eq!(summary.restrictions_applied, 1);
    // On to the next junction and over the other side: 50, 100, 141.4 and 50 m, and a sharp turn.
    assert_eq!(seconds(&roads, WEST, NORTH), 42);
}

fn path(roads: &Roads, from: (f64, f64), to: (f64, f64)) -> Path {
    roads.path(&at(roads, from.0, from.1), &at(roads, to.0, to.1)).unwrap()
}

#[test]
fn the_list_of_turns_names_streets_and_lengths() {
    let roads = Drawing::cross().roads();
    let path = path(&roads, WEST, NORTH);
    let steps: Vec<_> = path
        .steps
        .iter()
        .map(|step| (step.turn, step.street.as_str(), step.length_m, step.duration_s))
        .collect();
    assert_eq!(
        steps,
        [
            (Turn::Depart, "Street 4", 50, 5),
            (Turn::Left, "Street 3", 50, 5),
            (Turn::Arrive, "Street 3", 0, 0),
        ]
    );
    assert_eq!(path.points, [WEST, (500.0, 500.0), NORTH].map(|(x, y)| place(x, y)));
}

#[test]
fn roundabouts_and_ferries_have_turns_of_their_own() {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 120.0, 20.0).node(4, 140.0, 0.0);
    map.node(5, 120.0, -20.0).node(6, 240.0, 0.0).node(7, 2240.0, 0.0).node(8, 2340.0, 0.0);
    map.street(1, &[1, 2], &[]).street(2, &[4, 6], &[]).street(3, &[7, 8], &[]);
    map.street(4, &[2, 5, 4, 3, 2], &[("junction", "roundabout")]);
    map.way(5, &[6, 7], &[("route", "ferry"), ("name", "Ferry")]);
    let turns: Vec<_> =
        path(&map.roads(), (10.0, 0.0), (2330.0, 0.0)).steps.iter().map(|step| step.turn).collect();
    let expected = [
        Turn::Depart,
        Turn::EnterRoundabout,
        Turn::LeaveRoundabout,
        Turn::BoardFerry,
        Turn::StraightOn,
        Turn::Arrive,
    ];
    assert_eq!(turns, expected);
}

#[test]
fn a_path_to_where_one_is_has_no_length() {
    let roads = Drawing::cross().roads();
    let path = path(&roads, WEST, WEST);
    assert_eq!((path.duration_ms, path.length_cm, path.points.len()), (0, 0, 1));
    assert_eq!(path.steps.len(), 2);
}

#[test]
fn a_restriction_over_a_tangle_is_left_alone_and_ends() {
    let mut map = Drawing::cross();
    let tangle: Vec<i64> = (100..115).collect();
    for way in &tangle {
        map.street(*way, &[1, 3], &[]);
    }
    map.long_restriction("no_left_turn", 4, &tangle, 5);
    let (roads, summary) = map.import();
    assert_eq!((summary.restrictions, summary.restrictions_applied), (1, 0));
    assert_eq!(seconds(&roads, WEST, SOUTH), OVER_THE_CENTRE);
}
