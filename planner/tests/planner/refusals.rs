//! Every way in which a problem can make no sense, and the sentence that says so.

use std::ops::ControlFlow;

use furgo_planner::{
    Balance, BalanceBy, Break, Budget, Job, Matrix, Problem, ProblemError, Reload, SoftWindow,
    UnderWay, Vehicle, Window, evaluate, solve,
};

fn problem() -> Problem {
    Problem {
        matrices: vec![Matrix { size: 2, durations_s: vec![0; 4], distances_m: vec![0; 4] }],
        jobs: vec![Job { id: 1, location: 1, ..Job::default() }, Job { id: 2, ..Job::default() }],
        vehicles: vec![Vehicle { id: 1, ..Vehicle::default() }],
        balance: None,
    }
}

/// The sentence with which a spoilt problem is refused, by all three doors alike.
fn refused(spoil: impl FnOnce(&mut Problem)) -> String {
    let mut spoilt = problem();
    assert_eq!(spoilt.check(), Ok(()));
    spoil(&mut spoilt);
    let error: ProblemError = spoilt.check().unwrap_err();
    let solved = solve(&spoilt, &Budget::default(), &mut |_| ControlFlow::Continue(()));
    assert_eq!(solved, Err(error.clone()));
    assert_eq!(evaluate(&spoilt, &[]), Err(error.clone()));
    error.to_string()
}

fn backwards() -> Window {
    Window::new(9, 5)
}

#[test]
fn matrices() {
    let said = refused(|problem| problem.matrices.clear());
    assert_eq!(said, "there is no matrix of travel times and distances");
    let said = refused(|problem| {
        problem.matrices[0].distances_m.pop();
    });
    assert_eq!(said, "matrix 0 of size 2 must have 4 durations and distances but has 4 and 3");
    let said = refused(|problem| {
        problem.matrices[0] = Matrix::from_rows(&[vec![0, 1], vec![0]], &[vec![0, 1], vec![1, 0]])
    });
    assert_eq!(said, "matrix 0 of size 2 must have 4 durations and distances but has 3 and 4");
    let said = refused(|problem| problem.matrices.push(Matrix::default()));
    assert_eq!(said, "matrix 1 has 0 places, the first matrix has 2");
    let said = refused(|problem| problem.matrices[0].durations_s[1] = 50_000_001);
    assert_eq!(
        said,
        "the leg from place 0 to place 1 in matrix 0 is longer than 50000000 seconds or metres, \
         and not marked as unreachable"
    );
    let said = refused(|problem| problem.matrices[0].size = 3_001);
    assert_eq!(said, "3001 places are too many, the limit is 3000");
}

#[test]
fn counts() {
    let said = refused(|problem| problem.jobs = vec![Job::default(); 2_001]);
    assert_eq!(said, "2001 stops are too many, the limit is 2000");
    let said = refused(|problem| problem.vehicles = vec![Vehicle::default(); 501]);
    assert_eq!(said, "501 vehicles are too many, the limit is 500");
    let said = refused(|problem| problem.jobs[0].demand = vec![1; 5]);
    assert_eq!(said, "5 dimensions of capacity are too many, the limit is 4");
    let said = refused(|problem| problem.vehicles[0].capacity = vec![1; 5]);
    assert_eq!(said, "5 dimensions of capacity are too many, the limit is 4");
}

#[test]
fn places() {
    let said = refused(|problem| problem.jobs[0].location = 2);
    assert_eq!(said, "stop 1 is at place 2, but there are only 2 places");
    let said = refused(|problem| problem.vehicles[0].start = Some(7));
    assert_eq!(said, "vehicle 1 starts, ends or reloads at place 7, but there are only 2 places");
    let said = refused(|problem| problem.vehicles[0].end = Some(2));
    assert_eq!(said, "vehicle 1 starts, ends or reloads at place 2, but there are only 2 places");
    let said = refused(|problem| problem.vehicles[0].matrix = 1);
    assert_eq!(said, "vehicle 1 drives by matrix 1, but there are only 1");
}

#[test]
fn times() {
    let said = refused(|problem| problem.jobs[0].windows = vec![backwards()]);
    assert_eq!(said, "a time window of stop 1 ends at 5 before it starts at 9");
    let soft_window = Some(SoftWindow { window: backwards(), price_per_minute: 1 });
    let said = refused(|problem| problem.jobs[0].soft_window = soft_window);
    assert_eq!(said, "a time window of stop 1 ends at 5 before it starts at 9");
    let said = refused(|problem| problem.vehicles[0].shift = backwards());
    assert_eq!(said, "the shift of vehicle 1 ends at 5 before it starts at 9");
    let said = refused(|problem| problem.vehicles[0].shift.end_s = 3_024_001);
    assert_eq!(said, "the shift of vehicle 1 lasts 3024001 s, the limit is 3024000 s");
    let said = refused(|problem| problem.jobs[0].windows = vec![Window::new(0, i64::MAX)]);
    assert_eq!(said, "the time 9223372036854775807 s is more than 3200000000 s from zero");
}

