//! Vans with windows: narrow ones in a short day, or wide ones in a long day.

use furgo_planner_bench::Instance;

use super::random::Random;
use super::{open_instance, points, random, town};

/// A tenth of a unit of the plane is a unit of time.
const TENTHS: f64 = 10.0;

/// What a fleet's day is like, in multiples of the way across.
#[derive(Debug)]
struct Day {
    length: f64,
    widths: (f64, f64),
    stops_each: f64,
}

const NARROW: Day = Day { length: 2.4, widths: (0.1, 0.5), stops_each: 14.0 };
const WIDE: Day = Day { length: 10.0, widths: (0.6, 3.0), stops_each: 60.0 };

/// Customers in the plane.
pub fn plane(stops: usize, wide: bool, seed: u64) -> Instance {
    let kind = if wide { "wide" } else { "narrow" };
    let mut random = random(kind, stops, seed);
    let mut places = points::settle(stops, 100.0, seed % 3, &mut random);
    places.insert(0, (50.0, 50.0));
    let matrix = points::matrix(&places, TENTHS);
    let instance = open_instance(format!("{kind}-{stops}-{seed}"), matrix, stops + 1);
    scheduled(instance, wide, &mut random)
}

/// Customers in a town.
pub fn in_town(stops: usize, wide: bool, seed: u64) -> Instance {
    let kind = if wide { "wide-town" } else { "narrow-town" };
    let mut random = random(kind, stops, seed);
    let matrix = town::matrix(stops + 1, &mut random);
    let instance = open_instance(format!("{kind}-{stops}-{seed}"), matrix, stops + 1);
    scheduled(instance, wide, &mut random)
}

/// Gives a share of the stops a window around a time at which they can be served.
fn scheduled(mut instance: Instance, wide: bool, random: &mut Random) -> Instance {
    let day = if wide { WIDE } else { NARROW };
    let across = instance.matrix.iter().copied().max().unwrap_or(1);
    let length = (f64::from(across) * day.length).round() as i64;
    let service = (f64::from(across) * 0.08).round() as u32;
    let share = if wide { 0.75 } else { 1.0 };
    instance.close[0] = length;
    for place in 1..instance.size {
        instance.demand[place] = random.whole(1, 40) as u32;
        instance.service[place] = service;
        let earliest = instance.leg(0, place);
        let latest = length - instance.leg(place, 0) - i64::from(service);
        instance.close[place] = latest;
        if random.chance(share) {
            let half = f64::from(across) * random.between(day.widths.0, day.widths.1) / 2.0;
            let middle = random.whole(earliest, latest);
            instance.open[place] = (middle - half as i64).max(0);
            instance.close[place] = (middle + half as i64).min(latest);
        }
    }
    let total: u32 = instance.demand.iter().sum();
    let stops = instance.size - 1;
    instance.capacity = Some((f64::from(total) / stops as f64 * day.stops_each).ceil() as u32);
    instance.vehicles = stops / 3;
    instance
}
