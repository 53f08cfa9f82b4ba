//! What was entered, as a bookkeeper would write it down, and what belongs to each day.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::road::{self, Road};

/// Money in thousandths, distances in hundreds of metres, quantities in thousandths.
#[derive(Clone, Debug)]
pub enum What {
    Refuel {
        quantity: i64,
        full: bool,
        missed: bool,
    },
    Work {
        kind: usize,
        every: Every,
        fixed: bool,
        next_date: Option<NaiveDate>,
        next: Option<i64>,
    },
    Expense {
        category: usize,
        covers: Covers,
        due: Option<NaiveDate>,
    },
    Reading,
    /// The old odometer's last reading; the new one's first is the entry's own.
    Replacement {
        old: i64,
    },
    Route {
        distance: i64,
    },
}

/// How work comes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Every {
    pub months: Option<u32>,
    pub days: Option<u32>,
    pub distance: Option<i64>,
}

/// What an expense is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    Day,
    Week,
    Months(u32),
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: String,
    /// `None` is a route without a vehicle.
    pub van: Option<usize>,
    pub day: NaiveDate,
    /// Entered as the how manieth.
    pub number: usize,
    pub odometer: Option<i64>,
    pub amount: i64,
    pub what: What,
}

/// A vehicle.
#[derive(Clone, Debug)]
pub struct Van {
    pub alias: String,
    pub entered: NaiveDate,
    pub initial: i64,
    /// Day, price, residual value, months.
    pub purchase: Option<(NaiveDate, i64, i64, u32)>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub vans: Vec<Van>,
    pub entries: Vec<Entry>,
    /// Day, and the vehicle that brought it.
    pub deliveries: Vec<(NaiveDate, Option<usize>)>,
}

/// What belongs to a day, or to several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub fuel: i64,
    pub maintenance: i64,
    pub expenses: i64,
    /// Expenses on what they are for.
    pub spread: i64,
    pub loss: i64,
    pub distance: Option<i64>,
    /// What of it no vehicle's costs stand beside.
    pub costless: i64,
    pub delivered: i64,
    pub quantity: i64,
    pub refuels: i64,
    pub works: i64,
    pub bills: i64,
    pub routes: i64,
    pub route_distance: i64,
}

impl Sum {
    pub fn add(&mut self, other: &Self) {
        self.fuel += other.fuel;
        self.maintenance += other.maintenance;
        self.expenses += other.expenses;
        self.spread += other.spread;
        self.loss += other.loss;
        self.distance = match (self.distance, other.distance) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        self.costless += other.costless;
        self.delivered += other.delivered;
        self.quantity += other.quantity;
        self.refuels += other.refuels;
        self.works += other.works;
        self.bills += other.bills;
        self.routes += other.routes;
        self.route_distance += other.route_distance;
    }

    pub fn costs(&self) -> i64 {
        self.fuel + self.maintenance + self.expenses
    }

    pub fn ownership(&self) -> i64 {
        self.fuel + self.maintenance + self.spread + self.loss
    }
}

/// Every day of a vehicle that anything can be said of.
pub type Days_ = BTreeMap<NaiveDate, Sum>;

impl Book {
    pub fn of(&self, van: usize) -> impl Iterator<Item = &Entry> + Clone {
        self.entries.iter().filter(move |entry| entry.van == Some(van))
    }

    pub fn road(&self, van: usize) -> Road {
        Road::of(&self.vans[van], &self.of(van).cloned().collect::<Vec<_>>())
    }

    /// The day of the first entry, reading or delivery.
    pub fn first_entry(&self, van: usize) -> Option<NaiveDate> {
        let deliveries = self.deliveries.iter().filter(|(_, by)| *by == Some(van));
        self.of(van).map(|entry| entry.day).chain(deliveries.map(|(day, _)| *day)).min()
    }

    /// The first day on record.
    pub fn first_day(&self, van: usize) -> Option<NaiveDate> {
        let (first, own) = (self.first_entry(van), &self.vans[van]);
        let is_known = first.is_some() || own.purchase.is_some();
        is_known.then(|| first.map_or(own.entered, |first| first.min(own.entered)))
    }

