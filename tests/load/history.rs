//! Ten years of one vehicle, in as many records as are wanted: refuels, maintenance and expenses
//! by turns, evenly over the days. Each month has one kind of maintenance and one category of
//! expenses, so that histories of any size have the same sums and differ in their records alone.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use furgo::{
    auth::{Permit, System},
    error::Result,
    features::{
        economy,
        expenses::ExpenseRecord,
        maintenance::MaintenanceRecord,
        refuels::{IntervalRecord, RefuelRecord},
        vehicles::VehicleRecord,
    },
    storage::{Database, Meta, WriteTx, outcome::Once},
};
use furgo_shared::{
    due::{Basis, add_months},
    expenses::{ExpenseCategory, ExpenseRecurrence},
    fuel::{Energy, Interval},
    id::RefuelId,
    maintenance::MaintenanceKind,
    time::Day,
    units::Km,
    vehicles::{CreateVehicle, Fuel},
};
use uuid::Uuid;

/// The vehicle's.
pub const ALIAS: &str = "van";
/// Records of one transaction.
const BATCH: u32 = 10_000;
/// How far the vehicle goes in the ten years.
const DRIVEN_M: i64 = 300_000_000;
/// 6.5 litres for 100 km, in millilitres for a kilometre.
const ML_PER_KM: i64 = 65;

/// The last day with records, which the clock shows.
pub fn last_day() -> Day {
    Day::from_ymd_opt(2025, 12, 31).unwrap()
}

fn first_day() -> Day {
    Day::from_ymd_opt(2016, 1, 1).unwrap()
}

/// A vehicle's records, by their numbers.
#[derive(Clone, Debug)]
pub struct History {
    records: u32,
    vehicle: VehicleRecord,
}

impl History {
    /// So many records.
    pub fn new(records: u32) -> Self {
        let request = CreateVehicle {
            purchase_date: Some(first_day()),
            purchase_price: Some(furgo_shared::money::Money::whole(30_000)),
            depreciation_months: Some(120),
            ..CreateVehicle::new(ALIAS, "Renault", "Kangoo", Fuel::Diesel)
        };
        let vehicle = VehicleRecord::new(Uuid::from_u128(1).into(), request, instant(first_day()));
        Self { records, vehicle }
    }

    /// Writes everything, straight through storage, with what is derived from it.
    pub async fn write(&self, db: &Database) {
        let first = self.clone();
        write(db, move |tx| {
            tx.put(first.vehicle.clone())?;
            tx.put(economy::foundation::now(tx, &first.vehicle)?).map(drop)
        })
        .await;
        for start in (0..self.records).step_by(BATCH.try_into().unwrap()) {
            let history = self.clone();
            write(db, move |tx| {
                (start..history.records.min(start + BATCH))
                    .try_for_each(|number| history.put(tx, number))
            })
            .await;
        }
        let history = self.clone();
        write(db, move |tx| tx.put(economy::foundation::now(tx, &history.vehicle)?).map(drop))
            .await;
    }

    fn put(&self, tx: &mut WriteTx<'_, System>, number: u32) -> Result<()> {
        match number % 3 {
            0 => {
                tx.put(self.refuel(number))?;
                match number.checked_sub(3) {
                    Some(previous) => tx.put(self.interval(previous, number)).map(drop),
                    None => Ok(()),
                }
            }
            1 => tx.put(self.maintenance(number)).map(drop),
            _ => tx.put(self.expense(number)).map(drop),
        }
    }

    fn day(&self, number: u32) -> Day {
        let days = (last_day() - first_day()).num_days();
        let passed = i64::from(number) * days / i64::from(self.records - 1);
        first_day() + TimeDelta::days(passed)
    }

    fn odometer_m(&self, number: u32) -> i64 {
        i64::from(number) * DRIVEN_M / i64::from(self.records)
    }

    fn used(&self, from: u32, to: u32) -> (i64, i64) {
        let distance_m = self.odometer_m(to) - self.odometer_m(from);
        (distance_m, (distance_m * ML_PER_KM / 1000).max(1))
    }

    fn meta(&self, number: u32) -> Meta {
        let entered = instant(self.day(number)) + TimeDelta::milliseconds(number.into());
        Meta { version: 1, ..Meta::new(entered) }
    }

