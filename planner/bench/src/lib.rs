//! Public benchmark instances: read, solved with the planner, and judged.
//!
//! An [`Instance`] is what every solver understands: a matrix that is cost and travel time alike,
//! demands, time windows, service times. The judge recomputes cost and feasibility of anyone's
//! routes from it and believes no solver.

mod best_known;
mod furgo;
mod instance;
mod judge;
mod optima;
mod solomon;
mod tsplib;
mod tsptw;

pub use best_known::best_known;
pub use furgo::{Run, problem, run};
pub use instance::{BadInstance, Instance, read};
pub use judge::{Verdict, judge};
