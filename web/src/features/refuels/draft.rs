//! What is typed into the form of a refuel, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::RefuelId,
    measures::Measure,
    refuels::{CreateRefuel, PatchRefuel, RefuelView},
    time::Day,
    units::{Km, Quantity},
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::{Fuel, VehicleView},
};

use super::amounts::Amounts;
use crate::{
    features::entries::{
        measured::{parse_distance, parse_money, parse_quantity, shown_distance, shown_quantity},
        parse_day,
    },
    features::files::{Attachments, named},
    format::{filled, parse_fixed, shown_fixed},
    session::Measures,
};

/// The fields as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub date: String,
    /// Without one it is what the vehicle runs on.
    pub fuel: Option<Fuel>,
    pub odometer: String,
    pub amounts: Amounts,
    pub full_tank: bool,
    pub missed_previous: bool,
    pub level: String,
    pub station: String,
    pub notes: String,
    pub files: Attachments,
    pub force: bool,
}

/// Both energies of a vehicle that takes two; also the one that a record has already.
pub fn fuels(vehicle: &VehicleView, own: Option<Fuel>) -> Vec<Fuel> {
    let mut fuels: Vec<Fuel> = std::iter::once(vehicle.fuel).chain(vehicle.second_fuel).collect();
    fuels.extend(own.filter(|own| !fuels.contains(own)));
    fuels
}

impl Draft {
    /// A new refuel of today.
    pub fn new(today: Day) -> Self {
        Self {
            date: today.to_string(),
            fuel: None,
            odometer: String::new(),
            amounts: Amounts::default(),
            full_tank: true,
            missed_previous: false,
            level: String::new(),
            station: String::new(),
            notes: String::new(),
            files: Attachments::default(),
            force: false,
        }
    }

    /// A record to correct.
    pub fn of(refuel: &RefuelView, measures: Measures) -> Self {
        let (units, measure) = (measures.units, Measure::of(refuel.fuel));
        let odometer =
            refuel.odometer_km.map(|km| shown_distance(km, refuel.typed_odometer, units.distance));
        Self {
            date: refuel.date.to_string(),
            fuel: Some(refuel.fuel),
            odometer: odometer.unwrap_or_default(),
            amounts: Amounts::stored(
                shown_quantity(refuel.quantity, refuel.typed_quantity, measure, units),
                shown_fixed(refuel.cost),
                measures.currency,
            ),
            full_tank: refuel.full_tank,
            missed_previous: refuel.missed_previous,
            level: refuel.level_after_percent.map(shown_fixed).unwrap_or_default(),
            station: refuel.station.clone().unwrap_or_default(),
            notes: refuel.notes.clone().unwrap_or_default(),
            files: Attachments::of(&refuel.files),
            force: false,
        }
    }

    /// The fuel that was taken.
    pub fn fuel(&self, vehicle: &VehicleView) -> Fuel {
        self.fuel.unwrap_or(vehicle.fuel)
    }

    /// The day, if its field holds one.
    pub fn day(&self) -> Option<Day> {
        self.date.trim().parse().ok()
    }

    /// Reading and quantity as far as they are typed, for what is said while typing.
    pub fn figures(&self, fuel: Fuel, measures: Measures) -> (Option<Km>, Option<Quantity>) {
        let (units, mut errors) = (measures.units, FieldErrors::default());
        let km = parse_distance("km", &self.odometer, units.distance, &mut errors);
        let measure = Measure::of(fuel);
        let quantity = parse_quantity("l", &self.amounts.quantity, measure, units, &mut errors);
        (km.map(|(km, _)| km), quantity.map(|(quantity, _)| quantity))
    }

    /// The request for a new refuel, or what is wrong with it.
    pub fn request(
        &self,
        id: RefuelId,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateRefuel, FieldErrors> {
        let (mut errors, fuel) = (FieldErrors::default(), self.fuel(vehicle));
        let errors_of = &mut errors;
        let date = parse_day("date", &self.date, errors_of);
        let odometer =
            parse_distance("odometer_km", &self.odometer, measures.units.distance, errors_of);
        let quantity = parse_quantity(
            "quantity",
            &self.amounts.quantity,
            Measure::of(fuel),
            measures.units,
            errors_of,
        );
        let cost = parse_money("cost", &self.amounts.cost, measures.currency, errors_of);
        let level = parse_fixed("level_after_percent", &self.level, errors_of);
        errors.require("date", date.is_some(), FieldCode::Required);
        errors.require("quantity", quantity.is_some(), FieldCode::Required);
        errors.require("cost", cost.is_some(), FieldCode::Required);
        let (Some(date), Some((quantity, typed_quantity)), Some(cost)) = (date, quantity, cost)
        else {
            return Err(errors);
        };
        let request = CreateRefuel {
            id: Some(id),
            vehicle: vehicle.id.to_string(),
            date,
            fuel,
            quantity,
            cost,
            odometer_km: odometer.map(|(km, _)| km),
            full_tank: self.full_tank,
            missed_previous: self.missed_previous,
            level_after_percent: level,
            confirmed: false,
            station: filled(&self.station),
            notes: filled(&self.notes),
            files: self.files.named(),
            typed_odometer: odometer.and_then(|(_, typed)| typed),
            typed_quantity,
            force: self.force,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it. Figures that
    /// nobody touched stay as they are stored, also where the form shows them in other units.
    pub fn patch(
        &self,
        before: &RefuelView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchRefuel, FieldErrors> {
        let (after, start) =
            (self.request(before.id, vehicle, measures)?, Self::of(before, measures));
        let read_odometer = self.odometer != start.odometer;
        let filled_up = self.amounts.quantity != start.amounts.quantity
            || Measure::of(after.fuel) != Measure::of(before.fuel);
        Ok(PatchRefuel {
            vehicle: Change::between(&before.vehicle_id.to_string(), &after.vehicle),
            date: Change::between(&before.date, &after.date),
            fuel: Change::between(&before.fuel, &after.fuel),
            quantity: set_if(filled_up, after.quantity),
            cost: Change::between(&before.cost, &after.cost),
            odometer_km: set_if(read_odometer, after.odometer_km),
            full_tank: Change::between(&before.full_tank, &after.full_tank),
            missed_previous: Change::between(&before.missed_previous, &after.missed_previous),
            level_after_percent: Change::between(
                &before.level_after_percent,
                &after.level_after_percent,
            ),
            confirmed: Change::Keep,
            station: Change::between(&before.station, &after.station),
            notes: Change::between(&before.notes, &after.notes),
            files: Change::between(&named(&before.files), &after.files),
            typed_odometer: set_if(read_odometer, after.typed_odometer),
            typed_quantity: set_if(filled_up, after.typed_quantity),
            force: self.force,
        })
    }
}

fn set_if<T>(changed: bool, value: T) -> Change<T> {
    if changed { Change::Set(value) } else { Change::Keep }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
