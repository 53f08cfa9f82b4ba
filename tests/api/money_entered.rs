//! Payments, money back and numbers with too many decimals: what is booked, and what is due then.

use chrono::{Datelike, TimeDelta};
use furgo_shared::{
    api,
    change::Change,
    expenses::{CreateExpense, ExpenseRecurrence, PatchExpense, PayExpense},
    money::Money,
    problem::ErrorCode,
    stats::{Period, PeriodOf},
    units::Quantity,
    validate::{Empty, FieldCode},
    vehicles::PatchVehicle,
};

use crate::{
    calendar::{day, enter_expense, office_at, recurring},
    day::given_vehicle,
    histories::{cents, expense, fleet},
};

const NOVEMBER: &str = "2026-11-22T12:00:00Z";

#[actix_web::test]
async fn a_payment_gives_its_day_back_whatever_the_recurrence_is_now() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let yearly = recurring("van", "2025-11-20", "2026-11-20", ExpenseRecurrence::Yearly);
    let id = enter_expense(&office, yearly).await.id.to_string();
    let paid = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await;
    assert_eq!(paid.expense.next_due, Some(day("2027-11-20")));
    let monthly = PatchExpense {
        recurrence: Change::Set(Some(ExpenseRecurrence::Monthly)),
        ..PatchExpense::default()
    };
    office.ok(&api::PATCH_EXPENSE, [&id], &monthly).await;
    office.ok(&api::DELETE_EXPENSE, [&paid.payment.id.to_string()], &Empty {}).await;
    let now = office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(now.next_due, Some(day("2026-11-20")));
}

#[actix_web::test]
async fn what_was_paid_last_does_not_depend_on_who_asks() {
    let fleet = fleet().await;
    let rent = CreateExpense {
        amount: Money::whole(100),
        recurrence: Some(ExpenseRecurrence::Monthly),
        next_due: Some(fleet.ago(5)),
        ..expense("van", fleet.ago(35))
    };
    let id = enter_expense(&fleet.office, rent).await.id.to_string();
    let forty = PayExpense { amount: Some(Money::whole(40)), ..PayExpense::default() };
    let payment = fleet.office.ok(&api::PAY_EXPENSE, [&id], &forty).await.payment;
    let moved = PatchExpense { vehicle: Change::Set("truck".to_owned()), ..Default::default() };
    fleet.office.ok(&api::PATCH_EXPENSE, [&payment.id.to_string()], &moved).await;
    fleet.ana.refused(404, &api::GET_EXPENSE, [&payment.id.to_string()], &Empty {}).await;
    let anas = fleet.ana.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await.payment;
    assert_eq!(anas.amount, Money::whole(40));
}

#[actix_web::test]
async fn a_payment_has_no_decimals_that_the_currency_has_not() {
    let fleet = fleet().await;
    let rent = CreateExpense {
        amount: cents(4_050),
        recurrence: Some(ExpenseRecurrence::Monthly),
        next_due: Some(fleet.ago(5)),
        ..expense("van", fleet.ago(35))
    };
    let id = enter_expense(&fleet.office, rent).await.id.to_string();
    fleet.pay_in("JPY").await;
    let before = fleet.dump().await;
    let problem = fleet
        .office
        .refused_as(ErrorCode::Validation, &api::PAY_EXPENSE, [&id], &PayExpense::default())
        .await;
    assert_eq!(problem.fields.of("amount"), Some(FieldCode::TooManyDecimals));
    assert_eq!(fleet.dump().await, before);
    // Whoever sends the old amount back with a correction books nothing new.
    let notes = PatchExpense {
        amount: Change::Set(cents(4_050)),
        notes: Change::Set(Some("in euros".to_owned())),
        ..PatchExpense::default()
    };
    fleet.office.ok(&api::PATCH_EXPENSE, [&id], &notes).await;
    let yen = PayExpense { amount: Some(Money::whole(6_000)), ..PayExpense::default() };
    fleet.office.ok(&api::PAY_EXPENSE, [&id], &yen).await;
}

