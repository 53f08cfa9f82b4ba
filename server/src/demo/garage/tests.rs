//! The story is the same kind of story on whatever day it is told.

use std::collections::BTreeMap;

use chrono::{DateTime, Days};
use furgo_shared::{
    fuel::{Analysis, Energy, Fill, FlagCode, History, analyse},
    maintenance::MaintenanceKind,
    odometer::{Reading, Replacement, Source, Timeline},
    readings::ReadingKind,
    units::Km,
    validate::{FieldErrors, Validate},
};
use uuid::Uuid;

use super::{
    super::{cast, town::FOREIGN_WORDS},
    *,
};

fn day(number: u64) -> Day {
    Day::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(number)).unwrap()
}

/// What is noted of a vehicle, as far as economy needs it.
#[derive(Default)]
struct Noted {
    fills: Vec<Fill>,
    readings: Vec<Reading>,
    replacements: Vec<Replacement>,
}

fn noted_by_vehicle(entries: &[Entry]) -> BTreeMap<String, Noted> {
    let mut all: BTreeMap<String, Noted> = BTreeMap::new();
    for (number, entry) in (0_u128..).zip(entries) {
        let id = Uuid::from_u128(number);
        let reading = |source, odometer: Km| Reading {
            record_id: id,
            source,
            day: entry.day,
            odometer_m: odometer.metres(),
            created_at: DateTime::UNIX_EPOCH,
            confirmed: false,
        };
        match &entry.note {
            Note::Refuel(request) => {
                let noted = all.entry(request.vehicle.clone()).or_default();
                noted.fills.push(fill(id, request));
                noted.readings.extend(request.odometer_km.map(|km| reading(Source::Refuel, km)));
            }
            Note::Work(request) => {
                let noted = all.entry(request.vehicle.clone()).or_default();
                noted.readings.push(reading(Source::Maintenance, request.odometer_km));
            }
            Note::Trip(request) => {
                let noted = all.entry(request.vehicle.clone().unwrap()).or_default();
                noted.readings.push(reading(Source::RouteEnd, request.end_odometer_km.unwrap()));
            }
            Note::Reading(request) if request.kind == ReadingKind::Replacement => {
                let noted = all.entry(request.vehicle.clone()).or_default();
                noted.replacements.push(Replacement {
                    record_id: id,
                    day: entry.day,
                    old_last_m: request.previous_km.unwrap().metres(),
                    new_first_m: request.odometer_km.metres(),
                    created_at: DateTime::UNIX_EPOCH,
                });
            }
            Note::Reading(request) => {
                let noted = all.entry(request.vehicle.clone()).or_default();
                noted.readings.push(reading(Source::Reading, request.odometer_km));
            }
            Note::Expense(_) | Note::Payment(..) => {}
        }
    }
    all
}

fn fill(id: Uuid, request: &CreateRefuel) -> Fill {
    Fill {
        id,
        day: request.date,
        created_at: DateTime::UNIX_EPOCH,
        fuel: request.fuel,
        quantity: request.quantity.units(),
        odometer_m: request.odometer_km.map(Km::metres),
        full: request.full_tank,
        level_after_permille: request.level_after_percent.map(|level| level.units()),
        missed_previous: request.missed_previous,
        confirmed: request.confirmed,
    }
}

fn analysed(vehicle: &str, noted: &Noted) -> (Analysis, Timeline) {
    let cast = cast::vehicles(&[], &[], day(0));
    let known = cast.iter().find(|known| known.alias == vehicle).unwrap();
    let tanks =
        [(Some(known.fuel), known.tank_capacity), (known.second_fuel, known.second_capacity)];
    let timeline = Timeline::new(noted.readings.clone(), noted.replacements.clone());
    let capacities = tanks
        .into_iter()
        .filter_map(|(fuel, capacity)| Some((Energy::of(fuel?), capacity?.units())))
        .collect();
    let history = History {
        fills: noted.fills.clone(),
        timeline: &timeline,
        capacities,
        several_energies: known.second_fuel.is_some(),
        routes: None,
    };
    (analyse(&history), timeline.clone())
}

fn per_100km(analysis: &Analysis, energy: Energy) -> f64 {
    analysis.stream(energy).unwrap().totals().per_100km().unwrap()
}

