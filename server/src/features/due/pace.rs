//! Where a vehicle's odometer stands for its plans, and how fast it moves.

use chrono::Days;
use furgo_shared::{
    odometer::{Replacement, Timeline},
    time::Day,
};

use crate::{
    error::Result,
    features::{
        maintenance::MaintenanceRecord,
        odometer::replacements,
        vehicles::{VehicleRecord, odometer},
    },
    storage::Reads,
};

/// How far the pace looks back.
const PACE_DAYS: i64 = 90;
/// A few days say nothing about a vehicle's pace.
const PACE_DAYS_MIN: i64 = 7;

/// What distances of plans are judged by.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    /// Of the odometer that the vehicle has now.
    odometer_m: Option<i64>,
    replacements: Vec<Replacement>,
    /// Over the last 90 days, or as many as the vehicle is known; unknown below a week.
    pub m_per_day: Option<i64>,
}

impl Pace {
    /// Of a vehicle; nothing is known of one whose plans have no distances.
    pub fn of(
        tx: &impl Reads,
        vehicle: &VehicleRecord,
        today: Day,
        plans_distances: bool,
    ) -> Result<Self> {
        if !plans_distances {
            return Ok(Self::default());
        }
        Ok(Self {
            odometer_m: Some(odometer::odometer_m(tx, vehicle)?),
            replacements: replacements(tx, vehicle.id)?,
            m_per_day: m_per_day(tx, vehicle, today)?,
        })
    }

    /// What the odometer that a plan was made by would show now, had it not been replaced since.
    pub fn odometer_since(&self, work: &MaintenanceRecord, today: Day) -> Option<i64> {
        let odometer_m = self.odometer_m?;
        let epochs = Timeline::new(Vec::new(), self.replacements.clone());
        let now = epochs.virtual_of(today, odometer_m);
        let then = epochs.virtual_of(work.date, work.odometer_m);
        Some(work.odometer_m.saturating_add(now.saturating_sub(then)))
    }
}

fn m_per_day(tx: &impl Reads, vehicle: &VehicleRecord, today: Day) -> Result<Option<i64>> {
    let driven = odometer::driven(tx, vehicle)?;
    // Without readings it is known since the first completed route, or whatever else came first.
    let since = match driven.known_since() {
        Some(day) => Some(day),
        None => tx.first_day(vehicle.id)?,
    };
    let Some(since) = since else { return Ok(None) };
    let days = (today - since).num_days().min(PACE_DAYS);
    if days < PACE_DAYS_MIN {
        return Ok(None);
    }
    let from = today.checked_sub_days(Days::new(days.cast_unsigned())).unwrap_or(since);
    let distance_m = driven.on(tx, from.succ_opt(), Some(today))?;
    Ok(distance_m.map(|distance_m| distance_m / days).filter(|pace| *pace > 0))
}
