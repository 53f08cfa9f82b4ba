//! What is typed into the form of an odometer reading, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::ReadingId,
    readings::{CreateReading, PatchReading, ReadingKind, ReadingView},
    time::Day,
    units::Km,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
};

use crate::{
    features::entries::{
        measured::{parse_distance, shown_distance},
        parse_day,
    },
    format::filled,
    session::Measures,
};

/// The fields as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub date: String,
    /// The odometer was replaced: `previous` is the old one's last.
    pub replaced: bool,
    pub odometer: String,
    pub previous: String,
    pub notes: String,
    pub force: bool,
}

impl Draft {
    /// A reading of today.
    pub fn new(today: Day) -> Self {
        Self {
            date: today.to_string(),
            replaced: false,
            odometer: String::new(),
            previous: String::new(),
            notes: String::new(),
            force: false,
        }
    }

    /// A record to correct.
    pub fn of(reading: &ReadingView, measures: Measures) -> Self {
        let unit = measures.units.distance;
        Self {
            date: reading.date.to_string(),
            replaced: reading.kind == ReadingKind::Replacement,
            odometer: shown_distance(reading.odometer_km, reading.typed_odometer, unit),
            previous: reading
                .previous_km
                .map(|km| shown_distance(km, None, unit))
                .unwrap_or_default(),
            notes: reading.notes.clone().unwrap_or_default(),
            force: false,
        }
    }

    /// The day, if its field holds one.
    pub fn day(&self) -> Option<Day> {
        self.date.trim().parse().ok()
    }

    /// The request for a new reading, or what is wrong with it.
    pub fn request(
        &self,
        id: ReadingId,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateReading, FieldErrors> {
        let (mut errors, unit) = (FieldErrors::default(), measures.units.distance);
        let date = parse_day("date", &self.date, &mut errors);
        let odometer = parse_distance("odometer_km", &self.odometer, unit, &mut errors);
        let previous = parse_distance("previous_km", &self.previous, unit, &mut errors)
            .filter(|_| self.replaced);
        errors.require("date", date.is_some(), FieldCode::Required);
        errors.require("odometer_km", odometer.is_some(), FieldCode::Required);
        let (Some(date), Some((odometer_km, typed_odometer))) = (date, odometer) else {
            return Err(errors);
        };
        let kind = if self.replaced { ReadingKind::Replacement } else { ReadingKind::Reading };
        let request = CreateReading {
            id: Some(id),
            vehicle: vehicle.id.to_string(),
            date,
            kind,
            odometer_km,
            previous_km: previous.map(|(km, _)| km),
            confirmed: false,
            notes: filled(&self.notes),
            typed_odometer,
            force: self.force,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it.
    pub fn patch(
        &self,
        before: &ReadingView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchReading, FieldErrors> {
        let (after, start) =
            (self.request(before.id, vehicle, measures)?, Self::of(before, measures));
        let read = self.odometer != start.odometer;
        let previous: Option<Km> = after.previous_km.filter(|_| self.previous != start.previous);
        Ok(PatchReading {
            date: Change::between(&before.date, &after.date),
            odometer_km: if read { Change::Set(after.odometer_km) } else { Change::Keep },
            previous_km: previous.map_or(Change::Keep, Change::Set),
            confirmed: Change::Keep,
            notes: Change::between(&before.notes, &after.notes),
            typed_odometer: if read { Change::Set(after.typed_odometer) } else { Change::Keep },
            force: self.force,
        })
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
