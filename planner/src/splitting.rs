//! Gives vehicles that stay at home a part of the work, where it is to be shared: a route is cut in
//! two, and its end becomes the route of another vehicle.
//!
//! A search that moves a few stops at a time hardly gets there, because the first stops alone do not
//! pay for a further vehicle; which number of routes it ends with would depend on the order in which
//! it was told the stops.

use crate::evaluate;
use crate::model::Model;
use crate::search::Search;

/// Places at which a route is cut, at most.
const CUTS_MAX: usize = 8;

/// Cuts routes as long as that makes the plan cheaper.
pub(crate) fn share(search: &mut Search) {
    if search.model.shares_work() {
        // Each cut takes a vehicle that had no work.
        while cut(search) {}
    }
}

/// Makes the best cut, if there is a good one.
fn cut(search: &mut Search) -> bool {
    let (model, order) = (search.model, search.order());
    let (mut best, mut best_cost) = (order.clone(), search.cost);
    for (from, jobs) in order.iter().enumerate() {
        let fixed = search.routes[from].fixed;
        if jobs.iter().any(|&job| model.is_reload(job)) {
            continue;
        }
        let step = jobs.len().saturating_sub(fixed).div_ceil(CUTS_MAX).max(1);
        for at in (fixed.max(1)..jobs.len()).step_by(step) {
            let (head, tail) = jobs.split_at(at);
            let Some(to) = taker(model, &order, tail) else { continue };
            if !evaluate::is_feasible(model, &model.vehicles[from], head) {
                continue;
            }
            let mut next = order.clone();
            next[from].truncate(at);
            next[to].extend_from_slice(tail);
            search.load(&next);
            search.recount();
            if search.cost < best_cost {
                (best, best_cost) = (next, search.cost);
            }
        }
    }
    let is_better = best != order;
    search.load(&best);
    search.recount();
    is_better
}

/// The first vehicle without work that can drive these stops.
fn taker(model: &Model, order: &[Vec<u32>], jobs: &[u32]) -> Option<usize> {
    (0..order.len()).find(|&at| {
        let vehicle = &model.vehicles[at];
        order[at].is_empty()
            && vehicle.first_jobs.is_empty()
            && !vehicle.is_under_way
            && jobs.iter().all(|&job| model.allowed(job, at as u32))
            && evaluate::is_feasible(model, vehicle, jobs)
    })
}
