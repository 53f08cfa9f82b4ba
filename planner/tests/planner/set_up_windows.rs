//! Windows about the set-up: the same small days, where a window says when a set-up may begin.

use furgo_planner::{Job, Matrix, Reason, Window};

use crate::constraints::{day, left_out, plan, steps, stops, van};

#[test]
fn a_window_may_be_about_the_set_up() {
    let mut problem = day(&[0, 1]);
    problem.jobs[0].setup_s = 300;
    problem.jobs[0].windows = vec![Window::new(0, 100)];
    assert_eq!(plan(&problem).unplanned, left_out(1, Reason::TooFar));
    problem.jobs[0].setup_in_window = true;
    assert_eq!(steps(&plan(&problem), 1).service_start_s, 360);
    problem.jobs[0].windows = vec![Window::new(100, 200)];
    assert_eq!(steps(&plan(&problem), 1).service_start_s, 400);
    // At the same door it is not due, and the window holds all the same.
    problem.jobs[0].service_s = 10;
    let windows = vec![Window::new(400, 410)];
    problem.jobs.push(Job { id: 2, windows, ..problem.jobs[0].clone() });
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
    problem.jobs[1].windows = vec![Window::new(400, 409)];
    assert_eq!(plan(&problem).unplanned.len(), 1);
}

/// Where nobody has a set-up and no van a break, the search decides by a short cut.
#[test]
fn a_window_about_the_set_up_holds_where_there_is_none() {
    let rows = [vec![0, 100, 600], vec![100, 0, 500], vec![600, 500, 0]];
    let mut problem = day(&[0, 1, 2]);
    problem.matrices = vec![Matrix::from_rows(&rows, &rows)];
    problem.vehicles[0].end = None;
    problem.jobs[0].service_s = 3_600;
    problem.jobs[1].windows = vec![Window::new(0, 700)];
    problem.jobs[1].setup_in_window = true;
    let solution = plan(&problem);
    assert_eq!(stops(&solution), [[2, 1]]);
    assert_eq!([1, 2].map(|job| steps(&solution, job).arrival_s), [1_100, 600]);
    problem.jobs[1].windows.clear();
    assert_eq!(stops(&plan(&problem)), [[1, 2]]);
}

#[test]
fn windows_that_one_van_cannot_keep_take_two() {
    let rows = [vec![0, 100, 81], vec![100, 0, 111], vec![81, 111, 0]];
    let mut problem = day(&[0, 1, 2]);
    problem.matrices = vec![Matrix::from_rows(&rows, &rows)];
    problem.vehicles.push(van(2));
    for (job, window) in problem.jobs.iter_mut().zip([(61, 192), (120, 200)]) {
        job.windows = vec![Window::new(window.0, window.1)];
        job.setup_in_window = true;
    }
    let solution = plan(&problem);
    assert_eq!(solution.routes.len(), 2);
    assert!(steps(&solution, 2).arrival_s <= 200);
    problem.jobs[1].windows = vec![Window::new(120, 220)];
    assert_eq!(plan(&problem).routes.len(), 1);
}
