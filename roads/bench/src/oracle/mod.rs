//! Furgo's hierarchy against a graph that another program, osmgraphing, has prepared: its
//! hierarchy's stored times, and Dijkstra's search over the same arcs.

mod fmi;
mod search;

use std::path::Path;

use furgo_roads::{
    Place, Roads, Snapped, Source, VehicleKind,
    network::{CLOSED, Edge, Network},
    prepare, weight,
};

use self::{
    fmi::Graph,
    search::{Direction, Search},
};
use crate::{Outcome, places::Draws};

/// Places on each side: a million pairs.
const PLACES: usize = 1000;

/// Edges are numbered with places of their own, this far apart, so that snapping tells them apart.
const SPACING_E7: i32 = 40_000;
const COLUMNS: usize = 256;

/// Our times are whole units of ten microseconds, theirs have seven digits. Along a way of a
/// thousand arcs neither is off by more.
const TOLERANCE_UNITS: f64 = 1000.0;
const UNITS_PER_SECOND: f64 = 100_000.0;

/// Compares times from the ends of random arcs to the beginnings of others.
pub fn compare(file: &Path) -> Outcome<()> {
    let graph = Graph::read(file)?;
    let network = network(&graph);
    let source = Source::default();
    let roads = prepare(VehicleKind::Van, source, network.clone(), &mut |_| {})
        .ok_or("nobody can drive on this graph")?;
    let mut draws = Draws::from_seed(1);
    let from = ends(&roads, &network, &mut draws, 1);
    let to = ends(&roads, &network, &mut draws, 0);
    let ours = roads.weights(&from, &to);
    let heads: Vec<u32> = from.iter().map(|place| network.ends[place.edge() as usize][1]).collect();
    let tails: Vec<u32> = to.iter().map(|place| network.ends[place.edge() as usize][0]).collect();
    let theirs = stored(&graph, &heads, &tails);
    let plain = dijkstra(&graph, &heads, &tails);
    let (mut wrong, mut beside, mut seconds) = (0, 0, 0.0);
    for ((ours, theirs), plain) in ours.iter().zip(&theirs).zip(&plain) {
        let units = (*ours != weight::INFINITE).then(|| weight::ms(*ours));
        wrong += usize::from(units != *plain);
        let apart = match (units, theirs) {
            (Some(units), Some(theirs)) => (units as f64 - theirs).abs() > TOLERANCE_UNITS,
            (units, theirs) => units.is_some() != theirs.is_some(),
        };
        beside += usize::from(apart);
        seconds += theirs.unwrap_or(0.0) / UNITS_PER_SECOND;
    }
    let pairs = ours.len();
    let [junctions, arcs] = [graph.levels.len(), network.edges.len()];
    println!(
        "{junctions} junctions, {arcs} arcs; {pairs} pairs, {:.0} s apart on the mean: \
         {wrong} not Dijkstra's, {beside} not osmgraphing's",
        seconds / pairs as f64,
    );
    match wrong + beside {
        0 => Ok(()),
        _ => Err("the hierarchies disagree".into()),
    }
}

/// Every arc that is no shortcut is a one-way road of its own.
fn network(graph: &Graph) -> Network {
    let mut network = Network { junctions: graph.levels.len() as u32, ..Network::default() };
    for arc in graph.arcs.iter().filter(|arc| !arc.is_shortcut) {
        let number = network.edges.len();
        let (row, column) = ((number / COLUMNS) as i32, (number % COLUMNS) as i32);
        let start = Place { lat_e7: row * SPACING_E7, lon_e7: column * SPACING_E7 };
        let end = Place { lon_e7: start.lon_e7 + SPACING_E7 / 4, ..start };
        let first_point = network.points.len() as u32;
        let (length_cm, ms) = (arc.length_cm.max(1), [arc.units, CLOSED]);
        let turns = [[0; 2]; 2];
        network.edges.push(Edge { first_point, name: 0, length_cm, ms, turns, flags: 0 });
        network.ends.push([arc.tail, arc.head]);
        network.points.extend([start, end]);
    }
    network
}

/// Places at the first (0) or last (1) points of random edges.
fn ends(roads: &Roads, network: &Network, draws: &mut Draws, side: usize) -> Vec<Snapped> {
    let mut found = Vec::new();
    while found.len() < PLACES {
        let edge = draws.below(network.edges.len());
        let place = network.points[edge * 2 + side];
        let snapped = roads.snap(place).ok().filter(|snapped| snapped.edge() as usize == edge);
        found.extend(snapped);
    }
    found
}

/// By their hierarchy: upwards from both sides, with the stored times of their shortcuts.
fn stored(graph: &Graph, heads: &[u32], tails: &[u32]) -> Vec<Option<f64>> {
    let mut up = Search::of(graph, Direction::Up);
    let mut down = Search::of(graph, Direction::Down);
    let reached: Vec<_> = tails.iter().map(|tail| down.from(*tail)).collect();
    let mut times = Vec::new();
    for head in heads {
        up.from(*head);
        for reached in &reached {
            let ways = reached.iter().filter_map(|(vertex, rest)| Some(up.time(*vertex)? + rest));
            times.push(ways.reduce(f64::min));
        }
    }
    times
}

/// By plain search over the arcs, in whole units like ours.
fn dijkstra(graph: &Graph, heads: &[u32], tails: &[u32]) -> Vec<Option<u64>> {
    let mut search = Search::of(graph, Direction::Plain);
    let mut times = Vec::new();
    for head in heads {
        search.from(*head);
        times.extend(tails.iter().map(|tail| search.time(*tail).map(|units| units as u64)));
    }
    times
}
