//! One number for one thing: what an independent reckoning found to disagree, each with the right
//! value. The reckoning itself is in `ledger`.

use furgo_shared::{
    api,
    expenses::{CreateExpense, ExpenseRecurrence},
    logs::ListLog,
    money::Money,
    packages::{ListPackages, OnDay, PackageStatus},
    readings::{AskHints, CreateReading},
    refuels::CreateRefuel,
    routes::{CreateRoute, RouteStatus},
    settings::Settings,
    stats::{Period, PeriodOf, ReportView, VehicleStatsView},
    time::Day,
    units::{Km, Quantity},
    validate::Empty,
    vehicles::{CreateVehicle, ListVehicles},
};
use support::{Client, TestApp};

use crate::{
    calendar::{at, day, enter_expense, enter_refuels, full, office_at, recurring},
    day::{given_depot, given_packages, given_vehicle, ids, route, step, step_route, vehicle},
    histories::{cents, expense},
    odometers::{given_reading, reading},
};

const NOVEMBER: &str = "2026-11-22T12:00:00Z";

async fn stats(client: &Client, from: &str, to: &str) -> VehicleStatsView {
    let period = Period { from: Some(day(from)), to: Some(day(to)) };
    client.ok(&api::VEHICLE_STATS, ["van"], &period).await
}

async fn report(client: &Client, from: Option<&str>, to: Option<&str>) -> ReportView {
    let ask = PeriodOf { vehicle: None, from: from.map(day), to: to.map(day) };
    client.ok(&api::REPORT, [], &ask).await
}

/// Of a van, day by day: the distances that are known, added up.
async fn days(client: &Client, from: &str, to: &str) -> i64 {
    let mut sum = 0;
    for date in day(from).iter_days().take_while(|date| *date <= day(to)) {
        let period = Period { from: Some(date), to: Some(date) };
        let one = client.ok(&api::VEHICLE_STATS, ["van"], &period).await;
        sum += one.distance_km.map_or(0, Km::units);
    }
    sum
}

#[actix_web::test]
async fn the_first_day_of_a_vehicle_counts() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    for km in [250_000, 250_120] {
        given_reading(&office, &reading("van", day("2026-11-01"), km)).await;
    }
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(all.distance_km, Some(Km::whole(120)));
    given_reading(&office, &reading("van", day("2026-11-11"), 250_220)).await;
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(all.distance_km, Some(Km::whole(220)));
    let first = stats(&office, "2026-11-01", "2026-11-01").await;
    assert_eq!(first.distance_km, Some(Km::whole(120)));
    assert_eq!(days(&office, "2026-10-30", "2026-11-13").await, 2200);
    // A longer route of that day was partly driven before.
    let trip = CreateRoute {
        distance_km: Some(Km::whole(150)),
        ..CreateRoute::logged("van", day("2026-11-01"))
    };
    office.ok(&api::CREATE_ROUTE, [], &trip).await;
    let first = stats(&office, "2026-10-01", "2026-11-01").await;
    assert_eq!(first.distance_km, Some(Km::whole(150)));
}

#[actix_web::test]
async fn a_single_reading_is_no_distance() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    given_reading(&office, &reading("van", day("2026-11-01"), 250_000)).await;
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(all.distance_km, None);
}