#[actix_web::test]
async fn too_many_decimals_are_called_that() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let logged = r#"{"kind":"logged","vehicle":"van","date":"2026-11-20","distance_km":5.55}"#;
    let refuel = |quantity: &str, cost: &str| {
        format!(
            r#"{{"vehicle":"van","date":"2026-11-20","fuel":"diesel","quantity":{quantity},"cost":{cost}}}"#
        )
    };
    let package = |weight: &str| {
        format!(
            r#"{{"recipient_name":"Ane","address":{{"street":"Ledesma 1","city":"Bilbao","postal_code":"48001","country":"ES","latitude":43.26,"longitude":-2.93}},"weight_kg":{weight}}}"#
        )
    };
    for (path, body, field) in [
        ("/api/routes", logged.to_owned(), "distance_km"),
        ("/api/refuels", refuel("1.2345", "2"), "quantity"),
        ("/api/refuels", refuel("1.234", "2.0001"), "cost"),
        ("/api/packages", package("10000.0000001"), "weight_kg"),
        ("/api/packages", package("1.2345"), "weight_kg"),
    ] {
        let problem = office.raw("POST", path, Some(&body)).await.problem(400);
        assert_eq!(problem.fields.of(field), Some(FieldCode::TooManyDecimals), "{path} {body}");
    }
    let query = office.raw("GET", "/api/maintenance/upcoming?km=5.55", None).await.problem(400);
    assert_eq!(query.fields.of("km"), Some(FieldCode::TooManyDecimals));
    let patch = r#"{"tank_capacity":55.12345}"#;
    let problem = office.raw("PATCH", "/api/vehicles/van", Some(patch)).await.problem(400);
    assert_eq!(problem.fields.of("tank_capacity"), Some(FieldCode::TooManyDecimals));
    let fine = PatchVehicle {
        tank_capacity: Change::Set(Some(Quantity::whole(55))),
        ..Default::default()
    };
    office.ok(&api::PATCH_VEHICLE, ["van"], &fine).await;
}

#[actix_web::test]
async fn money_that_comes_back_lowers_the_costs() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    enter_expense(
        &office,
        CreateExpense { amount: cents(10_000), ..expense("van", day("2026-11-01")) },
    )
    .await;
    let back = CreateExpense { amount: cents(-3_000), ..expense("van", day("2026-11-02")) };
    let back = enter_expense(&office, back).await;
    assert_eq!(back.amount, cents(-3_000));
    let all = office.ok(&api::VEHICLE_STATS, ["van"], &Period::default()).await;
    assert_eq!((all.costs.total, all.ownership.total), (cents(7_000), cents(7_000)));
    let summary = office.ok(&api::EXPENSE_SUMMARY, [], &PeriodOf::default()).await;
    assert_eq!((summary.total, summary.items[0].share), (cents(7_000), 1.0));
    let insurer = CreateExpense {
        category: furgo_shared::expenses::ExpenseCategory::Insurance,
        amount: cents(-9_000),
        ..expense("van", day("2026-11-03"))
    };
    enter_expense(&office, insurer).await;
    let summary = office.ok(&api::EXPENSE_SUMMARY, [], &PeriodOf::default()).await;
    assert_eq!((summary.total, summary.items[0].share), (cents(-2_000), 0.0));
    let far =
        CreateExpense { amount: Money::whole(-100_000_001), ..expense("van", day("2026-11-03")) };
    let problem = office.refused_as(ErrorCode::Validation, &api::CREATE_EXPENSE, [], &far).await;
    assert_eq!(problem.fields.of("amount"), Some(FieldCode::OutOfRange));
    // A yearly bonus is spread like what is paid every year.
    let bonus = CreateExpense {
        amount: cents(-1_000),
        ..recurring("van", "2025-01-31", "2026-01-31", ExpenseRecurrence::Yearly)
    };
    enter_expense(&office, bonus).await;
    let year = Period { from: Some(day("2025-01-01")), to: Some(day("2025-12-31")) };
    let year = office.ok(&api::VEHICLE_STATS, ["van"], &year).await;
    assert_eq!(year.ownership.total, cents(-1_000));
}

#[actix_web::test]
async fn what_comes_back_every_week_is_due_and_paid_by_the_week() {
    let (_app, office) = office_at(NOVEMBER).await;
    given_vehicle(&office, "van").await;
    let parking = recurring("van", "2026-11-10", "2026-11-17", ExpenseRecurrence::Weekly);
    let entered = enter_expense(&office, parking).await;
    let id = entered.id.to_string();
    let first = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await;
    assert_eq!(first.expense.next_due, Some(day("2026-11-24")));
    let text = office.raw("GET", &format!("/api/expenses/{id}"), None).await.text();
    assert!(text.contains(r#""recurrence":"weekly""#), "{text}");
    // Floating, it is counted from the day of payment, also when that is corrected.
    let floating = PatchExpense {
        recurrence_basis: Change::Set(furgo_shared::due::Basis::Floating),
        ..PatchExpense::default()
    };
    office.ok(&api::PATCH_EXPENSE, [&id], &floating).await;
    let second = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await;
    assert_eq!(second.expense.next_due, Some(day("2026-11-29")));
    let earlier = PatchExpense { date: Change::Set(day("2026-11-20")), ..PatchExpense::default() };
    office.ok(&api::PATCH_EXPENSE, [&second.payment.id.to_string()], &earlier).await;
    let now = office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(now.next_due, Some(day("2026-11-27")));
    office.ok(&api::DELETE_EXPENSE, [&second.payment.id.to_string()], &Empty {}).await;
    let now = office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(now.next_due, Some(day("2026-11-24")));
    assert_eq!(day("2026-11-24") - TimeDelta::days(7), day("2026-11-17"));
    assert_eq!(now.next_due.unwrap().weekday(), day("2026-11-17").weekday());
}
