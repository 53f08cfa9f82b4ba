//! From places to roads: the nearest one, and sentences where there is none.

use furgo_roads::{Place, SNAP_METRES_MAX, SnapError};
use proptest::prelude::*;

use crate::{
    at_least,
    drawing::{Drawing, at, place},
};

#[test]
fn the_nearest_road_is_found_with_its_street() {
    let roads = Drawing::cross().roads();
    let found = at(&roads, 450.0, 512.0);
    assert_eq!(roads.street(&found), "Street 4");
    assert!((found.distance_m - 12.0).abs() < 0.1, "{}", found.distance_m);
    assert_eq!(found.place, place(450.0, 500.0));
    assert_eq!((found.edge(), found.along_cm().div_ceil(100)), (2, 50));
}

#[test]
fn a_place_far_from_roads_is_refused_with_a_sentence() {
    let mut map = Drawing::cross();
    map.node(50, 20_000.0, 20_000.0).node(51, 20_100.0, 20_000.0);
    map.street(50, &[2, 50], &[("surface", "asphalt")]).street(51, &[50, 51], &[]);
    let roads = map.roads();
    let lost = roads.snap(place(1000.0, 15_000.0)).unwrap_err();
    assert_eq!(lost, SnapError::FarFromRoads { extract: "drawn.osm.pbf".into() });
    assert_eq!(
        lost.to_string(),
        "is more than 2 km from every road of the map drawn.osm.pbf; correct the place, or import a larger extract"
    );
    let elsewhere = roads.snap(Place::from_degrees(60.17, 24.94).unwrap()).unwrap_err();
    assert_eq!(
        elsewhere.to_string(),
        "lies outside the map drawn.osm.pbf; import an extract that covers it"
    );
    for (lat, lon) in [(90.0, 0.0), (-90.0, 180.0), (0.0, -180.0), (43.0, 178.0)] {
        assert!(roads.snap(Place::from_degrees(lat, lon).unwrap()).is_err());
    }
}

#[test]
fn a_place_on_an_island_is_not_taken_across_the_water() {
    let mut map = Drawing::cross();
    map.node(60, 1500.0, 500.0).node(61, 1600.0, 500.0).street(60, &[60, 61], &[]);
    map.node(62, 650.0, 700.0).node(63, 650.0, 720.0);
    map.street(62, &[62, 63], &[("oneway", "yes")]);
    let (roads, summary) = map.import();
    assert_eq!(summary.edges_cut_off, 2);
    let island = roads.snap(place(1550.0, 510.0)).unwrap_err();
    let SnapError::CutOff { street, .. } = &island else { panic!("{island}") };
    assert_eq!(street, "Street 60");
    // A gap in the data beside a connected street is passed over.
    let near = roads.snap(place(650.0, 710.0)).unwrap();
    assert_eq!(roads.street(&near), "Street 10");
}

#[test]
fn nobody_stops_on_a_motorway() {
    let mut map = Drawing::cross();
    map.node(70, 400.0, 490.0).node(71, 600.0, 490.0);
    map.way(70, &[70, 71], &[("highway", "motorway"), ("oneway", "no")]);
    let roads = map.roads();
    assert_eq!(roads.street(&at(&roads, 450.0, 491.0)), "Street 4");
}

proptest! {
    #![proptest_config(at_least(300))]

    /// The grid finds what looking at every segment finds.
    #[test]
    fn no_road_is_nearer_than_the_one_found(
        lines in proptest::collection::vec(
            ((0.0..9000.0_f64, 0.0..9000.0_f64), (-900.0..900.0_f64, -900.0..900.0_f64)), 1..25),
        asked in proptest::collection::vec((-2500.0..11_500.0_f64, -2500.0..11_500.0_f64), 12),
    ) {
        let mut map = Drawing::default();
        map.node(1, 4500.0, 4500.0);
        for (index, ((x, y), (dx, dy))) in lines.iter().enumerate() {
            let id = 10 * (index as i64 + 1);
            map.node(id, *x, *y).node(id + 1, x + dx, y + dy);
            map.street(id, &[1, id, id + 1], &[]);
        }
        let (roads, network) = (map.roads(), map.network());
        for (x, y) in asked {
            let here = place(x, y);
            let mut nearest = f64::INFINITY;
            for (index, edge) in network.edges.iter().enumerate() {
                let end = network.edges.get(index + 1)
                    .map_or(network.points.len(), |next| next.first_point as usize);
                for pair in network.points[edge.first_point as usize..end].windows(2) {
                    let closest = (0..=400).map(|step| pair[0].towards(pair[1], f64::from(step) / 400.0));
                    nearest = closest.map(|point| here.distance_m(point)).fold(nearest, f64::min);
                }
            }
            // The samples above are up to 8 m apart, and distances on a plane are not the sphere's.
            match roads.snap(here) {
                Ok(found) => prop_assert!(found.distance_m <= nearest + 0.5, "{} > {nearest}", found.distance_m),
                Err(_) => prop_assert!(nearest > SNAP_METRES_MAX - 10.0, "{nearest}"),
            }
        }
    }
}