#[test]
fn breaks() {
    let pause = |start_s| Break { window: Window::new(start_s, 100), duration_s: 1 };
    let said = refused(|problem| problem.vehicles[0].breaks = vec![pause(101)]);
    assert_eq!(said, "a break of vehicle 1 ends at 100 before it starts at 101");
    let said = refused(|problem| problem.vehicles[0].breaks = vec![pause(1); 4]);
    assert_eq!(said, "vehicle 1 has 4 breaks, the limit is 3");
    let said = refused(|problem| problem.vehicles[0].breaks = vec![pause(50), pause(20)]);
    assert_eq!(said, "the breaks of vehicle 1 are not in the order of the day");
}

#[test]
fn prices() {
    let said = refused(|problem| problem.vehicles[0].costs.fixed = 1_000_001);
    assert_eq!(said, "the price 1000001 is above the limit of 1000000");
    let soft_window = Some(SoftWindow { window: Window::new(0, 1), price_per_minute: u32::MAX });
    let said = refused(|problem| problem.jobs[0].soft_window = soft_window);
    assert_eq!(said, "the price 4294967295 is above the limit of 1000000");
    let balance = Some(Balance { by: BalanceBy::Stops, price: 1_000_001 });
    let said = refused(|problem| problem.balance = balance);
    assert_eq!(said, "the price 1000001 is above the limit of 1000000");
}

#[test]
fn references() {
    let said = refused(|problem| problem.jobs[1].id = 1);
    assert_eq!(said, "the stop id 1 appears twice");
    let said = refused(|problem| problem.vehicles.push(problem.vehicles[0].clone()));
    assert_eq!(said, "the vehicle id 1 appears twice");
    let said = refused(|problem| problem.jobs[0].vehicles = vec![1, 8]);
    assert_eq!(said, "stop 1 allows vehicle 8, which is not there");
    let said = refused(|problem| problem.jobs[0].after = vec![5]);
    assert_eq!(said, "stop 1 comes after stop 5, which is not there");
    let said = refused(|problem| {
        problem.jobs[0].after = vec![2];
        problem.jobs[1].after = vec![1];
    });
    assert_eq!(said, "stop 1 would have to come after itself");
}

#[test]
fn first_stops() {
    let said = refused(|problem| problem.vehicles[0].first_jobs = vec![6]);
    assert_eq!(said, "vehicle 1 should begin with stop 6, which is not there");
    let said = refused(|problem| problem.vehicles[0].first_jobs = vec![1, 1]);
    assert_eq!(said, "stop 1 is fixed at two places");
    let said = refused(|problem| {
        problem.jobs[0].after = vec![2];
        problem.vehicles[0].first_jobs = vec![1, 2];
    });
    assert_eq!(
        said,
        "vehicle 1 begins with stop 1, but not with the stops that must come before it"
    );
}

#[test]
fn reloads() {
    let reload = |windows| Some(Reload { windows, ..Reload::default() });
    let said = refused(|problem| problem.vehicles[0].reload = reload(vec![Window::new(9, 8)]));
    assert_eq!(said, "a time window for reloading vehicle 1 ends at 8 before it starts at 9");
    let said = refused(|problem| {
        (problem.vehicles[0].reload, problem.vehicles[0].start) = (reload(vec![]), None);
    });
    assert_eq!(said, "vehicle 1 may reload, but has neither a place for it nor a start");
    let said = refused(|problem| {
        problem.vehicles[0].reload = Some(Reload { location: Some(5), ..Reload::default() });
    });
    assert_eq!(said, "vehicle 1 starts, ends or reloads at place 5, but there are only 2 places");
}

#[test]
fn what_is_on_board() {
    let way = |on_board| Some(UnderWay { on_board, ..UnderWay::default() });
    let said = refused(|problem| problem.vehicles[0].under_way = way(vec![6]));
    assert_eq!(said, "vehicle 1 has stop 6 on board, which is not there");
    let said = refused(|problem| problem.vehicles[0].under_way = way(vec![1, 1]));
    assert_eq!(said, "stop 1 is on board twice");
    let said = refused(|problem| {
        problem.vehicles[0].under_way =
            Some(UnderWay { picked_up: vec![1; 5], ..UnderWay::default() });
    });
    assert_eq!(said, "5 dimensions of capacity are too many, the limit is 4");
}
