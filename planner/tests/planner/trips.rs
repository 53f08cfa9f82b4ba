//! Vans that come back to load again, and vans that have left already.

use std::ops::ControlFlow;

use furgo_planner::{
    Budget, Costs, Job, Matrix, Problem, Reason, Reload, RouteOrder, Solution, StepKind, UnderWay,
    Unplanned, Vehicle, Violation, Window, evaluate, solve,
};

use crate::checker::{assert_reloads_are_needed, assert_sound};

/// A van for two at place 0 and four stops, one and two kilometres to either side of it, a minute
/// per kilometre.
fn day() -> Problem {
    let at: [i64; 5] = [0, 1, 2, -1, -2];
    let rows = |unit: u32| -> Vec<Vec<u32>> {
        let km = |from: i64, to: i64| from.abs_diff(to) as u32 * unit;
        at.iter().map(|&from| at.iter().map(|&to| km(from, to)).collect()).collect()
    };
    let job = |id: u64| Job { id, location: id as usize, demand: vec![1], ..Job::default() };
    let van = Vehicle {
        id: 1,
        start: Some(0),
        end: Some(0),
        capacity: vec![2],
        costs: Costs { per_km: 100, per_hour: 0, per_driving_hour: 0, fixed: 0 },
        reload: Some(Reload { duration_s: 600, ..Reload::default() }),
        ..Vehicle::default()
    };
    Problem {
        matrices: vec![Matrix::from_rows(&rows(60), &rows(1000))],
        jobs: (1..=4).map(job).collect(),
        vehicles: vec![van],
        balance: None,
    }
}

fn reload(problem: &mut Problem) -> &mut Reload {
    problem.vehicles[0].reload.as_mut().unwrap()
}

