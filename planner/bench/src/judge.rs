//! Recomputes what routes cost and whether they keep every constraint.

use serde::{Deserialize, Serialize};

use crate::instance::Instance;

/// What routes are worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Sum of the legs, in units of the matrix.
    pub cost: i64,
    /// What is broken; none: the routes are feasible.
    pub broken: Option<String>,
}

/// Judges routes, each the places between the depot and the depot.
pub fn judge(instance: &Instance, routes: &[Vec<usize>]) -> Verdict {
    let mut seen = vec![false; instance.size];
    let (mut cost, mut broken, mut used) = (0, None, 0);
    for route in routes.iter().filter(|route| !route.is_empty()) {
        used += 1;
        let mut time = instance.open[0];
        let (mut here, mut load) = (0, 0);
        for &place in route.iter().chain(&[0]) {
            if place >= instance.size || (place != 0 && std::mem::replace(&mut seen[place], true)) {
                broken.get_or_insert(format!("place {place} is unknown or there twice"));
                continue;
            }
            cost += instance.leg(here, place);
            time += i64::from(instance.service[here]) + instance.leg(here, place);
            time = time.max(instance.open[place]);
            if time > instance.close[place] {
                broken.get_or_insert(format!("place {place} is reached too late"));
            }
            load += u64::from(instance.demand[place]);
            here = place;
        }
        if instance.capacity.is_some_and(|capacity| load > u64::from(capacity)) {
            broken.get_or_insert(format!("a route carries {load}"));
        }
    }
    if used > instance.vehicles {
        broken.get_or_insert(format!("{used} routes for {} vehicles", instance.vehicles));
    }
    if let Some(missing) = (1..instance.size).find(|&place| !seen[place]) {
        broken.get_or_insert(format!("place {missing} is on no route"));
    }
    Verdict { cost, broken }
}
