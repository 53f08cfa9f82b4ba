//! Random histories: records come, change and go in any order. Whatever of intervals and findings
//! is kept up to date piece by piece must be what follows from all records at once.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use furgo::{
    auth::Permit,
    clock::Clock,
    features::{
        self,
        maintenance::MaintenanceRecord,
        readings::ReadingRecord,
        refuels::RefuelRecord,
        routes::RouteRecord,
        timeline::{self, Derived},
        vehicles::VehicleRecord,
    },
    storage::{Database, Meta, Reads, Record, WriteTx, engine::MemoryEngine, outcome::Once},
};
use furgo_shared::{
    due::Basis,
    id::VehicleId,
    maintenance::MaintenanceKind,
    readings::ReadingKind,
    routes::{RouteKind, RouteStatus},
    time::Day,
    vehicles::{CreateVehicle, Fuel},
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// Any permission will do: operations are not asked.
type Tx<'v> = WriteTx<'v, furgo::auth::System>;

/// What a case is made of.
#[derive(Clone, Copy, Debug)]
struct Kind {
    fuels: &'static [Fuel],
    capacity: Option<i64>,
    /// Of a hundred refuels, so many have a reading.
    with_reading: u32,
    refuels: u32,
    changes: u32,
}

#[rustfmt::skip] // Read it as a table.
const KINDS: &[Kind] = &[
    Kind { fuels: &[Fuel::Petrol], capacity: Some(50_000), with_reading: 90, refuels: 150, changes: 14 },
    Kind { fuels: &[Fuel::Diesel], capacity: None, with_reading: 100, refuels: 12, changes: 20 },
    Kind { fuels: &[Fuel::Petrol, Fuel::Lpg], capacity: Some(60_000), with_reading: 90, refuels: 170, changes: 14 },
    Kind { fuels: &[Fuel::Electric], capacity: Some(60_000), with_reading: 95, refuels: 130, changes: 14 },
    Kind { fuels: &[Fuel::Diesel], capacity: Some(70_000), with_reading: 0, refuels: 120, changes: 14 },
    Kind { fuels: &[Fuel::Petrol, Fuel::Premium, Fuel::Electric], capacity: None, with_reading: 80, refuels: 60, changes: 20 },
];

struct Case<'t, 'v> {
    tx: &'t mut Tx<'v>,
    dice: StdRng,
    kind: Kind,
    vehicle: VehicleId,
    refuels: Vec<Uuid>,
    readings: Vec<Uuid>,
    routes: Vec<Uuid>,
    works: Vec<Uuid>,
    entries: i64,
}

fn first_day() -> Day {
    Day::from_ymd_opt(2024, 1, 1).unwrap()
}

impl Case<'_, '_> {
    fn chance(&mut self, percent: u32) -> bool {
        self.dice.random_range(0..100) < percent
    }

    /// Entered one after another, sometimes at the same instant.
    fn meta(&mut self) -> Meta {
        self.entries += i64::from(self.chance(90));
        let start: DateTime<Utc> = "2025-01-01T08:00:00Z".parse().unwrap();
        Meta::new(start + TimeDelta::milliseconds(self.entries))
    }

    fn day(&mut self) -> Day {
        first_day() + TimeDelta::days(self.dice.random_range(0..700))
    }

    /// About 90 km a day; sometimes somebody mistypes.
    fn odometer_m(&mut self, day: Day) -> i64 {
        let days = (day - first_day()).num_days();
        let noise = self.dice.random_range(0..80_000);
        let mistake = match self.dice.random_range(0..100) {
            0 => 400_000,
            1 => -300_000,
            2 => 9_000_000,
            _ => 0,
        };
        // In steps, so that some readings are the same.
        let odometer_m = 5_000_000 + days * 90_000 + noise + mistake;
        odometer_m - odometer_m.rem_euclid(20_000)
    }

    fn refuel(&mut self, day: Day) -> RefuelRecord {
        let kind = self.kind;
        let fuel = kind.fuels[self.dice.random_range(0..kind.fuels.len())];
        let odometer_m = self.chance(kind.with_reading).then(|| self.odometer_m(day));
        let full_tank = self.chance(70);
        RefuelRecord {
            files: Vec::new(),
            id: Uuid::from_u128(self.dice.random()).into(),
            vehicle_id: self.vehicle,
            date: day,
            fuel,
            quantity: self.dice.random_range(5_000..55_000),
            cost: 50_000,
            odometer_m,
            full_tank,
            missed_previous: self.chance(5),
            level_after: (!full_tank && self.chance(40)).then(|| self.dice.random_range(100..1000)),
            confirmed: self.chance(5),
            station: None,
            notes: None,
            typed_odometer: None,
            typed_quantity: None,
            forced_by: None,
            recorded_by: None,
            meta: self.meta(),
        }
    }

    fn reading(&mut self, kind: ReadingKind) -> ReadingRecord {
        let date = self.day();
        let odometer_m = self.odometer_m(date);
        let previous_m = (kind == ReadingKind::Replacement).then_some(odometer_m);
        ReadingRecord {
            id: Uuid::from_u128(self.dice.random()).into(),
            vehicle_id: self.vehicle,
            date,
            kind,
            odometer_m: if previous_m.is_some() { 0 } else { odometer_m },
            previous_m,
            confirmed: self.chance(10),
            notes: None,
            typed_odometer: None,
            forced_by: None,
            recorded_by: None,
            meta: self.meta(),
        }
    }

    fn work(&mut self) -> MaintenanceRecord {
        let date = self.day();
        MaintenanceRecord {
            files: Vec::new(),
            id: Uuid::from_u128(self.dice.random()).into(),
            vehicle_id: self.vehicle,
            date,
            kind: MaintenanceKind::Oil,
            description: "Oil".to_owned(),
            cost: 1,
            odometer_m: self.odometer_m(date),
            provider: None,
            next_date: None,
            next_odometer_m: None,
            every_months: None,
            every_days: None,
            every_m: None,
            recurrence_basis: Basis::Floating,
            anchor_day: None,
            lead_days: None,
            lead_m: None,
            notes: None,
            confirmed: self.chance(10),
            typed_odometer: None,
            forced_by: None,
            recorded_by: None,
            meta: self.meta(),
        }
    }

    fn route(&mut self) -> RouteRecord {
        let date = self.day();
        let start = self.odometer_m(date);
        let is_read = self.chance(60);
        RouteRecord {
            id: Uuid::from_u128(self.dice.random()).into(),
            kind: RouteKind::Logged,
            date,
            vehicle_id: Some(self.vehicle),
            driver_id: None,
            status: RouteStatus::Completed,
            depot: None,
            return_to_depot: false,
            depart_at: None,
            planned_distance_m: 0,
            planned_duration_s: 0,
            back_by: None,
            planned_basis: furgo_shared::routes::PlanBasis::default(),
            planned_basis_reason: None,
            distance_m: Some(self.dice.random_range(1_000..400_000)),
            distance_is_derived: false,
            start_odometer_m: is_read.then_some(start),
            end_odometer_m: is_read.then_some(start + 40_000),
            started_at: None,
            completed_at: None,
            notes: None,
            stops: Vec::new(),
            typed_start_odometer: None,
            typed_odometer: None,
            typed_distance: None,
            forced_by: None,
            meta: self.meta(),
        }
    }

    fn one_of(&mut self, ids: &[Uuid]) -> Option<Uuid> {
        (!ids.is_empty()).then(|| ids[self.dice.random_range(0..ids.len())])
    }

    fn refresh(&mut self, days: &[Day]) {
        timeline::refresh(self.tx, self.vehicle, days).unwrap();
    }

    fn remove<R: Record>(&mut self, id: Uuid, day: fn(&R) -> Day) {
        let Some(record) = self.tx.find_unseen::<R>(id).unwrap() else { return };
        self.tx.delete(&record).unwrap();
        self.refresh(&[day(&record)]);
    }

    /// Enters, corrects or deletes something, as an operation would.
    fn change(&mut self) {
        match self.dice.random_range(0..14) {
            0..=2 => {
                let day = self.day();
                let refuel = self.refuel(day);
                self.refuels.push(refuel.id.into());
                self.tx.put(refuel).unwrap();
                self.refresh(&[day]);
            }
            3..=5 => self.correct_refuel(),
            6 => {
                if let Some(id) = self.one_of(&self.refuels.clone()) {
                    self.remove::<RefuelRecord>(id, |refuel| refuel.date);
                }
            }
            7 | 8 => {
                let is_replacement = self.chance(15);
                let kind =
                    if is_replacement { ReadingKind::Replacement } else { ReadingKind::Reading };
                let reading = self.reading(kind);
                let day = reading.date;
                self.readings.push(reading.id.into());
                self.tx.put(reading).unwrap();
                self.refresh(&[day]);
            }
            9 => {
                if let Some(id) = self.one_of(&self.readings.clone()) {
                    self.remove::<ReadingRecord>(id, |reading| reading.date);
                }
            }
            10 => {
                let work = self.work();
                let day = work.date;
                self.works.push(work.id.into());
                self.tx.put(work).unwrap();
                self.refresh(&[day]);
            }
            11 => {
                let route = self.route();
                let day = route.date;
                self.routes.push(route.id.into());
                self.tx.put(route).unwrap();
                self.refresh(&[day]);
            }
            12 => {
                if let Some(id) = self.one_of(&self.routes.clone()) {
                    self.remove::<RouteRecord>(id, |route| route.date);
                } else if let Some(id) = self.one_of(&self.works.clone()) {
                    self.remove::<MaintenanceRecord>(id, |work| work.date);
                }
            }
            _ => {
                let mut vehicle: VehicleRecord =
                    self.tx.find_unseen(self.vehicle).unwrap().unwrap();
                vehicle.tank_capacity = Some(self.dice.random_range(30_000..80_000));
                self.tx.put(vehicle).unwrap();
                self.refresh(&[]);
            }
        }
    }

    fn correct_refuel(&mut self) {
        let Some(id) = self.one_of(&self.refuels.clone()) else { return };
        let Some(old) = self.tx.find_unseen::<RefuelRecord>(id).unwrap() else { return };
        let mut new = old.clone();
        match self.dice.random_range(0..6) {
            0 => new.date = self.day(),
            1 => new.full_tank = !old.full_tank,
            2 => new.missed_previous = !old.missed_previous,
            3 => new.confirmed = !old.confirmed,
            4 => new.quantity = self.dice.random_range(5_000..55_000),
            _ if self.kind.with_reading > 0 => new.odometer_m = Some(self.odometer_m(old.date)),
            _ => new.level_after = Some(500),
        }
        let days = [old.date, new.date];
        self.tx.put(new).unwrap();
        self.refresh(&days);
    }

    /// A history as if entered day by day.
    fn begin(&mut self) {
        let days = 700 / i64::from(self.kind.refuels);
        for number in 0..self.kind.refuels {
            let day = first_day() + TimeDelta::days(i64::from(number) * days);
            let refuel = self.refuel(day);
            self.refuels.push(refuel.id.into());
            self.tx.put(refuel).unwrap();
        }
        for _ in 0..20 {
            let reading = self.reading(ReadingKind::Reading);
            self.readings.push(reading.id.into());
            self.tx.put(reading).unwrap();
            let route = self.route();
            self.routes.push(route.id.into());
            self.tx.put(route).unwrap();
        }
        timeline::recompute_all(self.tx, self.vehicle).unwrap();
    }

    fn agrees(&self, seed: u64, step: u32) -> usize {
        let vehicle: VehicleRecord = self.tx.find_unseen(self.vehicle).unwrap().unwrap();
        let [stored, derived] = timeline::stored_and_derived(self.tx, &vehicle).unwrap();
        assert_eq!(said(&stored), said(&derived), "seed {seed}, step {step}, {:?}", self.kind);
        derived.intervals.len()
    }
}

fn said(derived: &Derived) -> (Vec<String>, Vec<String>) {
    let mut intervals: Vec<_> = derived
        .intervals
        .iter()
        .map(|each| format!("{:?} {:?} {:?}", each.to, each.energy, each.to_interval()))
        .collect();
    let mut findings: Vec<_> = derived
        .findings
        .iter()
        .map(|each| format!("{:?} {:?} {:?} {:?}", each.day, each.code, each.energy, each.subjects))
        .collect();
    intervals.sort();
    findings.sort();
    findings.dedup();
    (intervals, findings)
}

async fn histories(seeds: std::ops::Range<u64>) {
    let schema = features::schema();
    let engine = Arc::new(MemoryEngine::default());
    let db = Database::new(engine, schema, Clock::system()).unwrap();
    for seed in seeds {
        let kind = KINDS[usize::try_from(seed).unwrap() % KINDS.len()];
        let write = db.write(Permit::for_job(), Once::by_job("test"), move |tx| {
            history(tx, kind, seed);
            Ok(())
        });
        write.await.unwrap();
    }
}

fn history(tx: &mut Tx<'_>, kind: Kind, seed: u64) {
    let id = VehicleId(Uuid::now_v7());
    let mut request = CreateVehicle::new(&format!("v-{seed}"), "Seat", "Ibiza", kind.fuels[0]);
    request.second_fuel = kind.fuels.get(1).copied();
    let mut vehicle = VehicleRecord::new(id, request, tx.now());
    vehicle.tank_capacity = kind.capacity;
    tx.put(vehicle).unwrap();
    let mut case = Case {
        tx,
        dice: StdRng::seed_from_u64(seed),
        kind,
        vehicle: id,
        refuels: Vec::new(),
        readings: Vec::new(),
        routes: Vec::new(),
        works: Vec::new(),
        entries: 0,
    };
    case.begin();
    let intervals = case.agrees(seed, 0);
    assert!(intervals > 0 || kind.refuels < 20, "a history without intervals tests nothing");
    for step in 1..=kind.changes {
        case.change();
        case.agrees(seed, step);
    }
}

#[actix_web::test]
async fn what_is_kept_is_what_follows_from_all_records() {
    histories(0..70).await;
}

#[actix_web::test]
async fn whatever_was_entered_before() {
    histories(70..140).await;
}

#[actix_web::test]
async fn and_in_whatever_order() {
    histories(140..210).await;
}
