//! One small day per constraint, each with its twin without the constraint, which ends differently.

use std::ops::ControlFlow;

use furgo_planner::{
    Balance, BalanceBy, Break, Budget, Costs, Departure, JOBS_MAX, Job, Matrix, Problem, Reason,
    SHIFT_S_MAX, SoftWindow, Solution, Step, StepKind, UNREACHABLE, Unplanned, Vehicle, Window,
    solve, straight_line,
};

use crate::checker::assert_sound;

/// Places on a line, `at` kilometres from place 0; a kilometre takes a minute.
fn line(at: &[u32]) -> Matrix {
    let km = |from: u32, to: u32| from.abs_diff(to);
    let rows = |unit: u32| -> Vec<Vec<u32>> {
        at.iter().map(|&from| at.iter().map(|&to| km(from, to) * unit).collect()).collect()
    };
    Matrix::from_rows(&rows(60), &rows(1000))
}

/// A van at place 0 and one job, with its number as id, at every other place.
pub fn day(at: &[u32]) -> Problem {
    Problem {
        matrices: vec![line(at)],
        jobs: (1..at.len())
            .map(|place| Job { id: place as u64, location: place, ..Job::default() })
            .collect(),
        vehicles: vec![van(1)],
        balance: None,
    }
}

pub fn van(id: u64) -> Vehicle {
    let costs = Costs { per_km: 100, per_hour: 0, per_driving_hour: 0, fixed: 0 };
    Vehicle { id, start: Some(0), end: Some(0), costs, ..Vehicle::default() }
}

