//! `furgo plan`: what it answers, what it refuses, that nothing makes it panic, and VROOM beside it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail")]

mod answers;
mod beside_vroom;
mod checker;
mod generator;
mod hostile;
mod refusals;
