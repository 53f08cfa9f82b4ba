//! Batteries: charged at the depot by night, now and then at a fast charger.

use chrono::{Datelike, Weekday};
use furgo_shared::{refuels::Percent, time::Day, units::Quantity, vehicles::Fuel};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::{
    Entry,
    hands::{Stop, driver_of, entry, remark},
    oddities::Oddities,
    prices::{self, FAST, HOME, Station},
    road::{Leg, Road},
};

/// Of a year's months, in hundredths of the usual: heating costs range.
const SEASON: [i64; 12] = [117, 114, 106, 99, 93, 89, 88, 88, 91, 98, 108, 115];

/// A battery, and how it is treated.
#[derive(Debug)]
pub struct Battery {
    /// Wh.
    pub capacity: i64,
    /// Wh for 100 km.
    pub usual: i64,
    /// In hundredths: plugged in below it.
    pub plugged_in_below: i64,
    /// How often it is plugged in when it could be, in hundredths.
    pub diligence: u32,
    /// In hundredths: below it nobody forgets.
    pub worrying: i64,
    /// How often a fast charger is taken, in hundredths.
    pub hurry: u32,
    /// Never below this many hundredths: there the engine takes over, or the driver is nervous.
    pub reserve: i64,
}

/// One evening at a charger.
struct Charge {
    station: &'static Station,
    /// Wh.
    added: i64,
    /// The level afterwards in hundredths, if anybody looked.
    level: Option<i64>,
}

/// Drives and charges. Returns what was driven without electricity, leg by leg.
pub fn tell(
    battery: &Battery,
    road: &Road,
    oddities: &Oddities,
    chance: &mut StdRng,
    entries: &mut Vec<Entry>,
) -> Vec<Leg> {
    let today = road.legs.last().and_then(|leg| leg.day.succ_opt()).unwrap_or_default();
    let mut level = battery.capacity;
    let drive = |leg: &Leg| {
        let (range_m, rate) = battery.range(level, leg.day);
        let electric_m = leg.driven_m.min(range_m);
        level -= electric_m * rate / 100_000;
        let is_away = road.vehicle == "Rifter" && oddities.is_far_away(leg.day);
        if let Some(charge) = battery.evening(leg.day, level, chance).filter(|_| !is_away) {
            level += charge.added;
            entries.push(charge.entry(road, leg.day, today, chance));
        }
        Leg { driven_m: leg.driven_m - electric_m, ..*leg }
    };
    road.legs.iter().map(drive).collect()
}

impl Battery {
    /// How far a level reaches on a day in metres, and what 100 km take in Wh.
    fn range(&self, level: i64, day: Day) -> (i64, i64) {
        let month = usize::try_from(day.month0()).unwrap_or_default();
        let rate = self.usual * SEASON.get(month).copied().unwrap_or(100) / 100;
        ((level - self.capacity * self.reserve / 100).max(0) * 100_000 / rate, rate)
    }

    /// What is plugged in after a day, if anything.
    fn evening(&self, day: Day, level: i64, chance: &mut StdRng) -> Option<Charge> {
        let (is_diligent, hurries) =
            (chance.random_ratio(self.diligence, 100), chance.random_ratio(self.hurry, 100));
        let habit = chance.random_range(0..100);
        let is_below = |percent: i64| level * 100 < self.capacity * percent;
        let is_plugged_in =
            is_below(self.plugged_in_below) && (is_diligent || is_below(self.worrying));
        if day.weekday() == Weekday::Sun || !is_plugged_in {
            return None;
        }
        let to = |percent: i64| (self.capacity * percent / 100 - level) / 10 * 10;
        Some(match habit {
            _ if hurries => {
                Charge { station: FAST.choose(chance)?, added: to(80), level: Some(80) }
            }
            0..12 => Charge { station: &HOME, added: to(100) / 30 * 10, level: None },
            12..60 => Charge { station: &HOME, added: to(80), level: Some(80) },
            _ => Charge { station: &HOME, added: to(100), level: Some(100) },
        })
    }
}

impl Charge {
    fn entry(self, road: &Road, day: Day, today: Day, chance: &mut StdRng) -> Entry {
        let quantity = Quantity::from_units(self.added);
        let price = prices::unit_price(Fuel::Electric, today, day, self.station);
        let stop = Stop {
            vehicle: road.vehicle,
            day,
            fuel: Fuel::Electric,
            quantity,
            cost: prices::cost(price, quantity),
            odometer: road.shown(day),
            is_full: self.level == Some(100),
            station: self.station.name,
        };
        let mut request = stop.request();
        request.level_after_percent = self.level.map(Percent::whole);
        request.notes = remark(chance).filter(|_| self.level.is_none());
        entry(driver_of(road.vehicle, chance), request)
    }
}