pub fn plan(problem: &Problem) -> Solution {
    let solution =
        solve(problem, &Budget::iterations(1_000, 1), &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(solution.is_feasible(), "{:?}", solution.violations);
    assert_sound(problem, &solution);
    solution
}

pub fn stops(solution: &Solution) -> Vec<Vec<u64>> {
    solution.order().into_iter().map(|route| route.jobs).collect()
}

pub fn steps(solution: &Solution, job: u64) -> &Step {
    let mut steps = solution.routes.iter().flat_map(|route| &route.steps);
    steps.find(|step| step.job() == Some(job)).unwrap()
}

pub fn left_out(job: u64, reason: Reason) -> Vec<Unplanned> {
    vec![Unplanned { job, reason }]
}

#[test]
fn stops_are_visited_there_and_back() {
    let mut problem = day(&[0, 3, 1, 2]);
    problem.vehicles[0].end = None;
    let solution = plan(&problem);
    assert_eq!(stops(&solution), [[2, 3, 1]]);
    let route = &solution.routes[0];
    assert_eq!((route.distance_m, route.travel_s, route.end_s), (3_000, 180, 180));
    assert_eq!(solution.cost.total_hundredths(), 300);
}

#[test]
fn an_open_route_ends_at_its_last_stop_and_a_returning_one_at_home() {
    let mut problem = day(&[0, 5]);
    let home = plan(&problem);
    problem.vehicles[0].end = None;
    let open = plan(&problem);
    assert_eq!((home.routes[0].distance_m, open.routes[0].distance_m), (10_000, 5_000));
    assert_eq!(home.routes[0].steps.last().unwrap().kind, StepKind::End);
    assert_eq!(open.routes[0].steps.last().unwrap().kind, StepKind::Job { id: 1 });
}

#[test]
fn a_vehicle_without_a_start_begins_at_its_first_stop() {
    let mut problem = day(&[0, 5]);
    problem.vehicles[0].start = None;
    let solution = plan(&problem);
    assert_eq!(solution.routes[0].distance_m, 5_000);
    assert_eq!(solution.routes[0].steps[0].kind, StepKind::Job { id: 1 });
}

#[test]
fn streets_may_be_one_way() {
    let mut problem = day(&[0, 1, 2]);
    problem.matrices[0].distances_m[3 + 2] = 50_000; // From place 1 to place 2.
    assert_eq!(stops(&plan(&problem)), [[2, 1]]);
    problem.matrices[0].distances_m[3 + 2] = 1_000;
    problem.matrices[0].distances_m[6 + 1] = 50_000;
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
}

#[test]
fn driving_may_take_longer_one_way_than_the_other() {
    let mut problem = day(&[0, 1, 2]);
    problem.jobs[0].windows = vec![Window::new(0, 200)];
    problem.jobs[1].windows = vec![Window::new(0, 200)];
    problem.matrices[0].durations_s[3 + 2] = 600; // From place 1 to place 2: a traffic light.
    assert_eq!(stops(&plan(&problem)), [[2, 1]]);
    problem.matrices[0].durations_s[6 + 1] = 600;
    assert_eq!(plan(&problem).unplanned.len(), 1);
    problem.matrices[0].durations_s[3 + 2] = 60;
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
}

#[test]
fn each_vehicle_has_a_start_and_an_end_of_its_own() {
    let mut problem = day(&[0, 1, 9, 10]);
    problem.jobs.pop();
    problem.vehicles.push(van(2));
    // Both from the same yard: one alone does both stops.
    assert_eq!(stops(&plan(&problem)).len(), 1);
    (problem.vehicles[1].start, problem.vehicles[1].end) = (Some(3), Some(3));
    let solution = plan(&problem);
    assert_eq!(stops(&solution), [[1], [2]]);
    assert_eq!(solution.cost.total_hundredths(), 400);
    // A van that ends elsewhere passes by what lies on its way.
    problem.vehicles[0].end = Some(3);
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
}

#[test]
fn each_vehicle_drives_by_its_own_matrix() {
    let mut problem = day(&[0, 4]);
    problem.matrices.push(line(&[0, 1]));
    assert_eq!(plan(&problem).routes[0].distance_m, 8_000);
    problem.vehicles[0].matrix = 1;
    assert_eq!(plan(&problem).routes[0].distance_m, 2_000);
}

#[test]
fn a_window_decides_the_order_and_an_early_van_waits() {
    let mut problem = day(&[0, 1, 2]);
    problem.jobs[1].windows = vec![Window::new(0, 150)];
    problem.jobs[0].windows = vec![Window::new(500, 600)];
    let solution = plan(&problem);
    assert_eq!(stops(&solution), [[2, 1]]);
    let step = steps(&solution, 1);
    assert_eq!((step.arrival_s, step.waiting_s, step.service_start_s), (180, 320, 500));
    problem.jobs[1].windows.clear();
    problem.jobs[0].windows = vec![Window::new(0, 60)];
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
}

#[test]
fn the_second_window_serves_who_misses_the_first() {
    let mut problem = day(&[0, 5]);
    problem.jobs[0].windows = vec![Window::new(0, 100), Window::new(400, 500)];
    assert_eq!(steps(&plan(&problem), 1).service_start_s, 400);
    problem.jobs[0].windows.pop();
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::TooFar));
}

#[test]
fn a_soft_window_is_kept_if_it_is_worth_it() {
    let mut problem = day(&[0, 1, 2]);
    problem.vehicles[0].end = None;
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
    let soft = |price_per_minute| SoftWindow { window: Window::new(180, 200), price_per_minute };
    problem.jobs[0].soft_window = Some(soft(1_000));
    let dear = plan(&problem);
    assert_eq!((stops(&dear), dear.cost.soft_windows), (vec![vec![2, 1]], 0));
    problem.jobs[0].soft_window = Some(soft(40));
    let cheap = plan(&problem);
    assert_eq!(stops(&cheap), [[1, 2]]);
    // Two minutes early.
    assert_eq!(cheap.cost.soft_windows, 80 * furgo_planner::COST_SCALE);
}

#[test]
fn service_and_set_up_take_time_but_set_up_only_once_at_a_door() {
    let mut problem = day(&[0, 1, 2]);
    for job in &mut problem.jobs {
        (job.setup_s, job.service_s) = (100, 30);
    }
    assert_eq!(plan(&problem).routes[0].end_s, 240 + 2 * 130);
    problem.jobs[1].location = 1;
    let together = plan(&problem);
    assert_eq!(together.routes[0].end_s, 120 + 100 + 2 * 30);
    assert_eq!(together.routes[0].service_s, 160);
}

