//! What every entry in a vehicle's history must keep to: a vehicle that the viewer may see and that
//! is still at work, a day that has come, an amount that can be paid.

use chrono::{Days, Months};
use furgo_shared::{
    access::Role,
    change::Change,
    id::VehicleId,
    money::{self, Money},
    problem::ErrorCode,
    time::Day,
    validate::{FieldCode, FieldErrors},
};

use super::told;
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        settings::{self, SettingsRecord},
        vehicles::{self, VehicleRecord},
    },
    storage::Reads,
};

/// Finds everything that is wrong with an entry before refusing it.
#[derive(Debug)]
pub struct Check {
    settings: SettingsRecord,
    today: Day,
    pub findings: FieldErrors,
}

impl Check {
    /// By the settings of now.
    pub fn new(tx: &impl Reads) -> Result<Self> {
        let settings = settings::store::current(tx)?;
        let today = settings.day_of(tx.now());
        Ok(Self { settings, today, findings: FieldErrors::default() })
    }

    /// The fleet's day.
    pub fn today(&self) -> Day {
        self.today
    }

    /// What happened on a day cannot lie ahead, but in other time zones it is tomorrow already.
    pub fn past(&mut self, field: &str, day: Day) {
        let last = self.today.checked_add_days(Days::new(1)).unwrap_or(self.today);
        self.findings.require(field, day <= last, FieldCode::InFuture);
    }

    /// Bills are known beforehand, but not more than a year.
    pub fn within_a_year(&mut self, field: &str, day: Day) {
        let last = self.today.checked_add_months(Months::new(12)).unwrap_or(self.today);
        self.findings.require(field, day <= last, FieldCode::InFuture);
    }

    /// No more decimals than the fleet's currency has.
    pub fn amount(&mut self, field: &str, amount: Money) {
        let currency = self.settings.settings.currency;
        money::validate_decimals(field, amount, currency, &mut self.findings);
    }

    /// Nothing wrong was found.
    pub fn done(self) -> Result<()> {
        if self.findings.is_empty() { Ok(()) } else { Err(Error::Fields(self.findings)) }
    }

    /// The vehicle of a new entry; with everything else that was found, if something was. What a
    /// phone tells was done, also if the vehicle has been taken away since.
    pub fn done_for_new(self, tx: &impl Reads, alias: &str, door: &Door) -> Result<VehicleRecord> {
        if door.fact().is_some() {
            let found = told::vehicle(tx, alias)?;
            return self.done_with(found);
        }
        let vehicle = self.done_for(tx, alias)?;
        if vehicle.is_active { Ok(vehicle) } else { Err(Error::Code(ErrorCode::VehicleInactive)) }
    }

    /// The vehicle of a corrected entry: the one that it has, also an inactive one, or the one that
    /// it is moved to.
    pub fn done_for_changed(
        self,
        tx: &impl Reads,
        id: VehicleId,
        change: &Change<String>,
    ) -> Result<VehicleRecord> {
        let Change::Set(alias) = change else {
            self.done()?;
            return tx.require(id);
        };
        let vehicle = self.done_for(tx, alias)?;
        match vehicle.is_active || vehicle.id == id {
            true => Ok(vehicle),
            false => Err(Error::Code(ErrorCode::VehicleInactive)),
        }
    }

    fn done_for(self, tx: &impl Reads, alias: &str) -> Result<VehicleRecord> {
        let found = vehicles::store::find(tx, alias)?;
        self.done_with(found)
    }

    fn done_with(mut self, found: Option<VehicleRecord>) -> Result<VehicleRecord> {
        self.findings.require("vehicle", found.is_some(), FieldCode::NotFound);
        match found {
            Some(vehicle) if self.findings.is_empty() => Ok(vehicle),
            _ => Err(Error::Fields(self.findings)),
        }
    }
}

/// Only the office may insist on a reading that is out of order.
pub fn require_office_to_force(tx: &impl Reads, force: bool) -> Result<()> {
    match force && tx.viewer().role() == Some(Role::Driver) {
        true => Err(Error::Code(ErrorCode::Forbidden)),
        false => Ok(()),
    }
}

/// What was typed beside a value: said anew with it, forgotten when the value becomes another one
/// without it.
pub fn retype<T>(typed: &mut Option<T>, is_changed: bool, change: Change<Option<T>>) {
    match change {
        Change::Set(new) => *typed = new,
        Change::Keep if is_changed => *typed = None,
        Change::Keep => {}
    }
}
