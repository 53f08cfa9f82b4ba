//! A random fleet, entered into the program and into the book.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use furgo_shared::{
    api,
    change::Change,
    due::Basis,
    expenses::{CreateExpense, ExpenseCategory, ExpenseRecurrence, PayExpense},
    maintenance::{CreateMaintenance, MaintenanceKind, PatchMaintenance},
    money::Money,
    packages::PackageStatus,
    readings::{CreateReading, ReadingKind},
    refuels::{CreateRefuel, PatchRefuel},
    routes::{CreateRoute, RouteStatus},
    settings::Settings,
    units::{Km, Quantity},
    validate::Empty,
    vehicles::CreateVehicle,
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use support::{Client, TestApp};

use super::{
    book::{Book, Covers, Entry, Every, Van, What},
    plans,
};
use crate::{
    day::{given_depot, given_packages, ids, route, step, step_route, vehicle},
    histories::{expense, refuel, work},
    odometers::reading,
};

/// When the fleet begins, and when everything is on record.
const BEGIN: &str = "2025-03-29T15:30:00Z";
const END: &str = "2026-04-20T15:30:00Z";

/// An installation and its book.
pub struct Fleet {
    pub app: TestApp,
    pub office: Client,
    pub book: Book,
    hours: i64,
    dice: StdRng,
}

impl Fleet {
    pub async fn enter((zone, hours): (&str, i64), seed: u64) -> Self {
        let app = TestApp::start().await;
        app.app.clock.set(BEGIN.parse::<DateTime<Utc>>().unwrap());
        let office = app.dispatcher("dora").await;
        app.driver("ana").await;
        given_depot(&app).await;
        let admin = app.admin().await;
        let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
        let settings = Settings { time_zone: zone.to_owned(), ..settings };
        admin.ok(&api::PUT_SETTINGS, [], &settings).await;
        let dice = StdRng::seed_from_u64(seed);
        let mut fleet = Self { app, office, book: Book::default(), hours, dice };
        fleet.vans().await;
        fleet.deliver().await;
        fleet.set_clock(END.parse().unwrap()).await;
        let mut acts = fleet.acts();
        acts.shuffle(&mut fleet.dice);
        for act in acts {
            fleet.write_down(act).await;
        }
        fleet.bills().await;
        fleet.correct().await;
        fleet
    }

    /// The fleet's day.
    pub fn today(&self) -> NaiveDate {
        (self.app.now() + TimeDelta::hours(self.hours)).date_naive()
    }

    /// Lets days pass.
    pub async fn wait(&mut self, days: i64) {
        self.set_clock(self.app.now() + TimeDelta::days(days)).await;
    }

    pub fn random(&mut self, range: std::ops::Range<i64>) -> i64 {
        self.dice.random_range(range)
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.random(0..100) < percent
    }

    async fn set_clock(&mut self, now: DateTime<Utc>) {
        self.app.app.clock.set(now);
        self.office = self.app.sign_in("dora@example.org").await;
    }

    async fn vans(&mut self) {
        let entered = self.today();
        for (alias, initial, purchase) in [
            ("near", 1_000_000, Some(("2024-08-31", 24_000_000, 3_000_000, 50))),
            ("far", 10_000, Some(("2025-05-10", 9_999_999, 0, 7))),
            ("trips", 10_000, None),
        ] {
            let bought = purchase.map(|(day, price, residual, months)| {
                (day.parse::<NaiveDate>().unwrap(), price, residual, months)
            });
            let request = CreateVehicle {
                initial_odometer_km: Km::from_units(initial),
                purchase_date: bought.map(|bought| bought.0),
                purchase_price: bought.map(|bought| Money::from_units(bought.1 / 10 * 10)),
                residual_value: bought.map(|bought| Money::from_units(bought.2)),
                depreciation_months: bought.map(|bought| bought.3),
                ..vehicle(alias)
            };
            self.office.ok(&api::CREATE_VEHICLE, [], &request).await;
            let purchase = bought.map(|bought| (bought.0, bought.1 / 10 * 10, bought.2, bought.3));
            self.book.vans.push(Van { alias: alias.to_owned(), entered, initial, purchase });
        }
    }

