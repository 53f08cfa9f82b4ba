//! A problem of this crate as numbers, for the planner's thread in a browser: nothing else is as small
//! to write, to hand over and to read, and the program there needs no reader of text.
//!
//! First whether the van returns and how many jobs there are; then of each job its service, whether it
//! has a window, and the window's ends; then seconds and metres of all legs, row by row, -1 where no way
//! leads.

use furgo_planner::{Job, Matrix, Problem, UNREACHABLE, Window};

use crate::{STOPS, job_on_axis, problem};

const PER_JOB: usize = 4;

/// Writes the problem that [`Ahead::problem`](crate::Ahead::problem) makes; times and ways longer than a
/// number holds count as such that nobody drives.
pub fn packed(problem: &Problem) -> Vec<i32> {
    let returns = problem.vehicles.first().is_some_and(|van| van.end.is_some());
    let mut numbers = vec![i32::from(returns), number(problem.jobs.len())];
    for job in &problem.jobs {
        let window = job.soft_window.map(|soft| soft.window);
        let Window { start_s, end_s } = window.unwrap_or(Window::new(0, 0));
        let has_window = i32::from(window.is_some());
        numbers.extend([number(job.service_s), has_window, number(start_s), number(end_s)]);
    }
    for matrix in &problem.matrices {
        let legs = matrix.durations_s.iter().chain(&matrix.distances_m);
        numbers.extend(legs.map(|leg| i32::try_from(*leg).unwrap_or(-1)));
    }
    numbers
}

fn number<N: TryInto<i32>>(value: N) -> i32 {
    value.try_into().unwrap_or(i32::MAX)
}

/// Reads it; `None` where that are not the numbers of a problem.
pub fn unpacked(numbers: &[i32]) -> Option<Problem> {
    let (&[returns, count], rest) = numbers.split_first_chunk()?;
    let count = usize::try_from(count).ok()?;
    let (jobs, legs) = rest.split_at_checked(count.checked_mul(PER_JOB)?)?;
    let size = count + STOPS;
    let cells = size.checked_mul(size)?;
    if legs.len() != cells.checked_mul(2)? {
        return None;
    }
    let jobs: Option<Vec<Job>> = (0..).zip(jobs.chunks_exact(PER_JOB)).map(read_job).collect();
    let leg = |value: &i32| u32::try_from(*value).unwrap_or(UNREACHABLE);
    let mut legs = legs.iter().map(leg);
    let durations_s = legs.by_ref().take(cells).collect();
    let matrix = Matrix { size, durations_s, distances_m: legs.collect() };
    Some(problem(jobs?, returns != 0, matrix))
}

fn read_job((number, values): (usize, &[i32])) -> Option<Job> {
    let &[service_s, has_window, start_s, end_s] = values else { return None };
    let window = (has_window != 0).then_some(Window::new(start_s.into(), end_s.into()));
    Some(job_on_axis(number, STOPS + number, u32::try_from(service_s).ok()?, window))
}
