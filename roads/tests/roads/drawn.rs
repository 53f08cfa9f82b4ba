//! Small maps whose answers are known without a computer. A street takes a second for ten metres.

use furgo_roads::VehicleKind;

use crate::drawing::{Drawing, Packing, at, seconds};

const EAST: (f64, f64) = (590.0, 500.0);
const WEST: (f64, f64) = (410.0, 500.0);

#[test]
fn the_straight_way_is_taken_where_it_is_open() {
    let roads = Drawing::cross().roads();
    assert_eq!(seconds(&roads, WEST, EAST), 18);
    assert_eq!(seconds(&roads, EAST, EAST), 0);
    assert_eq!(seconds(&roads, (530.0, 500.0), (580.0, 500.0)), 5);
    let matrix = roads.matrix(&[at(&roads, WEST.0, WEST.1), at(&roads, EAST.0, EAST.1)]);
    assert_eq!(matrix.distances_m, [0, 180, 180, 0]);
}

#[test]
fn a_one_way_costs_the_way_around_in_one_direction_only() {
    for (value, there, back) in [("yes", 18, 82), ("-1", 82, 18), ("no", 18, 18)] {
        let mut map = Drawing::default();
        map.node(1, 0.0, 0.0).node(2, 200.0, 0.0).node(3, 200.0, 300.0).node(4, 0.0, 300.0);
        map.street(1, &[1, 2], &[("oneway", value)]).street(2, &[2, 3, 4, 1], &[]);
        let roads = map.roads();
        assert_eq!(seconds(&roads, (10.0, 0.0), (190.0, 0.0)), there, "{value}");
        assert_eq!(seconds(&roads, (190.0, 0.0), (10.0, 0.0)), back, "{value}");
    }
}

#[test]
fn a_roundabout_is_driven_one_way_without_a_sign() {
    let mut map = Drawing::default();
    map.node(1, 500.0, 400.0).node(2, 600.0, 500.0).node(3, 500.0, 600.0).node(4, 400.0, 500.0);
    map.way(
        1,
        &[1, 2, 3, 4, 1],
        &[("highway", "residential"), ("maxspeed", "45"), ("junction", "roundabout")],
    );
    let roads = map.roads();
    let quarter = 14;
    assert_eq!(seconds(&roads, (500.0, 400.0), (600.0, 500.0)), quarter);
    assert_eq!(seconds(&roads, (600.0, 500.0), (500.0, 400.0)), 3 * quarter);
}

#[test]
fn a_bollard_stops_a_van_and_no_cargo_bike() {
    let mut split = Drawing::default();
    split.node(1, 0.0, 0.0).tagged_node(2, 100.0, 0.0, &[("barrier", "bollard")]);
    split.node(3, 200.0, 0.0).node(4, 100.0, 300.0);
    split.street(1, &[1, 2, 3], &[]).street(2, &[1, 4, 3], &[]);
    let van = split.roads();
    assert_eq!(seconds(&van, (10.0, 0.0), (90.0, 0.0)), 8);
    assert!(seconds(&van, (90.0, 0.0), (110.0, 0.0)) > 60);
    let (bike, _) = split.try_import(VehicleKind::CargoBike).unwrap();
    assert_eq!(bike.kind(), VehicleKind::CargoBike);
    assert!(seconds(&bike, (90.0, 0.0), (110.0, 0.0)) < 10);
}

#[test]
fn traffic_lights_take_two_seconds() {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).tagged_node(2, 100.0, 0.0, &[("highway", "traffic_signals")]);
    map.node(3, 200.0, 0.0).street(1, &[1, 2, 3], &[]);
    assert_eq!(seconds(&map.roads(), (0.0, 0.0), (200.0, 0.0)), 22);
}