/// Checks the story of one day; the test below says on which.
fn is_as_meant(today: Day) {
    let entries = story(today);
    assert!(entries.iter().all(|entry| entry.day < today), "{today}");
    let mut odd = Vec::new();
    for (vehicle, noted) in noted_by_vehicle(&entries) {
        let (analysis, timeline) = analysed(&vehicle, &noted);
        assert_eq!(timeline.conflicts().len(), usize::from(vehicle == "Dokker"), "{today}");
        odd.extend(timeline.jumps().iter().map(|_| format!("{vehicle} jumps")));
        let flags = analysis.flags.iter().filter(|flag| flag.code != FlagCode::OdometerConflict);
        odd.extend(flags.map(|flag| format!("{vehicle} {:?}", flag.code)));
        for (energy, least, most) in expected(&vehicle) {
            let average = per_100km(&analysis, energy);
            assert!((least..most).contains(&average), "{today} {vehicle} {energy:?}: {average}");
        }
    }
    assert_eq!(odd, ["Berlingo MissedSuspected", "Rifter jumps"], "{today}");
    let left_km = oil_left_km(&entries);
    assert!((300.0..=600.0).contains(&left_km), "{today}: {left_km}");
}

/// What the Transit may still drive until its oil is due, by the last odometer on record.
fn oil_left_km(entries: &[Entry]) -> f64 {
    let done = entries.iter().rev().find_map(|entry| match &entry.note {
        Note::Work(work) if work.vehicle == "Transit" && work.kind == MaintenanceKind::Oil => {
            Some(work)
        }
        _ => None,
    });
    let done = done.unwrap();
    let due = done.odometer_km.metres() + done.every_km.unwrap().metres();
    let noted = noted_by_vehicle(entries);
    let last = noted["Transit"].readings.iter().map(|reading| reading.odometer_m).max().unwrap();
    (due - last) as f64 / 1000.0
}

/// What a vehicle burns of each energy.
fn expected(vehicle: &str) -> Vec<(Energy, f64, f64)> {
    match vehicle {
        "Transit" => vec![(Energy::Diesel, 7.5, 9.0)],
        "Dokker" => vec![(Energy::Lpg, 10.0, 12.0), (Energy::Petrol, 0.8, 1.6)],
        "Kangoo-E" => vec![(Energy::Electric, 18.0, 24.0)],
        // One refuel of some thirty is forgotten.
        "Berlingo" => vec![(Energy::Petrol, 5.8, 7.0)],
        "Rifter" => vec![(Energy::Petrol, 3.0, 4.5), (Energy::Electric, 4.0, 14.0)],
        other => panic!("nobody knows {other}"),
    }
}

#[test]
fn whenever_it_is_told_nothing_is_odd_but_what_is_meant() {
    (0..420).step_by(3).map(day).for_each(is_as_meant);
}

#[test]
fn the_same_day_tells_the_same_story() {
    assert_eq!(format!("{:?}", story(day(3))), format!("{:?}", story(day(3))));
}

/// What somebody has written into an entry.
fn written(note: &Note) -> Vec<&str> {
    let texts = match note {
        Note::Refuel(request) => vec![request.station.as_deref(), request.notes.as_deref()],
        Note::Work(request) => {
            vec![Some(&*request.description), request.provider.as_deref(), request.notes.as_deref()]
        }
        Note::Expense(request) => vec![Some(&*request.description), request.notes.as_deref()],
        Note::Payment(..) => Vec::new(),
        Note::Reading(request) => vec![request.notes.as_deref()],
        Note::Trip(request) => vec![request.notes.as_deref()],
    };
    texts.into_iter().flatten().collect()
}

#[test]
fn every_entry_is_in_the_language_of_the_firm() {
    for entry in story(day(0)) {
        for text in written(&entry.note) {
            let lower = text.to_lowercase();
            let mut words = lower.split(|letter: char| !letter.is_alphabetic());
            assert!(!words.any(|word| FOREIGN_WORDS.contains(&word)), "{text}");
        }
    }
}

#[test]
fn every_entry_is_one_that_a_form_would_send() {
    for number in [0, 45, 100, 211, 330] {
        for entry in story(day(number)) {
            let mut errors = FieldErrors::default();
            match &entry.note {
                Note::Refuel(request) => request.validate(&mut errors),
                Note::Work(request) => request.validate(&mut errors),
                Note::Expense(request) => request.validate(&mut errors),
                Note::Payment(_, request) => request.validate(&mut errors),
                Note::Reading(request) => request.validate(&mut errors),
                Note::Trip(request) => request.validate(&mut errors),
            }
            assert!(errors.is_empty(), "{errors:?} {entry:?}");
        }
    }
}
