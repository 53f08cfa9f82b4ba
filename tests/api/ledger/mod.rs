//! A ledger beside the program: an independent, plain reckoning of everything that it says in
//! figures, written from `docs/api.md` alone. Random fleets in several time zones, each with a
//! clock of its own, are entered into both; then every figure is asked for and compared.
//!
//! The ledger knows no kept sums, no indexes and no periods: it reckons what belongs to each single
//! day, and a period is the sum of its days. It shares no rule with the program.

mod book;
mod compare;
mod fleet;
mod fuel;
mod plans;
mod road;

use self::{compare::compare_all, fleet::Fleet};

/// Zones without summer time, so that the ledger needs no table of them: hours ahead of UTC.
const ZONES: [(&str, i64); 4] =
    [("Asia/Tokyo", 9), ("America/Phoenix", -7), ("Pacific/Kiritimati", 14), ("Africa/Lagos", 1)];

/// The same on every machine.
const SEED: u64 = 20_261_129;

async fn reckon(number: usize) {
    let zone = ZONES[number % ZONES.len()];
    let seed = SEED.wrapping_mul(u64::try_from(number).unwrap() + 1);
    let mut fleet = Fleet::enter(zone, seed).await;
    let compared = compare_all(&mut fleet).await;
    // What lies ahead comes, and open periods grow.
    fleet.wait(45).await;
    let again = compare_all(&mut fleet).await;
    assert!(compared > 2_000 && again > 2_000, "{compared} and {again} figures are too few");
}

#[actix_web::test]
async fn the_ledger_of_a_fleet_in_tokyo_agrees() {
    reckon(0).await;
}

#[actix_web::test]
async fn the_ledger_of_a_fleet_in_arizona_agrees() {
    reckon(1).await;
}

#[actix_web::test]
async fn the_ledger_of_a_fleet_on_the_date_line_agrees() {
    reckon(2).await;
}

#[actix_web::test]
async fn the_ledger_of_a_fleet_in_lagos_agrees() {
    reckon(3).await;
}