#[test]
fn capacity_counts_in_every_dimension() {
    let mut problem = day(&[0, 1, 2]);
    for job in &mut problem.jobs {
        job.demand = vec![1, 10];
    }
    problem.vehicles[0].capacity = vec![5, 15];
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::Capacity));
    problem.vehicles[0].capacity = vec![1, 50];
    assert_eq!(plan(&problem).unplanned.len(), 1);
    problem.vehicles[0].capacity = vec![1, 5];
    assert!(plan(&problem).unplanned.iter().all(|at| at.reason == Reason::TooLarge));
    // Up to four, the last as well as the first.
    problem.jobs[0].demand = vec![1, 1, 1, 3];
    problem.jobs[1].demand = vec![1, 1, 1, 3];
    problem.vehicles[0].capacity = vec![9, 9, 9, 5];
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::Capacity));
    problem.vehicles[0].capacity = vec![9, 9, 9, 6];
    assert_eq!(plan(&problem).unplanned, []);
    problem.jobs.iter_mut().for_each(|job| job.demand = vec![1, 10]);
    // A missing dimension has no limit.
    problem.vehicles[0].capacity = vec![2];
    let solution = plan(&problem);
    assert_eq!(solution.unplanned, []);
    assert_eq!(solution.routes[0].load, [2, 20]);
    assert_eq!(solution.routes[0].steps.last().unwrap().load, [0, 0]);
}

#[test]
fn the_shift_ends_the_day() {
    let mut problem = day(&[0, 1, 10]);
    problem.vehicles[0].shift = Window::new(1_000, 2_199);
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::TooFar));
    problem.vehicles[0].shift = Window::new(1_000, 2_200);
    let solution = plan(&problem);
    assert_eq!(solution.unplanned, []);
    assert_eq!((solution.routes[0].departure_s, solution.routes[0].end_s), (1_000, 2_200));
}

#[test]
fn a_just_in_time_van_leaves_when_it_need_not_wait() {
    let mut problem = day(&[0, 10]);
    problem.jobs[0].windows = vec![Window::new(5_000, 6_000)];
    assert_eq!(plan(&problem).routes[0].departure_s, 0);
    problem.vehicles[0].departure = Departure::JustInTime;
    let solution = plan(&problem);
    assert_eq!((solution.routes[0].departure_s, solution.routes[0].waiting_s), (4_400, 0));
    assert_eq!(solution.routes[0].end_s, 5_600);
}

#[test]
fn skills_and_names_decide_who_may() {
    let mut problem = day(&[0, 1]);
    problem.vehicles.push(Vehicle {
        skills: vec![7],
        costs: Costs { fixed: 500, ..van(2).costs },
        ..van(2)
    });
    assert_eq!(plan(&problem).routes[0].vehicle, 1);
    problem.jobs[0].skills = vec![7];
    assert_eq!(plan(&problem).routes[0].vehicle, 2);
    problem.jobs[0].skills = vec![7, 8];
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::NotAllowed));
    problem.jobs[0].skills.clear();
    problem.jobs[0].vehicles = vec![2];
    assert_eq!(plan(&problem).routes[0].vehicle, 2);
}

#[test]
fn priority_decides_what_is_left_out() {
    let mut problem = day(&[0, 1, 2]);
    problem.vehicles[0].max_stops = Some(1);
    assert_eq!(plan(&problem).unplanned.len(), 1);
    problem.jobs[1].priority = 3;
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::Time));
    problem.vehicles[0].max_stops = Some(2);
    assert_eq!(plan(&problem).unplanned, []);
}

#[test]
fn driving_time_and_distance_have_limits() {
    let mut problem = day(&[0, 1, 4]);
    for job in &mut problem.jobs {
        job.service_s = 1_000; // Does not count.
    }
    problem.vehicles[0].max_travel_s = Some(479);
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::TooFar));
    problem.vehicles[0].max_travel_s = Some(480);
    assert_eq!(plan(&problem).unplanned, []);
    problem.vehicles[0].max_distance_m = Some(7_999);
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::TooFar));
    problem.vehicles[0].max_distance_m = Some(8_000);
    assert_eq!(plan(&problem).unplanned, []);
}

#[test]
fn a_place_without_a_road_is_unreachable() {
    let mut problem = day(&[0, 1, 2]);
    for from in 0..2 {
        problem.matrices[0].durations_s[from * 3 + 2] = UNREACHABLE;
    }
    let solution = plan(&problem);
    assert_eq!(solution.unplanned, left_out(2, Reason::Unreachable));
    assert_eq!(stops(&solution), [[1]]);
}

