//! Figures of a vehicle in a period, computed by hand and by adding records up.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    expenses::{CreateExpense, ExpenseCategory, ExpenseRecurrence},
    money::Money,
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{CreateRoute, RouteStatus},
    stats::{EfficiencyView, Period, VehicleStatsView},
    time::Day,
    units::Km,
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, Fuel},
};
use support::{Client, TestApp};

use crate::{
    calendar::{day, enter_expense, enter_refuels, enter_work, full, office_at, recurring},
    day::{
        given_depot, given_packages, given_vehicle, ids, route, step, step_route, today, vehicle,
    },
    histories::{cents, expense, fleet, refuel, work},
    random_days::Dice,
};

async fn stats(client: &Client, from: Option<&str>, to: Option<&str>) -> VehicleStatsView {
    let period = Period { from: from.map(day), to: to.map(day) };
    client.ok(&api::VEHICLE_STATS, ["van"], &period).await
}

/// A van that cost 24,000.00 on 22 November 2025, to be written off in two years; autumn 2026.
async fn autumn() -> (TestApp, Client) {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let van = CreateVehicle {
        purchase_date: Some(day("2025-11-22")),
        purchase_price: Some(Money::whole(24_000)),
        depreciation_months: Some(24),
        ..vehicle("van")
    };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let refuels = vec![
        full("van", "2026-10-01", 10_000, 40, 6000),
        full("van", "2026-10-15", 10_500, 30, 4550),
        full("van", "2026-11-10", 11_000, 35, 5230),
    ];
    enter_refuels(&office, refuels).await;
    enter_work(&office, work("van", day("2026-10-20"), 10_600)).await;
    enter_expense(&office, expense("van", day("2026-11-02"))).await;
    let insurance = CreateExpense {
        category: ExpenseCategory::Insurance,
        amount: Money::whole(365),
        ..recurring("van", "2026-10-05", "2027-10-05", ExpenseRecurrence::Yearly)
    };
    enter_expense(&office, insurance).await;
    (app, office)
}

#[actix_web::test]
async fn an_open_period_says_everything_that_is_known() {
    let (_app, office) = autumn().await;
    let all = stats(&office, None, None).await;
    assert_eq!((all.vehicle.as_str(), all.period), ("van", Period::default()));
    assert_eq!((all.counts.refuels, all.counts.maintenance, all.counts.expenses), (3, 1, 2));
    assert_eq!((all.counts.routes, all.distance_km), (0, Some(Km::whole(1000))));
    assert_eq!((all.costs.fuel, all.costs.maintenance), (cents(15_780), cents(9_000)));
    assert_eq!((all.costs.expenses, all.costs.total), (cents(37_750), cents(62_530)));
    assert_eq!(all.costs.per_km, Some(0.6253));
    // 30 and 35 litres on 500 km each.
    let efficiency = EfficiencyView {
        l_per_100km: Some(6.5),
        km_per_l: Some(15.38),
        ..EfficiencyView::default()
    };
    assert_eq!(all.efficiency, efficiency);
    assert_eq!((all.deliveries.delivered, all.deliveries.cost_per_delivery), (0, None));
    let ownership = all.ownership;
    // From the first refuel on, though it was bought earlier: October's 1000.00 and 22 days of the
    // thirty of November.
    assert_eq!(ownership.depreciation, Some(Money::from_units(1_733_333)));
    // Of the insurance 30.417 a month, of November 22 of 30 days; the toll on its day.
    assert_eq!(ownership.spread_expenses, Money::from_units(30_417 + 22_306 + 12_500));
    let total = 157_800 + 90_000 + 65_223 + 1_733_333;
    assert_eq!(ownership.total, Money::from_units(total));
    assert_eq!(ownership.per_km, Some(2.0464));
    // From 1 October to 22 November, both included, are a month and 22 thirtieths.
    assert_eq!(ownership.per_month, Some(1_180.59));
}

