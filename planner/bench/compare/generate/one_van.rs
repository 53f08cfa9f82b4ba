//! One van, with windows or without.

use furgo_planner_bench::Instance;

use super::random::Random;
use super::{open_instance, points, random, town};

/// One van with windows in the plane.
pub fn plane(stops: usize, seed: u64) -> Instance {
    let mut random = random("van-windows", stops, seed);
    let places = points::settle(stops + 1, 500.0, seed % 2, &mut random);
    let matrix = points::matrix(&places, 1.0);
    windowed(format!("van-windows-{stops}-{seed}"), matrix, stops, &mut random)
}

/// One van with windows in a town.
pub fn in_town(stops: usize, seed: u64) -> Instance {
    let mut random = random("van-windows-town", stops, seed);
    let matrix = town::matrix(stops + 1, &mut random);
    windowed(format!("van-windows-town-{stops}-{seed}"), matrix, stops, &mut random)
}

/// One van without windows in the plane.
pub fn free(stops: usize, seed: u64) -> Instance {
    let mut random = random("van", stops, seed);
    let places = points::settle(stops + 1, 1000.0, seed % 3, &mut random);
    open_instance(format!("van-{stops}-{seed}"), points::matrix(&places, 1.0), stops + 1)
}

/// One van without windows in a town.
pub fn free_in_town(stops: usize, seed: u64) -> Instance {
    let mut random = random("van-town", stops, seed);
    let matrix = town::matrix(stops + 1, &mut random);
    open_instance(format!("van-town-{stops}-{seed}"), matrix, stops + 1)
}

/// Windows around the times of a tour that goes to the nearest place or the one after it, so that
/// there is a feasible tour and it is not the obvious one.
fn windowed(name: String, matrix: Vec<u32>, stops: usize, random: &mut Random) -> Instance {
    let mut instance = open_instance(name, matrix, stops + 1);
    let tour = tour(&instance, random);
    let legs: i64 = tour.windows(2).map(|pair| instance.leg(pair[0], pair[1])).sum();
    // Each window holds the time of about two to eight stops.
    let width = legs / stops as i64 * random.whole(2, 8);
    let mut time = 0;
    for pair in tour.windows(2) {
        time += instance.leg(pair[0], pair[1]);
        instance.open[pair[1]] = (time - random.whole(0, width)).max(0);
        instance.close[pair[1]] = time + random.whole(0, width);
    }
    let latest = (1..instance.size).map(|place| instance.close[place] + instance.leg(place, 0));
    instance.close[0] = latest.max().unwrap_or(0);
    instance
}

fn tour(instance: &Instance, random: &mut Random) -> Vec<usize> {
    let mut left: Vec<usize> = (1..instance.size).collect();
    let (mut tour, mut here) = (vec![0], 0);
    while !left.is_empty() {
        left.sort_by_key(|&place| instance.leg(here, place));
        let second = left.len() > 1 && random.chance(0.3);
        here = left.remove(usize::from(second));
        tour.push(here);
    }
    tour
}

#[cfg(test)]
mod tests {
    use furgo_planner_bench::judge;

    use super::*;

    #[test]
    fn a_windowed_instance_has_a_feasible_tour() {
        for seed in 0..5 {
            let mut stream = super::random("t", 60, seed);
            let matrix = town::matrix(61, &mut stream);
            // The tour that the windows were made around keeps them: opening times only rise.
            let instance = windowed("t".to_owned(), matrix.clone(), 60, &mut stream);
            let mut again = super::random("t", 60, seed);
            assert_eq!(town::matrix(61, &mut again), matrix);
            let tour = tour(&open_instance(String::new(), matrix, 61), &mut again);
            assert_eq!(judge(&instance, &[tour[1..].to_vec()]).broken, None);
        }
    }
}
