//! Random networks with one-ways, parallel roads, loops and forbidden successions: every answer
//! against the oracle.

use furgo_roads::{
    Place, Roads, Snapped, Source, VehicleKind,
    network::{CLOSED, Edge, Network},
    prepare, weight,
};
use proptest::{collection::vec, prelude::*};

use crate::{
    at_least,
    oracle::{Memory, Oracle, spot},
    parts::Shared,
};

/// Junctions lie on a grid this many metres apart, so that snapping knows them apart.
const SPACING_E7: i32 = 20_000;
const COLUMNS: u32 = 4;

fn junction_place(junction: u32) -> Place {
    let (row, column) = ((junction / COLUMNS) as i32, (junction % COLUMNS) as i32);
    Place { lat_e7: 430_000_000 + row * SPACING_E7, lon_e7: -20_000_000 + column * SPACING_E7 }
}

/// Ends, milliseconds there and back (`None`: closed), and for whom it is there and back.
type Raw = (u32, u32, Option<u32>, Option<u32>, u32);

/// Half of the networks have no residents' roads, the others more or fewer of them.
fn edges(junctions: u32) -> impl Strategy<Value = Vec<Raw>> {
    let ms = || prop_oneof![1 => Just(None), 4 => (1_u32..2000).prop_map(Some)];
    prop_oneof![2 => Just(0), 1 => 1..8_u32, 1 => 8..20_u32].prop_flat_map(move |residents| {
        let [there, back] = Edge::ENDS_ONLY;
        let for_whom = prop_oneof![
            20 => Just(0),
            residents => Just(there | back),
            residents.div_ceil(4) * residents.min(1) => Just(there),
            residents.div_ceil(4) * residents.min(1) => Just(back),
        ];
        vec((0..junctions, 0..junctions, ms(), ms(), for_whom), 2..28)
    })
}

fn network(raw: &[Raw], junctions: u32, walks: &[(u32, Vec<u32>)]) -> Network {
    let mut network = Network { junctions, ..Network::default() };
    for (index, (from, to, there, back, flags)) in raw.iter().enumerate() {
        let bend = index as i32 * 317;
        let (start, end) = (junction_place(*from), junction_place(*to));
        let middle = start.towards(end, 0.5);
        let middle =
            Place { lat_e7: middle.lat_e7 + 900 + bend, lon_e7: middle.lon_e7 + 700 - bend };
        let first_point = network.points.len() as u32;
        let line = [start, middle, end];
        let length_m: f64 = line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
        let ms = [there, back].map(|ms| ms.unwrap_or(CLOSED));
        let length_cm = (length_m * 100.0) as u32;
        // Up to a quarter of the time goes into turning into the edge, and to a half out of it.
        let turns =
            ms.map(|ms| if ms == CLOSED { [0; 2] } else { [ms / 200, ms / 100].map(|n| n as u8) });
        network.edges.push(Edge { first_point, name: 0, length_cm, ms, turns, flags: *flags });
        network.ends.push([*from, *to]);
        network.points.extend(line);
    }
    let departures = network.departures();
    let mut forbidden: Vec<Vec<u32>> = Vec::new();
    for (start, turns) in walks {
        let mut course = start % (raw.len() as u32 * 2);
        let mut walk = vec![course];
        for turn in turns {
            let next = departures.from(network.head(course));
            if next.is_empty() || !network.is_open(walk[0]) {
                break;
            }
            course = next[*turn as usize % next.len()];
            walk.push(course);
        }
        if walk.len() > 1 {
            forbidden.push(walk);
        }
    }
    forbidden.sort();
    forbidden.dedup();
    network.forbidden = forbidden;
    network
}

fn places(roads: &Roads, network: &Network, picks: &[(u32, u8)]) -> Vec<Snapped> {
    let snapped = picks.iter().filter_map(|(pick, share)| {
        let points = &network.points;
        let edge = (pick % network.edges.len() as u32) as usize;
        let line = &points[edge * 3..edge * 3 + 3];
        let on_line = line[0].towards(line[1], f64::from(*share) / 255.0);
        roads.snap(on_line).ok()
    });
    snapped.collect()
}

/// Whole histories where there are not too many of them.
fn memory_for(network: &Network) -> Memory {
    let courses = network.edges.len() as f64 * 2.0;
    let choices = courses / f64::from(network.junctions);
    let longest = network.forbidden.iter().map(Vec::len).max().unwrap_or(0) as i32;
    match courses * choices.powi(longest - 2) < 2000.0 {
        true => Memory::Whole,
        false => Memory::Beginnings,
    }
}

/// Where parts are equally large, the crate may take either.
fn compare(roads: &Roads, network: &Network, places: &[Snapped]) -> Result<(), TestCaseError> {
    let oracle = Oracle::new(network, memory_for(network));
    let mut compared = Ok(());
    for shared in oracle.shared() {
        compared = compare_with(&oracle, &shared, roads, places);
        if compared.is_ok() {
            break;
        }
    }
    compared
}

fn compare_with(
    oracle: &Oracle<'_>,
    shared: &Shared,
    roads: &Roads,
    places: &[Snapped],
) -> Result<(), TestCaseError> {
    let spots: Vec<_> = places.iter().map(spot).collect();
    let weights = roads.weights(places, places);
    for (row, from) in places.iter().enumerate() {
        let expected = oracle.from(spots[row], &spots, shared);
        for (column, expected) in expected.iter().enumerate() {
            let found = weights[row * places.len() + column];
            let parts = (found != weight::INFINITE).then(|| (weight::ms(found), weight::cm(found)));
            prop_assert_eq!(parts, *expected, "{} to {}", row, column);
            let path = roads.path(from, &places[column]);
            let parts = path.as_ref().map(|path| (path.duration_ms, path.length_cm));
            prop_assert_eq!(parts, *expected, "path {} to {}", row, column);
            let Some(path) = path else { continue };
            prop_assert_eq!(path.points.first(), Some(&from.place));
            prop_assert_eq!(path.points.last(), Some(&places[column].place));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(at_least(600))]

    #[test]
    fn matrices_and_paths_agree_with_dijkstra(
        (junctions, raw) in (2_u32..13).prop_flat_map(|count| (Just(count), edges(count))),
        walks in vec((any::<u32>(), vec(any::<u32>(), 1..5)), 0..8),
        picks in vec((any::<u32>(), any::<u8>()), 1..7),
    ) {
        let network = network(&raw, junctions, &walks);
        let source = Source::default();
        let Some(roads) = prepare(VehicleKind::Van, source, network.clone(), &mut |_| {}) else {
            return Ok(());
        };
        let places = places(&roads, &network, &picks);
        compare(&roads, &network, &places)?;
        // From places that are connected, every other one can be reached.
        prop_assert!(!roads.weights(&places, &places).contains(&weight::INFINITE));
        let mut bytes = Vec::new();
        roads.write(&mut bytes).unwrap();
        let read = Roads::read(&bytes).unwrap();
        prop_assert_eq!(read.weights(&places, &places), roads.weights(&places, &places));
        prop_assert_eq!(read.facts(), roads.facts());
    }
}