#[actix_web::test]
async fn a_period_counts_its_days_to_the_day() {
    let (_app, office) = autumn().await;
    let fortnight = stats(&office, Some("2026-10-02"), Some("2026-10-15")).await;
    assert_eq!((fortnight.counts.refuels, fortnight.counts.expenses), (1, 1));
    assert_eq!(fortnight.distance_km, Some(Km::whole(500)));
    assert_eq!(fortnight.costs.total, cents(4_550 + 36_500));
    assert_eq!(fortnight.costs.per_km, Some(0.821));
    assert_eq!(fortnight.efficiency.l_per_100km, Some(6.0));
    // 14 of the 31 days' part of 30.417.
    assert_eq!(fortnight.ownership.spread_expenses, Money::from_units(13_737));
    let day_before = stats(&office, Some("2026-10-02"), Some("2026-10-14")).await;
    assert_eq!((day_before.counts.refuels, day_before.efficiency.l_per_100km), (0, None));
    let one = stats(&office, Some("2026-11-02"), Some("2026-11-02")).await;
    assert_eq!((one.costs.total, one.counts.expenses), (cents(1_250), 1));
    let never = stats(&office, Some("2020-01-01"), Some("2020-12-31")).await;
    assert_eq!((never.distance_km, never.costs.per_km), (None, None));
    assert_eq!(never.ownership.depreciation, Some(Money::ZERO), "it was not bought yet");
    let open = stats(&office, Some("2026-11-01"), None).await;
    assert_eq!((open.counts.refuels, open.costs.total), (1, cents(5_230 + 1_250)));
}

#[actix_web::test]
async fn of_a_vehicle_without_records_nothing_is_known() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let nothing = stats(&office, None, None).await;
    assert_eq!((nothing.distance_km, nothing.costs.per_km), (None, None));
    assert_eq!(nothing.efficiency, EfficiencyView::default());
    assert_eq!(nothing.deliveries.cost_per_delivery, None);
    let ownership = nothing.ownership;
    assert_eq!((ownership.depreciation, ownership.per_km, ownership.per_month), (None, None, None));
    assert_eq!(nothing.counts, furgo_shared::stats::CountsView::default());
    let text = office.raw("GET", "/api/vehicles/van/stats", None).await.text();
    for unknown in ["distance_km", "per_km", "l_per_100km", "cost_per_delivery", "per_month"] {
        assert!(text.contains(&format!("\"{unknown}\":null")), "{unknown} in {text}");
    }
}

#[actix_web::test]
async fn electricity_is_told_in_kilowatt_hours_and_money_in_the_currencys_decimals() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let dinars = furgo_shared::settings::Settings { currency: "KWD".parse().unwrap(), ..settings };
    admin.ok(&api::PUT_SETTINGS, [], &dinars).await;
    let van = CreateVehicle { fuel: Fuel::Electric, ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let charged = |date, km, kwh| furgo_shared::refuels::CreateRefuel {
        fuel: Fuel::Electric,
        cost: Money::from_units(1_234),
        ..full("van", date, km, kwh, 0)
    };
    let refuels = vec![charged("2026-11-01", 2_000, 30), charged("2026-11-08", 2_200, 36)];
    enter_refuels(&office, refuels).await;
    let all = stats(&office, None, None).await;
    assert_eq!(all.costs.fuel, Money::from_units(2_468));
    assert_eq!((all.efficiency.kwh_per_100km, all.efficiency.km_per_kwh), (Some(18.0), Some(5.56)));
    assert_eq!((all.efficiency.l_per_100km, all.efficiency.km_per_l), (None, None));
}

#[actix_web::test]
async fn a_delivery_costs_what_the_vehicle_cost() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    given_depot(&app).await;
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &van).await;
    let packages = given_packages(&office, 3).await;
    let request = CreateRoute {
        vehicle: Some("van".to_owned()),
        ..route(ana.id(), today(&app), ids(&packages))
    };
    let planned = office.ok(&api::CREATE_ROUTE, [], &request).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    for package in &packages[..2] {
        ana.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Delivered)).await;
    }
    let done = step_route(&ana, &planned, RouteStatus::Completed).await;
    enter_expense(&office, expense("van", today(&app))).await;
    let all = stats(&office, None, None).await;
    assert_eq!((all.deliveries.delivered, all.counts.routes), (2, 1));
    assert_eq!(all.deliveries.cost_per_delivery, Some(6.25));
    assert_eq!(all.distance_km, done.distance_km, "without readings, by its routes");
    let average = all.efficiency.average_route_km.unwrap();
    assert!((average - done.distance_km.unwrap().to_f64()).abs() < 0.06, "{average}");
}

