//! What is typed into the form of maintenance, and the requests that come of it.

use furgo_shared::{
    change::Change,
    due::{self, Basis, Plan, Recurrence},
    id::MaintenanceId,
    maintenance::{CreateMaintenance, MaintenanceKind, MaintenanceView, PatchMaintenance},
    money::Money,
    time::Day,
    units::Km,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
};
use serde::{Deserialize, Serialize};

use crate::{
    features::{
        entries::{
            measured::{parse_distance, parse_money, shown_distance},
            parse_day,
        },
        files::{Attachments, named},
        histories::words,
    },
    format::{filled, parse_whole, shown_fixed},
    session::Measures,
};

/// What a recurrence in time is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EveryUnit {
    #[default]
    Months,
    Weeks,
    Days,
}

impl EveryUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Months, Self::Weeks, Self::Days];

    /// The request's field that it is sent in.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Months => "every_months",
            Self::Weeks | Self::Days => "every_days",
        }
    }

    /// Months and days of so many of it.
    fn split(self, number: Option<u32>) -> (Option<u32>, Option<u32>) {
        match self {
            Self::Months => (number, None),
            Self::Weeks => (None, number.map(|weeks| weeks.saturating_mul(7))),
            Self::Days => (None, number),
        }
    }

    /// How a stored recurrence is said best.
    fn of(months: Option<u32>, days: Option<u32>) -> (Self, Option<u32>) {
        match days {
            Some(days) if days.is_multiple_of(7) => (Self::Weeks, Some(days / 7)),
            Some(days) => (Self::Days, Some(days)),
            None => (Self::Months, months),
        }
    }
}

/// The fields as texts. Distances are in the viewer's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub date: String,
    /// Chosen by whoever enters it: a preset one would be wrong most of the time.
    pub kind: Option<MaintenanceKind>,
    /// Empty: the kind's name.
    pub description: String,
    pub cost: String,
    pub odometer: String,
    pub provider: String,
    pub every: String,
    pub every_unit: EveryUnit,
    pub every_distance: String,
    pub basis: Basis,
    /// Empty: as the recurrence says.
    pub next_date: String,
    pub next_odometer: String,
    pub lead_days: String,
    pub lead_distance: String,
    pub notes: String,
    pub files: Attachments,
    pub force: bool,
    /// What was planned before this work was done.
    planned: Plan,
}

impl Draft {
    /// Work of today.
    pub fn new(today: Day) -> Self {
        Self {
            date: today.to_string(),
            kind: None,
            description: String::new(),
            cost: String::new(),
            odometer: String::new(),
            provider: String::new(),
            every: String::new(),
            every_unit: EveryUnit::default(),
            every_distance: String::new(),
            basis: Basis::Floating,
            next_date: String::new(),
            next_odometer: String::new(),
            lead_days: String::new(),
            lead_distance: String::new(),
            notes: String::new(),
            files: Attachments::default(),
            force: false,
            planned: Plan::default(),
        }
    }

    /// Work of today whose turn `before` had announced.
    pub fn done(before: &MaintenanceView, today: Day, measures: Measures) -> Self {
        Self {
            date: today.to_string(),
            cost: String::new(),
            odometer: String::new(),
            next_date: String::new(),
            next_odometer: String::new(),
            notes: String::new(),
            files: Attachments::default(),
            planned: before.plan(),
            ..Self::of(before, measures)
        }
    }

    /// A record to correct.
    pub fn of(work: &MaintenanceView, measures: Measures) -> Self {
        let unit = measures.units.distance;
        let distance =
            |km: Option<Km>| km.map(|km| shown_distance(km, None, unit)).unwrap_or_default();
        let number = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
        let (every_unit, every) = EveryUnit::of(work.every_months, work.every_days);
        Self {
            date: work.date.to_string(),
            kind: Some(work.kind),
            description: work.description.clone(),
            cost: shown_fixed(work.cost),
            odometer: shown_distance(work.odometer_km, work.typed_odometer, unit),
            provider: work.provider.clone().unwrap_or_default(),
            every: number(every),
            every_unit,
            every_distance: distance(work.every_km),
            basis: work.recurrence_basis,
            next_date: work.next_date.map(|day| day.to_string()).unwrap_or_default(),
            next_odometer: distance(work.next_odometer_km),
            lead_days: number(work.lead_days),
            lead_distance: distance(work.lead_km),
            notes: work.notes.clone().unwrap_or_default(),
            files: Attachments::of(&work.files),
            force: false,
            planned: Plan::default(),
        }
    }

    /// The day, if its field holds one.
    pub fn day(&self) -> Option<Day> {
        self.date.trim().parse().ok()
    }

