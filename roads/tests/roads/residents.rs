//! Streets for those with business there begin and end ways, and are no short cut.

use furgo_roads::{Place, Roads, Rules, VehicleKind, import};

use crate::drawing::{Drawing, at, place};

const WEST: (f64, f64) = (50.0, 0.0);
const EAST: (f64, f64) = (450.0, 0.0);

/// From west to east through a street of 300 m, or around by 900 m; a side street of 100 m in the
/// middle of it.
fn short_cut(street: &[(&str, &str)], side: &[(&str, &str)]) -> Drawing {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 250.0, 0.0).node(4, 400.0, 0.0);
    map.node(5, 500.0, 0.0).node(6, 250.0, 100.0).node(7, 100.0, -300.0).node(8, 400.0, -300.0);
    map.street(1, &[1, 2], &[]).street(2, &[4, 5], &[]);
    map.street(3, &[2, 3, 4], street).street(4, &[3, 6], side);
    map.street(5, &[2, 7, 8, 4], &[]);
    map
}

fn bike(map: &Drawing) -> Roads {
    map.try_import(VehicleKind::CargoBike).unwrap().0
}

/// Metres along the fastest way.
fn metres(roads: &Roads, from: (f64, f64), to: (f64, f64)) -> u32 {
    let places = [at(roads, from.0, from.1), at(roads, to.0, to.1)];
    let path = roads.path(&places[0], &places[1]).unwrap();
    let metres = roads.matrix(&places).distances_m[1];
    assert_eq!((path.length_cm + 50) / 100, u64::from(metres));
    metres
}

#[test]
fn a_residents_street_is_no_short_cut_and_open_to_its_doors() {
    for value in ["destination", "private", "delivery", "customers", "permit", "residents"] {
        let tags = [("access", value)];
        let roads = short_cut(&tags, &[]).roads();
        assert_eq!(metres(&roads, WEST, EAST), 1000, "{value}");
        assert_eq!(metres(&roads, WEST, (200.0, 0.0)), 150, "{value}: to a door");
        assert_eq!(metres(&roads, (200.0, 0.0), EAST), 250, "{value}: from a door");
        assert_eq!(metres(&roads, (150.0, 0.0), (350.0, 0.0)), 200, "{value}: door to door");
        assert_eq!(metres(&roads, (250.0, 50.0), EAST), 250, "{value}: what lies behind it");
        assert_eq!(metres(&roads, WEST, (250.0, 50.0)), 250, "{value}: what lies behind it");
        let bike = bike(&short_cut(&tags, &[]));
        assert_eq!(metres(&bike, WEST, EAST), 1000, "{value}");
    }
    let open = short_cut(&[("access", "permissive")], &[("access", "private")]).roads();
    assert_eq!(metres(&open, WEST, EAST), 400);
    assert_eq!(metres(&open, (250.0, 50.0), EAST), 250);
}

#[test]
fn a_residents_street_may_be_one_in_one_direction() {
    let roads = short_cut(&[("motor_vehicle:forward", "destination")], &[]).roads();
    assert_eq!(metres(&roads, WEST, EAST), 1000);
    assert_eq!(metres(&roads, EAST, WEST), 400);
    let closed = short_cut(&[("motor_vehicle:backward", "no")], &[]).roads();
    assert_eq!(metres(&closed, WEST, EAST), 400);
    assert_eq!(metres(&closed, EAST, WEST), 1000);
    assert_eq!(metres(&closed, EAST, (200.0, 0.0)), 1050, "not even to a door");
    let bike = bike(&short_cut(&[("motor_vehicle:backward", "no")], &[]));
    assert_eq!(metres(&bike, EAST, WEST), 400);
}

#[test]
fn a_door_on_a_private_drive_is_driven_to() {
    let mut map = Drawing::cross();
    map.node(20, 600.0, 1900.0);
    map.way(
        20,
        &[2, 20],
        &[("highway", "service"), ("service", "driveway"), ("access", "private")],
    );
    let roads = map.roads();
    let door = at(&roads, 610.0, 1890.0);
    assert!(door.distance_m < 11.0, "{}", door.distance_m);
    let path = roads.path(&at(&roads, 410.0, 500.0), &door).unwrap();
    assert_eq!((path.length_cm + 50) / 100, 190 + 1390);
    // A gate that its owner opens is passed, and one that nobody opens is not.
    let gate = |access| {
        let mut map = map.clone();
        map.tagged_node(21, 600.0, 2000.0, &[("barrier", "gate"), ("access", access)]);
        map.node(22, 600.0, 2500.0);
        map.way(21, &[20, 21, 22], &[("highway", "service"), ("access", "private")]);
        map.roads()
    };
    assert!(gate("private").snap(place(600.0, 2450.0)).is_ok());
    assert!(gate("no").snap(place(600.0, 2450.0)).is_err());
}

