//! The planner on an instance.

use std::{ops::ControlFlow, time::Duration};

use furgo_planner::{
    Budget, Clock, Costs, Job, Matrix, Problem, ProblemError, StepKind, Vehicle, Window, solve,
};
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::instance::{Instance, NO_CLOSE};

/// What a run found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Places between the depot and the depot. Incomplete when not all could be planned.
    pub routes: Vec<Vec<usize>>,
    pub ms: u64,
    /// Rounds of the search.
    pub iterations: u64,
}

/// Plans within a limit of time: the wall's, or of the processor alone, which a busy machine
/// disturbs less.
///
/// # Errors
/// What the planner refuses.
pub fn run(
    instance: &Instance,
    limit: Duration,
    seed: u64,
    by_processor: bool,
) -> Result<Run, ProblemError> {
    let clock = if by_processor { ClockId::ThreadCPUTime } else { ClockId::Monotonic };
    let now_ms = || {
        let now = clock_gettime(clock);
        u64::try_from(now.tv_sec * 1000 + now.tv_nsec / 1_000_000).unwrap_or_default()
    };
    let began_ms = now_ms();
    let problem = problem(instance);
    let limit_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    // Translating the instance is part of the time.
    let limit_ms = limit_ms.saturating_sub(now_ms() - began_ms);
    let clock = Some(Clock { now_ms: &now_ms, limit_ms });
    let budget = Budget { seed, clock, ..Budget::default() };
    let mut iterations = 0;
    let solution = solve(&problem, &budget, &mut |progress| {
        iterations = progress.iterations;
        ControlFlow::Continue(())
    })?;
    let places = |route: &furgo_planner::Route| {
        let jobs = route.steps.iter().filter(|step| matches!(step.kind, StepKind::Job { .. }));
        jobs.filter_map(|step| step.job()).filter_map(|id| usize::try_from(id).ok()).collect()
    };
    let routes = solution.routes.iter().map(places).collect();
    Ok(Run { routes, ms: now_ms() - began_ms, iterations })
}

/// The instance in the planner's terms: the legs alone cost.
pub fn problem(instance: &Instance) -> Problem {
    let matrix = Matrix {
        size: instance.size,
        durations_s: instance.matrix.clone(),
        distances_m: instance.matrix.clone(),
    };
    let job = |place: usize| Job {
        id: place as u64,
        location: place,
        service_s: instance.service[place],
        demand: instance.capacity.map(|_| instance.demand[place]).into_iter().collect(),
        windows: window(instance, place).into_iter().collect(),
        ..Job::default()
    };
    let vehicle = |id: usize| Vehicle {
        id: id as u64,
        start: Some(0),
        end: Some(0),
        shift: Window::new(instance.open[0], instance.close[0].min(NO_CLOSE)),
        capacity: instance.capacity.into_iter().collect(),
        // A hundredth for each unit.
        costs: Costs { per_km: 1000, per_hour: 0, ..Costs::default() },
        ..Vehicle::default()
    };
    Problem {
        matrices: vec![matrix],
        jobs: (1..instance.size).map(job).collect(),
        vehicles: (0..instance.vehicles.min(instance.size - 1)).map(vehicle).collect(),
        balance: None,
    }
}

fn window(instance: &Instance, place: usize) -> Option<Window> {
    let (open, close) = (instance.open[place], instance.close[place]);
    (close < NO_CLOSE || open > 0).then(|| Window::new(open, close))
}