fn plan(problem: &Problem) -> Solution {
    let budget = Budget::iterations(1_000, 1);
    let solution = solve(problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(solution.is_feasible(), "{:?}", solution.violations);
    assert_sound(problem, &solution);
    assert_reloads_are_needed(problem, &solution);
    assert_eq!(evaluate(problem, &solution.order()).unwrap(), solution);
    solution
}

/// The stops of each trip of the first route.
fn trips(solution: &Solution) -> Vec<Vec<u64>> {
    let Some(route) = solution.routes.first() else { return Vec::new() };
    let mut trips = vec![Vec::new()];
    for step in &route.steps {
        match step.kind {
            StepKind::Job { id } => trips.last_mut().unwrap().push(id),
            StepKind::Reload => trips.push(Vec::new()),
            StepKind::Start | StepKind::Break { .. } | StepKind::End => {}
        }
    }
    trips
}

fn left_out(solution: &Solution) -> Vec<(u64, Reason)> {
    solution.unplanned.iter().map(|Unplanned { job, reason }| (*job, *reason)).collect()
}

#[test]
fn a_van_comes_back_for_what_does_not_fit() {
    let mut problem = day();
    let solution = plan(&problem);
    let mut found = trips(&solution);
    found.iter_mut().for_each(|trip| trip.sort_unstable());
    found.sort_unstable();
    assert_eq!(found, [[1, 2], [3, 4]]);
    let route = &solution.routes[0];
    assert_eq!((route.distance_m, route.end_s, route.service_s), (8_000, 8 * 60 + 600, 600));
    problem.vehicles[0].reload = None;
    let reasons: Vec<Reason> = left_out(&plan(&problem)).into_iter().map(|at| at.1).collect();
    assert_eq!(reasons, [Reason::Capacity; 2]);
}

#[test]
fn a_van_with_room_does_not_come_back() {
    let mut problem = day();
    problem.vehicles[0].capacity = vec![4];
    // Even where a way by the depot is shorter than the direct one.
    problem.matrices[0].distances_m[5 + 3] = 9_000;
    assert_eq!(trips(&plan(&problem)).len(), 1);
    problem.vehicles[0].capacity = vec![3];
    assert_eq!(trips(&plan(&problem)).len(), 2);
}

#[test]
fn a_step_says_where_and_when_it_reloads_and_with_what() {
    let mut problem = day();
    reload(&mut problem).location = Some(1);
    let solution = evaluate(&problem, &[order(&[3, 2, 1], &[2])]).unwrap();
    assert_sound(&problem, &solution);
    let step = solution.routes[0].steps[3].clone();
    assert_eq!((step.kind, step.location), (StepKind::Reload, Some(1)));
    assert_eq!((step.arrival_s, step.service_start_s, step.departure_s), (300, 300, 900));
    let loads: Vec<u64> = solution.routes[0].steps.iter().map(|step| step.load[0]).collect();
    assert_eq!(loads, [2, 1, 0, 1, 0, 0]);
}

#[test]
fn reloads_are_limited_in_number_and_by_opening_hours() {
    let mut problem = day();
    problem.vehicles[0].capacity = vec![1];
    assert_eq!(trips(&plan(&problem)).len(), 4);
    reload(&mut problem).max_reloads = Some(2);
    let solution = plan(&problem);
    assert_eq!(trips(&solution).len(), 3);
    assert_eq!(left_out(&solution)[0].1, Reason::Capacity);
    reload(&mut problem).max_reloads = None;
    // Two to the far stops would be too late; coming early means waiting.
    reload(&mut problem).windows = vec![Window::new(200, 220)];
    let solution = plan(&problem);
    assert_eq!(trips(&solution).len(), 2);
    assert_eq!(left_out(&solution)[0].1, Reason::Time);
    let steps = &solution.routes[0].steps;
    let step = steps.iter().find(|step| step.kind == StepKind::Reload).unwrap();
    assert!((200..=220).contains(&step.service_start_s));
}

#[test]
fn shift_and_limits_go_on_over_all_trips() {
    let mut problem = day();
    problem.vehicles[0].shift.end_s = 8 * 60 + 600;
    assert_eq!(left_out(&plan(&problem)), []);
    problem.vehicles[0].shift.end_s -= 1;
    assert_eq!(left_out(&plan(&problem))[0].1, Reason::Time);
    problem.vehicles[0].shift.end_s += 1;
    problem.vehicles[0].max_distance_m = Some(7_999);
    assert_eq!(left_out(&plan(&problem))[0].1, Reason::Time);
    problem.vehicles[0].max_distance_m = None;
    problem.vehicles[0].max_stops = Some(4); // A reload is none.
    assert_eq!(left_out(&plan(&problem)), []);
    problem.vehicles[0].max_stops = Some(3);
    assert_eq!(left_out(&plan(&problem)).len(), 1);
}

#[test]
fn what_is_picked_up_leaves_the_van_at_the_depot() {
    let mut problem = day();
    for job in &mut problem.jobs {
        (job.demand, job.pickup) = (vec![], vec![1]);
    }
    let solution = plan(&problem);
    assert_eq!(left_out(&solution), []);
    assert_eq!(trips(&solution).iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    problem.vehicles[0].reload = None;
    assert_eq!(left_out(&plan(&problem)).len(), 2);
}

#[test]
fn too_large_stays_too_large() {
    let mut problem = day();
    problem.jobs[0].demand = vec![3];
    assert_eq!(left_out(&plan(&problem)), [(1, Reason::TooLarge)]);
}

#[test]
fn fixed_first_stops_are_loaded_in_turn() {
    let mut problem = day();
    problem.vehicles[0].first_jobs = vec![4, 2, 3];
    assert_eq!(trips(&plan(&problem)), [vec![4, 2], vec![3, 1]]);
    problem.vehicles[0].reload = None;
    let budget = Budget::iterations(100, 1);
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    let too_much = Violation::Overloaded { vehicle: 1, dimension: 0, excess: 1 };
    assert_eq!(solution.violations, [too_much]);
}

fn order(jobs: &[u64], reloads: &[usize]) -> RouteOrder {
    RouteOrder { vehicle: 1, jobs: jobs.to_vec(), reloads: reloads.to_vec() }
}

#[test]
fn an_order_by_hand_says_where_to_reload() {
    let mut problem = day();
    let jobs = [1, 2, 3, 4];
    let broken = |problem: &Problem, reloads: &[usize]| {
        evaluate(problem, &[order(&jobs, reloads)]).unwrap().violations
    };
    assert_eq!(broken(&problem, &[2]), []);
    let too_much = [Violation::Overloaded { vehicle: 1, dimension: 0, excess: 1 }];
    assert_eq!(broken(&problem, &[1]), too_much);
    reload(&mut problem).max_reloads = Some(1);
    assert_eq!(broken(&problem, &[2, 3]), [Violation::TooManyReloads { vehicle: 1, excess: 1 }]);
    reload(&mut problem).windows = vec![Window::new(0, 239)];
    assert_eq!(broken(&problem, &[2]), [Violation::ReloadLate { vehicle: 1, late_s: 1 }]);
    problem.vehicles[0].reload = None;
    problem.vehicles[0].capacity = vec![4];
    assert_eq!(broken(&problem, &[2]), [Violation::TooManyReloads { vehicle: 1, excess: 1 }]);
}

#[test]
fn an_earlier_plan_keeps_its_trips() {
    let problem = day();
    let first = plan(&problem).order();
    let budget = Budget { start: Some(&first), ..Budget::iterations(0, 1) };
    let again = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(again.order(), first);
    // Also when the first stop has been cancelled meanwhile.
    let mut fewer = problem.clone();
    let gone = first[0].jobs[0];
    fewer.jobs.retain(|job| job.id != gone);
    let again = solve(&fewer, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_sound(&fewer, &again);
    assert_reloads_are_needed(&fewer, &again);
    assert_eq!(again.order()[0].jobs, first[0].jobs[1..]);
}

/// The van stands at place 2 and has the parcel for place 1 on board.
fn under_way() -> Problem {
    let mut problem = day();
    problem.vehicles[0].start = Some(2);
    problem.vehicles[0].reload = None;
    problem.vehicles[0].under_way = Some(UnderWay { on_board: vec![1], ..UnderWay::default() });
    problem
}

#[test]
fn a_van_under_way_brings_only_what_is_on_board() {
    let mut problem = under_way();
    let solution = plan(&problem);
    assert_eq!(trips(&solution), [[1]]);
    assert_eq!(left_out(&solution), [2, 3, 4].map(|job| (job, Reason::NotOnBoard)));
    problem.vehicles[0].under_way = None;
    assert_eq!(trips(&plan(&problem)).concat().len(), 2);
}

#[test]
fn a_van_under_way_reloads_before_it_brings_more() {
    let mut problem = under_way();
    let max_reloads = Some(1);
    problem.vehicles[0].reload =
        Some(Reload { location: Some(0), max_reloads, ..Reload::default() });
    let solution = plan(&problem);
    assert_eq!(left_out(&solution)[0].1, Reason::Capacity);
    assert_eq!((trips(&solution)[0].clone(), trips(&solution)[1].len()), (vec![1], 2));
    // With nothing on board the first thing that it does is to load.
    problem.vehicles[0].under_way = Some(UnderWay::default());
    let solution = plan(&problem);
    assert_eq!((left_out(&solution).len(), trips(&solution)[0].len()), (2, 0));
}

#[test]
fn a_van_under_way_can_do_what_needs_no_load() {
    let mut problem = under_way();
    problem.jobs[1].demand.clear();
    (problem.jobs[2].demand, problem.jobs[2].pickup) = (vec![], vec![1]);
    let solution = plan(&problem);
    assert_eq!(trips(&solution)[0].len(), 3);
    assert_eq!(left_out(&solution), [(4, Reason::NotOnBoard)]);
}

#[test]
fn what_was_picked_up_takes_room_until_the_end() {
    let mut problem = under_way();
    (problem.jobs[2].demand, problem.jobs[2].pickup) = (vec![], vec![2]);
    // It fits where the parcel has been left, but not beside what is on board.
    assert_eq!(trips(&plan(&problem)), [[1, 3]]);
    problem.vehicles[0].under_way.as_mut().unwrap().picked_up = vec![1];
    let solution = plan(&problem);
    assert_eq!(trips(&solution), [[1]]);
    assert_eq!(left_out(&solution)[1], (3, Reason::Capacity));
}

#[test]
fn what_is_on_board_stays_with_its_van() {
    let mut problem = under_way();
    problem.vehicles.push(Vehicle { id: 2, start: Some(0), ..problem.vehicles[0].clone() });
    problem.vehicles[1].under_way = None;
    problem.vehicles[1].costs.per_km = 1;
    let solution = plan(&problem);
    assert_eq!(solution.order()[0], RouteOrder::new(1, vec![1]));
    assert_eq!(solution.order()[1].jobs.len(), 2);
    let by_hand = evaluate(&problem, &[RouteOrder::new(2, vec![1])]).unwrap();
    assert_eq!(by_hand.violations, [Violation::NotAllowed { vehicle: 2, job: 1 }]);
    let by_hand = evaluate(&problem, &[RouteOrder::new(1, vec![1, 2])]).unwrap();
    assert_eq!(by_hand.violations, [Violation::NotOnBoard { vehicle: 1, job: 2 }]);
}

#[test]
fn a_van_that_carries_too_much_already_is_said_and_can_still_unload() {
    let mut problem = under_way();
    problem.vehicles[0].under_way =
        Some(UnderWay { on_board: vec![1, 2, 3], ..UnderWay::default() });
    (problem.jobs[3].demand, problem.jobs[3].pickup) = (vec![], vec![1]);
    let budget = Budget::iterations(500, 1);
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    let too_much = Violation::Overloaded { vehicle: 1, dimension: 0, excess: 1 };
    assert_eq!((left_out(&solution), solution.violations.clone()), (vec![], vec![too_much]));
}

#[test]
fn a_route_under_way_is_planned_from_where_and_when_it_is() {
    let mut problem = under_way();
    problem.vehicles[0].under_way = Some(UnderWay { on_board: vec![1, 3], ..UnderWay::default() });
    problem.vehicles[0].shift.start_s = 5_000;
    // Promised next, although it lies behind the other.
    problem.vehicles[0].first_jobs = vec![3];
    let solution = plan(&problem);
    let route = &solution.routes[0];
    assert_eq!(trips(&solution), [[3, 1]]);
    assert_eq!((route.steps[0].location, route.departure_s), (Some(2), 5_000));
    assert_eq!((route.steps[1].arrival_s, route.load[0]), (5_180, 2));
}
