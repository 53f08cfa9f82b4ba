//! Plans routes: travel matrices and constraints in, routes with arrival times out.
//!
//! [`solve`] orders the stops, [`evaluate()`] computes what follows from an order made by hand,
//! [`straight_line::matrix`] stands in where no roads are known. The crate is pure: no files, no
//! network, no threads, no clock of its own, the same result on every platform for the same seed
//! and number of iterations. It knows nothing of addresses, users or days.
//!
//! The method and its source are described in `docs/planning.md`.
//!
//! ```
//! use std::ops::ControlFlow;
//! use furgo_planner::{Budget, Job, Problem, Vehicle, solve, straight_line};
//!
//! let places = [(43.263, -2.935), (43.257, -2.924), (43.270, -2.948)];
//! let problem = Problem {
//!     matrices: vec![straight_line::matrix(&places)],
//!     jobs: vec![
//!         Job { id: 10, location: 1, service_s: 180, ..Job::default() },
//!         Job { id: 11, location: 2, service_s: 180, ..Job::default() },
//!     ],
//!     vehicles: vec![Vehicle { id: 1, start: Some(0), end: Some(0), ..Vehicle::default() }],
//!     balance: None,
//! };
//! let solution = solve(&problem, &Budget::default(), &mut |_| ControlFlow::Continue(()))?;
//! assert_eq!(solution.routes[0].steps.len(), 4);
//! # Ok::<(), furgo_planner::ProblemError>(())
//! ```

mod anneal;
mod check;
mod evaluate;
mod exact;
mod gap;
mod insertion;
mod load;
mod model;
mod near;
mod pace;
mod parts;
mod problem;
mod reasons;
mod recreate;
mod reloading;
mod rng;
mod row;
mod ruin;
mod savings;
mod schedule;
mod search;
mod segment;
mod solution;
mod splitting;
pub mod straight_line;
mod timeline;
mod violations;

pub use anneal::{Budget, Clock, Progress, default_iterations, solve};
pub use check::{
    BREAKS_MAX, CAPACITY_DIMENSIONS_MAX, JOBS_MAX, LEG_MAX, LOCATIONS_MAX, PRICE_MAX, ProblemError,
    SHIFT_S_MAX, TIME_S_MAX, VEHICLES_MAX,
};
pub use evaluate::evaluate;
pub use problem::{
    Balance, BalanceBy, Break, Costs, Departure, Job, Matrix, Problem, Reload, SoftWindow,
    UNREACHABLE, UnderWay, Vehicle, Window,
};
pub use solution::{
    COST_SCALE, Cost, Reason, Route, RouteOrder, Solution, Step, StepKind, Unplanned, Violation,
};
