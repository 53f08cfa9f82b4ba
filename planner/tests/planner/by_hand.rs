//! Orders made by hand: arrival times follow, and what is broken is said.

use furgo_planner::{
    Break, Departure, Job, Matrix, Problem, Reason, RouteOrder, Solution, UNREACHABLE, Unplanned,
    Vehicle, Violation, Window, evaluate,
};

/// Three places in a row, 100 s and 1 km apart; jobs 1 and 2 at the far two.
fn problem() -> Problem {
    let metres = [vec![0, 1000, 2000], vec![1000, 0, 1000], vec![2000, 1000, 0]];
    let seconds = [vec![0, 100, 200], vec![100, 0, 100], vec![200, 100, 0]];
    let job = |id: u64| Job { id, location: id as usize, demand: vec![3], ..Job::default() };
    Problem {
        matrices: vec![Matrix::from_rows(&seconds, &metres)],
        jobs: vec![job(1), job(2)],
        vehicles: vec![Vehicle { id: 5, start: Some(0), end: Some(0), ..Vehicle::default() }],
        balance: None,
    }
}

fn route(jobs: &[u64]) -> Vec<RouteOrder> {
    vec![RouteOrder::new(5, jobs.to_vec())]
}

fn arrivals(solution: &Solution) -> Vec<i64> {
    solution.routes[0]
        .steps
        .iter()
        .filter(|step| step.job().is_some())
        .map(|step| step.arrival_s)
        .collect()
}

/// What the order 1, 2 breaks in a changed problem.
fn broken(change: impl FnOnce(&mut Problem)) -> Vec<Violation> {
    let mut changed = problem();
    change(&mut changed);
    let solution = evaluate(&changed, &route(&[1, 2])).unwrap();
    assert_eq!(solution.is_feasible(), solution.violations.is_empty());
    solution.violations
}

#[test]
fn arrival_times_follow_the_order() {
    let problem = problem();
    assert_eq!(arrivals(&evaluate(&problem, &route(&[1, 2])).unwrap()), [100, 200]);
    assert_eq!(arrivals(&evaluate(&problem, &route(&[2, 1])).unwrap()), [200, 300]);
    assert_eq!(broken(|_| ()), []);
}

#[test]
fn what_the_order_does_not_name_is_unplanned() {
    let solution = evaluate(&problem(), &route(&[2])).unwrap();
    assert_eq!(solution.unplanned, [Unplanned { job: 1, reason: Reason::LeftOut }]);
    let nothing = evaluate(&problem(), &[]).unwrap();
    assert_eq!((nothing.routes.len(), nothing.unplanned.len()), (0, 2));
}

#[test]
fn lateness_is_said_in_seconds() {
    let late = broken(|problem| problem.jobs[1].windows = vec![Window::new(0, 180)]);
    assert_eq!(late, [Violation::Late { job: 2, late_s: 20 }]);
    let late = broken(|problem| problem.vehicles[0].shift.end_s = 350);
    assert_eq!(late, [Violation::ShiftExceeded { vehicle: 5, late_s: 50 }]);
    let pause = Break { window: Window::new(0, 90), duration_s: 10 };
    let late = broken(|problem| {
        problem.vehicles[0].breaks = vec![pause];
        problem.vehicles[0].shift.start_s = 100;
    });
    assert_eq!(late, [Violation::BreakLate { vehicle: 5, index: 0, late_s: 10 }]);
}

#[test]
fn limits_are_said_with_their_excess() {
    let found = broken(|problem| problem.vehicles[0].capacity = vec![5]);
    assert_eq!(found, [Violation::Overloaded { vehicle: 5, dimension: 0, excess: 1 }]);
    let found = broken(|problem| problem.vehicles[0].max_stops = Some(1));
    assert_eq!(found, [Violation::TooManyStops { vehicle: 5, excess: 1 }]);
    let found = broken(|problem| problem.vehicles[0].max_travel_s = Some(399));
    assert_eq!(found, [Violation::TravelTooLong { vehicle: 5, excess_s: 1 }]);
    let found = broken(|problem| problem.vehicles[0].max_distance_m = Some(3_500));
    assert_eq!(found, [Violation::TooFar { vehicle: 5, excess_m: 500 }]);
}

#[test]
fn permissions_order_and_roads_are_said() {
    let found = broken(|problem| problem.jobs[0].skills = vec![1]);
    assert_eq!(found, [Violation::NotAllowed { vehicle: 5, job: 1 }]);
    let found = broken(|problem| problem.jobs[0].after = vec![2]);
    assert_eq!(found, [Violation::OutOfOrder { job: 1, predecessor: 2 }]);
    let found = broken(|problem| problem.vehicles[0].first_jobs = vec![2]);
    assert_eq!(found, [Violation::FirstJobs { vehicle: 5 }]);
    let found = broken(|problem| problem.matrices[0].distances_m[5] = UNREACHABLE);
    assert_eq!(found, [Violation::Unreachable { vehicle: 5, from: 1, to: 2 }]);
}

#[test]
fn names_that_are_not_there_or_twice_are_passed_over_and_said() {
    let mut order = route(&[1, 9, 1, 2]);
    order.push(RouteOrder::new(5, vec![]));
    order.push(RouteOrder::new(6, vec![2]));
    let solution = evaluate(&problem(), &order).unwrap();
    let expected = [
        Violation::UnknownJob { job: 9 },
        Violation::DuplicateJob { job: 1 },
        Violation::DuplicateVehicle { vehicle: 5 },
        Violation::UnknownVehicle { vehicle: 6 },
    ];
    assert_eq!(solution.violations, expected);
    assert_eq!(solution.order(), route(&[1, 2]));
}

#[test]
fn a_late_order_leaves_at_the_start_of_the_shift_even_just_in_time() {
    let mut problem = problem();
    problem.vehicles[0].departure = Departure::JustInTime;
    problem.jobs[0].windows = vec![Window::new(1_000, 1_010)];
    problem.jobs[1].windows = vec![Window::new(0, 500)];
    let solution = evaluate(&problem, &route(&[1, 2])).unwrap();
    assert_eq!(solution.routes[0].departure_s, 0);
    let solution = evaluate(&problem, &route(&[2, 1])).unwrap();
    assert_eq!((solution.routes[0].departure_s, solution.violations.len()), (300, 1 - 1));
}
