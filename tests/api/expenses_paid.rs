//! Paying what recurs: what is booked, where the next date goes, and who may.

use furgo_shared::{
    api,
    change::Change,
    due::Basis,
    expenses::{
        CreateExpense, ExpenseCategory, ExpenseRecurrence, ExpenseView, PaidView, PatchExpense,
        PayExpense,
    },
    money::Money,
    problem::ErrorCode,
    time::Day,
    validate::{Empty, FieldCode},
};
use support::Client;
use uuid::Uuid;

use crate::histories::{Fleet, cents, expense, fleet};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn recurring(
    fleet: &Fleet,
    recurrence: ExpenseRecurrence,
    basis: Basis,
    next_due: Day,
) -> ExpenseView {
    let request = CreateExpense {
        category: ExpenseCategory::Financing,
        amount: cents(30_000),
        description: "Leasing".to_owned(),
        recurrence: Some(recurrence),
        recurrence_basis: basis,
        next_due: Some(next_due),
        tax_deductible: true,
        notes: Some("contract 7".to_owned()),
        ..expense("van", day("2020-01-05"))
    };
    fleet.office.ok(&api::CREATE_EXPENSE, [], &request).await
}

async fn paid(client: &Client, expense: &ExpenseView, request: &PayExpense) -> PaidView {
    client.ok(&api::PAY_EXPENSE, [&expense.id.to_string()], request).await
}

async fn count(fleet: &Fleet) -> u64 {
    let query = furgo_shared::expenses::ListExpenses::default();
    fleet.office.ok(&api::LIST_EXPENSES, [], &query).await.page.total
}

#[actix_web::test]
async fn a_payment_is_booked_today_and_as_last_time_unless_somebody_says_otherwise() {
    let fleet = fleet().await;
    let due = fleet.ahead(3);
    let leasing = recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, due).await;
    let first = paid(&fleet.ana, &leasing, &PayExpense::default()).await;
    let payment = &first.payment;
    assert_eq!((payment.date, payment.amount), (fleet.today, cents(30_000)));
    assert_eq!((payment.payment_of, payment.vehicle_id), (Some(leasing.id), leasing.vehicle_id));
    assert_eq!((payment.category, payment.description.as_str()), (leasing.category, "Leasing"));
    assert_eq!((payment.tax_deductible, &payment.notes), (true, &None));
    assert_eq!((payment.recurrence, payment.next_due, payment.version), (None, None, 1));
    assert_eq!(payment.recorded_by, Some(fleet.ana.id()));
    assert_eq!((first.expense.id, first.expense.version), (leasing.id, 2));
    assert!(first.expense.next_due > Some(due));
    let request = PayExpense { id: None, date: Some(fleet.ago(1)), amount: Some(cents(31_000)) };
    let second = paid(&fleet.office, &leasing, &request).await;
    assert_eq!((second.payment.date, second.payment.amount), (fleet.ago(1), cents(31_000)));
    // The last time is the payment of the latest day, whenever it was booked.
    let third = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    assert_eq!(third.payment.amount, cents(30_000));
    let later = PayExpense { date: Some(fleet.ahead(30)), ..request };
    paid(&fleet.office, &leasing, &later).await;
    let fifth = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    assert_eq!(fifth.payment.amount, cents(31_000));
}

