//! Lists and searches of packages are what filtering and sorting everything gives, whatever was
//! catalogued when, and whatever has changed since.

use std::{cmp::Ordering, ops::ControlFlow, sync::Arc};

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use furgo::{
    auth::{Permit, System},
    clock::Clock,
    features::{
        self,
        packages::{
            PackageRecord,
            listing::{SortBy, Wanted, list},
            particulars::Particulars,
            record::Identity,
            store::BY_CREATION,
        },
        settings::SettingsRecord,
    },
    storage::{
        Cause, Database, Key, ReadTx, Reads as _, Record as _, WriteTx,
        catalogue::{Query, build, build_piece},
        check::{check, mend},
        engine::{KeyRange, MemoryEngine, Order, View as _, apply},
        outcome::Once,
        trash,
    },
};
use furgo_shared::{
    id::UserId,
    packages::{Address, CreatePackage, PackageStatus, TimeWindow},
    page::PageRequest,
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{block_on, now};

/// Names as they are written, and as they are found.
const NAMES: [(&str, &str); 5] = [
    ("Ane Garmendia", "ane garmendia"),
    ("Begoña Øster", "begona oster"),
    ("Josu Garate-Ünal", "josu garate-unal"),
    ("ane Zubizarreta Etxeberria Aldekoa", "ane zubizarreta etxeberria aldekoa"),
    ("Álvaro", "alvaro"),
];
const CITIES: [(&str, &str); 3] =
    [("Tolosa", "tolosa"), ("San Sebastián", "san sebastian"), ("Irún", "irun")];
const STATUSES: [PackageStatus; 3] =
    [PackageStatus::Pending, PackageStatus::Assigned, PackageStatus::Delivered];
const TEXTS: [&str; 14] = [
    "ane", "GARM", "øst", "san seb", "tolos", "olos", "zubi ane", "12", "c00", "0012", "600 000",
    "345", "irun jos", "ñ",
];

fn folded(pairs: &[(&str, &'static str)], text: &str) -> &'static str {
    pairs.iter().find(|(written, _)| *written == text).unwrap().1
}

fn driver(number: u128) -> UserId {
    UserId(Uuid::from_u128(0xD1 << 100 | number))
}

fn random_package(random: &mut StdRng, number: u32) -> PackageRecord {
    let created = now() + TimeDelta::minutes(i64::from(random.random_range(0..100_000)));
    let mut request = CreatePackage {
        id: None,
        reference: None,
        recipient_name: NAMES.choose(random).unwrap().0.to_owned(),
        recipient_email: None,
        recipient_phone: Some(format!("+34 600 {number:06}")),
        address: Address {
            street: format!("Kale Nagusia {}", number % 40),
            city: CITIES.choose(random).unwrap().0.to_owned(),
            postal_code: "20400".to_owned(),
            country: "ES".to_owned(),
            ..Address::default()
        },
        weight_kg: None,
        description: None,
        access_note: None,
        estimated_delivery: None,
        time_window: None,
        service_min: None,
        locale: None,
    };
    if random.random_bool(0.8) {
        let days = Days::new(random.random_range(0..9));
        request.estimated_delivery = created.date_naive().checked_add_days(days);
    }
    if random.random_bool(0.5) {
        (request.address.latitude, request.address.longitude) = (Some(43.1), Some(-2.1));
    }
    if random.random_bool(0.5) {
        let from = created + TimeDelta::hours(random.random_range(0..30));
        let to = from + TimeDelta::hours(random.random_range(1..9));
        request.time_window = Some(TimeWindow { from, to });
    }
    let identity = Identity {
        id: Uuid::from_u128(random.random()).into(),
        tracking_code: format!("C{number:08}"),
        tracking_token: format!("{number:032x}"),
    };
    let mut package = PackageRecord::new(identity, request, created);
    move_on(random, &mut package);
    package
}

fn move_on(random: &mut StdRng, package: &mut PackageRecord) {
    package.status = *STATUSES.choose(random).unwrap();
    let is_assigned = package.status != PackageStatus::Pending;
    package.assigned_to = is_assigned.then(|| driver(random.random_range(0..3)));
}

struct Fleet {
    db: Arc<Database>,
    random: StdRng,
    packages: Vec<PackageRecord>,
    /// So many were entered; codes are never used twice.
    entered: u32,
}

impl Fleet {
    fn new(seed: u64) -> Self {
        let schema = features::schema();
        let engine = Arc::new(MemoryEngine::default());
        let db = Database::new(engine, schema, Clock::stopped_at(now())).unwrap();
        Self {
            db: Arc::new(db),
            random: StdRng::seed_from_u64(seed),
            packages: Vec::new(),
            entered: 0,
        }
    }

    fn write(&self, change: impl FnOnce(&mut WriteTx<'_, System>) + Send + 'static) {
        let write = move |tx: &mut WriteTx<'_, System>| {
            change(tx);
            Ok(Value::Null)
        };
        block_on(self.db.write(Permit::<System>::for_job(), Once::by_job("test"), write)).unwrap();
    }

    fn enter(&mut self, count: u32) {
        let numbers = self.entered..self.entered + count;
        self.entered += count;
        let new: Vec<_> = numbers.map(|at| random_package(&mut self.random, at)).collect();
        self.write(move |tx| new.into_iter().for_each(|package| drop(tx.put(package).unwrap())));
        self.packages = self.stored();
    }

    /// Some get other particulars, some move on, some go, for good or into the trash, and some that
    /// went there come back.
    fn change(&mut self, count: usize) {
        self.change_some(count, 0.2);
    }

    fn change_some(&mut self, count: usize, share_gone: f64) {
        let mut changed = Vec::new();
        for _ in 0..count {
            let mut package = self.packages.choose(&mut self.random).unwrap().clone();
            if self.random.random_bool(0.3) {
                package.recipient_name = NAMES.choose(&mut self.random).unwrap().0.to_owned();
            }
            move_on(&mut self.random, &mut package);
            let goes = self.random.random_bool(share_gone).then(|| self.random.random_bool(0.5));
            changed.push((package, goes));
        }
        self.write(move |tx| {
            let back = trash::older_than(tx, tx.now() + TimeDelta::days(1), count / 20).unwrap();
            for trashed in back {
                let package: PackageRecord = tx.find_deleted(trashed.id).unwrap().unwrap();
                tx.restore(package).unwrap();
            }
            for (package, goes) in changed {
                match (goes, tx.find_unseen::<PackageRecord>(package.id).unwrap()) {
                    (_, None) => {}
                    (Some(true), Some(_)) => tx.delete(&package).unwrap(),
                    (Some(false), Some(_)) => tx.trash(&package).unwrap(),
                    (None, Some(_)) => drop(tx.put(package).unwrap()),
                }
            }
        });
        self.packages = self.stored();
    }

    fn stored(&self) -> Vec<PackageRecord> {
        let all = |tx: &ReadTx<'_, System>| {
            tx.collect(BY_CREATION, &Key::new(), Order::Ascending, usize::MAX)
        };
        self.db.read(&Permit::for_job(), all).unwrap()
    }

    fn is_sound(&self) {
        let report = check(&*self.db.engine().view().unwrap(), self.db.schema()).unwrap();
        assert!(report.is_good(), "{report}");
    }

    fn asks(&mut self, questions: usize) {
        for _ in 0..questions {
            let (question, text) = self.question();
            let page = PageRequest { page: self.random.random_range(1..6), limit: 30 };
            let read = |tx: &ReadTx<'_, System>| list(tx, &question, page);
            let found = self.db.read(&Permit::for_job(), read).unwrap();
            let expected = expected(&self.packages, &question, text);
            assert_eq!(found.total, u64::try_from(expected.len()).unwrap(), "{question:?}");
            assert!(!found.searching_older);
            let from = usize::try_from(page.offset()).unwrap().min(expected.len());
            let cut = &expected[from..expected.len().min(from + 30)];
            let ids: Vec<_> = found.items.iter().map(|package| package.id).collect();
            assert_eq!(
                ids,
                cut.iter().map(|package| package.id).collect::<Vec<_>>(),
                "{question:?}"
            );
        }
    }

    fn question(&mut self) -> (Wanted, Option<&'static str>) {
        let random = &mut self.random;
        let text = random.random_bool(0.5).then(|| *TEXTS.choose(random).unwrap());
        let time =
            |random: &mut StdRng| now() + TimeDelta::minutes(random.random_range(0..100_000));
        let wanted = Wanted {
            driver: random.random_bool(0.2).then(|| driver(random.random_range(0..4))),
            statuses: STATUSES.into_iter().filter(|_| random.random_bool(0.3)).collect(),
            city: random.random_bool(0.3).then(|| CITIES.choose(random).unwrap().0.to_uppercase()),
            text: text.map(Query::new),
            entered: random.random_bool(0.4).then(|| {
                let from = random.random_bool(0.5).then(|| time(random));
                let (until, again) = (time(random), time(random));
                vec![(from, Some(until)), (Some(again), None)]
            }),
            particulars: particulars(random),
            sort: *[SortBy::Creation, SortBy::EstimatedDelivery, SortBy::Recipient]
                .choose(random)
                .unwrap(),
            order: *[Order::Ascending, Order::Descending].choose(random).unwrap(),
        };
        (wanted, text)
    }
}

fn particulars(random: &mut StdRng) -> Particulars {
    let settings = SettingsRecord::initial(now());
    let day = |random: &mut StdRng| {
        let day = settings.day_of(now()) + Days::new(random.random_range(0..75));
        random.random_bool(0.3).then_some(day)
    };
    Particulars {
        days: (day(random), day(random)),
        has_window: random.random_bool(0.3).then(|| random.random_bool(0.5)),
        window_by: random
            .random_bool(0.2)
            .then(|| NaiveTime::from_hms_opt(random.random_range(0..24), 30, 0).unwrap()),
        no_position: random.random_bool(0.3),
        settings,
    }
}

/// The same by looking at the package.
fn is_particular(package: &PackageRecord, wanted: &Particulars) -> bool {
    let clock = |at: DateTime<Utc>| at.with_timezone(&chrono_tz::Europe::Madrid).naive_local();
    let window = package.time_window.map(|window| (clock(window.from), clock(window.to)));
    let day = package.estimated_delivery.or(window.map(|(from, _)| from.date()));
    let (from, to) = wanted.days;
    let is_due = (from.is_none() && to.is_none())
        || day.is_some_and(|day| {
            from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
        });
    is_due
        && wanted.has_window.is_none_or(|has| has == window.is_some())
        && wanted
            .window_by
            .is_none_or(|hour| window.is_some_and(|(from, to)| to <= from.date().and_time(hour)))
        && (!wanted.no_position || package.address.latitude.is_none())
}

/// Everything that is wanted, in its order, the plain way.
fn expected<'p>(
    all: &'p [PackageRecord],
    wanted: &Wanted,
    text: Option<&str>,
) -> Vec<&'p PackageRecord> {
    let is_wanted = |package: &&PackageRecord| {
        let created: DateTime<Utc> = package.meta.created_at;
        wanted.driver.is_none_or(|driver| package.assigned_to == Some(driver))
            && (wanted.statuses.is_empty() || wanted.statuses.contains(&package.status))
            && wanted.city.as_ref().is_none_or(|city| package.address.city.to_uppercase() == *city)
            && wanted.entered.as_ref().is_none_or(|stretches| {
                stretches.iter().any(|(from, until)| {
                    from.is_none_or(|from| created >= from)
                        && until.is_none_or(|until| created < until)
                })
            })
            && is_particular(package, &wanted.particulars)
            && text.is_none_or(|text| is_found(package, text))
    };
    let mut found: Vec<_> = all.iter().filter(is_wanted).collect();
    found.sort_by(|a, b| compare(wanted.sort, a, b));
    if wanted.order == Order::Descending {
        found.reverse();
    }
    found
}

fn compare(sort: SortBy, a: &PackageRecord, b: &PackageRecord) -> Ordering {
    let name = |package: &PackageRecord| {
        let name = folded(&NAMES, &package.recipient_name);
        name[..name.len().min(48)].to_owned()
    };
    let first = match sort {
        SortBy::Creation => Ordering::Equal,
        SortBy::Recipient => name(a).cmp(&name(b)),
        SortBy::EstimatedDelivery => (a.estimated_delivery.is_none(), a.estimated_delivery)
            .cmp(&(b.estimated_delivery.is_none(), b.estimated_delivery)),
    };
    first.then_with(|| (a.meta.created_at, a.id).cmp(&(b.meta.created_at, b.id)))
}

fn is_found(package: &PackageRecord, text: &str) -> bool {
    let phone = package.recipient_phone.as_ref().unwrap().replace(['+', ' '], "");
    let codes = [package.tracking_code.to_lowercase(), phone];
    let plain = [
        folded(&NAMES, &package.recipient_name),
        folded(&CITIES, &package.address.city),
        &package.address.street.to_lowercase(),
        "20400",
    ]
    .join(" ");
    let text = text.to_lowercase().replace('ø', "o").replace('ñ', "n");
    let has = |word: &str| {
        plain.split([' ', '-']).any(|own| own.starts_with(word))
            || codes
                .iter()
                .any(|code| code.starts_with(word) || word.len() >= 3 && code.ends_with(word))
    };
    text.split(' ').all(has) || text == "600 000" && has("600000")
}

#[test]
fn lists_are_the_same_before_while_and_after_packages_are_catalogued() {
    let mut fleet = Fleet::new(5);
    fleet.enter(2_600);
    fleet.asks(12);
    assert!(block_on(build_piece(&fleet.db)).unwrap());
    fleet.asks(25);
    fleet.change(300);
    fleet.is_sound();
    fleet.asks(25);
    block_on(build(&fleet.db)).unwrap();
    fleet.is_sound();
    fleet.enter(300);
    fleet.change(500);
    fleet.asks(60);
    fleet.is_sound();
    fleet.enter(700);
    block_on(build(&fleet.db)).unwrap();
    fleet.change(200);
    fleet.asks(60);
    fleet.is_sound();
}

#[test]
fn packages_of_an_older_file_are_catalogued_in_pieces_the_newest_first() {
    let mut fleet = Fleet::new(6);
    fleet.enter(2_500);
    block_on(build(&fleet.db)).unwrap();
    // As a file that never had a catalogue.
    let space = PackageRecord::CATALOGUE.unwrap();
    let schema = fleet.db.schema().clone();
    apply(&**fleet.db.engine(), move |data| {
        let mut keys = Vec::new();
        data.scan(space, &KeyRange::all(), Order::Ascending, &mut |key, _| {
            keys.push(key.to_vec());
            ControlFlow::Continue(())
        })?;
        keys.into_iter().for_each(|key| data.delete(space, key));
        mend(data, &schema, Cause::job("test"), now())
    })
    .unwrap();
    fleet.is_sound();
    fleet.enter(20);

    let everything = Wanted {
        driver: None,
        statuses: Vec::new(),
        city: None,
        text: Some(Query::new("kale")),
        entered: None,
        particulars: Particulars {
            days: (None, None),
            has_window: None,
            window_by: None,
            no_position: false,
            settings: SettingsRecord::initial(now()),
        },
        sort: SortBy::Creation,
        order: Order::Descending,
    };
    let mut totals = Vec::new();
    loop {
        let read = |tx: &ReadTx<'_, System>| {
            let by_name = Wanted { text: None, sort: SortBy::Recipient, ..everything.clone() };
            let page = PageRequest { page: 1, limit: 20 };
            // What needs no words is complete all the time.
            assert_eq!(list(tx, &by_name, page)?.total, 2_520);
            list(tx, &everything, page)
        };
        let found = fleet.db.read(&Permit::for_job(), read).unwrap();
        totals.push((found.total, found.searching_older));
        fleet.is_sound();
        fleet.change_some(50, 0.0);
        if !block_on(build_piece(&fleet.db)).unwrap() {
            break;
        }
    }
    let expected = [(20, true), (1_040, true), (2_060, true), (2_520, false)];
    assert_eq!(totals, expected);
    fleet.asks(60);
    fleet.is_sound();
}
