//! From restrictions by OpenStreetMap's numbers to forbidden successions of courses.
//!
//! A restriction over a node becomes pairs, one over ways becomes longer successions. `only_…`
//! forbids everything else, at each junction of its way through.
//!
//! Turning round is free on roads, so a forbidden turn could be evaded: drive on to the next
//! junction, turn round there and come back. Nobody does that with a van; it is forbidden too, at
//! the next junction, unless the road ends there; and so is turning round on the ways of a longer
//! succession, which would end in the middle of it.

use std::collections::{BTreeMap, BTreeSet};

use super::restriction::{Restriction, Rule, Via};
use crate::network::{Departures, Network};

/// Restrictions over more edges than this are slips of the pen.
const VIA_EDGES_MAX: usize = 32;

/// Restrictions whose ways split into more combinations are, too.
const SUCCESSIONS_MAX: usize = 64;

/// Restrictions that take more steps to understand are made to cost time.
const STEPS_MAX: usize = 10_000;

/// Successions of one restriction, while they are looked for.
#[derive(Default)]
struct Found {
    list: Vec<Vec<u32>>,
    steps: usize,
}

/// Finds edges by OpenStreetMap's numbers.
pub struct Turns<'a> {
    pub network: &'a Network,
    pub departures: &'a Departures,
    pub edges_of: &'a BTreeMap<i64, Vec<u32>>,
    /// The junction at a node.
    pub junction: &'a dyn Fn(i64) -> Option<u32>,
}

impl Turns<'_> {
    /// All forbidden successions, sorted, and how many restrictions could be applied.
    pub fn forbidden(&self, restrictions: &[Restriction]) -> (Vec<Vec<u32>>, usize) {
        let mut forbidden = BTreeSet::new();
        let mut applied = 0;
        for restriction in restrictions {
            let successions = self.successions(restriction);
            applied += usize::from(!successions.is_empty());
            for succession in &successions {
                match restriction.rule {
                    Rule::No => {
                        forbidden.insert(succession.clone());
                    }
                    Rule::Only => self.forbid_others(succession, &mut forbidden),
                }
            }
        }
        self.forbid_evasion(&mut forbidden);
        (forbidden.into_iter().collect(), applied)
    }

    /// What the restriction speaks of: from, through and to, course by course.
    fn successions(&self, restriction: &Restriction) -> Vec<Vec<u32>> {
        let targets = self.courses(&restriction.to);
        let mut found = Found::default();
        for from in self.courses(&restriction.from) {
            match &restriction.via {
                Via::Node(node) => {
                    if (self.junction)(*node) == Some(self.network.head(from)) {
                        self.finish(&[from], &targets, restriction, &mut found);
                    }
                }
                Via::Ways(ways) => {
                    let via: Vec<u32> = self.edges(ways).collect();
                    if via.len() <= VIA_EDGES_MAX {
                        self.pass(vec![from], &via, &targets, restriction, &mut found);
                    }
                }
            }
        }
        // A way that passes through instead of ending at the node does not say which side it means.
        let Found { list: found, steps } = found;
        let starts: BTreeSet<u32> = found.iter().map(|succession| succession[0]).collect();
        let is_ambiguous = starts.len() > restriction.from.len();
        let is_endless = found.len() > SUCCESSIONS_MAX || steps > STEPS_MAX;
        if is_ambiguous || is_endless { Vec::new() } else { found }
    }

    /// Goes through every one of the edges between, in any order in which they join.
    fn pass(
        &self,
        path: Vec<u32>,
        via: &[u32],
        targets: &[u32],
        restriction: &Restriction,
        found: &mut Found,
    ) {
        found.steps += 1;
        if found.list.len() > SUCCESSIONS_MAX || found.steps > STEPS_MAX {
            return;
        }
        let Some(last) = path.last() else { return };
        if path.len() > via.len() {
            self.finish(&path, targets, restriction, found);
            return;
        }
        for course in self.departures.from(self.network.head(*last)) {
            let edge = course / 2;
            if via.contains(&edge) && path.iter().all(|earlier| earlier / 2 != edge) {
                let mut longer = path.clone();
                longer.push(*course);
                self.pass(longer, via, targets, restriction, found);
            }
        }
    }

    /// Adds the courses that the restriction leads to.
    fn finish(&self, path: &[u32], targets: &[u32], restriction: &Restriction, found: &mut Found) {
        let Some(last) = path.last() else { return };
        let at = self.network.head(*last);
        let turns_round = |course: u32| course == last ^ 1;
        for target in targets.iter().filter(|target| self.network.tail(**target) == at) {
            // `from` and `to` may be one way: then the turn round is meant, and nothing else.
            let is_same_way = restriction.from == restriction.to;
            if turns_round(*target) != (is_same_way && path.len() == 1) {
                continue;
            }
            found.list.push(path.iter().copied().chain([*target]).collect());
        }
    }

    fn forbid_others(&self, succession: &[u32], forbidden: &mut BTreeSet<Vec<u32>>) {
        for (index, next) in succession.iter().enumerate().skip(1) {
            let before = &succession[..index];
            for other in self.departures.from(self.network.tail(*next)) {
                if other != next {
                    forbidden.insert(before.iter().copied().chain([*other]).collect());
                }
            }
        }
    }

    fn forbid_evasion(&self, forbidden: &mut BTreeSet<Vec<u32>>) {
        let arrivals: BTreeSet<Vec<u32>> = forbidden
            .iter()
            .map(|succession| succession[..succession.len() - 1].to_vec())
            .collect();
        for arrival in arrivals {
            let Some(last) = arrival.last() else { continue };
            if arrival.len() > 1 && !self.road_ends_after(*last) {
                forbidden.insert(arrival.iter().copied().chain([last ^ 1]).collect());
            }
            for onward in self.departures.from(self.network.head(*last)) {
                if *onward != last ^ 1 && !self.road_ends_after(*onward) {
                    let round = arrival.iter().copied().chain([*onward, onward ^ 1]);
                    forbidden.insert(round.collect());
                }
            }
        }
    }

    /// True when one can only turn round at the end of the course.
    fn road_ends_after(&self, course: u32) -> bool {
        let further = self.departures.from(self.network.head(course));
        further.iter().all(|next| *next == course ^ 1)
    }

    fn edges(&self, ways: &[i64]) -> impl Iterator<Item = u32> {
        ways.iter().filter_map(|way| self.edges_of.get(way)).flatten().copied()
    }

    /// Both courses of all edges of the ways, as far as they may be driven.
    fn courses(&self, ways: &[i64]) -> Vec<u32> {
        let both = self.edges(ways).flat_map(|edge| [edge * 2, edge * 2 + 1]);
        both.filter(|course| self.network.is_open(*course)).collect()
    }
}
