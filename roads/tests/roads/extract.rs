//! A real extract: the streets of Helsinki's centre (see `tests/fixtures/roads/README.md`).

use std::path::PathBuf;

use furgo_roads::{Roads, Snapped, VehicleKind, import, network_of, weight};

use crate::oracle::{Memory, Oracle, spot};

fn extract() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("../tests/fixtures/roads/helsinki-streets.osm.pbf")
}

fn roads(kind: VehicleKind) -> Roads {
    import(&extract(), kind, &mut |_| {}).unwrap().0
}

/// Every so many points of the network that a vehicle can come to.
fn places(roads: &Roads, kind: VehicleKind, every: usize) -> Vec<Snapped> {
    let points = network_of(&extract(), kind).unwrap().points;
    points.iter().step_by(every).filter_map(|place| roads.snap(*place).ok()).collect()
}

#[test]
fn every_matrix_and_path_agrees_with_dijkstra() {
    for (kind, every) in [(VehicleKind::Van, 11), (VehicleKind::CargoBike, 41)] {
        let (roads, network) = (roads(kind), network_of(&extract(), kind).unwrap());
        assert!(kind == VehicleKind::CargoBike || network.forbidden.len() > 30);
        let places = places(&roads, kind, every);
        assert!(places.len() > 100, "{}", places.len());
        let oracle = Oracle::new(&network, Memory::Beginnings);
        let [shared] = &oracle.shared()[..] else { panic!("one part is the largest") };
        let spots: Vec<_> = places.iter().map(spot).collect();
        let weights = roads.weights(&places, &places);
        for (row, from) in places.iter().enumerate() {
            let expected = oracle.from(spots[row], &spots, shared);
            for (column, expected) in expected.iter().enumerate() {
                let found = weights[row * places.len() + column];
                assert_eq!(Some((weight::ms(found), weight::cm(found))), *expected);
                if (row + column) % 23 == 0 {
                    let path = roads.path(from, &places[column]).unwrap();
                    assert_eq!(Some((path.duration_ms, path.length_cm)), *expected);
                }
            }
        }
    }
}

#[test]
fn the_same_extract_gives_the_same_bytes() {
    let bytes = || {
        let mut bytes = Vec::new();
        roads(VehicleKind::Van).write(&mut bytes).unwrap();
        bytes
    };
    assert!(bytes() == bytes());
}

#[test]
fn lines_are_as_long_as_they_say_and_steps_add_up() {
    let roads = roads(VehicleKind::Van);
    let places = places(&roads, VehicleKind::Van, 97);
    for from in &places {
        for to in &places {
            let path = roads.path(from, to).unwrap();
            let drawn: f64 = path.points.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
            let said = path.length_cm as f64 / 100.0;
            assert!((drawn - said).abs() < 2.0 + said / 1000.0, "{drawn} m drawn, {said} m said");
            let stepped: f64 = path.steps.iter().map(|step| f64::from(step.length_m)).sum();
            let rounding = path.steps.len() as f64;
            assert!((stepped - said).abs() <= rounding, "{stepped} m in steps, {said} m said");
        }
    }
}

#[test]
fn streets_have_their_names() {
    let roads = roads(VehicleKind::Van);
    // Of Aleksanterinkatu the nearest part, 13 m away, is for trams: `motor_vehicle:forward=no`
    // on a one-way. The next part lets goods in.
    let shop = furgo_roads::Place::from_degrees(60.1689, 24.9420).unwrap();
    let found = roads.snap(shop).unwrap();
    assert_eq!(roads.street(&found), "Aleksanterinkatu");
    assert!((50.0..52.0).contains(&found.distance_m), "{}", found.distance_m);
    assert!(roads.facts().streets > 50);
}