#[actix_web::test]
async fn an_expense_that_does_not_recur_counts_on_its_day() {
    let (_app, office) = office_at("2026-08-31T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let tyres = CreateExpense { amount: Money::whole(310), ..expense("van", day("2026-08-31")) };
    enter_expense(&office, tyres).await;
    for (from, to, expected) in [
        ("2026-08-31", "2026-08-31", 310),
        ("2026-08-01", "2026-08-10", 0),
        ("2026-08-01", "2026-08-31", 310),
        ("2026-08-20", "2026-09-10", 310),
    ] {
        let found = stats(&office, from, to).await.ownership.total;
        assert_eq!(found, Money::whole(expected), "{from} to {to}");
    }
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(all.ownership.total, Money::whole(310));
    // What recurs is spread: a month's 31 euros over its days, a week's 7 over its own.
    let monthly = CreateExpense {
        amount: Money::whole(31),
        ..recurring("van", "2026-07-20", "2026-08-20", ExpenseRecurrence::Monthly)
    };
    enter_expense(&office, monthly).await;
    let weekly = CreateExpense {
        amount: Money::whole(7),
        ..recurring("van", "2026-06-29", "2026-07-06", ExpenseRecurrence::Weekly)
    };
    enter_expense(&office, weekly).await;
    assert_eq!(stats(&office, "2026-07-01", "2026-07-10").await.ownership.total, Money::whole(15));
    assert_eq!(stats(&office, "2026-06-01", "2026-06-30").await.ownership.total, Money::whole(2));
}

#[actix_web::test]
async fn two_wrong_readings_in_a_row_are_both_in_conflict() {
    let (app, office) = office_at(NOVEMBER).await;
    let van = CreateVehicle { initial_odometer_km: Km::whole(10_000), ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    for (date, km, force) in [
        ("2026-09-05", 10_100, false),
        ("2026-09-15", 11_000, false),
        ("2026-09-25", 62_000, false),
        ("2026-10-05", 63_000, false),
        ("2026-10-15", 12_000, true),
        ("2026-11-01", 12_500, true),
    ] {
        given_reading(&office, &CreateReading { force, ..reading("van", day(date), km) }).await;
    }
    let shown = office.ok(&api::VEHICLE_TIMELINE, ["van"], &Default::default()).await.items;
    let in_conflict: Vec<_> = shown.iter().rev().map(|reading| reading.in_conflict).collect();
    assert_eq!(in_conflict, [false, false, true, true, true, false]);
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await.distance_km;
    assert_eq!(all, Some(Km::whole(2500)));
    assert_eq!(days(&office, "2026-08-25", "2026-11-22").await, 25_000);
    let months = report(&office, None, None).await.months;
    let months: i64 = months.iter().filter_map(|row| row.distance_km).map(Km::units).sum();
    assert_eq!(months, 25_000);
    let report =
        furgo::storage::check::check(&*app.app.db.engine().view().unwrap(), app.app.db.schema())
            .unwrap();
    assert!(report.is_good(), "{report}");
}

#[actix_web::test]
async fn a_partial_fill_where_the_tank_was_filled_is_not_open() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let partial = CreateRefuel { full_tank: false, ..full("van", "2026-11-10", 2_000, 10, 1500) };
    let refuels = vec![
        full("van", "2026-11-01", 1_500, 40, 6000),
        full("van", "2026-11-10", 2_000, 30, 4500),
        partial.clone(),
    ];
    enter_refuels(&office, refuels).await;
    let open = async || {
        let fuel = office.ok(&api::FUEL_EFFICIENCY, ["van"], &Period::default()).await;
        let hints = office.ok(&api::VEHICLE_HINTS, ["van"], &AskHints::default()).await;
        let intervals = &fuel.streams[0].intervals;
        let anchor = hints.fuels[0].anchor_odometer_km;
        (
            intervals[0].quantity,
            fuel.streams[0].open.quantity,
            hints.fuels[0].quantity_since,
            anchor,
        )
    };
    let nothing = (Quantity::whole(40), Quantity::ZERO, Quantity::ZERO, Some(Km::whole(2000)));
    assert_eq!(open().await, nothing);
    // The day after it is still the same place; fifty kilometres on it is not.
    let next_day = CreateRefuel { date: day("2026-11-11"), ..partial.clone() };
    enter_refuels(&office, vec![next_day]).await;
    let nothing = (Quantity::whole(50), Quantity::ZERO, Quantity::ZERO, Some(Km::whole(2000)));
    assert_eq!(open().await, nothing);
    let further = CreateRefuel { odometer_km: Some(Km::whole(2050)), ..partial };
    enter_refuels(&office, vec![CreateRefuel { date: day("2026-11-11"), ..further }]).await;
    let ten =
        (Quantity::whole(50), Quantity::whole(10), Quantity::whole(10), Some(Km::whole(2000)));
    assert_eq!(open().await, ten);
}

#[actix_web::test]
async fn intervals_that_end_on_one_day_stand_in_the_order_of_the_road() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let refuels = [(1_500, 40), (2_500, 35), (2_000, 30), (3_000, 25)].map(|(km, litres)| {
        let date = if km == 1_500 { "2026-11-01" } else { "2026-11-10" };
        full("van", date, km, litres, 6000)
    });
    enter_refuels(&office, refuels.into()).await;
    let fuel = office.ok(&api::FUEL_EFFICIENCY, ["van"], &Period::default()).await;
    let values: Vec<_> = fuel.streams[0].intervals.iter().map(|each| each.value).collect();
    assert_eq!(values, [6.0, 7.0, 5.0]);
    let looked = office.ok(&api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
    let points: Vec<_> = looked.points.iter().filter_map(|point| point.value).collect();
    assert_eq!(points, values);
}

#[actix_web::test]
async fn an_open_report_is_the_sum_of_its_months() {
    let (_app, office) = office_at(NOVEMBER).await;
    let van = CreateVehicle {
        purchase_date: Some(day("2025-01-01")),
        purchase_price: Some(Money::whole(12_000)),
        depreciation_months: Some(120),
        ..vehicle("van")
    };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let total = async || {
        let open = report(&office, None, None).await;
        let sum = |of: fn(&furgo_shared::stats::MonthRowView) -> i64| -> i64 {
            open.months.iter().map(of).sum()
        };
        let now = &open.total.now;
        let km = sum(|row| row.distance_km.map_or(0, Km::units));
        assert_eq!(km, now.distance_km.map_or(0, Km::units));
        let costs = sum(|row| {
            row.fuel_cost.units() + row.maintenance_cost.units() + row.expenses_cost.units()
        });
        assert_eq!(costs, now.costs.total.units());
        assert_eq!(sum(|row| row.ownership_cost.units()), now.ownership.total.units());
        (now.distance_km, now.costs.total, now.ownership.total)
    };
    let bought = total().await.2;
    // Readings are on record before anything was paid.
    given_reading(&office, &reading("van", day("2026-03-10"), 20_000)).await;
    given_reading(&office, &reading("van", day("2026-05-20"), 20_200)).await;
    let read = total().await;
    assert_eq!((read.0, read.1), (Some(Km::whole(200)), Money::ZERO));
    assert!(read.2 > bought, "what is on record earlier makes it more");
    enter_expense(&office, expense("van", day("2026-11-05"))).await;
    let paid = total().await;
    assert_eq!(paid.2.units(), read.2.units() + 12_500, "an expense costs no less than nothing");
    // What lies ahead is counted when it comes.
    enter_expense(&office, expense("van", day("2027-02-05"))).await;
    assert_eq!(total().await, paid);
    let stats = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!((stats.distance_km, stats.costs.total, stats.ownership.total), paid);
}

/// Whatever is counted by day of a package's steps.
async fn counted(office: &Client, date: Day) -> [u64; 3] {
    let list = ListPackages { from: Some(date), to: Some(date), ..ListPackages::default() };
    let summary = office.ok(&api::DAY_SUMMARY, [], &OnDay { date: Some(date) }).await;
    let log = ListLog { from: Some(date), to: Some(date), ..ListLog::default() };
    let log = office.ok(&api::LIST_LOG, [], &log).await;
    let entered = log.items.iter().filter(|row| row.old_status.is_none()).count();
    [
        office.ok(&api::LIST_PACKAGES, [], &list).await.total,
        summary.created,
        u64::try_from(entered).unwrap(),
    ]
}

#[actix_web::test]
async fn the_past_keeps_its_days_when_the_fleet_moves_to_another_time_zone() {
    let app = TestApp::start().await;
    app.app.clock.set(crate::calendar::instant("2026-11-22T23:30:00Z"));
    let office = app.dispatcher("dora").await;
    given_packages(&office, 2).await;
    for (zone, now) in [
        ("America/New_York", "2026-11-22T23:40:00Z"),
        ("Asia/Tokyo", "2026-11-23T11:00:00Z"),
        ("Pacific/Honolulu", "2026-11-23T16:00:00Z"),
    ] {
        let office = at(&app, now).await;
        let admin = app.sign_in("alma@example.org").await;
        let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
        let settings = Settings { time_zone: zone.to_owned(), ..settings };
        admin.ok(&api::PUT_SETTINGS, [], &settings).await;
        given_packages(&office, 1).await;
    }
    let office = at(&app, "2026-11-23T17:00:00Z").await;
    // Two of the 23rd in Madrid, one each of the 22nd in New York, of the 23rd in Tokyo and in
    // Honolulu.
    for (date, number) in
        [("2026-11-21", 0), ("2026-11-22", 1), ("2026-11-23", 4), ("2026-11-24", 0)]
    {
        assert_eq!(counted(&office, day(date)).await, [number; 3], "{date}");
    }
    let report =
        furgo::storage::check::check(&*app.app.db.engine().view().unwrap(), app.app.db.schema())
            .unwrap();
    assert!(report.is_good(), "{report}");
}

#[actix_web::test]
async fn today_and_the_reports_have_one_number_for_one_thing() {
    let (app, office) = office_at(NOVEMBER).await;
    let ana = app.driver("ana").await;
    given_depot(&app).await;
    given_vehicle(&office, "van").await;
    given_reading(&office, &reading("van", day("2026-11-02"), 30_000)).await;
    given_reading(&office, &reading("van", day("2026-11-20"), 34_300)).await;
    let packages = given_packages(&office, 3).await;
    // Without a vehicle.
    let planned = route(ana.id(), day("2026-11-22"), ids(&packages));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    for package in &packages[..2] {
        ana.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Delivered)).await;
    }
    let done = step_route(&ana, &planned, RouteStatus::Completed).await;
    let month = office.ok(&api::DASHBOARD, [], &Empty {}).await.month;
    let driven = Km::whole(4300).checked_add(done.distance_km.unwrap());
    assert_eq!((Some(month.distance_km), month.delivered), (driven, 2));
    for (from, to) in [(Some("2026-11-01"), Some("2026-11-30")), (None, None)] {
        let found = report(&office, from, to).await;
        let total = &found.total.now;
        assert_eq!((total.distance_km, total.deliveries.delivered), (driven, 2));
        let without = found.no_vehicle.unwrap().now;
        let own = (without.distance_km, without.deliveries.delivered);
        assert_eq!(own, (done.distance_km, 2));
        let km = found.months.iter().filter_map(|row| row.distance_km).map(Km::units).sum();
        assert_eq!(Some(Km::from_units(km)), driven);
        assert_eq!(found.months.iter().map(|row| row.deliveries).sum::<u64>(), 2);
    }
    assert_eq!(report(&ana, None, None).await.no_vehicle, None);
    let own = ana.ok(&api::DASHBOARD, [], &Empty {}).await.month;
    assert_eq!(Some(own.distance_km), done.distance_km);
}