#[test]
fn a_gate_or_a_rising_bollard_is_passed_by_those_with_business_behind_it() {
    let barrier = |tags: &[(&str, &str)]| {
        let mut map = Drawing::default();
        map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).tagged_node(3, 250.0, 0.0, tags);
        map.node(4, 400.0, 0.0).node(5, 500.0, 0.0).node(7, 100.0, -300.0);
        map.node(8, 400.0, -300.0).street(1, &[1, 2], &[]).street(2, &[4, 5], &[]);
        map.street(3, &[2, 3, 4], &[]).street(5, &[2, 7, 8, 4], &[]);
        map.roads()
    };
    for tags in [
        &[("barrier", "bollard"), ("bollard", "rising")][..],
        &[("barrier", "lift_gate"), ("access", "private")],
        &[("barrier", "gate"), ("motor_vehicle", "destination")],
    ] {
        let roads = barrier(tags);
        assert_eq!(metres(&roads, (200.0, 0.0), (300.0, 0.0)), 100, "{tags:?}");
        assert_eq!(metres(&roads, WEST, EAST), 1000, "{tags:?}");
        assert_eq!(metres(&roads, WEST, (300.0, 0.0)), 250, "{tags:?}");
    }
    assert_eq!(metres(&barrier(&[("barrier", "gate")]), WEST, EAST), 400);
    assert_eq!(metres(&barrier(&[("barrier", "bollard")]), WEST, (300.0, 0.0)), 1050);
}

#[test]
fn where_all_roads_are_private_they_are_driven() {
    let mut map = Drawing::default();
    map.node(1, 0.0, 0.0).node(2, 100.0, 0.0).node(3, 200.0, 0.0).node(4, 200.0, 100.0);
    map.street(1, &[1, 2, 3], &[("access", "private")]);
    map.street(2, &[3, 4], &[("access", "private")]);
    let roads = map.roads();
    assert_eq!(metres(&roads, (10.0, 0.0), (200.0, 90.0)), 280);
    assert_eq!(metres(&roads, (200.0, 90.0), (10.0, 0.0)), 280);
}

#[test]
fn pedestrian_streets_are_open_to_vans_for_as_long_as_the_import_was_told() {
    let map = |tags: &[(&str, &str)]| {
        let mut map = Drawing::cross();
        map.node(20, 700.0, 500.0).node(21, 800.0, 600.0);
        map.way(20, &[2, 20], &[&[("highway", "pedestrian"), ("name", "Mall")], tags].concat());
        map
    };
    let imported = |map: &Drawing, until| {
        let folder = tempfile::tempdir().unwrap();
        let rules = Rules { kind: VehicleKind::Van, pedestrian_until: until };
        let roads = import(&map.save(folder.path()), rules, &mut |_| {}).unwrap().0;
        let mut bytes = Vec::new();
        roads.write(&mut bytes).unwrap();
        Roads::read(&bytes).unwrap()
    };
    let street = |roads: &Roads| {
        let found = at(roads, 695.0, 500.0);
        (roads.street(&found).to_owned(), roads.open_until(&found))
    };
    assert_ne!(street(&imported(&map(&[]), None)).0, "Mall");
    let open = imported(&map(&[]), Some(11 * 60));
    assert_eq!(street(&open), ("Mall".to_owned(), Some(11 * 60)));
    assert_eq!(open.open_until(&at(&open, 450.0, 500.0)), None);
    assert_eq!(open.facts().pedestrian_until, Some(660));
    assert_ne!(street(&imported(&map(&[("motor_vehicle", "no")]), Some(660))).0, "Mall");
    let signed = map(&[("motor_vehicle", "delivery")]);
    assert_eq!(street(&imported(&signed, None)), ("Mall".to_owned(), None));
    assert_eq!(street(&imported(&signed, Some(660))), ("Mall".to_owned(), Some(660)));
}

/// A road over the antimeridian ends on its one side and goes on from another node on the other.
#[test]
fn a_road_that_is_cut_at_the_antimeridian_is_one_road() {
    let mut map = Drawing::at_antimeridian();
    map.node(1, -200.0, 0.0).node(2, 0.0, 0.0).node(3, 0.0, 0.0).node(4, 200.0, 0.0);
    map.street(1, &[1, 2], &[]).street(2, &[3, 4], &[]);
    let roads = map.roads();
    let degrees = |lon| roads.snap(Place::from_degrees(43.0, lon).unwrap()).unwrap();
    let places = [degrees(179.9985), degrees(-179.9985)];
    assert!(places.iter().all(|place| place.distance_m < 1.0));
    let path = roads.path(&places[0], &places[1]).unwrap();
    assert_eq!(roads.matrix(&places).distances_m, [0, 244, 244, 0]);
    let drawn: f64 = path.points.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
    assert!((drawn - 244.0).abs() < 1.0, "{drawn}");
    let bounds = roads.facts().bounds.unwrap();
    assert!(bounds.south_west.lon() > 179.99 && bounds.north_east.lon() < -179.99);
    // The names of the antimeridian are one place.
    for lon in [180.0, -180.0] {
        assert!(degrees(lon).distance_m < 1.0);
    }
}
