//! What can be done with routes and their stops.

mod before;
pub mod candidates;
pub mod continuing;
pub mod creating;
pub mod drafting;
pub mod driven;
pub mod editing;
pub mod facts;
pub mod logged;
pub mod onto;
pub mod packages;
pub mod reading;
pub mod seen;
pub mod steps;
pub mod stops;
pub(super) mod visits;
