//! Orders that nobody would make by hand.

use furgo_planner::{Problem, RouteOrder};

use crate::generator::Dice;

/// Some of the jobs in some order, with some reloads, whatever that breaks.
pub fn random_order(problem: &Problem, seed: u64) -> Vec<RouteOrder> {
    let mut dice = Dice(seed ^ 0xabcd);
    let mut jobs: Vec<u64> = problem.jobs.iter().map(|job| job.id).collect();
    jobs.sort_by_cached_key(|_| dice.next());
    let mut order: Vec<RouteOrder> =
        problem.vehicles.iter().map(|vehicle| RouteOrder::new(vehicle.id, Vec::new())).collect();
    for job in jobs {
        let to = dice.within(0, problem.vehicles.len() as i64) as usize;
        if let Some(route) = order.get_mut(to) {
            if problem.vehicles[to].reload.is_some() && dice.chance(20) {
                route.reloads.push(route.jobs.len());
            }
            route.jobs.push(job);
        }
    }
    order
}
