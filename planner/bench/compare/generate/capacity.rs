//! Vans of one capacity, no windows.

use furgo_planner_bench::Instance;

use super::random::Random;
use super::{open_instance, points, random, town};

/// Side of the square.
const SIDE: f64 = 1000.0;

/// Customers anywhere and around centres, the depot anywhere, in the middle or in a corner.
pub fn plane(stops: usize, seed: u64) -> Instance {
    let mut random = random("capacity", stops, seed);
    let mut places = points::settle(stops, SIDE, seed % 3, &mut random);
    let anywhere = (random.between(0.0, SIDE), random.between(0.0, SIDE));
    let depot = [anywhere, (SIDE / 2.0, SIDE / 2.0), (0.0, 0.0)][random.whole(0, 2) as usize];
    places.insert(0, depot);
    let matrix = points::matrix(&places, 1.0);
    loaded(open_instance(format!("capacity-{stops}-{seed}"), matrix, stops + 1), &mut random)
}

/// Customers in a town.
pub fn in_town(stops: usize, seed: u64) -> Instance {
    let mut random = random("capacity-town", stops, seed);
    let matrix = town::matrix(stops + 1, &mut random);
    loaded(open_instance(format!("capacity-town-{stops}-{seed}"), matrix, stops + 1), &mut random)
}

/// Demands of 1 to 100, and vans for 4 to 25 stops each.
fn loaded(mut instance: Instance, random: &mut Random) -> Instance {
    let low = random.whole(1, 50);
    let stops = instance.size - 1;
    let demand = |_| random.whole(low, 100) as u32;
    instance.demand = std::iter::once(0).chain((0..stops).map(demand)).collect();
    let total: u64 = instance.demand.iter().map(|&demand| u64::from(demand)).sum();
    let stops_each = random.between(4.0, 25.0);
    let capacity = (stops_each * total as f64 / stops as f64).ceil().max(100.0);
    let routes = (total as f64 / capacity).ceil() as usize;
    instance.capacity = Some(capacity as u32);
    instance.vehicles = routes + routes / 2 + 10;
    instance
}