#[test]
fn a_break_is_taken_in_its_window_and_not_after_work() {
    let mut problem = day(&[0, 10, 20]);
    let pause = Break { window: Window::new(700, 900), duration_s: 300 };
    problem.vehicles[0].breaks = vec![pause];
    problem.vehicles[0].costs.per_hour = 60;
    let solution = plan(&problem);
    let route = &solution.routes[0];
    let step = route.steps.iter().find(|step| step.kind == StepKind::Break { index: 0 }).unwrap();
    // Nobody stops on the road: at the first place, waiting for the window to open.
    assert_eq!((step.service_start_s, step.departure_s), (700, 1_000));
    // A hundred seconds of waiting for it.
    assert_eq!(route.end_s, 2_400 + 300 + 100);
    problem.vehicles[0].breaks[0].window = Window::new(700, 2_400);
    assert_eq!(plan(&problem).routes[0].end_s, 2_400);
    problem.vehicles[0].breaks[0].window = Window::new(650, 1_150);
    problem.vehicles[0].shift.end_s = 2_600;
    assert_eq!(plan(&problem).unplanned, left_out(2, Reason::TooFar));
}

#[test]
fn a_stop_waits_for_the_one_before_it() {
    let mut problem = day(&[0, 1, 2]);
    problem.vehicles[0].end = None;
    problem.jobs[0].after = vec![2];
    assert_eq!(stops(&plan(&problem)), [[2, 1]]);
    problem.jobs[1].skills = vec![9];
    let solution = plan(&problem);
    let reasons = [
        Unplanned { job: 1, reason: Reason::Predecessor },
        Unplanned { job: 2, reason: Reason::NotAllowed },
    ];
    assert_eq!(solution.unplanned, reasons);
}

#[test]
fn first_stops_stay_first_on_their_vehicle() {
    let mut problem = day(&[0, 1, 2, 3]);
    problem.vehicles.push(van(2));
    problem.vehicles[1].first_jobs = vec![3, 1];
    problem.vehicles[1].end = None;
    problem.vehicles[1].costs.per_km = 1;
    let solution = plan(&problem);
    assert_eq!(solution.order()[0].vehicle, 2);
    assert_eq!(stops(&solution), [[3, 1, 2]]);
}

#[test]
fn late_first_stops_are_said_and_the_rest_is_planned() {
    let mut problem = day(&[0, 10, 11]);
    problem.vehicles[0].first_jobs = vec![1];
    problem.jobs[0].windows = vec![Window::new(0, 500)];
    let budget = Budget::iterations(100, 1);
    let solution = solve(&problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(solution.violations, [furgo_planner::Violation::Late { job: 1, late_s: 100 }]);
    assert_eq!(stops(&solution), [[1, 2]]);
}

#[test]
fn a_vehicle_in_use_has_its_price() {
    let mut problem = day(&[0, 1, 2]);
    problem.vehicles = vec![van(1), van(2)];
    problem.vehicles[0].max_stops = Some(1);
    problem.vehicles[1].costs.fixed = 10_000;
    // Everything must be planned, so the dear van drives; then it takes both.
    assert_eq!(plan(&problem).order()[0].vehicle, 2);
    problem.vehicles[1].costs.fixed = 0;
    problem.vehicles[0].max_stops = None;
    problem.vehicles[0].costs.per_km = 1;
    assert_eq!(plan(&problem).order()[0].vehicle, 1);
}

#[test]
fn waiting_is_paid_by_the_hour() {
    // Near and far: by distance alone the order does not matter, by the hour it does.
    let mut problem = day(&[0, 1, 2]);
    problem.jobs[0].windows = vec![Window::new(3_600, 7_200)];
    problem.jobs[1].service_s = 1_800;
    problem.vehicles[0].costs = Costs { per_km: 0, per_hour: 3_600, per_driving_hour: 0, fixed: 0 };
    let solution = plan(&problem);
    assert_eq!(stops(&solution), [[2, 1]]);
    assert_eq!(solution.cost.total_hundredths(), 3_660);
}

#[test]
fn a_required_break_is_taken_even_where_the_route_could_end_without_it() {
    let mut problem = day(&[0, 10]);
    problem.vehicles[0].breaks = vec![Break { window: Window::new(0, 90_000), duration_s: 300 }];
    assert_eq!(plan(&problem).routes[0].end_s, 1_200);
    problem.vehicles[0].required_breaks = 1;
    let solution = plan(&problem);
    assert_eq!(solution.routes[0].end_s, 1_500);
    assert!(solution.routes[0].steps.iter().any(|step| step.kind == StepKind::Break { index: 0 }));
    problem.vehicles[0].shift.end_s = 1_499;
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::TooFar));
}

