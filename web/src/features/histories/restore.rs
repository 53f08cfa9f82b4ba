//! The request that enters a deleted record again, with the same id and everything that was typed.

use furgo_shared::{
    expenses::{CreateExpense, ExpenseView},
    maintenance::{CreateMaintenance, MaintenanceView},
    readings::{CreateReading, ReadingView},
    refuels::{CreateRefuel, RefuelView},
};

use crate::features::files::named;

/// A refuel as it was.
pub fn refuel(view: &RefuelView) -> CreateRefuel {
    CreateRefuel {
        id: Some(view.id),
        vehicle: view.vehicle_id.to_string(),
        date: view.date,
        fuel: view.fuel,
        quantity: view.quantity,
        cost: view.cost,
        odometer_km: view.odometer_km,
        full_tank: view.full_tank,
        missed_previous: view.missed_previous,
        level_after_percent: view.level_after_percent,
        confirmed: view.confirmed,
        station: view.station.clone(),
        notes: view.notes.clone(),
        files: named(&view.files),
        typed_odometer: view.typed_odometer,
        typed_quantity: view.typed_quantity,
        force: view.forced_by.is_some(),
    }
}

/// Work as it was.
pub fn maintenance(view: &MaintenanceView) -> CreateMaintenance {
    CreateMaintenance {
        id: Some(view.id),
        vehicle: view.vehicle_id.to_string(),
        date: view.date,
        kind: view.kind,
        description: view.description.clone(),
        cost: view.cost,
        odometer_km: view.odometer_km,
        provider: view.provider.clone(),
        next_date: view.next_date,
        next_odometer_km: view.next_odometer_km,
        every_months: view.every_months,
        every_days: view.every_days,
        every_km: view.every_km,
        recurrence_basis: view.recurrence_basis,
        lead_days: view.lead_days,
        lead_km: view.lead_km,
        notes: view.notes.clone(),
        files: named(&view.files),
        confirmed: view.confirmed,
        typed_odometer: view.typed_odometer,
        force: view.forced_by.is_some(),
    }
}

/// An expense as it was.
pub fn expense(view: &ExpenseView) -> CreateExpense {
    CreateExpense {
        id: Some(view.id),
        vehicle: view.vehicle_id.to_string(),
        date: view.date,
        category: view.category,
        amount: view.amount,
        description: view.description.clone(),
        recurrence: view.recurrence,
        next_due: view.next_due,
        recurrence_basis: view.recurrence_basis,
        lead_days: view.lead_days,
        tax_deductible: view.tax_deductible,
        notes: view.notes.clone(),
        files: named(&view.files),
        payment_of: view.payment_of,
        pays_due: view.pays_due,
    }
}

/// A reading as it was.
pub fn reading(view: &ReadingView) -> CreateReading {
    CreateReading {
        id: Some(view.id),
        vehicle: view.vehicle_id.to_string(),
        date: view.date,
        kind: view.kind,
        odometer_km: view.odometer_km,
        previous_km: view.previous_km,
        confirmed: view.confirmed,
        notes: view.notes.clone(),
        typed_odometer: view.typed_odometer,
        force: view.forced_by.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{
        id::{ReadingId, VehicleId},
        readings::ReadingKind,
        readings::StoredReading,
        time::Timestamp,
        units::Km,
    };
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_forced_reading_comes_back_forced() {
        let view = ReadingView {
            stored: StoredReading {
                id: ReadingId(Uuid::max()),
                vehicle_id: VehicleId(Uuid::nil()),
                date: "2026-03-01".parse().expect("a day of the calendar"),
                kind: ReadingKind::Replacement,
                odometer_km: Km::whole(10),
                previous_km: Some(Km::whole(99_000)),
                confirmed: true,
                notes: Some("new dashboard".to_owned()),
                typed_odometer: None,
                recorded_by: None,
                forced_by_id: None,
                created_at: Timestamp::default(),
                updated_at: Timestamp::default(),
                version: 4,
            },
            vehicle: "van-1".to_owned(),
            forced_by: Some("Ane".to_owned()),
        };
        let request = reading(&view);
        assert!(request.force && request.confirmed);
        assert_eq!((request.id, request.previous_km), (Some(view.id), view.previous_km));
        assert!(!reading(&ReadingView { forced_by: None, ..view }).force);
    }
}
