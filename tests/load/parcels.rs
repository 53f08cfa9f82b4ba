//! Whether lists and searches of packages take no longer than people notice: so many packages in
//! one file on the disk, and every filter and order that the app offers, with the words of names,
//! streets and cities as often as they are in a real fleet: few of them very often.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use chrono::{DateTime, Days, TimeDelta, Utc};
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    features::{
        self,
        packages::{PackageRecord, operations::reading, record::Identity, tracking_code},
    },
    storage::{Database, WriteTx, catalogue, file, outcome::Once},
};
use furgo_shared::{
    id::UserId,
    packages::{Address, CreatePackage, ListPackages, PackageStatus},
    time::Day,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use crate::{history::last_day, median_us};

const ROUNDS: usize = 15;
/// What a list may take.
const MS_MAX: f64 = 50.0;
/// Records of one transaction.
const BATCH: u64 = 5_000;
const DRIVERS: u64 = 40;

const FIRST_NAMES: [&str; 12] = [
    "Ane", "Begoña", "Carlos", "Josu", "Maite", "Nerea", "Iñaki", "Leire", "Unai", "Miren",
    "Aitor", "Itziar",
];
const SYLLABLES: [&str; 16] = [
    "ga", "men", "di", "etx", "eber", "ria", "zub", "iz", "arre", "ta", "ola", "sar", "al", "ur",
    "ko", "ibar",
];
const CITIES: [&str; 12] = [
    "Donostia",
    "Bilbao",
    "Gasteiz",
    "Tolosa",
    "Eibar",
    "Irun",
    "Zarautz",
    "Getxo",
    "Barakaldo",
    "Azpeitia",
    "Hernani",
    "San Sebastián",
];

/// Measures all questions, of the file in the folder if there is one; false when one takes too
/// long.
pub fn measure(folder: &Path, packages: u64) -> bool {
    let is_there = folder.join(file::FILE_NAME).exists();
    let dir = (!is_there).then(|| tempfile::tempdir_in(folder).unwrap());
    let folder = dir.as_ref().map_or(folder, |dir| dir.path());
    let clock = Clock::stopped_at(last_day().and_hms_opt(12, 0, 0).unwrap().and_utc());
    let db = file::open(folder, features::schema(), clock).unwrap();
    if !is_there {
        enter(&db, packages);
    }
    let bytes = std::fs::metadata(folder.join(file::FILE_NAME)).unwrap().len();
    println!("The file has {} MB.\n", bytes / 1_000_000);
    println!(
        "| List | found | ms, median | ms, slowest | ms of processor |\n|---|---:|---:|---:|---:|"
    );
    let mut is_good = true;
    for (name, query) in questions(packages) {
        is_good &= ask(&db, name, &query);
    }
    println!("\nA list may take {MS_MAX} ms of processor.");
    is_good
}

fn enter(db: &Database, packages: u64) {
    let started = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(write(db, packages));
    println!("\n{packages} packages were written in {:.0} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    runtime.block_on(catalogue::build(db)).unwrap();
    println!("and catalogued in {:.0} s.", started.elapsed().as_secs_f64());
}

/// Time that this thread has had a processor, as Linux counts it: what a question costs, whatever
/// else the machine does.
fn processor_ms() -> f64 {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    spent.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

#[rustfmt::skip] // Read it as a table.
fn questions(packages: u64) -> Vec<(&'static str, ListPackages)> {
    use PackageStatus::{Assigned, Delivered, Failed, Pending};
    let all = ListPackages::default;
    let q = |text: &str| ListPackages { q: Some(text.to_owned()), ..all() };
    let by = |sort: &str| ListPackages { sort: Some(sort.to_owned()), ..all() };
    let (year, month) = (day("2025-01-01"), day("2025-11-30"));
    let last = Some(u32::try_from(packages / 20).unwrap_or(1).clamp(1, 40_000));
    vec![
        ("everything", all()),
        ("one status", ListPackages { status: vec![Pending], ..all() }),
        ("two statuses", ListPackages { status: vec![Pending, Delivered], ..all() }),
        ("three statuses of a driver", ListPackages { status: vec![Assigned, Delivered, Failed], assigned_to: Some(driver(7)), ..all() }),
        ("a period of a year", ListPackages { from: year, to: day("2025-12-31"), ..all() }),
        ("until a day", ListPackages { to: month, ..all() }),
        ("a city", ListPackages { city: Some("donostia".to_owned()), ..all() }),
        ("by name", by("recipient_name")),
        ("by name, backwards", by("-recipient_name")),
        ("by estimated delivery", by("estimated_delivery")),
        ("a city, two statuses, a year, by name", ListPackages { city: Some("Bilbao".to_owned()), status: vec![Pending, Delivered], from: year, ..by("recipient_name") }),
        ("a driver, a city", ListPackages { assigned_to: Some(driver(3)), city: Some("Tolosa".to_owned()), ..all() }),
        ("search: a surname", q("garmendi")),
        ("search: a city", q("donostia")),
        ("search: name and city, no accents", q("begona san seb")),
        ("search: one letter", q("a")),
        ("search: two letters", q("et")),
        ("search: beginning of a code", q("7h3")),
        ("search: end of a code", q("prx")),
        ("search: end of a telephone", q("4321")),
        ("search: beginning of all telephones", q("+34 6")),
        ("search: nothing like it", q("olosa")),
        ("search, two statuses, by name", ListPackages { q: Some("ane".to_owned()), status: vec![Pending, Delivered], ..by("recipient_name") }),
        ("search, a city, a year", ListPackages { q: Some("kale".to_owned()), city: Some("Irun".to_owned()), from: year, ..all() }),
        ("a city, page 1,000", ListPackages { city: Some("donostia".to_owned()), page: Some(1_000), ..all() }),
        ("page 40,000, not limited", ListPackages { page: last, ..all() }),
    ]
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().unwrap())
}

fn ask(db: &Database, name: &str, query: &ListPackages) -> bool {
    let (mut times, mut spent) = (Vec::<Duration>::new(), Vec::new());
    let mut found = 0;
    for _ in 0..ROUNDS {
        let (started, before) = (Instant::now(), processor_ms());
        let permit = Permit::<System>::for_job();
        let page = db.read(&permit, |tx| reading::list(tx, query)).unwrap();
        found = page.total;
        std::hint::black_box(serde_json::to_vec(&page).unwrap());
        times.push(started.elapsed());
        spent.push(processor_ms() - before);
    }
    spent.sort_by(f64::total_cmp);
    let spent = spent[ROUNDS / 2];
    let slowest = times.iter().max().copied().unwrap_or_default().as_secs_f64() * 1e3;
    let median = median_us(times) / 1e3;
    println!("| {name} | {found} | {median:.1} | {slowest:.1} | {spent:.1} |");
    spent <= MS_MAX || name.ends_with("not limited")
}

fn driver(number: u64) -> UserId {
    UserId(Uuid::from_u64_pair(0x0190_0000_0000_7000, 0x8000_0000_0000_0000 | number))
}

async fn write(db: &Database, packages: u64) {
    let end = last_day().and_hms_opt(10, 0, 0).unwrap().and_utc();
    let step = TimeDelta::days(3 * 365) / i32::try_from(packages.max(1)).unwrap_or(i32::MAX);
    let mut from = 0;
    while from < packages {
        let until = (from + BATCH).min(packages);
        let write = move |tx: &mut WriteTx<'_, System>| {
            let mut random = StdRng::seed_from_u64(from);
            for number in from..until {
                let back = step * i32::try_from(packages - number).unwrap_or(0);
                tx.put(package(&mut random, number, end - back))?;
            }
            Ok(serde_json::Value::Null)
        };
        db.write(Permit::<System>::for_job(), Once::by_job("test"), write).await.unwrap();
        from = until;
    }
}

/// The lower of two: small numbers come more often.
fn often(random: &mut StdRng, below: usize) -> usize {
    random.random_range(0..below).min(random.random_range(0..below))
}

fn surname(random: &mut StdRng) -> String {
    let mut name = String::new();
    for _ in 0..random.random_range(2..5) {
        name.push_str(SYLLABLES[often(random, SYLLABLES.len())]);
    }
    name[..1].to_uppercase() + &name[1..]
}

fn package(random: &mut StdRng, number: u64, created: DateTime<Utc>) -> PackageRecord {
    let first = FIRST_NAMES[often(random, FIRST_NAMES.len())];
    let request = CreatePackage {
        recipient_name: format!("{first} {} {}", surname(random), surname(random)),
        recipient_phone: Some(format!("+34 6{:08}", random.random_range(0..100_000_000))),
        address: Address {
            street: format!("{} kalea {}", surname(random), random.random_range(1..200)),
            city: CITIES[often(random, CITIES.len())].to_owned(),
            postal_code: format!("{}", random.random_range(20_001..20_900)),
            country: "ES".to_owned(),
            latitude: None,
            longitude: None,
        },
        estimated_delivery: created.date_naive().checked_add_days(Days::new(number % 5)),
        ..request()
    };
    let millis = u64::try_from(created.timestamp_millis()).unwrap();
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random.random()).into_uuid();
    let identity = Identity {
        id: id.into(),
        tracking_code: tracking_code::from_random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        tracking_token: format!("{:032x}", random.random::<u128>()),
    };
    let mut package = PackageRecord::new(identity, request, created);
    package.status = match number % 20 {
        0 => PackageStatus::Pending,
        1 => PackageStatus::Assigned,
        2 => PackageStatus::Failed,
        _ => PackageStatus::Delivered,
    };
    package.assigned_to = (!number.is_multiple_of(20)).then(|| driver(number % DRIVERS));
    package
}

fn request() -> CreatePackage {
    CreatePackage {
        id: None,
        reference: None,
        recipient_name: String::new(),
        recipient_email: None,
        recipient_phone: None,
        address: Address::default(),
        weight_kg: None,
        description: None,
        access_note: None,
        estimated_delivery: None,
        time_window: None,
        service_min: None,
        locale: None,
    }
}
