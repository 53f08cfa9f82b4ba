//! How far every vehicle has come, day by day.

use chrono::{Datelike, Weekday};
use furgo_shared::{time::Day, units::Km};
use rand::{RngExt, rngs::StdRng};

use super::{
    Roads,
    oddities::{Oddities, before},
};
use crate::demo::cast;

/// The story's days, up to yesterday.
pub const DAYS: u64 = 540;

/// What the new odometer showed first, in metres: it was tried on the bench.
const NEW_ODOMETER_M: i64 = 4_000;
/// Far away and back, a day, in metres.
const FAR_AWAY_M: i64 = 450_000;

/// How a vehicle is used.
struct Pace {
    vehicle: &'static str,
    /// Metres on a day from Monday to Friday.
    working_day_m: i64,
    /// In hundredths of that.
    saturday: i64,
    sunday: i64,
}

#[rustfmt::skip] // Read it as a table.
const PACES: [Pace; 5] = [
    Pace { vehicle: "Transit",  working_day_m: 72_000, saturday: 45, sunday: 0 },
    Pace { vehicle: "Dokker",   working_day_m: 56_000, saturday: 40, sunday: 0 },
    Pace { vehicle: "Kangoo-E", working_day_m: 43_000, saturday: 35, sunday: 0 },
    Pace { vehicle: "Berlingo", working_day_m: 46_000, saturday: 50, sunday: 10 },
    Pace { vehicle: "Rifter",   working_day_m: 36_000, saturday: 70, sunday: 45 },
];

/// A vehicle's day.
#[derive(Clone, Copy, Debug)]
pub struct Leg {
    pub day: Day,
    /// Metres.
    pub driven_m: i64,
}

/// A vehicle's days.
#[derive(Debug)]
pub struct Road {
    pub vehicle: &'static str,
    pub legs: Vec<Leg>,
    initial_m: i64,
    new_odometer: Option<Day>,
}

impl Road {
    /// Where it stands at the end of a day, had its odometer never been replaced; metres.
    fn end_m(&self, day: Day) -> i64 {
        let until = self.legs.partition_point(|leg| leg.day <= day);
        let driven: i64 = self.legs.iter().take(until).map(|leg| leg.driven_m).sum();
        self.initial_m + driven
    }

    /// What the odometer shows at the end of a day, in whole kilometres. On the day on which it is
    /// replaced, the old one.
    pub fn shown(&self, day: Day) -> Km {
        let shown_m = match self.new_odometer {
            Some(replaced) if day > replaced => {
                NEW_ODOMETER_M + self.end_m(day) - self.end_m(replaced)
            }
            _ => self.end_m(day),
        };
        Km::whole(shown_m.div_euclid(1000))
    }

    /// What the new odometer shows first.
    pub fn shown_first_by_new_odometer() -> Km {
        Km::from_metres(NEW_ODOMETER_M)
    }

    /// The last day on which it was driven.
    pub fn last_day_driven(&self) -> Option<Day> {
        self.legs.iter().rev().find(|leg| leg.driven_m > 0).map(|leg| leg.day)
    }

    /// The last day on which no more than this was left to drive until now; metres.
    pub fn day_with_left_to_drive(&self, left_m: i64) -> Option<Day> {
        let end_m: i64 = self.initial_m + self.legs.iter().map(|leg| leg.driven_m).sum::<i64>();
        self.legs.iter().rev().map(|leg| leg.day).find(|day| end_m - self.end_m(*day) >= left_m)
    }
}

/// The roads of all vehicles up to the day before today.
pub fn of_fleet(today: Day, oddities: &Oddities, chance: &mut StdRng) -> Roads {
    let road = |pace: &Pace| {
        let days = (1..=DAYS).rev().map(|days_back| before(today, days_back));
        let legs = days.map(|day| Leg { day, driven_m: driven_m(pace, day, oddities, chance) });
        Road {
            vehicle: pace.vehicle,
            legs: legs.collect(),
            initial_m: cast::initial_odometer(pace.vehicle).metres(),
            new_odometer: (pace.vehicle == "Berlingo").then_some(oddities.new_odometer),
        }
    };
    PACES.iter().map(road).map(|road| (road.vehicle, road)).collect()
}

fn driven_m(pace: &Pace, day: Day, oddities: &Oddities, chance: &mut StdRng) -> i64 {
    // Chance is asked in any case, so that the days after stay the same.
    let whim = chance.random_range(82..=118_i64);
    if pace.vehicle == "Rifter" && oddities.is_far_away(day) {
        return FAR_AWAY_M;
    }
    let of_week = match day.weekday() {
        Weekday::Sat => pace.saturday,
        Weekday::Sun => pace.sunday,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 100,
    };
    // In August half the valley is closed.
    let of_year = match day.month() {
        8 => 55,
        1 | 12 => 90,
        _ => 100,
    };
    pace.working_day_m * of_week / 100 * of_year / 100 * whim / 100
}
