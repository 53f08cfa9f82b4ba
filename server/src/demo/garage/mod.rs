//! The vehicle side of the story: what the demo fleet's people write down about its vehicles, as
//! data. Pure: the same day gives the same entries, whatever the weekday or the month.
//!
//! Every vehicle drives its days ([`road`]), burns what such a vehicle burns, and fills up when it
//! runs low: economy, prices and odometers fit together because they come from one journey. What
//! is odd is meant: one typing error, one forgotten refuel, one long weekend.

mod bills;
mod charging;
mod fuelling;
mod hands;
mod oddities;
mod prices;
mod road;
mod trips;
mod workshop;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use furgo_shared::{
    expenses::{CreateExpense, PayExpense},
    id::ExpenseId,
    maintenance::CreateMaintenance,
    readings::CreateReading,
    refuels::CreateRefuel,
    routes::CreateRoute,
    time::Day,
};
use rand::{SeedableRng, rngs::StdRng};

use oddities::Oddities;
use road::Road;

/// Any number: the same story every time.
const SEED: u64 = 4_820;

/// Who writes something down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    Dispatcher,
    /// By position among the drivers.
    Driver(usize),
}

/// What is written down.
#[derive(Clone, Debug)]
pub enum Note {
    Refuel(CreateRefuel),
    Work(CreateMaintenance),
    Expense(CreateExpense),
    Payment(ExpenseId, PayExpense),
    Reading(CreateReading),
    Trip(CreateRoute),
}

/// One thing that is written down, and by whom.
#[derive(Clone, Debug)]
pub struct Entry {
    pub day: Day,
    pub by: Author,
    pub note: Note,
}

/// Every road of the fleet, by the vehicle's alias.
type Roads = BTreeMap<&'static str, Road>;

/// Everything that is written down before today, in order.
pub fn story(today: Day) -> Vec<Entry> {
    // A source of chance for each subject: a change of one leaves the others as they are.
    let chance = |subject: u64| StdRng::seed_from_u64(SEED + subject);
    let oddities = Oddities::before(today);
    let roads = road::of_fleet(today, &oddities, &mut chance(0));
    let mut entries = Vec::new();
    fuelling::tell(&roads, &oddities, &mut chance(1), &mut entries);
    workshop::tell(&roads, today, &oddities, &mut entries);
    bills::tell(&roads, today, &mut chance(2), &mut entries);
    trips::tell(&roads, &oddities, &mut chance(3), &mut entries);
    entries.sort_by_key(|entry| entry.day);
    entries
}
