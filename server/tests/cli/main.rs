//! The `furgo` program as people and service managers use it: a process, its exit code, its words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail")]

mod checking;
mod data;
mod killed_mail;
mod killed_push;
mod letterbox;
mod logs;
mod mail_by_tls;
mod memory;
mod plan;
mod process;
mod roads;
mod serving;
mod tls;
mod usage;
mod users;
