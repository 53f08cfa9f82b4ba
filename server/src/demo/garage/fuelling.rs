//! Tanks: who burns how much, and where they stop for more.

use chrono::{Datelike, Weekday};
use furgo_shared::{
    time::Day,
    units::{Km, Quantity},
    vehicles::Fuel,
};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::{
    Author, Entry, Roads,
    charging::{self, Battery},
    hands::{Stop, driver_of, entry, remark},
    oddities::Oddities,
    prices::{self, LIQUID, LPG, Station},
    road::{Leg, Road},
};

/// Of a year's months, in hundredths of the usual: cold engines burn more.
const SEASON: [i64; 12] = [108, 107, 103, 100, 97, 95, 94, 96, 97, 100, 104, 108];

/// A tank, and how it is treated.
struct Tank {
    fuel: Fuel,
    /// Millilitres.
    capacity: i64,
    /// Millilitres for 100 km.
    usual: i64,
    /// Filled below so many hundredths, sooner or later.
    low: std::ops::Range<i64>,
    /// How often only a round sum is spent, in hundredths.
    thrift: u32,
    stations: &'static [Station],
}

const TRANSIT: Tank = Tank {
    fuel: Fuel::Diesel,
    capacity: 70_000,
    usual: 8_250,
    low: 16..32,
    thrift: 16,
    stations: LIQUID,
};
const DOKKER_LPG: Tank = Tank {
    fuel: Fuel::Lpg,
    capacity: 34_000,
    usual: 10_900,
    low: 26..40,
    thrift: 5,
    stations: LPG,
};
/// It starts on petrol until the engine is warm.
const DOKKER_PETROL: Tank = Tank {
    fuel: Fuel::Petrol,
    capacity: 50_000,
    usual: 1_150,
    low: 55..68,
    thrift: 0,
    stations: LIQUID,
};
const BERLINGO: Tank = Tank {
    fuel: Fuel::Petrol,
    capacity: 50_000,
    usual: 6_600,
    low: 14..30,
    thrift: 14,
    stations: LIQUID,
};
const RIFTER: Tank = Tank {
    fuel: Fuel::Petrol,
    capacity: 43_000,
    usual: 6_100,
    low: 15..30,
    thrift: 0,
    stations: LIQUID,
};

const KANGOO_BATTERY: Battery = Battery {
    capacity: 45_000,
    usual: 20_600,
    plugged_in_below: 52,
    diligence: 80,
    worrying: 30,
    hurry: 11,
    reserve: 0,
};
const RIFTER_BATTERY: Battery = Battery {
    capacity: 12_000,
    usual: 17_500,
    plugged_in_below: 35,
    diligence: 42,
    worrying: 0,
    hurry: 3,
    reserve: 12,
};

/// How a stop goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Full,
    /// For so many euros.
    RoundSum(i64),
    /// A round sum, and nobody looks at the odometer.
    WithoutOdometer,
    /// Full, and no entry; the next one says so.
    LostReceipt,
    /// Full, and no entry.
    Forgotten,
    /// Full, entered by the office with a wrong digit.
    WrongDigit,
}

impl Way {
    /// What is spent if the tank is not filled up.
    fn euros(self) -> Option<i64> {
        match self {
            Self::RoundSum(euros) => Some(euros),
            Self::WithoutOdometer => Some(30),
            Self::Full | Self::LostReceipt | Self::Forgotten | Self::WrongDigit => None,
        }
    }
}

/// All refuels of the fleet.
pub fn tell(roads: &Roads, oddities: &Oddities, chance: &mut StdRng, entries: &mut Vec<Entry>) {
    let drive = |vehicle: &str, tank: &Tank, chance: &mut StdRng, entries: &mut Vec<Entry>| {
        let Some(road) = roads.get(vehicle) else { return };
        Driving::new(road, tank, oddities).along(&road.legs, chance, entries);
    };
    drive("Transit", &TRANSIT, chance, entries);
    drive("Dokker", &DOKKER_LPG, chance, entries);
    drive("Dokker", &DOKKER_PETROL, chance, entries);
    drive("Berlingo", &BERLINGO, chance, entries);
    if let Some(road) = roads.get("Kangoo-E") {
        charging::tell(&KANGOO_BATTERY, road, oddities, chance, entries);
    }
    if let Some(road) = roads.get("Rifter") {
        let on_petrol = charging::tell(&RIFTER_BATTERY, road, oddities, chance, entries);
        Driving::new(road, &RIFTER, oddities).along(&on_petrol, chance, entries);
    }
}

/// A vehicle on its way, with a tank.
struct Driving<'a> {
    road: &'a Road,
    tank: &'a Tank,
    oddities: &'a Oddities,
    today: Day,
    /// Millilitres.
    level: i64,
    /// What will happen at the first stop from a day on.
    ahead: Vec<(Day, Way)>,
    has_lost_receipt: bool,
}