#[actix_web::test]
async fn the_next_date_keeps_its_day_of_the_month() {
    use Basis::{Fixed, Floating};
    use ExpenseRecurrence::{HalfYearly, Monthly, Quarterly, Yearly};
    let fleet = fleet().await;
    let late = "2022-05-20";
    #[rustfmt::skip] // Read it as a table.
    let table: [(_, _, &str, &str, &[&str]); 9] = [
        (Monthly, Fixed, "2023-01-31", late, &["2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"]),
        (Monthly, Fixed, "2024-01-31", late, &["2024-02-29", "2024-03-31"]),
        (Monthly, Fixed, "2023-01-30", late, &["2023-02-28", "2023-03-30"]),
        (Monthly, Fixed, "2023-12-15", late, &["2024-01-15"]),
        (Quarterly, Fixed, "2022-11-30", late, &["2023-02-28", "2023-05-30"]),
        (HalfYearly, Fixed, "2022-08-31", late, &["2023-02-28", "2023-08-31"]),
        (Yearly, Fixed, "2024-02-29", late, &["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        (Monthly, Floating, "2021-01-31", "2022-05-31", &["2022-06-30", "2022-06-30"]),
        (Yearly, Floating, "2021-01-31", "2024-02-29", &["2025-02-28"]),
    ];
    for (recurrence, basis, due, paid_on, expected) in table {
        let leasing = recurring(&fleet, recurrence, basis, day(due)).await;
        for next_due in expected {
            let request = PayExpense { date: Some(day(paid_on)), ..PayExpense::default() };
            let after = paid(&fleet.office, &leasing, &request).await.expense;
            assert_eq!(after.next_due, Some(day(next_due)), "{recurrence:?} {basis:?} {due}");
        }
    }
}

#[actix_web::test]
async fn a_date_that_is_set_by_hand_is_a_new_day_to_come_back_to() {
    let fleet = fleet().await;
    let due = day("2023-01-31");
    let leasing = recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, due).await;
    let pay = async || paid(&fleet.office, &leasing, &PayExpense::default()).await.expense.next_due;
    let patch = async |patch: PatchExpense| {
        fleet.office.ok(&api::PATCH_EXPENSE, [&leasing.id.to_string()], &patch).await
    };
    assert_eq!(pay().await, Some(day("2023-02-28")));
    // Other corrections leave the day as it was.
    patch(PatchExpense { amount: Change::Set(cents(1)), ..PatchExpense::default() }).await;
    assert_eq!(pay().await, Some(day("2023-03-31")));
    let by_hand = Change::Set(Some(day("2023-02-28")));
    patch(PatchExpense { next_due: by_hand, ..PatchExpense::default() }).await;
    assert_eq!(pay().await, Some(day("2023-03-28")));
}

#[actix_web::test]
async fn a_repeated_payment_is_booked_once() {
    let fleet = fleet().await;
    let leasing =
        recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, day("2023-01-31")).await;
    let other =
        recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, day("2023-01-31")).await;
    let id = leasing.id.to_string();
    let keyed = fleet.office.with("idempotency-key", "pay-1");
    let first = keyed.call(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await;
    let again = keyed.call(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await;
    assert_eq!((first.status, &first.bytes), (200, &again.bytes));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let named = PayExpense { id: Some(Uuid::now_v7().into()), ..PayExpense::default() };
    let booked = paid(&fleet.office, &leasing, &named).await;
    assert_eq!(Some(booked.payment.id), named.id);
    let stale = fleet.office.with("if-match", "\"2\"");
    assert_eq!(paid(&stale, &leasing, &named).await, booked);
    let changed = PayExpense { amount: Some(cents(1)), ..named.clone() };
    fleet.office.refused_as(ErrorCode::IdReused, &api::PAY_EXPENSE, [&id], &changed).await;
    let wrong = other.id.to_string();
    fleet.office.refused_as(ErrorCode::IdReused, &api::PAY_EXPENSE, [&wrong], &named).await;
    assert_eq!((count(&fleet).await, booked.expense.next_due), (4, Some(day("2023-03-31"))));
}

#[actix_web::test]
async fn what_cannot_be_paid_is_refused_and_nothing_changes() {
    let fleet = fleet().await;
    let leasing = recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, fleet.today).await;
    let id = leasing.id.to_string();
    let once = fleet.office.ok(&api::CREATE_EXPENSE, [], &expense("van", fleet.today)).await;
    let before = fleet.dump().await;
    let plain = PayExpense::default();
    for (field, code, request) in [
        (
            "amount",
            FieldCode::OutOfRange,
            PayExpense { amount: Some(cents(10_000_000_001)), ..plain.clone() },
        ),
        (
            "amount",
            FieldCode::TooManyDecimals,
            PayExpense { amount: Some(Money::from_units(1)), ..plain.clone() },
        ),
        ("date", FieldCode::InFuture, PayExpense { date: Some(fleet.ahead(370)), ..plain.clone() }),
        (
            "date",
            FieldCode::OutOfRange,
            PayExpense { date: Some(day("1901-01-01")), ..plain.clone() },
        ),
    ] {
        let refused =
            fleet.office.refused_as(ErrorCode::Validation, &api::PAY_EXPENSE, [&id], &request);
        assert_eq!(refused.await.fields.of(field), Some(code));
    }
    let once = once.id.to_string();
    fleet.office.refused_as(ErrorCode::NotRecurring, &api::PAY_EXPENSE, [&once], &plain).await;
    fleet.ben.refused(404, &api::PAY_EXPENSE, [&id], &plain).await;
    fleet.viewer.refused_as(ErrorCode::Forbidden, &api::PAY_EXPENSE, [&id], &plain).await;
    let stale = fleet.office.with("if-match", "\"7\"");
    stale.refused_as(ErrorCode::Stale, &api::PAY_EXPENSE, [&id], &plain).await;
    assert_eq!(fleet.dump().await, before);
    fleet.retire("van").await;
    let before = fleet.dump().await;
    fleet.office.refused_as(ErrorCode::VehicleInactive, &api::PAY_EXPENSE, [&id], &plain).await;
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn a_recurring_expense_goes_after_its_payments_and_a_payment_can_be_put_back() {
    let fleet = fleet().await;
    let due = fleet.ahead(2);
    let leasing = recurring(&fleet, ExpenseRecurrence::Yearly, Basis::Fixed, due).await;
    let booked = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    let (id, payment) = (leasing.id.to_string(), booked.payment.id.to_string());
    let before = fleet.dump().await;
    let office = &fleet.office;
    office.refused_as(ErrorCode::StillReferenced, &api::DELETE_EXPENSE, [&id], &Empty {}).await;
    let recurs = PatchExpense {
        recurrence: Change::Set(Some(ExpenseRecurrence::Monthly)),
        next_due: Change::Set(Some(due)),
        ..PatchExpense::default()
    };
    let problem =
        office.refused_as(ErrorCode::Validation, &api::PATCH_EXPENSE, [&payment], &recurs).await;
    assert_eq!(problem.fields.of("recurrence"), Some(FieldCode::NotUsable));
    office
        .refused_as(ErrorCode::NotRecurring, &api::PAY_EXPENSE, [&payment], &PayExpense::default())
        .await;
    assert_eq!(fleet.dump().await, before);
    // Undone: without the payment, its date is due again.
    let next_due = async || office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await.next_due.unwrap();
    let moved_to = next_due().await;
    assert!(moved_to > due);
    office.ok(&api::DELETE_EXPENSE, [&payment], &Empty {}).await;
    assert_eq!(next_due().await, due);
    // And redone.
    office.ok(&api::RESTORE, ["expenses", &payment], &Empty {}).await;
    let restored = office.ok(&api::GET_EXPENSE, [&payment], &Empty {}).await;
    assert_eq!(restored.payment_of, Some(leasing.id));
    assert_eq!((restored.pays_due, next_due().await), (Some(due), moved_to));
    office.ok(&api::DELETE_EXPENSE, [&payment], &Empty {}).await;
    office.ok(&api::DELETE_EXPENSE, [&id], &Empty {}).await;
    assert_eq!(count(&fleet).await, 0);
    // A payment of something that is in the trash has nowhere to go back to.
    let back = ["expenses", payment.as_str()];
    office.refused_as(ErrorCode::RestoreFirst, &api::RESTORE, back, &Empty {}).await;
    office.ok(&api::RESTORE, ["expenses", &id], &Empty {}).await;
    office.ok(&api::RESTORE, ["expenses", &payment], &Empty {}).await;
    assert_eq!((count(&fleet).await, next_due().await), (2, moved_to));
}

#[actix_web::test]
async fn only_the_last_payment_gives_its_date_back_and_the_31st_stays_the_31st() {
    let fleet = fleet().await;
    let leasing =
        recurring(&fleet, ExpenseRecurrence::Monthly, Basis::Fixed, day("2022-01-31")).await;
    let first = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    let second = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    assert_eq!(second.expense.next_due, Some(day("2022-03-31")));
    let office = &fleet.office;
    let delete = async |payment: &ExpenseView| {
        office.ok(&api::DELETE_EXPENSE, [&payment.id.to_string()], &Empty {}).await;
        office.ok(&api::GET_EXPENSE, [&leasing.id.to_string()], &Empty {}).await.next_due
    };
    assert_eq!(delete(&first.payment).await, Some(day("2022-03-31")), "more was paid since");
    assert_eq!(delete(&second.payment).await, Some(day("2022-02-28")));
    let again = paid(&fleet.office, &leasing, &PayExpense::default()).await;
    assert_eq!(again.expense.next_due, Some(day("2022-03-31")));
}

#[actix_web::test]
async fn what_covers_months_is_spread_over_them_to_the_last_cent() {
    use furgo::storage::{Measure, Month, Reads, summary::FLEET};
    let fleet = fleet().await;
    let leasing =
        recurring(&fleet, ExpenseRecurrence::Quarterly, Basis::Fixed, day("2022-01-31")).await;
    let request = PayExpense {
        date: Some(day("2022-11-30")),
        amount: Some(cents(10_000)),
        ..PayExpense::default()
    };
    let payment = paid(&fleet.office, &leasing, &request).await.payment;
    fleet.office.ok(&api::CREATE_EXPENSE, [], &expense("van", day("2022-12-24"))).await;
    let spread = async |first: &str, months: i32| -> Vec<i64> {
        let first = Month::of(day(first));
        let of = |subject: Uuid| {
            let permit = furgo::auth::Permit::for_job();
            let last = first.plus(months - 1);
            fleet.app.app.db.read(&permit, |tx| tx.months(subject, first, last)).unwrap()
        };
        let sums = of(FLEET);
        assert_eq!(sums, of(fleet.van.id.into()));
        sums.iter().map(|(_, sums)| sums.get(Measure::SpreadExpenseAmount)).collect()
    };
    assert_eq!(spread("2020-01-01", 4).await, [100_000, 100_000, 100_000, 0]);
    // 100.00 over three months: the thousandth that is left falls on the first.
    assert_eq!(spread("2022-11-01", 4).await, [33_334, 33_333 + 12_500, 33_333, 0]);
    let patch = PatchExpense { amount: Change::Set(cents(1)), ..PatchExpense::default() };
    fleet.office.ok(&api::PATCH_EXPENSE, [&payment.id.to_string()], &patch).await;
    assert_eq!(spread("2022-11-01", 4).await, [4, 3 + 12_500, 3, 0]);
    // A payment covers what it was booked for, also when the recurrence changes afterwards.
    let yearly = PatchExpense {
        recurrence: Change::Set(Some(ExpenseRecurrence::Yearly)),
        ..PatchExpense::default()
    };
    fleet.office.ok(&api::PATCH_EXPENSE, [&leasing.id.to_string()], &yearly).await;
    assert_eq!(spread("2022-11-01", 4).await, [4, 3 + 12_500, 3, 0]);
    assert_eq!(spread("2020-01-01", 13).await, [vec![25_000; 12], vec![0]].concat());
}

/// What was paid stays paid, in whatever order payments come back.
#[actix_web::test]
async fn payments_come_back_in_any_order() {
    for basis in [Basis::Fixed, Basis::Floating] {
        let fleet = fleet().await;
        let office = &fleet.office;
        let leasing = recurring(&fleet, ExpenseRecurrence::Monthly, basis, fleet.ago(60)).await;
        let id = leasing.id.to_string();
        let due = async || office.ok(&api::GET_EXPENSE, [&id], &Empty {}).await.next_due;
        let mut payments = Vec::new();
        for ago in [60, 30, 1] {
            let request = PayExpense { date: Some(fleet.ago(ago)), ..PayExpense::default() };
            payments.push(paid(office, &leasing, &request).await.payment.id.to_string());
        }
        let [first, second, third] = &payments[..] else { panic!("three") };
        let paid_until = due().await;
        for order in [[third, second, first], [first, second, third], [second, first, third]] {
            for payment in [third, second, first] {
                office.ok(&api::DELETE_EXPENSE, [payment], &Empty {}).await;
            }
            assert_eq!(due().await, Some(fleet.ago(60)));
            for payment in order {
                office.ok(&api::RESTORE, ["expenses", payment], &Empty {}).await;
            }
            assert_eq!(due().await, paid_until, "{basis:?}");
        }
    }
}
