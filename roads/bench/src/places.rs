//! The same random places in every run.

use furgo_roads::{
    Place, Roads,
    network::{Edge, Network},
};

/// Knuth's MMIX generator; its upper bits.
#[derive(Debug)]
pub struct Draws(u64);

impl Draws {
    pub fn from_seed(seed: u64) -> Self {
        let mut draws = Self(seed);
        draws.below(1);
        draws
    }

    /// A whole number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }

    /// So many different numbers below `limit`.
    pub fn sample(&mut self, count: usize, limit: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..limit).collect();
        for at in 0..count.min(limit) {
            let other = at + self.below(limit - at);
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}

/// Places at doors: on a street with a name, up to 12 m off its line.
///
/// Each is rounded to a millionth of a degree, which is how OSRM is told about it.
pub fn at_doors(roads: &Roads, network: &Network, count: usize, seed: u64) -> Vec<Place> {
    let mut draws = Draws::from_seed(seed);
    let mut places = Vec::new();
    while places.len() < count {
        let number = draws.below(network.edges.len());
        let edge = &network.edges[number];
        let end = network.edges.get(number + 1).map(|next| next.first_point as usize);
        let line = &network.points[edge.first_point as usize..end.unwrap_or(network.points.len())];
        let segment = draws.below(line.len() - 1);
        let on_road = line[segment].towards(line[segment + 1], draws.share());
        let mut off = || (draws.share() * 2200.0 - 1100.0).round() as i32;
        let door = Place { lat_e7: on_road.lat_e7 + off(), lon_e7: on_road.lon_e7 + off() };
        let door = Place { lat_e7: door.lat_e7 / 10 * 10, lon_e7: door.lon_e7 / 10 * 10 };
        let has_street = edge.name != 0 && !edge.is(Edge::FERRY);
        if has_street && roads.snap(door).is_ok_and(|found| !roads.street(&found).is_empty()) {
            places.push(door);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_no_number_twice_and_is_the_same_every_time() {
        let sample = |seed| Draws::from_seed(seed).sample(40, 60);
        let mut sorted = sample(7);
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), 40);
        assert!(sorted.iter().all(|number| *number < 60));
        assert_eq!(sample(7), sample(7));
        assert_ne!(sample(7), sample(8));
    }
}
