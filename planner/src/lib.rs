//! Plans routes: travel matrices and constraints in, routes with arrival times out.
//!
//! [`solve`] orders the stops, [`evaluate()`] computes what follows from an order made by hand,
//! [`straight_line::matrix`] stands in where no roads are known. The crate is pure: no files, no
//! network, no threads, no clock of its own, the same result on every platform for the same seed
//! and number of iterations. It knows nothing of addresses, users or days.
//!
//! The method and its source are described in `docs/planning.md`.

mod anneal;
mod check;
mod evaluate;
mod exact;
mod gap;
mod insertion;
mod model;
mod problem;
mod reasons;
mod recreate;
mod rng;
mod row;
mod ruin;
mod schedule;
mod search;
mod segment;
mod solution;
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
    Balance, BalanceBy, Break, Costs, Departure, Job, Matrix, Problem, SoftWindow, UNREACHABLE,
    Vehicle, Window,
};
pub use solution::{
    COST_SCALE, Cost, Reason, Route, RouteOrder, Solution, Step, StepKind, Unplanned, Violation,
};