    /// Routes that end after midnight, with a vehicle and without one.
    async fn deliver(&mut self) {
        for (number, van) in [Some(0), None, Some(2), None].into_iter().enumerate() {
            let days = i64::try_from(number).unwrap() * 61 + self.random(1..30);
            // Ten in the evening.
            let begin: DateTime<Utc> = BEGIN.parse().unwrap();
            let day = (begin + TimeDelta::days(days)).date_naive();
            let evening =
                day.and_hms_opt(22, 0, 0).unwrap().and_utc() - TimeDelta::hours(self.hours);
            self.set_clock(evening).await;
            let (ana, date) = (self.app.sign_in("ana@example.org").await, self.today());
            let packages = given_packages(&self.office, 2).await;
            let request = CreateRoute {
                vehicle: van.map(|van: usize| self.book.vans[van].alias.clone()),
                depart_at: Some(evening + TimeDelta::minutes(5)),
                ..route(ana.id(), date, ids(&packages))
            };
            let planned = self.office.ok(&api::CREATE_ROUTE, [], &request).await;
            step_route(&ana, &planned, RouteStatus::InProgress).await;
            self.set_clock(evening + TimeDelta::hours(3)).await;
            let ana = self.app.sign_in("ana@example.org").await;
            for package in &packages {
                ana.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Delivered)).await;
                self.book.deliveries.push((self.today(), van));
            }
            let done = step_route(&ana, &planned, RouteStatus::Completed).await;
            let what = What::Route { distance: done.distance_km.unwrap().units() };
            self.keep(Entry {
                id: done.id.to_string(),
                van,
                day: date,
                number: 0,
                odometer: None,
                amount: 0,
                what,
            });
        }
    }

    /// Writes an entry into the book, under the next number.
    fn keep(&mut self, entry: Entry) {
        let number = self.book.entries.len();
        self.book.entries.push(Entry { number, ..entry });
    }

    /// A year of two vehicles with odometers, and one with nothing but trips.
    fn acts(&mut self) -> Vec<Entry> {
        let mut acts = Vec::new();
        let act = |van, day, odometer, amount, what| Entry {
            id: String::new(),
            van: Some(van),
            day,
            number: 0,
            odometer,
            amount,
            what,
        };
        let today = self.today();
        for (van, mut shown) in [(0, 1_012_000), (1, 2_500_000)] {
            let begin = today - Days::new(u64::try_from(self.random(330..420)).unwrap());
            let replaced = begin + Days::new(150);
            let mut burned = 0;
            for day in begin.iter_days().take_while(|day| *day < today) {
                if van == 1 && day == replaced {
                    let what = What::Replacement { old: shown };
                    shown = 120;
                    acts.push(act(van, day, Some(shown), 0, what));
                    continue;
                }
                for _ in 0..self.random(0..3) {
                    let driven = self.random(0..900);
                    shown += driven;
                    burned += driven * self.random(60..85) / 10;
                    // Two mistakes now and then, the second one soon after the first.
                    let wrong = if self.chance(1) { self.random(-3..9) * 100_000 } else { 0 };
                    let read = Some((shown + wrong).max(1));
                    match self.random(0..100) {
                        0..9 if burned > 5_000 => {
                            let full = self.chance(60);
                            let quantity = if full { burned } else { burned / 3 };
                            burned -= quantity;
                            let missed = self.chance(5);
                            let odometer = read.filter(|_| self.chance(90));
                            let what = What::Refuel { quantity, full, missed };
                            acts.push(act(van, day, odometer, quantity * 7 / 50 * 10, what));
                        }
                        9..14 => acts.push(act(van, day, read, 0, What::Reading)),
                        14..18 => acts.push(self.job(van, day, read)),
                        18..24 => {
                            let amount = self.random(-2_000..40_000) * 10;
                            let category = usize::try_from(self.random(0..9)).unwrap();
                            let (covers, due) = (Covers::Day, None);
                            let what = What::Expense { category, covers, due };
                            acts.push(act(van, day, None, amount, what));
                        }
                        24..28 => {
                            let distance = self.random(1..1_500);
                            acts.push(act(van, day, None, 0, What::Route { distance }));
                        }
                        _ => {}
                    }
                }
            }
        }
        for _ in 0..30 {
            let day = today - Days::new(u64::try_from(self.random(1..300)).unwrap());
            let distance = self.random(1..2_500);
            acts.push(act(2, day, None, 0, What::Route { distance }));
        }
        acts
    }

    fn job(&mut self, van: usize, day: NaiveDate, odometer: Option<i64>) -> Entry {
        let every = match self.random(0..4) {
            0 => Every {
                months: Some(u32::try_from(self.random(1..14)).unwrap()),
                ..Every::default()
            },
            1 => {
                Every { days: Some(u32::try_from(self.random(5..90)).unwrap()), ..Every::default() }
            }
            2 => Every { distance: Some(self.random(20..200) * 1_000), ..Every::default() },
            _ => Every::default(),
        };
        let next_date = self.chance(20).then(|| "2031-05-17".parse().unwrap());
        let kind = usize::try_from(self.random(0..3)).unwrap();
        let what = What::Work { kind, every, fixed: kind == 2, next_date, next: None };
        let amount = self.random(0..60_000) * 10;
        Entry { id: String::new(), van: Some(van), day, number: 0, odometer, amount, what }
    }

    async fn write_down(&mut self, act: Entry) {
        let office = self.office.clone();
        let alias = act.van.map(|van| self.book.vans[van].alias.clone()).unwrap_or_default();
        let (cost, km) = (Money::from_units(act.amount), act.odometer.map(Km::from_units));
        let id = match &act.what {
            What::Refuel { quantity, full, missed } => {
                let request = CreateRefuel {
                    quantity: Quantity::from_units(*quantity),
                    cost,
                    odometer_km: km,
                    full_tank: *full,
                    missed_previous: *missed,
                    force: true,
                    ..refuel(&alias, act.day)
                };
                office.ok(&api::CREATE_REFUEL, [], &request).await.id.to_string()
            }
            What::Work { kind, every, fixed, next_date, .. } => {
                let kinds =
                    [MaintenanceKind::Oil, MaintenanceKind::Tyres, MaintenanceKind::Inspection];
                let request = CreateMaintenance {
                    kind: kinds[*kind],
                    cost,
                    odometer_km: km.unwrap(),
                    every_months: every.months,
                    every_days: every.days,
                    every_km: every.distance.map(Km::from_units),
                    recurrence_basis: if *fixed { Basis::Fixed } else { Basis::Floating },
                    next_date: *next_date,
                    force: true,
                    ..work(&alias, act.day, 0)
                };
                office.ok(&api::CREATE_MAINTENANCE, [], &request).await.id.to_string()
            }
            What::Expense { category, .. } => {
                let request = CreateExpense {
                    category: ExpenseCategory::ALL[*category],
                    amount: cost,
                    ..expense(&alias, act.day)
                };
                office.ok(&api::CREATE_EXPENSE, [], &request).await.id.to_string()
            }
            What::Reading => {
                let request = CreateReading {
                    odometer_km: km.unwrap(),
                    force: true,
                    ..reading(&alias, act.day, 0)
                };
                office.ok(&api::CREATE_READING, [], &request).await.id.to_string()
            }
            What::Replacement { old } => {
                let request = CreateReading {
                    kind: ReadingKind::Replacement,
                    odometer_km: km.unwrap(),
                    previous_km: Some(Km::from_units(*old)),
                    force: true,
                    ..reading(&alias, act.day, 0)
                };
                office.ok(&api::CREATE_READING, [], &request).await.id.to_string()
            }
            What::Route { distance } => {
                let request = CreateRoute {
                    distance_km: Some(Km::from_units(*distance)),
                    ..CreateRoute::logged(&alias, act.day)
                };
                office.ok(&api::CREATE_ROUTE, [], &request).await.id.to_string()
            }
        };
        self.keep(Entry { id, ..act });
    }

    /// What comes back, some of it paid, and a bill that lies ahead.
    async fn bills(&mut self) {
        let today = self.today();
        for (recurrence, covers, days) in [
            (ExpenseRecurrence::Weekly, Covers::Week, 60),
            (ExpenseRecurrence::Monthly, Covers::Months(1), 150),
            (ExpenseRecurrence::Quarterly, Covers::Months(3), 250),
            (ExpenseRecurrence::Yearly, Covers::Months(12), 380),
        ] {
            let (van, begin) =
                (usize::try_from(self.random(0..3)).unwrap(), today - Days::new(days));
            let amount = self.random(100..90_000) * 10;
            let later = |day: NaiveDate, anchor: u32| match covers {
                Covers::Day => day,
                Covers::Week => day + Days::new(7),
                Covers::Months(months) => plans::month_later(day, months, anchor),
            };
            let first = later(begin, plans::anchor(begin));
            // Whoever sets the day sets the day of the month.
            let anchor = plans::anchor(first);
            let request = CreateExpense {
                amount: Money::from_units(amount),
                recurrence: Some(recurrence),
                next_due: Some(first),
                ..expense(&self.book.vans[van].alias.clone(), begin)
            };
            let bill = self.office.ok(&api::CREATE_EXPENSE, [], &request).await.id.to_string();
            let mut due = first;
            for _ in 0..self.random(0..4) {
                let (paid, date) = (self.random(100..90_000) * 10, due.min(today));
                let request = PayExpense {
                    id: None,
                    date: Some(date),
                    amount: Some(Money::from_units(paid)),
                };
                let payment = self.office.ok(&api::PAY_EXPENSE, [&bill], &request).await.payment;
                // Every third payment is taken back, and what it paid is due again.
                if self.chance(33) {
                    let id = payment.id.to_string();
                    self.office.ok(&api::DELETE_EXPENSE, [&id], &Empty {}).await;
                    continue;
                }
                due = later(due, anchor);
                let what = What::Expense { category: 4, covers, due: None };
                self.keep(Entry {
                    id: payment.id.to_string(),
                    van: Some(van),
                    day: date,
                    number: 0,
                    odometer: None,
                    amount: paid,
                    what,
                });
            }
            let what = What::Expense { category: 4, covers, due: Some(due) };
            self.keep(Entry {
                id: bill,
                van: Some(van),
                day: begin,
                number: 0,
                odometer: None,
                amount,
                what,
            });
        }
        let what = What::Expense { category: 0, covers: Covers::Day, due: None };
        let ahead = Entry {
            id: String::new(),
            van: Some(0),
            day: today + Days::new(20),
            number: 0,
            odometer: None,
            amount: 77_770,
            what,
        };
        self.write_down(ahead).await;
    }

    /// Some entries are corrected, some deleted.
    async fn correct(&mut self) {
        for index in (0..self.book.entries.len()).rev() {
            let entry = self.book.entries[index].clone();
            let is_special = matches!(&entry.what, What::Replacement { .. })
                || matches!(&entry.what, What::Expense { covers, .. } if *covers != Covers::Day)
                || (matches!(&entry.what, What::Route { .. }) && entry.number < 4);
            if is_special || self.chance(85) {
                continue;
            }
            if self.chance(40) {
                self.delete(&entry).await;
                self.book.entries.retain(|other| other.id != entry.id);
            } else {
                self.move_a_little(index).await;
            }
        }
    }

    async fn delete(&self, entry: &Entry) {
        let id = &entry.id;
        match entry.what {
            What::Refuel { .. } => self.office.ok(&api::DELETE_REFUEL, [id], &Empty {}).await,
            What::Work { .. } => self.office.ok(&api::DELETE_MAINTENANCE, [id], &Empty {}).await,
            What::Expense { .. } => self.office.ok(&api::DELETE_EXPENSE, [id], &Empty {}).await,
            What::Reading | What::Replacement { .. } => {
                self.office.ok(&api::DELETE_READING, [id], &Empty {}).await;
            }
            What::Route { .. } => self.office.ok(&api::DELETE_ROUTE, [id], &Empty {}).await,
        }
    }

    /// Another day, another amount, another reading.
    async fn move_a_little(&mut self, index: usize) {
        let entry = self.book.entries[index].clone();
        let replaced: Vec<NaiveDate> = self
            .book
            .of(entry.van.unwrap())
            .filter(|other| matches!(other.what, What::Replacement { .. }))
            .map(|other| other.day)
            .collect();
        let day = entry.day - Days::new(u64::try_from(self.random(0..6)).unwrap());
        if replaced.iter().any(|on| (day..=entry.day).contains(on)) {
            return;
        }
        let odometer = entry.odometer.map(|odometer| (odometer - self.random(0..50)).max(1));
        let (date, force) = (Change::Set(day), true);
        match entry.what {
            What::Refuel { .. } => {
                let odometer_km = Change::Set(odometer.map(Km::from_units));
                let patch = PatchRefuel { date, odometer_km, force, ..PatchRefuel::default() };
                self.office.ok(&api::PATCH_REFUEL, [&entry.id], &patch).await;
            }
            What::Work { .. } => {
                let odometer_km = Change::Set(Km::from_units(odometer.unwrap()));
                let patch = PatchMaintenance { date, odometer_km, force, ..Default::default() };
                self.office.ok(&api::PATCH_MAINTENANCE, [&entry.id], &patch).await;
            }
            _ => return,
        }
        let moved = &mut self.book.entries[index];
        (moved.day, moved.odometer) = (day, odometer);
    }
}
