//! Sharing the work evenly, by stops or by hours.

use std::ops::ControlFlow;

use furgo_planner::{
    Balance, BalanceBy, Budget, COST_SCALE, Costs, Job, Matrix, Problem, Solution, UnderWay,
    Vehicle, default_iterations, solve,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::checker::assert_sound;
use crate::generator::{Features, problem};
use crate::oracle::{best, value};

/// Two vans whose stops are all next door, so that one alone would do them.
fn day(hours: &[u32]) -> Problem {
    let costs = Costs { per_km: 0, per_hour: 0, per_driving_hour: 0, fixed: 1 };
    let van = |id| Vehicle { id, start: Some(0), end: Some(0), costs, ..Vehicle::default() };
    let job = |(id, hours): (usize, &u32)| Job {
        id: id as u64,
        service_s: hours * 3600,
        ..Job::default()
    };
    Problem {
        matrices: vec![Matrix::from_rows(&[vec![0]], &[vec![0]])],
        jobs: hours.iter().enumerate().map(job).collect(),
        vehicles: vec![van(1), van(2)],
        balance: None,
    }
}

fn plan(problem: &Problem) -> Solution {
    let budget = Budget::iterations(2_000, 1);
    let solution = solve(problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_sound(problem, &solution);
    solution
}

/// Stops and hours of each used van, the least first.
fn shares(solution: &Solution) -> Vec<(usize, i64)> {
    let of = |route: &furgo_planner::Route| {
        let stops = route.steps.iter().filter(|step| step.job().is_some()).count();
        (stops, (route.end_s - route.departure_s) / 3600)
    };
    let mut shares: Vec<(usize, i64)> = solution.routes.iter().map(of).collect();
    shares.sort_unstable();
    shares
}

#[test]
fn stops_are_shared_whatever_they_take() {
    let mut problem = day(&[3, 1, 1, 1]);
    assert_eq!(shares(&plan(&problem)), [(4, 6)]);
    problem.balance = Some(Balance { by: BalanceBy::Stops, price: 10 });
    let solution = plan(&problem);
    assert_eq!(shares(&solution).iter().map(|share| share.0).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(solution.cost.balance, 10 * (4 + 4) * COST_SCALE);
}

#[test]
fn hours_are_shared_however_many_stops_they_hold() {
    let mut problem = day(&[3, 1, 1, 1]);
    problem.balance = Some(Balance { by: BalanceBy::Time, price: 10 });
    let solution = plan(&problem);
    assert_eq!(shares(&solution), [(1, 3), (3, 3)]);
    assert_eq!(solution.cost.balance, 10 * (9 + 9) * COST_SCALE);
}

#[test]
fn fairness_is_bought_only_up_to_its_price() {
    let mut problem = day(&[1, 1]);
    problem.vehicles[1].costs.fixed = 1_001;
    // Apart 1 + 1, together 4: sharing saves two squares and costs a second van, 1 001 hundredths.
    problem.balance = Some(Balance { by: BalanceBy::Stops, price: 500 });
    assert_eq!(shares(&plan(&problem)).len(), 1);
    problem.balance = Some(Balance { by: BalanceBy::Stops, price: 501 });
    assert_eq!(shares(&plan(&problem)).len(), 2);
}

#[test]
fn work_that_is_done_counts() {
    let mut problem = day(&[1, 1, 1, 1]);
    let way = UnderWay { stops_done: 4, worked_s: 4 * 3600, ..UnderWay::default() };
    problem.vehicles[0].under_way = Some(way);
    for (by, price) in [(BalanceBy::Stops, 10), (BalanceBy::Time, 10)] {
        problem.balance = Some(Balance { by, price });
        let solution = plan(&problem);
        // Four by the other, none by the one that has done as many; the second would be even.
        assert_eq!(shares(&solution), [(4, 4)]);
        assert_eq!(solution.routes[0].vehicle, 2);
        assert_eq!(solution.cost.balance, 160 * COST_SCALE);
    }
    problem.vehicles[0].under_way = None;
    assert_eq!(shares(&plan(&problem)), [(2, 2), (2, 2)]);
}

/// Two dozen stops around a depot, told in this order, for vans that do so many metres a second.
fn town(order: &[usize], pace: u32, service_s: u32) -> Problem {
    let place = |number: usize| (number * 7 % 11, number * 5 % 13);
    let places: Vec<_> = std::iter::once((5, 6)).chain(order.iter().copied().map(place)).collect();
    let meters = |(x, y): (usize, usize), (to_x, to_y): (usize, usize)| {
        350 * (x.abs_diff(to_x) + y.abs_diff(to_y)) as u32
    };
    let rows: Vec<Vec<u32>> =
        places.iter().map(|from| places.iter().map(|to| meters(*from, *to)).collect()).collect();
    let seconds: Vec<Vec<u32>> =
        rows.iter().map(|row| row.iter().map(|meters| meters / pace).collect()).collect();
    let costs = Costs { fixed: 500, ..Costs::default() };
    let van = |id| Vehicle { id, start: Some(0), end: Some(0), costs, ..Vehicle::default() };
    let job = |id| Job { id, location: id as usize + 1, service_s, ..Job::default() };
    Problem {
        matrices: vec![Matrix::from_rows(&seconds, &rows)],
        jobs: (0..order.len() as u64).map(job).collect(),
        vehicles: vec![van(1), van(2)],
        balance: Some(Balance { by: BalanceBy::Time, price: 1_000 }),
    }
}

/// A further van pays only for many stops at once, which is no matter of how the search begins.
#[test]
fn a_second_van_leaves_whatever_the_order_in_which_stops_are_told() {
    let mut order: Vec<usize> = (0..24).collect();
    for (turn, (pace, service_s)) in
        [(8, 60), (10, 120), (12, 180)].repeat(4).into_iter().enumerate()
    {
        order.rotate_left(5);
        order.swap(turn, 2 * turn);
        let problem = town(&order, pace, service_s);
        let budget = Budget::iterations(default_iterations(order.len()), 1);
        let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_sound(&problem, &solution);
        assert_eq!(solution.routes.len(), 2, "{pace} {service_s} {order:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        rng_seed: RngSeed::Fixed(2020),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn shared_work_finds_the_best_of_all_orders(
        seed: u64, jobs in 2_usize..=6, vehicles in 2_usize..=3, price in 1_u32..2_000,
        by in prop_oneof![Just(BalanceBy::Stops), Just(BalanceBy::Time)],
        features in prop_oneof![Just(Features::Core), Just(Features::Trips)],
    ) {
        let mut problem = problem(seed, jobs, vehicles, features);
        problem.balance = Some(Balance { by, price });
        prop_assert_eq!(value(&problem, &plan(&problem)), best(&problem));
    }
}