#[actix_web::test]
async fn a_route_has_no_metres_that_it_does_not_show() {
    let (app, office) = office_at(NOVEMBER).await;
    let ana = app.driver("ana").await;
    given_depot(&app).await;
    given_vehicle(&office, "van").await;
    let packages = given_packages(&office, 4).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), day("2026-11-22"), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    let done = step_route(&ana, &planned, RouteStatus::Completed).await;
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!(all.distance_km, done.distance_km);
    assert_eq!(all.efficiency.average_route_km, done.distance_km.map(Km::to_f64));
}

#[actix_web::test]
async fn the_last_twelve_months_are_the_same_everywhere_and_end_today() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let refuels = vec![
        full("van", "2025-11-10", 2_000, 40, 6000),
        full("van", "2025-11-22", 2_500, 50, 6000),
        full("van", "2025-11-25", 3_000, 30, 6000),
        full("van", "2026-11-22", 3_500, 40, 6000),
    ];
    enter_refuels(&office, refuels).await;
    enter_expense(&office, expense("van", day("2026-11-23"))).await;
    let garage = office.ok(&api::GARAGE, [], &ListVehicles::default()).await;
    let tile = &garage.vehicles.items[0];
    let looked = office.ok(&api::REFUEL_ANALYSIS, ["van"], &Period::default()).await;
    assert_eq!(tile.efficiency.l_per_100km, Some(7.0));
    assert_eq!(looked.fuels[0].efficiency.l_per_100km, Some(7.0));
    assert_eq!(tile.monthly_costs[11], cents(6_000));
    assert_eq!(tile.spent_this_year, cents(6_000));
}

#[actix_web::test]
async fn nothing_is_compared_with_a_year_in_which_nothing_was_on_record() {
    let (app, office) = office_at("2025-06-10T12:00:00Z").await;
    for alias in ["van", "new"] {
        given_vehicle(&office, alias).await;
    }
    enter_expense(&office, expense("van", day("2025-06-05"))).await;
    let office = at(&app, NOVEMBER).await;
    enter_expense(&office, expense("new", day("2026-11-05"))).await;
    for (from, to, fleet, van) in
        [("2026-01-01", "2026-11-22", false, false), ("2026-06-06", "2026-11-22", true, true)]
    {
        let found = report(&office, Some(from), Some(to)).await;
        assert_eq!(found.total.is_comparable, fleet, "{from}");
        for row in found.vehicles {
            let expected = row.vehicle == "van" && van;
            assert_eq!(row.figures.is_comparable, expected, "{from} {}", row.vehicle);
        }
    }
    assert!(!report(&office, None, None).await.total.is_comparable);
}
