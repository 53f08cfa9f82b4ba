//! A town: a grid of streets, each with a speed of its own, blocks that take longer in one direction
//! than in the other, and streets that are one-way. Legs are the quickest ways in seconds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::random::Random;

/// Metres between two junctions.
const BLOCK_M: f64 = 180.0;

/// So many streets can be driven in one direction only, from end to end: they begin and end at the
/// ring around the town, so that every junction can be reached and left.
const ONE_WAY: f64 = 0.4;

/// Every so many streets there is a wide one.
const AVENUE: usize = 6;

#[derive(Debug)]
struct Town {
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
        let mut town = Self { streets: vec![Vec::new(); side * side] };
        for line in 0..side {
            let along: Vec<usize> = (0..side).map(|place| line * side + place).collect();
            let across: Vec<usize> = (0..side).map(|place| place * side + line).collect();
            let is_avenue = line.is_multiple_of(AVENUE) || line + 1 == side;
            town.street(&along, is_avenue, random);
            town.street(&across, is_avenue, random);
        }
        town
    }

    /// A street through these junctions.
    fn street(&mut self, junctions: &[usize], is_avenue: bool, random: &mut Random) {
        let km_per_h = if is_avenue { 45.0 } else { random.between(12.0, 30.0) };
        let is_one_way = !is_avenue && random.chance(ONE_WAY);
        let is_forward = random.chance(0.5);
        for pair in junctions.windows(2) {
            let mut seconds =
                || (BLOCK_M * 3.6 / km_per_h * random.between(0.8, 1.4)).round() as u32;
            let (there, back) = (seconds(), seconds());
            if !is_one_way || is_forward {
                self.streets[pair[0]].push((pair[1], there));
            }
            if !is_one_way || !is_forward {
                self.streets[pair[1]].push((pair[0], back));
            }
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
            for places in [10, 40, 150] {
                let matrix = matrix(places, &mut Random::new(seed));
                assert_eq!(matrix.len(), places * places);
                assert!(matrix.iter().all(|&leg| leg < 10_000), "seed {seed}");
            }
        }
    }
}
