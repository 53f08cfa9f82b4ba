//! Instances of the published kinds, for a measurement without a folder.
//!
//! The same seed makes the same instance. What they follow: Uchoa and others (European Journal of
//! Operational Research 257(3), 2017) for capacity, Solomon (Operations Research 35(2), 1987) for
//! windows, Dumas and others (Operations Research 43(2), 1995) for one van with windows. The towns
//! are our own: streets with a direction and a speed, so that the way back is not the way there.

mod capacity;
mod one_van;
mod points;
mod random;
mod town;
mod windows;

use furgo_planner_bench::Instance;

use random::Random;

/// A closing time where there is none, as the common form has it.
const NEVER: i64 = 30 * 86_400;

/// Every generated instance: for each kind and size, `each` of them.
pub fn all(each: usize) -> Vec<Instance> {
    (0..each as u64).flat_map(of_seed).collect()
}

/// Stops of one van, and of a fleet.
const ONE_VAN: [usize; 3] = [60, 100, 200];
const FLEET: [usize; 3] = [100, 300, 1000];

fn of_seed(seed: u64) -> Vec<Instance> {
    let mut made = Vec::new();
    ONE_VAN.into_iter().for_each(|stops| made.extend(one_van(stops, seed)));
    FLEET.into_iter().for_each(|stops| made.extend(fleet(stops, seed)));
    made
}

fn one_van(stops: usize, seed: u64) -> [Instance; 4] {
    [
        one_van::plane(stops, seed),
        one_van::in_town(stops, seed),
        one_van::free(stops, seed),
        one_van::free_in_town(stops, seed),
    ]
}

fn fleet(stops: usize, seed: u64) -> [Instance; 6] {
    [
        capacity::plane(stops, seed),
        capacity::in_town(stops, seed),
        windows::plane(stops, false, seed),
        windows::in_town(stops, false, seed),
        windows::plane(stops, true, seed),
        windows::in_town(stops, true, seed),
    ]
}

/// An instance in which nothing is restricted yet.
fn open_instance(name: String, matrix: Vec<u32>, size: usize) -> Instance {
    Instance {
        name,
        size,
        matrix,
        demand: vec![0; size],
        open: vec![0; size],
        close: vec![NEVER; size],
        service: vec![0; size],
        capacity: None,
        vehicles: 1,
        scale: 1,
    }
}

/// A stream of its own for each kind, size and number.
fn random(kind: &str, stops: usize, seed: u64) -> Random {
    let letters = kind.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
    Random::new(letters ^ ((stops as u64) << 32) ^ (seed << 48))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use furgo_planner_bench::judge;

    use super::*;
    use crate::classes::Class;

    #[test]
    fn the_same_seed_makes_the_same_instances_and_another_one_others() {
        let first = one_van::in_town(30, 1);
        assert_eq!(first, one_van::in_town(30, 1));
        assert_ne!(first.matrix, one_van::in_town(30, 2).matrix);
    }

    #[test]
    fn every_kind_is_there_under_a_name_of_its_own() {
        let made: Vec<_> =
            (0..3).flat_map(|seed| one_van(20, seed).into_iter().chain(fleet(30, seed))).collect();
        let classes: HashSet<_> = made.iter().map(Class::of).collect();
        assert_eq!(classes.len(), Class::ALL.len());
        let names: HashSet<_> = made.iter().map(|each| &each.name).collect();
        assert_eq!(names.len(), made.len());
    }

    #[test]
    fn kinds_are_what_their_names_say() {
        for seed in 0..3 {
            let [.., narrow, narrow_town, wide, wide_town] = fleet(50, seed);
            for instance in [narrow, narrow_town] {
                assert_eq!(Class::of(&instance), Class::NarrowWindows, "{}", instance.name);
            }
            for instance in [wide, wide_town] {
                assert_eq!(Class::of(&instance), Class::WideWindows, "{}", instance.name);
            }
        }
    }

    #[test]
    fn each_stop_alone_is_feasible_where_there_are_vehicles() {
        let fleets = [windows::plane(60, false, 3), windows::in_town(60, true, 3)];
        for mut instance in fleets {
            instance.vehicles = instance.size;
            let alone: Vec<Vec<usize>> = (1..instance.size).map(|place| vec![place]).collect();
            assert_eq!(judge(&instance, &alone).broken, None, "{}", instance.name);
        }
    }

    #[test]
    fn ways_in_a_town_differ_by_direction_and_are_never_longer_than_a_detour() {
        let town = one_van::free_in_town(40, 5);
        let pairs = || (0..town.size).flat_map(|a| (0..town.size).map(move |b| (a, b)));
        assert!(pairs().any(|(a, b)| town.leg(a, b) != town.leg(b, a)));
        for (a, b) in pairs() {
            assert!(
                (0..town.size).all(|via| town.leg(a, b) <= town.leg(a, via) + town.leg(via, b))
            );
        }
    }
}
