//! Programs that run natively and in a browser's engine alike, to compare what they say.

#[path = "../../../planner/src/exact.rs"]
mod exact;
#[path = "../../../planner/tests/planner/generator.rs"]
mod generator;
pub mod plans;
pub mod rim;
#[path = "../../../planner/tests/planner/working_day.rs"]
pub mod working_day;