#[actix_web::test]
async fn whoever_sees_the_vehicle_sees_its_figures() {
    let fleet = fleet().await;
    for client in [&fleet.office, &fleet.ana, &fleet.viewer] {
        client.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
        client.ok(&api::VEHICLE_STATS, [&fleet.van.id.to_string()], &Period::default()).await;
    }
    fleet.ben.refused(404, &api::VEHICLE_STATS, ["van"], &Period::default()).await;
    fleet.office.refused(404, &api::VEHICLE_STATS, ["none"], &Period::default()).await;
    let nobody = fleet.app.stranger();
    nobody.refused(401, &api::VEHICLE_STATS, ["van"], &Period::default()).await;
    let backwards = Period { from: Some(fleet.today), to: Some(fleet.ago(1)) };
    let problem = fleet
        .office
        .refused_as(ErrorCode::Validation, &api::VEHICLE_STATS, ["van"], &backwards)
        .await;
    assert!(problem.fields.of("from").or(problem.fields.of("to")).is_some());
    let reply = fleet.office.raw("GET", "/api/vehicles/van/stats?months=3", None).await;
    assert_eq!(reply.problem(400).fields.of("months"), Some(FieldCode::Unknown));
}

fn below(dice: &mut Dice, limit: usize) -> i64 {
    i64::try_from(dice.below(limit)).unwrap()
}

/// A day, a number of cents and what the record is.
type Entered = (Day, i64, usize);

/// What adding up the records of a period gives.
fn add_up(records: &[Entered], period: Period) -> ([u64; 3], [Money; 3]) {
    let (mut counts, mut costs) = ([0; 3], [0; 3]);
    for (date, amount, kind) in records {
        if period.from.is_none_or(|from| from <= *date) && period.to.is_none_or(|to| *date <= to) {
            counts[*kind] += 1;
            costs[*kind] += amount;
        }
    }
    (counts, costs.map(cents))
}

async fn enter(client: &Client, (date, amount, kind): Entered) -> (usize, String) {
    let id = match kind {
        0 => {
            let request =
                furgo_shared::refuels::CreateRefuel { cost: cents(amount), ..refuel("van", date) };
            client.ok(&api::CREATE_REFUEL, [], &request).await.id.to_string()
        }
        1 => {
            let km = 2_000 + (date - day("2023-01-01")).num_days();
            let request = furgo_shared::maintenance::CreateMaintenance {
                cost: cents(amount),
                ..work("van", date, km)
            };
            enter_work(client, request).await.id.to_string()
        }
        _ => {
            let request = CreateExpense { amount: cents(amount), ..expense("van", date) };
            enter_expense(client, request).await.id.to_string()
        }
    };
    (kind, id)
}

#[actix_web::test]
async fn costs_and_counts_of_any_days_are_those_of_the_records() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let mut dice = Dice(41);
    let (mut records, mut entered) = (Vec::new(), Vec::new());
    let some_day = |dice: &mut Dice| day("2023-01-01") + TimeDelta::days(below(dice, 1_400));
    for number in 0..90 {
        let date = some_day(&mut dice);
        let record = (date, below(&mut dice, 50_000), number % 3);
        entered.push(enter(&office, record).await);
        records.push(record);
    }
    for number in (0..90).rev().step_by(7) {
        let (kind, id) = &entered[number];
        let path = ["refuels", "maintenance", "expenses"][*kind];
        let reply = office.raw("DELETE", &format!("/api/{path}/{id}"), None).await;
        assert_eq!(reply.status, 204, "{}", reply.text());
        records.remove(number);
    }
    for _ in 0..60 {
        let (a, b) = (some_day(&mut dice), some_day(&mut dice));
        let period = Period {
            from: (dice.below(5) > 0).then_some(a.min(b)),
            to: (dice.below(5) > 0).then_some(a.max(b)),
        };
        let found = office.ok(&api::VEHICLE_STATS, ["van"], &period).await;
        let (counts, costs) = add_up(&records, period);
        assert_eq!([found.counts.refuels, found.counts.maintenance, found.counts.expenses], counts);
        assert_eq!([found.costs.fuel, found.costs.maintenance, found.costs.expenses], costs);
    }
    let report =
        furgo::storage::check::check(&*app.app.db.engine().view().unwrap(), app.app.db.schema())
            .unwrap();
    assert!(report.is_good(), "{report}");
}