impl<'a> Driving<'a> {
    fn new(road: &'a Road, tank: &'a Tank, oddities: &'a Oddities) -> Self {
        let ahead = match (road.vehicle, tank.fuel) {
            ("Transit", _) => vec![
                (oddities.lost_receipt, Way::LostReceipt),
                (oddities.no_odometer, Way::WithoutOdometer),
            ],
            ("Dokker", Fuel::Lpg) => vec![(oddities.wrong_digit, Way::WrongDigit)],
            ("Berlingo", _) => vec![(oddities.forgotten, Way::Forgotten)],
            _ => Vec::new(),
        };
        let today = road.legs.last().and_then(|leg| leg.day.succ_opt()).unwrap_or_default();
        // The first stop fills it up: from there on economy is known.
        let level = tank.capacity * 40 / 100;
        Self { road, tank, oddities, today, level, ahead, has_lost_receipt: false }
    }

    fn along(mut self, legs: &[Leg], chance: &mut StdRng, entries: &mut Vec<Entry>) {
        for (leg, number) in legs.iter().zip(0..) {
            let month = usize::try_from(leg.day.month0()).unwrap_or_default();
            let season = SEASON.get(month).copied().unwrap_or(100);
            let mood = chance.random_range(96..=104_i64);
            self.level -= leg.driven_m * self.tank.usual / 100_000 * season / 100 * mood / 100;
            let low = chance.random_range(self.tank.low.clone());
            let is_low = self.level * 100 < self.tank.capacity * low;
            if let Some(way) = self.way(leg.day, is_low || number == 0, chance) {
                entries.extend(self.stop(leg.day, way, chance));
            }
        }
    }

    /// How the stop of a day goes, if there is one.
    fn way(&mut self, day: Day, is_low: bool, chance: &mut StdRng) -> Option<Way> {
        let sum = chance.random_range(2..=4_i64) * 10;
        let is_thrifty = chance.random_ratio(self.tank.thrift, 100);
        if self.road.vehicle == "Rifter" {
            if day == self.oddities.far_away {
                return Some(Way::WithoutOdometer);
            }
            if day.succ_opt() == Some(self.oddities.far_away) {
                return Some(Way::Full);
            }
        }
        if !is_low || day.weekday() == Weekday::Sun {
            return None;
        }
        if let Some(place) = self.ahead.iter().position(|(from, _)| *from <= day) {
            return Some(self.ahead.remove(place).1);
        }
        let only_full = self.road.vehicle == "Berlingo" && day >= self.oddities.only_full;
        Some(if is_thrifty && !only_full { Way::RoundSum(sum) } else { Way::Full })
    }

    fn stop(&mut self, day: Day, way: Way, chance: &mut StdRng) -> Option<Entry> {
        let station = self.tank.stations.choose(chance)?;
        let price = prices::unit_price(self.tank.fuel, self.today, day, station);
        let room = (self.tank.capacity - self.level) / 10 * 10;
        let sum = way.euros().map(|euros| (prices::bought_for(euros, price), euros));
        let sum = sum.filter(|(quantity, _)| quantity.units() <= room);
        let is_full = sum.is_none();
        // Nobody queues for a sip.
        if is_full && room < 1_000 {
            return None;
        }
        let full = Quantity::from_units(room);
        let (quantity, cost) = sum.map_or((full, prices::cost(price, full)), |(part, euros)| {
            (part, prices::cents(euros * 100))
        });
        self.level += quantity.units();
        let (vehicle, fuel, odometer) = (self.road.vehicle, self.tank.fuel, self.road.shown(day));
        let stop =
            Stop { vehicle, day, fuel, quantity, cost, odometer, is_full, station: station.name };
        let by = driver_of(vehicle, chance);
        self.written_down(by, &stop, way, remark(chance))
    }

    /// What somebody makes of the stop.
    fn written_down(
        &mut self,
        by: Author,
        stop: &Stop,
        way: Way,
        remark: Option<String>,
    ) -> Option<Entry> {
        let mut request = stop.request();
        request.notes = remark;
        match way {
            Way::LostReceipt => {
                self.has_lost_receipt = true;
                return None;
            }
            Way::Forgotten => return None,
            Way::WithoutOdometer => {
                request.odometer_km = None;
                request.notes = Some("Bidean, inork ez zituen kilometroak apuntatu".to_owned());
            }
            Way::WrongDigit => {
                request.odometer_km = stop.odometer.checked_sub(Km::whole(1_000));
                request.notes = Some("Kontagailua tiket lausotu batetik irakurrita".to_owned());
                request.force = true;
                return Some(entry(Author::Dispatcher, request));
            }
            Way::Full | Way::RoundSum(_) => {}
        }
        if self.has_lost_receipt {
            self.has_lost_receipt = false;
            request.missed_previous = true;
            request.notes = Some("Aurreko erregai-hartzearen tiketa galduta".to_owned());
        }
        Some(entry(by, request))
    }
}