#[test]
fn a_van_takes_time_to_turn_where_a_street_ends_at_another() {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 200.0, 0.0).node(4, 100.0, 100.0);
    map.street(1, &[1, 2, 3], &[]).street(2, &[2, 4], &[]);
    let (west, east, north) = ((50.0, 0.0), (150.0, 0.0), (100.0, 50.0));
    let roads = map.roads();
    assert_eq!(seconds(&roads, west, east), 10, "straight on");
    for (from, to) in [(west, north), (north, west), (east, north), (north, east)] {
        assert_eq!(seconds(&roads, from, to), 15, "{from:?} {to:?}");
    }
    assert_eq!(seconds(&roads, (110.0, 0.0), (190.0, 0.0)), 8, "nobody turns on the way");
    assert_eq!(seconds(&roads, (100.0, 0.0), (100.0, 100.0)), 15, "from the junction itself");
    let path = roads.path(&at(&roads, west.0, west.1), &at(&roads, north.0, north.1)).unwrap();
    let steps: Vec<_> = path.steps.iter().map(|step| (step.length_m, step.duration_s)).collect();
    assert_eq!(steps, [(50, 5), (50, 10), (0, 0)]);
    let (bike, _) = map.try_import(VehicleKind::CargoBike).unwrap();
    assert_eq!(seconds(&bike, west, north), seconds(&bike, west, east));
}

#[test]
fn a_bend_where_three_roads_meet_is_hardly_a_turn() {
    for (x, y, expected) in [(190.0, 40.0, 10), (170.0, 70.0, 11)] {
        let mut map = Drawing::default();
        map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, x, y).node(4, 100.0, -100.0);
        map.street(1, &[1, 2], &[]).street(2, &[2, 3], &[]).street(3, &[2, 4], &[]);
        let half = (50.0 + x / 2.0, y / 2.0);
        assert_eq!(seconds(&map.roads(), (50.0, 0.0), half), expected, "{x} {y}");
    }
}

#[test]
fn a_ferry_takes_as_long_as_it_says() {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 3100.0, 0.0).node(4, 3200.0, 0.0);
    map.street(1, &[1, 2], &[]).street(2, &[3, 4], &[]);
    map.way(3, &[2, 3], &[("route", "ferry"), ("duration", "00:20"), ("name", "The Ferry")]);
    let roads = map.roads();
    assert_eq!(seconds(&roads, (0.0, 0.0), (3200.0, 0.0)), 10 + 1200 + 10);
    // Nobody is delivered to in the middle of the sea.
    assert!(roads.snap(crate::drawing::place(1600.0, 0.0)).unwrap().distance_m > 1000.0);
}

#[test]
fn a_way_with_a_missing_node_is_two_ways() {
    let mut map = Drawing::cross();
    map.street(30, &[2, 99, 3], &[]).street(31, &[99, 98], &[]);
    assert_eq!(seconds(&map.roads(), WEST, EAST), 18);
}

#[test]
fn the_packing_of_an_extract_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.osm.pbf");
    let mut files = [Packing::Raw, Packing::Zlib].map(|packing| {
        std::fs::write(&path, Drawing::cross().bytes(packing)).unwrap();
        let (roads, summary) = furgo_roads::import(&path, VehicleKind::Van, &mut |_| {}).unwrap();
        let mut bytes = Vec::new();
        roads.write(&mut bytes).unwrap();
        (bytes, summary)
    });
    let [raw, zlib] = &mut files;
    assert_eq!(raw, zlib);
}

#[test]
fn what_an_extract_says_of_itself_is_kept() {
    let mut map = Drawing::cross();
    map.restriction("no_left_turn", 4, 1, 3).restriction("no_left_turn", 4, 77, 3);
    let (roads, summary) = map.import();
    let facts = roads.facts();
    assert_eq!(facts.source.extract, "drawn.osm.pbf");
    assert_eq!(facts.source.taken_at_s, 1_700_000_000);
    assert_eq!((facts.streets, summary.ways, summary.edges, summary.length_m), (8, 8, 8, 965));
    assert_eq!((summary.restrictions, summary.restrictions_applied), (2, 1));
}