    /// When it is due again if nobody says otherwise: as the recurrence has it.
    pub fn next_by_itself(&self, measures: Measures) -> (Option<Day>, Option<Km>) {
        let (unit, mut errors) = (measures.units.distance, FieldErrors::default());
        let Some(day) = self.day() else { return (None, None) };
        let odometer = parse_distance("km", &self.odometer, unit, &mut errors);
        let every_km = parse_distance("every", &self.every_distance, unit, &mut errors);
        let every = parse_whole("every", &self.every, &mut errors);
        let (months, days) = self.every_unit.split(every);
        let recurrence = Recurrence { months, days, m: every_km.map(|(km, _)| km.metres()) };
        let done_at_m = odometer.map(|(km, _)| km.metres());
        let next = due::next(&self.planned, &recurrence, self.basis, day, done_at_m);
        (next.date, next.odometer_m.map(Km::from_metres))
    }

    /// The request for work that was done, or what is wrong with it.
    pub fn request(
        &self,
        id: MaintenanceId,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateMaintenance, FieldErrors> {
        let (mut errors, unit) = (FieldErrors::default(), measures.units.distance);
        let found = &mut errors;
        let date = parse_day("date", &self.date, found);
        let odometer = parse_distance("odometer_km", &self.odometer, unit, found);
        let cost = parse_money("cost", &self.cost, measures.currency, found);
        let (next_date, next_odometer_km) = self.next_by_itself(measures);
        let next_date = parse_day("next_date", &self.next_date, found).or(next_date);
        let mut km = |field, text| parse_distance(field, text, unit, found).map(|(km, _)| km);
        let next_odometer_km = km("next_odometer_km", &self.next_odometer).or(next_odometer_km);
        let (every_km, lead_km) =
            (km("every_km", &self.every_distance), km("lead_km", &self.lead_distance));
        let every = parse_whole(self.every_unit.field(), &self.every, found);
        let (every_months, every_days) = self.every_unit.split(every);
        let lead_days = parse_whole("lead_days", &self.lead_days, found);
        errors.require("date", date.is_some(), FieldCode::Required);
        errors.require("odometer_km", odometer.is_some(), FieldCode::Required);
        errors.require("kind", self.kind.is_some(), FieldCode::Required);
        let (Some(date), Some((odometer_km, typed_odometer)), Some(kind)) =
            (date, odometer, self.kind)
        else {
            return Err(errors);
        };
        let by_kind = || words::maintenance_kind(kind).to_string();
        let request = CreateMaintenance {
            id: Some(id),
            vehicle: vehicle.id.to_string(),
            date,
            kind,
            description: filled(&self.description).unwrap_or_else(by_kind),
            // Work by oneself, or under warranty.
            cost: cost.unwrap_or(Money::ZERO),
            odometer_km,
            provider: filled(&self.provider),
            next_date,
            next_odometer_km,
            every_months,
            every_days,
            every_km,
            recurrence_basis: self.basis,
            lead_days,
            lead_km,
            notes: filled(&self.notes),
            files: self.files.named(),
            confirmed: false,
            typed_odometer,
            force: self.force,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it. Distances that
    /// nobody touched stay as they are stored, also where the form shows them in miles.
    pub fn patch(
        &self,
        before: &MaintenanceView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchMaintenance, FieldErrors> {
        let (after, start) =
            (self.request(before.id, vehicle, measures)?, Self::of(before, measures));
        let read = self.odometer != start.odometer;
        let km = |typed: &str, shown: &str, old: Option<Km>, new: Option<Km>| {
            if typed == shown && !typed.is_empty() {
                Change::Keep
            } else {
                Change::between(&old, &new)
            }
        };
        Ok(PatchMaintenance {
            vehicle: Change::between(&before.vehicle_id.to_string(), &after.vehicle),
            date: Change::between(&before.date, &after.date),
            kind: Change::between(&before.kind, &after.kind),
            description: Change::between(&before.description, &after.description),
            cost: Change::between(&before.cost, &after.cost),
            odometer_km: if read { Change::Set(after.odometer_km) } else { Change::Keep },
            provider: Change::between(&before.provider, &after.provider),
            next_date: Change::between(&before.next_date, &after.next_date),
            next_odometer_km: km(
                &self.next_odometer,
                &start.next_odometer,
                before.next_odometer_km,
                after.next_odometer_km,
            ),
            every_months: Change::between(&before.every_months, &after.every_months),
            every_days: Change::between(&before.every_days, &after.every_days),
            every_km: km(
                &self.every_distance,
                &start.every_distance,
                before.every_km,
                after.every_km,
            ),
            recurrence_basis: Change::between(&before.recurrence_basis, &after.recurrence_basis),
            lead_days: Change::between(&before.lead_days, &after.lead_days),
            lead_km: km(&self.lead_distance, &start.lead_distance, before.lead_km, after.lead_km),
            notes: Change::between(&before.notes, &after.notes),
            files: Change::between(&named(&before.files), &after.files),
            confirmed: Change::Keep,
            typed_odometer: if read { Change::Set(after.typed_odometer) } else { Change::Keep },
            force: self.force,
        })
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