/// The limit of stops holds beside a depot, and where every van has its own.
#[test]
fn as_many_stops_as_the_limit_says_are_planned_from_a_depot() {
    let places: Vec<(f64, f64)> = (0..=JOBS_MAX)
        .map(|at| (43.0 + (at / 50) as f64 * 0.01, (at % 50) as f64 * 0.01))
        .collect();
    let mut problem = day(&vec![0; 1 + JOBS_MAX]);
    problem.matrices = vec![straight_line::matrix(&places)];
    problem.vehicles[0].shift = Window::new(0, SHIFT_S_MAX);
    let solution =
        solve(&problem, &Budget::iterations(0, 1), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_sound(&problem, &solution);
    assert_eq!(solution.unplanned, []);
}

#[test]
fn driving_is_paid_by_the_hour_and_waiting_is_not() {
    let mut problem = day(&[0, 1, 2]);
    problem.jobs[0].windows = vec![Window::new(3_600, 7_200)];
    problem.jobs[1].service_s = 1_800;
    let costs = Costs { per_km: 0, per_hour: 0, per_driving_hour: 3_600, fixed: 0 };
    problem.vehicles[0].costs = costs;
    let solution = plan(&problem);
    assert_eq!(solution.cost.total_hundredths(), 240);
    assert_eq!(solution.cost.driving, solution.cost.total());
}

#[test]
fn what_is_picked_up_takes_the_room_of_what_was_brought() {
    let mut problem = day(&[0, 1, 2]);
    problem.vehicles[0].capacity = vec![1];
    problem.jobs[0].pickup = vec![1];
    problem.jobs[1].demand = vec![1];
    // Both fit into a van for one: bring first, then pick up on the way back.
    assert_eq!(stops(&plan(&problem)), [[2, 1]]);
    // Two pickups do not.
    problem.jobs[1].pickup = vec![1];
    let solution = plan(&problem);
    assert_eq!(solution.unplanned.len(), 1);
    assert_eq!(solution.unplanned[0].reason, Reason::Capacity);
    // A van that brings one and takes one away at the same door carries one all day.
    problem.jobs[0].pickup.clear();
    assert_eq!(stops(&plan(&problem)).concat().len(), 2);
}

#[test]
fn a_pickup_that_is_larger_than_the_van_is_too_large() {
    let mut problem = day(&[0, 1]);
    problem.vehicles[0].capacity = vec![1];
    problem.jobs[0].pickup = vec![2];
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::TooLarge));
    problem.vehicles[0].capacity = vec![2];
    assert!(plan(&problem).unplanned.is_empty());
}

#[test]
fn balance_shares_the_work() {
    let mut problem = day(&[0, 1, 2, 3, 4]);
    problem.vehicles = vec![van(1), van(2)];
    assert_eq!(stops(&plan(&problem)).len(), 1);
    problem.balance = Some(Balance { by: BalanceBy::Stops, price: 1_000 });
    let shared = stops(&plan(&problem));
    assert_eq!(shared.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    problem.jobs.iter_mut().for_each(|job| job.service_s = 3_600);
    problem.balance = Some(Balance { by: BalanceBy::Time, price: 1_000 });
    let shared = stops(&plan(&problem));
    assert_eq!(shared.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn without_vehicles_everything_is_unplanned() {
    let mut problem = day(&[0, 1]);
    problem.vehicles.clear();
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::NoVehicle));
    problem.jobs.clear();
    assert_eq!(plan(&problem), Solution::default());
}