    /// What belongs to each day from one to another.
    pub fn days(&self, van: usize, from: NaiveDate, to: NaiveDate) -> Days_ {
        let road = self.road(van);
        let shares = self.shares(van);
        let months = self.months_of_shares(van);
        let mut days = Days_::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let mut sum = Sum { distance: road.on(day), ..Sum::default() };
            for entry in self.of(van).filter(|entry| entry.day == day) {
                match &entry.what {
                    What::Refuel { quantity, .. } => {
                        sum.fuel += entry.amount;
                        sum.quantity += quantity;
                        sum.refuels += 1;
                    }
                    What::Work { .. } => {
                        sum.maintenance += entry.amount;
                        sum.works += 1;
                    }
                    What::Expense { .. } => {
                        sum.expenses += entry.amount;
                        sum.bills += 1;
                    }
                    What::Route { distance } => {
                        sum.routes += 1;
                        sum.route_distance += distance;
                    }
                    What::Reading | What::Replacement { .. } => {}
                }
            }
            sum.spread = shares.get(&day).copied().unwrap_or(0)
                + months.get(&first_of(day)).map_or(0, |amount| part_of(*amount, day));
            sum.loss = self.vans[van].purchase.map_or(0, |bought| {
                lost_before(bought, day.succ_opt().unwrap()) - lost_before(bought, day)
            });
            let brought = self.deliveries.iter().filter(|(on, by)| *on == day && *by == Some(van));
            sum.delivered = i64::try_from(brought.count()).unwrap();
            days.insert(day, sum);
        }
        days
    }

    /// What was driven and delivered without a vehicle on each day.
    pub fn days_without_van(&self, from: NaiveDate, to: NaiveDate) -> Days_ {
        let mut days = Days_::new();
        for day in from.iter_days().take_while(|day| *day <= to) {
            let mut sum = Sum::default();
            for entry in self.entries.iter().filter(|entry| entry.van.is_none() && entry.day == day)
            {
                if let What::Route { distance } = entry.what {
                    sum.distance = Some(sum.distance.unwrap_or(0) + distance);
                    sum.costless += distance;
                }
            }
            let brought = self.deliveries.iter().filter(|(on, by)| *on == day && by.is_none());
            sum.delivered = i64::try_from(brought.count()).unwrap();
            days.insert(day, sum);
        }
        days
    }

    /// Expenses for single days and for weeks, by day.
    fn shares(&self, van: usize) -> BTreeMap<NaiveDate, i64> {
        let mut shares = BTreeMap::new();
        for entry in self.of(van) {
            let What::Expense { covers, .. } = entry.what else { continue };
            let parts = match covers {
                Covers::Day => 1,
                Covers::Week => 7,
                Covers::Months(_) => continue,
            };
            for (place, part) in split(entry.amount, parts).into_iter().enumerate() {
                let day = entry.day + Days::new(u64::try_from(place).unwrap());
                *shares.entry(day).or_default() += part;
            }
        }
        shares
    }

    /// Expenses for months, by the first day of each.
    fn months_of_shares(&self, van: usize) -> BTreeMap<NaiveDate, i64> {
        let mut shares = BTreeMap::new();
        for entry in self.of(van) {
            let What::Expense { covers: Covers::Months(months), .. } = entry.what else { continue };
            for (place, part) in split(entry.amount, i64::from(months)).into_iter().enumerate() {
                let month = first_of(entry.day) + Months::new(u32::try_from(place).unwrap());
                *shares.entry(month).or_default() += part;
            }
        }
        shares
    }
}

/// Whole thousandths; what cannot be divided falls on the first parts.
fn split(amount: i64, parts: i64) -> Vec<i64> {
    let (sign, size) = (amount.signum(), amount.abs());
    (0..parts).map(|place| sign * (size / parts + i64::from(place < size % parts))).collect()
}

pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap()
}

pub fn last_of(day: NaiveDate) -> NaiveDate {
    first_of(day) + Months::new(1) - Days::new(1)
}

/// Half away from zero.
pub fn rounded(numerator: i128, denominator: i128) -> i64 {
    let sign = numerator.signum() * denominator.signum();
    let (numerator, denominator) = (numerator.abs(), denominator.abs());
    i64::try_from(sign * ((2 * numerator + denominator) / (2 * denominator))).unwrap()
}

/// Each day of a month has the same part, so that they add up to it.
fn part_of(amount: i64, day: NaiveDate) -> i64 {
    let days = i128::from(last_of(day).day());
    let up_to = |number: u32| rounded(i128::from(amount) * i128::from(number), days);
    up_to(day.day()) - up_to(day.day() - 1)
}

/// Each month after the purchase takes the same part of the loss, days of one that has begun pro
/// rata; in whole thousandths, rounded down.
fn lost_before(
    (bought, price, residual, months): (NaiveDate, i64, i64, u32),
    day: NaiveDate,
) -> i64 {
    let begun = (0..=months).take_while(|month| bought + Months::new(*month) <= day).count();
    let Some(passed) = u32::try_from(begun).unwrap().checked_sub(1) else { return 0 };
    if passed >= months {
        return price - residual;
    }
    let (start, end) = (bought + Months::new(passed), bought + Months::new(passed + 1));
    let (days, length) = (road::days_between(start, day), road::days_between(start, end));
    let parts = i128::from(passed) * i128::from(length) + i128::from(days);
    i64::try_from(i128::from(price - residual) * parts / (i128::from(months) * i128::from(length)))
        .unwrap()
}
