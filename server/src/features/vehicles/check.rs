//! What holds of a vehicle beyond its single fields.

use furgo_shared::{
    fuel::Energy,
    money::{self, Money},
    odometer::Timeline,
    validate::{FieldCode, FieldErrors},
    vehicles::Fuel,
};

use super::VehicleRecord;
use crate::{
    error::{Error, Result},
    features::{
        odometer::{Walk, replacements},
        settings,
    },
    storage::{Reads, engine::Order},
};

/// No more decimals than the fleet's currency has.
pub fn amounts(tx: &impl Reads, price: Option<Money>, residual: Option<Money>) -> Result<()> {
    let currency = settings::store::current(tx)?.settings.currency;
    let mut findings = FieldErrors::default();
    for (field, amount) in [("purchase_price", price), ("residual_value", residual)] {
        if let Some(amount) = amount {
            money::validate_decimals(field, amount, currency, &mut findings);
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}

/// What a correction must not bring together, each part being right by itself. What was wrong
/// before is no reason to refuse another correction.
pub fn together(tx: &impl Reads, old: &VehicleRecord, new: &VehicleRecord) -> Result<()> {
    let mut findings = FieldErrors::default();
    let value = |vehicle: &VehicleRecord| (vehicle.purchase_price, vehicle.residual_value);
    let is_worth_less = new.purchase_price.is_none_or(|price| new.residual_value <= Some(price));
    let is_right = value(new) == value(old) || is_worth_less;
    findings.require("residual_value", is_right, FieldCode::OutOfRange);
    let fuels = |vehicle: &VehicleRecord| (vehicle.fuel, vehicle.second_fuel);
    let is_other = |second: Fuel| Energy::of(second) != Energy::of(new.fuel);
    let is_right = fuels(new) == fuels(old) || new.second_fuel.is_none_or(is_other);
    findings.require("second_fuel", is_right, FieldCode::Repeated);
    let passed = old.initial_odometer_m..new.initial_odometer_m;
    let is_right = passed.is_empty()
        || first_reading_m(tx, old)?.is_none_or(|first_m| !passed.contains(&first_m));
    findings.require("initial_odometer_km", is_right, FieldCode::OdometerOrder);
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}

/// The first reading of the odometer that the vehicle came to the fleet with, in metres; the last
/// that it showed, if it was replaced before anybody read it.
fn first_reading_m(tx: &impl Reads, vehicle: &VehicleRecord) -> Result<Option<i64>> {
    let replacements = replacements(tx, vehicle.id)?;
    let old_last_m = replacements.first().map(|replacement| replacement.old_last_m);
    let epochs = Timeline::new(Vec::new(), replacements);
    let readings = Walk::new(vehicle.id, None, None, Order::Ascending).take_until(tx, |_| true)?;
    let mut first = readings
        .iter()
        .filter(|reading| epochs.epoch_of(reading.day, reading.odometer_m) == 0)
        .map(|reading| reading.odometer_m);
    Ok(first.next().or(old_last_m))
}
