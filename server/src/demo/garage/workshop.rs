//! Work on the vehicles, and when it is due again.

use chrono::Months;
use furgo_shared::{
    due::Basis,
    maintenance::{CreateMaintenance, MaintenanceKind as Kind},
    readings::{CreateReading, ReadingKind},
    time::Day,
    units::Km,
};

use super::{
    Author, Entry, Note, Roads,
    oddities::{Oddities, before, working_day},
    prices::cents,
    road::Road,
};

/// What was done, so many days before today.
struct Job {
    vehicle: &'static str,
    days_back: u64,
    kind: Kind,
    description: &'static str,
    cents: i64,
    provider: &'static str,
    /// 0: not by time.
    every_months: u32,
    /// 0: not by distance.
    every_km: i64,
}

const DEALER: &str = "Oria Motor, Lasarte";
const GARAGE: &str = "Amaroz Tailerra, Tolosa";
const TYRES: &str = "Pneumatikoak Aldaba, Ibarra";
const STATION: &str = "IAT Urnieta";
const GAS: &str = "Autogas Goierri, Beasain";

#[rustfmt::skip] // Read it as a table.
const JOBS: &[Job] = &[
    Job { vehicle: "Transit",  days_back: 531, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 5W-30",              cents: 16840, provider: GARAGE,  every_months: 0,  every_km: 15_000 },
    Job { vehicle: "Transit",  days_back: 418, kind: Kind::Battery,    description: "Abiarazteko bateria, 80 Ah",                   cents: 18900, provider: GARAGE,  every_months: 0,  every_km: 0 },
    Job { vehicle: "Transit",  days_back: 311, kind: Kind::Brakes,     description: "Aurreko diskoak eta pastillak",                cents: 41275, provider: GARAGE,  every_months: 0,  every_km: 60_000 },
    Job { vehicle: "Transit",  days_back: 272, kind: Kind::Filters,    description: "Aire-, kabina- eta gasolio-iragazkiak",        cents: 12160, provider: GARAGE,  every_months: 0,  every_km: 30_000 },
    Job { vehicle: "Transit",  days_back: 190, kind: Kind::Inspection, description: "IAT, gaindituta",                              cents: 4892,  provider: STATION, every_months: 12, every_km: 0 },
    Job { vehicle: "Transit",  days_back: 152, kind: Kind::Tyres,      description: "Aurreko bi pneumatikoak, 215/65 R16C",         cents: 23600, provider: TYRES,   every_months: 0,  every_km: 40_000 },
    Job { vehicle: "Transit",  days_back: 94,  kind: Kind::Repair,     description: "Ate lerragarria: beheko arrabola aldatuta",    cents: 8730,  provider: GARAGE,  every_months: 0,  every_km: 0 },
    Job { vehicle: "Dokker",   days_back: 438, kind: Kind::Other,      description: "PGL depositua eta hodiak begiratuta",          cents: 7500,  provider: GAS,     every_months: 60, every_km: 0 },
    Job { vehicle: "Dokker",   days_back: 402, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 5W-40",              cents: 10990, provider: GARAGE,  every_months: 12, every_km: 15_000 },
    Job { vehicle: "Dokker",   days_back: 298, kind: Kind::Filters,    description: "PGL iragazkiak, aire-iragazkia",               cents: 9250,  provider: GAS,     every_months: 0,  every_km: 25_000 },
    Job { vehicle: "Dokker",   days_back: 231, kind: Kind::Brakes,     description: "Atzeko zapatak eta zilindroak",                cents: 20410, provider: GARAGE,  every_months: 0,  every_km: 50_000 },
    Job { vehicle: "Dokker",   days_back: 203, kind: Kind::Battery,    description: "Abiarazteko bateria, 60 Ah",                   cents: 11800, provider: GARAGE,  every_months: 0,  every_km: 0 },
    Job { vehicle: "Dokker",   days_back: 121, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 5W-40",              cents: 11490, provider: GARAGE,  every_months: 12, every_km: 15_000 },
    Job { vehicle: "Dokker",   days_back: 61,  kind: Kind::Tyres,      description: "Urte osoko lau pneumatiko, 185/65 R15",        cents: 31800, provider: TYRES,   every_months: 0,  every_km: 45_000 },
    Job { vehicle: "Kangoo-E", days_back: 331, kind: Kind::Filters,    description: "Kabina-iragazkia",                             cents: 3450,  provider: DEALER,  every_months: 24, every_km: 30_000 },
    Job { vehicle: "Kangoo-E", days_back: 330, kind: Kind::Brakes,     description: "Balazta-likidoa, diskoak garbituta",           cents: 9680,  provider: DEALER,  every_months: 24, every_km: 0 },
    Job { vehicle: "Kangoo-E", days_back: 241, kind: Kind::Tyres,      description: "Aurreko bi pneumatikoak, 205/60 R16",          cents: 21200, provider: TYRES,   every_months: 0,  every_km: 35_000 },
    Job { vehicle: "Kangoo-E", days_back: 210, kind: Kind::Inspection, description: "IAT, gaindituta",                              cents: 4135,  provider: STATION, every_months: 24, every_km: 0 },
    Job { vehicle: "Kangoo-E", days_back: 151, kind: Kind::Other,      description: "Bateriaren eta hozgarriaren urteko azterketa", cents: 12900, provider: DEALER,  every_months: 12, every_km: 0 },
    Job { vehicle: "Berlingo", days_back: 456, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 0W-20",              cents: 13420, provider: GARAGE,  every_months: 12, every_km: 15_000 },
    Job { vehicle: "Berlingo", days_back: 381, kind: Kind::Brakes,     description: "Aurreko pastillak",                            cents: 14200, provider: GARAGE,  every_months: 0,  every_km: 40_000 },
    Job { vehicle: "Berlingo", days_back: 281, kind: Kind::Inspection, description: "IAT, gaindituta",                              cents: 4610,  provider: STATION, every_months: 12, every_km: 0 },
    Job { vehicle: "Berlingo", days_back: 131, kind: Kind::Tyres,      description: "Lau pneumatiko, 205/60 R16",                   cents: 40200, provider: TYRES,   every_months: 0,  every_km: 40_000 },
    Job { vehicle: "Berlingo", days_back: 130, kind: Kind::Alignment,  description: "Gurpilak lerrokatuta",                         cents: 4900,  provider: TYRES,   every_months: 0,  every_km: 0 },
    Job { vehicle: "Berlingo", days_back: 101, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 0W-20",              cents: 13980, provider: GARAGE,  every_months: 12, every_km: 15_000 },
    Job { vehicle: "Rifter",   days_back: 301, kind: Kind::Battery,    description: "12 V-eko bateria",                             cents: 14200, provider: DEALER,  every_months: 0,  every_km: 0 },
    Job { vehicle: "Rifter",   days_back: 216, kind: Kind::Oil,        description: "Olioa eta olio-iragazkia, 0W-20",              cents: 17230, provider: DEALER,  every_months: 12, every_km: 20_000 },
    Job { vehicle: "Rifter",   days_back: 215, kind: Kind::Filters,    description: "Aire- eta kabina-iragazkiak",                  cents: 6890,  provider: DEALER,  every_months: 0,  every_km: 30_000 },
    Job { vehicle: "Rifter",   days_back: 77,  kind: Kind::Inspection, description: "IAT, gaindituta",                              cents: 4380,  provider: STATION, every_months: 24, every_km: 0 },
    Job { vehicle: "Rifter",   days_back: 37,  kind: Kind::Repair,     description: "Zulaketa, atzeko ezkerrekoa",                  cents: 1800,  provider: TYRES,   every_months: 0,  every_km: 0 },
];

/// The Transit's oil is due after so many metres from now.
const OIL_LEFT_M: i64 = 600_000;
/// How often it is changed.
const OIL_EVERY_KM: i64 = 15_000;
/// The Dokker's ITV should have been so many days ago.
const INSPECTION_OVERDUE_DAYS: u64 = 14;

/// All work, and what came with it.
pub fn tell(roads: &Roads, today: Day, oddities: &Oddities, entries: &mut Vec<Entry>) {
    for job in JOBS {
        let day = working_day(before(today, job.days_back));
        entries.extend(roads.get(job.vehicle).map(|road| written_down(road, day, job.request())));
    }
    entries.extend(roads.get("Transit").and_then(oil_due_soon));
    entries.extend(roads.get("Transit").and_then(odometer_looked_at));
    entries.extend(roads.get("Dokker").and_then(|road| inspection_overdue(road, today)));
    entries.extend(roads.get("Berlingo").into_iter().flat_map(|road| new_odometer(road, oddities)));
}

impl Job {
    /// Without its day and its odometer.
    fn request(&self) -> CreateMaintenance {
        let by_law = self.kind == Kind::Inspection;
        CreateMaintenance {
            id: None,
            vehicle: self.vehicle.to_owned(),
            date: Day::default(),
            kind: self.kind,
            description: self.description.to_owned(),
            cost: cents(self.cents),
            odometer_km: Km::ZERO,
            provider: Some(self.provider.to_owned()),
            next_date: None,
            next_odometer_km: None,
            every_months: (self.every_months > 0).then_some(self.every_months),
            every_days: None,
            every_km: (self.every_km > 0).then_some(Km::whole(self.every_km)),
            recurrence_basis: if by_law { Basis::Fixed } else { Basis::Floating },
            lead_days: None,
            lead_km: None,
            files: Vec::new(),
            notes: None,
            confirmed: false,
            typed_odometer: None,
            force: false,
        }
    }
}

fn written_down(road: &Road, day: Day, request: CreateMaintenance) -> Entry {
    let request = CreateMaintenance { date: day, odometer_km: road.shown(day), ..request };
    Entry { day, by: Author::Dispatcher, note: Note::Work(request) }
}

/// Done when so much was left to drive until today that the next one is near.
fn oil_due_soon(road: &Road) -> Option<Entry> {
    let day = working_day(road.day_with_left_to_drive(OIL_EVERY_KM * 1000 - OIL_LEFT_M)?);
    let job = Job {
        vehicle: "Transit",
        days_back: 0,
        kind: Kind::Oil,
        description: "Olioa eta olio-iragazkia, 5W-30",
        cents: 17690,
        provider: GARAGE,
        every_months: 0,
        every_km: OIL_EVERY_KM,
    };
    Some(written_down(road, day, job.request()))
}

/// Without it the last reading may be a tank ago, and the oil would seem due later than it is.
fn odometer_looked_at(road: &Road) -> Option<Entry> {
    let day = road.last_day_driven()?;
    let reading = CreateReading {
        id: None,
        vehicle: road.vehicle.to_owned(),
        date: day,
        kind: ReadingKind::Reading,
        odometer_km: road.shown(day),
        previous_km: None,
        confirmed: false,
        notes: Some("Olio-aldaketa hurbil".to_owned()),
        typed_odometer: None,
        force: false,
    };
    Some(Entry { day, by: Author::Dispatcher, note: Note::Reading(reading) })
}

/// Passed a year before it was due again.
fn inspection_overdue(road: &Road, today: Day) -> Option<Entry> {
    let due = before(today, INSPECTION_OVERDUE_DAYS);
    let day = working_day(due.checked_sub_months(Months::new(12))?);
    let job = Job {
        vehicle: "Dokker",
        days_back: 0,
        kind: Kind::Inspection,
        description: "IAT, bigarrenean gaindituta",
        cents: 5260,
        provider: STATION,
        every_months: 12,
        every_km: 0,
    };
    Some(written_down(road, day, CreateMaintenance { next_date: Some(due), ..job.request() }))
}

/// Another instrument cluster: the work, and what both odometers showed.
fn new_odometer(road: &Road, oddities: &Oddities) -> [Entry; 2] {
    let day = oddities.new_odometer;
    let job = Job {
        vehicle: "Berlingo",
        days_back: 0,
        kind: Kind::Repair,
        description: "Kontagailu-panela aldatuta",
        cents: 38900,
        provider: DEALER,
        every_months: 0,
        every_km: 0,
    };
    let reading = CreateReading {
        id: None,
        vehicle: road.vehicle.to_owned(),
        date: day,
        kind: ReadingKind::Replacement,
        odometer_km: Road::shown_first_by_new_odometer(),
        previous_km: Some(road.shown(day)),
        confirmed: false,
        notes: Some("Kontagailu-panel berria".to_owned()),
        typed_odometer: None,
        force: false,
    };
    let reading = Entry { day, by: Author::Dispatcher, note: Note::Reading(reading) };
    [written_down(road, day, job.request()), reading]
}
