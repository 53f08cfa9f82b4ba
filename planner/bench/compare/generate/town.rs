//! A town: a grid of streets, each with a speed of its own in each direction, some of them
//! one-way. Legs are the quickest ways in seconds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::random::Random;

/// Metres between two junctions.
const BLOCK_M: f64 = 180.0;

/// One street in so many can be driven in one direction only.
const ONE_WAY: f64 = 0.15;

/// Every so many streets there is a wide one.
const AVENUE: usize = 6;

#[derive(Debug)]
struct Town {
    side: usize,
    /// Ways out of each junction: where to, and seconds.
    streets: Vec<Vec<(usize, u32)>>,
}

/// Quickest ways between so many places in a town that is about large enough for them.
pub fn matrix(places: usize, random: &mut Random) -> Vec<u32> {
    let side = ((places as f64 * 3.0).sqrt().ceil() as usize).max(8);
    let town = Town::new(side, random);
    let mut junctions: Vec<usize> = (0..side * side).collect();
    random.shuffle(&mut junctions);
    // The first is the depot's.
    let chosen = &junctions[..places];
    chosen.iter().flat_map(|&from| town.quickest(from, chosen)).collect()
}

impl Town {
    fn new(side: usize, random: &mut Random) -> Self {
        let mut town = Self { side, streets: vec![Vec::new(); side * side] };
        for row in 0..side {
            for column in 0..side {
                let here = row * side + column;
                if column + 1 < side {
                    town.street(here, here + 1, row, random);
                }
                if row + 1 < side {
                    town.street(here, here + side, column, random);
                }
            }
        }
        town
    }

    /// A street along a line of the grid. At the edge of the town it has two directions, so that
    /// every junction can be reached.
    fn street(&mut self, from: usize, to: usize, line: usize, random: &mut Random) {
        let is_avenue = line.is_multiple_of(AVENUE) || line + 1 == self.side;
        let km_per_h = if is_avenue { 45.0 } else { random.between(12.0, 30.0) };
        let mut seconds = || (BLOCK_M * 3.6 / km_per_h * random.between(0.8, 1.4)).round() as u32;
        let (there, back) = (seconds(), seconds());
        let is_one_way = !is_avenue && random.chance(ONE_WAY);
        let is_forward = random.chance(0.5);
        if !is_one_way || is_forward {
            self.streets[from].push((to, there));
        }
        if !is_one_way || !is_forward {
            self.streets[to].push((from, back));
        }
    }

    /// Dijkstra from one junction to the chosen ones.
    fn quickest(&self, from: usize, chosen: &[usize]) -> Vec<u32> {
        let mut seconds = vec![u32::MAX; self.streets.len()];
        let mut queue = BinaryHeap::from([Reverse((0, from))]);
        seconds[from] = 0;
        while let Some(Reverse((spent, here))) = queue.pop() {
            if spent > seconds[here] {
                continue;
            }
            for &(to, street) in &self.streets[here] {
                if spent + street < seconds[to] {
                    seconds[to] = spent + street;
                    queue.push(Reverse((spent + street, to)));
                }
            }
        }
        chosen.iter().map(|&junction| seconds[junction]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_reached_from_every_other() {
        for seed in 0..20 {
            let matrix = matrix(40, &mut Random::new(seed));
            assert_eq!(matrix.len(), 40 * 40);
            assert!(matrix.iter().all(|&leg| leg < 100_000));
        }
    }
}