    fn refuel(&self, number: u32) -> RefuelRecord {
        let (_, quantity) = self.used(number.saturating_sub(3), number.max(3));
        RefuelRecord {
            files: Vec::new(),
            id: refuel_id(number),
            vehicle_id: self.vehicle.id,
            date: self.day(number),
            fuel: Fuel::Diesel,
            quantity,
            cost: quantity * 3 / 2 / 10 * 10,
            odometer_m: Some(self.odometer_m(number)),
            full_tank: true,
            missed_previous: false,
            level_after: None,
            confirmed: false,
            station: Some("Zorroza".to_owned()),
            notes: None,
            typed_odometer: None,
            typed_quantity: None,
            forced_by: None,
            recorded_by: None,
            meta: self.meta(number),
        }
    }

    /// As the fuel engine says of two full refuels that follow each other.
    fn interval(&self, from: u32, to: u32) -> IntervalRecord {
        let (distance_m, quantity) = self.used(from, to);
        let interval = Interval {
            from: self.day(from),
            to: self.day(to),
            start_id: refuel_id(from).into(),
            end_id: refuel_id(to).into(),
            end_m: self.odometer_m(to),
            distance_m,
            quantity,
            record_ids: vec![refuel_id(to).into()],
            counted: true,
            flags: Vec::new(),
        };
        IntervalRecord::new(self.vehicle.id, Energy::Diesel, &interval, self.meta(to).created_at)
    }

    fn maintenance(&self, number: u32) -> MaintenanceRecord {
        let date = self.day(number);
        MaintenanceRecord {
            files: Vec::new(),
            id: id(2, number).into(),
            vehicle_id: self.vehicle.id,
            date,
            kind: of_month(&MaintenanceKind::ALL, date),
            description: "As every time".to_owned(),
            cost: 80_000,
            odometer_m: self.odometer_m(number),
            provider: None,
            next_date: add_months(date, 12, date.day()),
            next_odometer_m: Some(self.odometer_m(number) + Km::whole(15_000).metres()),
            every_months: Some(12),
            every_days: None,
            every_m: None,
            recurrence_basis: Basis::Floating,
            anchor_day: Some(date.day()),
            lead_days: None,
            lead_m: None,
            notes: None,
            confirmed: false,
            typed_odometer: None,
            forced_by: None,
            recorded_by: None,
            meta: self.meta(number),
        }
    }

    fn expense(&self, number: u32) -> ExpenseRecord {
        let date = self.day(number);
        // The last ones come back; all others were their payments.
        let is_last = number + 12 >= self.records;
        ExpenseRecord {
            files: Vec::new(),
            id: id(3, number).into(),
            vehicle_id: self.vehicle.id,
            date,
            category: of_month(&ExpenseCategory::ALL, date),
            amount: 36_500,
            description: "As every time".to_owned(),
            recurrence: is_last.then_some(ExpenseRecurrence::Yearly),
            next_due: add_months(date, 12, date.day()).filter(|_| is_last),
            anchor_day: is_last.then(|| date.day()),
            recurrence_basis: Basis::Fixed,
            lead_days: None,
            tax_deductible: true,
            notes: None,
            payment_of: None,
            pays_due: None,
            moved_due_to: None,
            covers: Some(ExpenseRecurrence::Yearly),
            recorded_by: None,
            meta: self.meta(number),
        }
    }
}

async fn write<F>(db: &Database, write: F)
where
    F: FnOnce(&mut WriteTx<'_, System>) -> Result<()> + Send + 'static,
{
    db.write(Permit::<System>::for_job(), Once::by_job("test"), write).await.unwrap();
}

fn refuel_id(number: u32) -> RefuelId {
    id(1, number).into()
}

fn id(kind: u128, number: u32) -> Uuid {
    Uuid::from_u128((u128::from(number) << 64) | kind)
}

fn instant(day: Day) -> DateTime<Utc> {
    day.and_hms_opt(9, 0, 0).unwrap().and_utc()
}

fn of_month<T: Copy>(all: &[T], day: Day) -> T {
    let month = usize::try_from(day.year() * 12).unwrap() + usize::try_from(day.month0()).unwrap();
    all[month % all.len()]
}
