//! A whole working day in a real browser, against the real binary: the office on a desktop, the
//! driver on a phone, the recipient wherever.
#![allow(clippy::panic, reason = "a test says why it fails")]

mod day;
mod everywhere;
mod follow;
mod no_signal;
mod person;
mod plan_day;
mod records;
mod stage;
mod waiting;
