//! Journeys without deliveries, and odometers that somebody just looked at.

use chrono::{Datelike, Weekday};
use furgo_shared::{
    readings::{CreateReading, ReadingKind},
    routes::CreateRoute,
    time::Day,
    units::Km,
};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::{
    Author, Entry, Note, Roads,
    hands::driver_of,
    oddities::Oddities,
    road::{Leg, Road},
};

const ERRANDS: [&str; 8] = [
    "Ordezko piezak Lasartetik",
    "Azoka Irunen",
    "Paletak hornitzaileari itzuli, Beasain",
    "Bulego berrirako altzariak",
    "Aholkulariarengana joan-etorria",
    "Etxe-aldaketa baterako utzita",
    "Posta-furgonetaren ordez",
    "Probako bira konponketaren ondoren",
];

/// All logged routes and readings.
pub fn tell(roads: &Roads, oddities: &Oddities, chance: &mut StdRng, entries: &mut Vec<Entry>) {
    for road in roads.values() {
        let mut until_trip = chance.random_range(4..16);
        let mut until_look = chance.random_range(20..50);
        for leg in road.legs.iter().filter(|leg| leg.day.weekday() != Weekday::Sun) {
            (until_trip, until_look) = (until_trip - 1, until_look - 1);
            let is_away = road.vehicle == "Rifter" && oddities.is_far_away(leg.day);
            if until_trip <= 0 && !is_away {
                until_trip = chance.random_range(9..22);
                entries.push(errand(road, leg, chance));
            }
            if until_look <= 0 && !is_away {
                until_look = chance.random_range(45..70);
                entries.push(look(road, leg.day, "Biltegiko errepasoa", Author::Dispatcher));
            }
        }
    }
    let weekend = roads.get("Rifter").and_then(|road| far_away(road, oddities));
    entries.extend(weekend.into_iter().flatten());
}

/// Part of a day's kilometres, the last ones.
fn errand(road: &Road, leg: &Leg, chance: &mut StdRng) -> Entry {
    let part_m = leg.driven_m * chance.random_range(25..75) / 100;
    let what = ERRANDS.choose(chance).copied().unwrap_or_default();
    let distance = Km::from_metres(part_m.max(1_000));
    trip(road, leg.day, distance, what, driver_of(road.vehicle, chance))
}

fn trip(road: &Road, day: Day, distance: Km, what: &str, by: Author) -> Entry {
    let request = CreateRoute {
        distance_km: Some(distance),
        end_odometer_km: Some(road.shown(day)),
        notes: Some(what.to_owned()),
        ..CreateRoute::logged(road.vehicle, day)
    };
    Entry { day, by, note: Note::Trip(request) }
}

fn look(road: &Road, day: Day, why: &str, by: Author) -> Entry {
    let request = CreateReading {
        id: None,
        vehicle: road.vehicle.to_owned(),
        date: day,
        kind: ReadingKind::Reading,
        odometer_km: road.shown(day),
        previous_km: None,
        confirmed: false,
        notes: Some(why.to_owned()),
        typed_odometer: None,
        force: false,
    };
    Entry { day, by, note: Note::Reading(request) }
}

/// A weekend that is more than the Rifter usually sees in three weeks.
fn far_away(road: &Road, oddities: &Oddities) -> Option<[Entry; 2]> {
    let by = Author::Driver(2);
    let friday = oddities.far_away.pred_opt()?;
    let sunday = oddities.far_away.succ_opt()?;
    let km = |day| road.shown(day);
    let distance = km(sunday).checked_sub(km(friday))?;
    Some([
        look(road, friday, "Asteburuaren aurretik", by),
        trip(road, sunday, distance, "Familia-bisita Salamancan, Maiterekin adostuta", by),
    ])
}
